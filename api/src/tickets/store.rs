//! Reading and writing of tickets themselves.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::{
    DraftState, StaffTicketFilter, TicketCode, TicketSource, TicketState,
};
use mobile_contract::{ErrorCode, Slug};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::entity::{draft, ticket};
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
    fn condition(self) -> Condition {
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

/// Where the last page of a queue ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct After {
    pub(super) due: DateTime<Utc>,
    pub(super) id: Uuid,
}

/// A page of the queue, what is due first.
///
/// # Errors
/// When the database fails.
pub(super) async fn queue(
    db: &impl ConnectionTrait,
    filter: &StaffTicketFilter,
    sees: Sees<'_>,
    caller: Uuid,
    (after, limit, now): (Option<After>, u64, DateTime<Utc>),
) -> Result<Vec<ticket::Model>, Error> {
    let mut query = ticket::Entity::find().filter(wanted(filter, sees, caller, now));
    if let Some(After { due, id }) = after {
        let later = Condition::any().add(ticket::Column::NextDue.gt(due)).add(
            Condition::all()
                .add(ticket::Column::NextDue.eq(due))
                .add(ticket::Column::Id.gt(id)),
        );
        query = query.filter(later);
    }
    Ok(query
        .order_by_asc(ticket::Column::NextDue)
        .order_by_asc(ticket::Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}

fn wanted(
    filter: &StaffTicketFilter,
    sees: Sees<'_>,
    caller: Uuid,
    now: DateTime<Utc>,
) -> Condition {
    let state = filter
        .state
        .map(|state| ticket::Column::State.eq(wire::name(state)));
    let open = filter
        .state
        .is_none()
        .then(|| ticket::Column::Open.eq(true));
    let agency = filter.agency.as_ref().map(|a| ticket::Column::Agency.eq(a));
    let overdue = filter.overdue.map(|late| {
        if late {
            ticket::Column::NextDue.lt(now)
        } else {
            ticket::Column::NextDue.gte(now)
        }
    });
    let mine = filter.mine.map(|mine| {
        if mine {
            ticket::Column::Assignee.eq(caller)
        } else {
            ticket::Column::Assignee.is_null()
        }
    });
    let kind = filter
        .kind
        .map(|kind| ticket::Column::Kind.eq(wire::name(kind)));
    let submitted = filter.submitted.map(|submitted| {
        let waiting = draft::Entity::find()
            .select_only()
            .column(draft::Column::TicketId)
            .filter(draft::Column::State.eq(wire::name(DraftState::Submitted)))
            .into_query();
        if submitted {
            ticket::Column::Id.in_subquery(waiting)
        } else {
            ticket::Column::Id.not_in_subquery(waiting)
        }
    });
    let source = filter
        .source
        .map(|source| ticket::Column::Source.eq(wire::name(source)));
    [state, open, agency, overdue, mine, kind, source, submitted]
        .into_iter()
        .flatten()
        .fold(sees.condition(), Condition::add)
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

/// How many tickets are open in each state.
///
/// # Errors
/// When the database fails.
pub(super) async fn counts(
    db: &impl ConnectionTrait,
    sees: Sees<'_>,
) -> Result<Vec<(TicketState, i64)>, Error> {
    let rows: Vec<(String, i64)> = ticket::Entity::find()
        .select_only()
        .column(ticket::Column::State)
        .column_as(ticket::Column::Id.count(), "count")
        .filter(sees.condition())
        .filter(ticket::Column::Open.eq(true))
        .group_by(ticket::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter()
        .map(|(state, count)| Ok((wire::value(&state)?, count)))
        .collect()
}

/// How many open tickets are late.
///
/// # Errors
/// When the database fails.
pub(super) async fn overdue(
    db: &impl ConnectionTrait,
    sees: Sees<'_>,
    now: DateTime<Utc>,
) -> Result<i64, Error> {
    let late = ticket::Entity::find()
        .filter(sees.condition())
        .filter(ticket::Column::Open.eq(true))
        .filter(ticket::Column::NextDue.lt(now));
    Ok(i64::try_from(late.count(db).await?).unwrap_or(i64::MAX))
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
