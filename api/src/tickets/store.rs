//! Reading and writing of tickets themselves.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::{TicketCode, TicketSource, TicketState};
use mobile_contract::{ErrorCode, Slug};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::entity::ticket;
use crate::error::Error;
use crate::kernel::wire;

/// Whose tickets a query may meet. Every query for staff has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sees<'a> {
    /// All: operators, and the coordination desk.
    All,
    /// Those that lie with an agency.
    Of(&'a Slug),
}

impl Sees<'_> {
    pub(super) fn condition(self) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Of(agency) => Condition::all().add(ticket::Column::Agency.eq(agency.as_str())),
        }
    }
}

/// The ticket does not exist, or is not for the caller: both look alike.
pub(super) fn missing() -> Error {
    Error::new(ErrorCode::TicketNotFound)
}

/// Adds a ticket.
///
/// # Errors
/// When the database fails.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    row: ticket::ActiveModel,
) -> Result<(), Error> {
    ticket::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Whether a code is taken.
///
/// # Errors
/// When the database fails.
pub(super) async fn is_taken(db: &impl ConnectionTrait, code: &TicketCode) -> Result<bool, Error> {
    let with_code = ticket::Entity::find().filter(ticket::Column::Code.eq(code.as_str()));
    Ok(with_code.count(db).await? > 0)
}

/// A ticket, to look at.
///
/// # Errors
/// When there is none that the caller may see, or the database fails.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    code: &TicketCode,
    sees: Sees<'_>,
) -> Result<ticket::Model, Error> {
    ticket::Entity::find()
        .filter(ticket::Column::Code.eq(code.as_str()))
        .filter(sees.condition())
        .one(db)
        .await?
        .ok_or_else(missing)
}

/// A ticket, to change it in this transaction: nobody else can until it ends.
///
/// # Errors
/// When there is none that the caller may see, or the database fails.
pub(super) async fn lock(
    db: &impl ConnectionTrait,
    code: &TicketCode,
    sees: Sees<'_>,
) -> Result<ticket::Model, Error> {
    ticket::Entity::find()
        .filter(ticket::Column::Code.eq(code.as_str()))
        .filter(sees.condition())
        .lock_exclusive()
        .one(db)
        .await?
        .ok_or_else(missing)
}

/// A ticket by its id, to change it in this transaction.
///
/// # Errors
/// When there is none, or the database fails.
pub(super) async fn lock_id(db: &impl ConnectionTrait, id: Uuid) -> Result<ticket::Model, Error> {
    ticket::Entity::find_by_id(id)
        .lock_exclusive()
        .one(db)
        .await?
        .ok_or_else(missing)
}

/// Tickets that wait for an agency, what is due first.
///
/// # Errors
/// When the database fails.
pub(super) async fn open_with(
    db: &impl ConnectionTrait,
    agency: &Slug,
    most: u64,
) -> Result<Vec<ticket::Model>, Error> {
    Ok(ticket::Entity::find()
        .filter(Sees::Of(agency).condition())
        .filter(ticket::Column::Open.eq(true))
        .order_by_asc(ticket::Column::NextDue)
        .limit(most)
        .all(db)
        .await?)
}

/// Most tickets that a report looks at; the newest.
const REPORTED: u64 = 50_000;

/// How the tickets of some time were routed, and the agency that has each.
///
/// # Errors
/// When the database fails.
pub(super) async fn routed(
    db: &impl ConnectionTrait,
    received: std::ops::Range<DateTime<Utc>>,
) -> Result<Vec<(String, String)>, Error> {
    Ok(ticket::Entity::find()
        .select_only()
        .columns([ticket::Column::Route, ticket::Column::Agency])
        .filter(ticket::Column::ReceivedAt.gte(received.start))
        .filter(ticket::Column::ReceivedAt.lt(received.end))
        .filter(ticket::Column::Agency.is_not_null())
        // Of ratings nothing was guessed.
        .filter(ticket::Column::Source.ne(wire::name(TicketSource::Rating)))
        .order_by_desc(ticket::Column::ReceivedAt)
        .limit(REPORTED)
        .into_tuple()
        .all(db)
        .await?)
}

/// Tickets that came in since a time, the newest first. What was withdrawn or handed over is left out, and so
/// are ratings, which ask nothing.
///
/// # Errors
/// When the database fails.
pub(super) async fn asked_since(
    db: &impl ConnectionTrait,
    sees: Sees<'_>,
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<ticket::Model>, Error> {
    let gone = [TicketState::Withdrawn, TicketState::HandedOver];
    Ok(ticket::Entity::find()
        .filter(sees.condition())
        .filter(ticket::Column::ReceivedAt.gte(since))
        .filter(ticket::Column::State.is_not_in(gone.map(wire::name)))
        .filter(ticket::Column::Source.ne(wire::name(TicketSource::Rating)))
        // Ids are in order of time, and have an index.
        .order_by_desc(ticket::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// Parameters of one query; databases bound their number.
const IN_ONE_QUERY: usize = 500;

/// Tickets by their ids, in order; those that are gone are left out.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_ids(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<Vec<ticket::Model>, Error> {
    let mut rows = Vec::with_capacity(ids.len());
    for part in ids.chunks(IN_ONE_QUERY) {
        let part = ticket::Entity::find()
            .filter(ticket::Column::Id.is_in(part.iter().copied()))
            .order_by_asc(ticket::Column::Id)
            .all(db)
            .await?;
        rows.extend(part);
    }
    Ok(rows)
}

/// Changes a ticket that is locked.
///
/// # Errors
/// When the database fails.
pub(super) async fn update(
    db: &impl ConnectionTrait,
    mut changed: ticket::ActiveModel,
    revision: i32,
    now: DateTime<Utc>,
) -> Result<ticket::Model, Error> {
    changed.revision = Set(revision + 1);
    changed.updated_at = Set(now);
    Ok(changed.update(db).await?)
}

/// Changes what nobody looks at: views of the ticket stay current.
///
/// # Errors
/// When the database fails.
pub(super) async fn touch(
    db: &impl ConnectionTrait,
    changed: ticket::ActiveModel,
) -> Result<(), Error> {
    changed.update(db).await?;
    Ok(())
}
