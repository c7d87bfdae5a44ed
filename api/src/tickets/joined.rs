//! Reading and writing of tickets that wait for the answer to another one.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::{TicketCode, TicketEventKind, TicketState};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::clocks::{Clocks, NEVER, Next};
use super::entity::ticket;
use super::store::{self, Sees};
use super::written::{self, Happening};
use crate::error::Error;
use crate::kernel::wire;

/// How a ticket stands that waits for the answer to another one.
const WAITING: [TicketState; 3] = [
    TicketState::Unrouted,
    TicketState::WithAgency,
    TicketState::WaitingForCitizen,
];

/// Tickets that wait for the answer to another one.
///
/// # Errors
/// When the database fails.
pub(super) async fn waiting_for(
    db: &impl ConnectionTrait,
    into: Uuid,
) -> Result<Vec<ticket::Model>, Error> {
    Ok(ticket::Entity::find()
        .filter(ticket::Column::MergedInto.eq(into))
        .filter(ticket::Column::State.is_in(WAITING.map(wire::name)))
        .order_by_asc(ticket::Column::Code)
        .lock_exclusive()
        .all(db)
        .await?)
}

/// A ticket, and what waits for its answer, to change them all. They are locked in the order of their codes, as
/// two are to be joined: else who joins and who changes could wait for each other. Who answers locks the first one
/// before what waits for it: should these two wait for each other, PostgreSQL ends one, which is tried again. `None`:
/// one more was joined meanwhile; it goes again.
///
/// # Errors
/// When there is none, or the database fails.
pub(super) async fn lock_all(
    db: &impl ConnectionTrait,
    code: &TicketCode,
) -> Result<Option<(ticket::Model, Vec<ticket::Model>)>, Error> {
    let id = store::find(db, code, Sees::All).await?.id;
    let joined = Condition::all()
        .add(ticket::Column::MergedInto.eq(id))
        .add(ticket::Column::State.is_in(WAITING.map(wire::name)));
    let mut locked = ticket::Entity::find()
        .filter(Condition::any().add(ticket::Column::Id.eq(id)).add(joined))
        .order_by_asc(ticket::Column::Code)
        .lock_exclusive()
        .all(db)
        .await?;
    let own = locked.iter().position(|row| row.id == id);
    let row = locked.remove(own.ok_or_else(store::missing)?);
    // Nobody joins anything to it from here on.
    let waiting = ticket::Entity::find()
        .filter(ticket::Column::MergedInto.eq(id))
        .filter(ticket::Column::State.is_in(WAITING.map(wire::name)));
    let all = usize::try_from(waiting.count(db).await?).unwrap_or(usize::MAX);
    Ok((all == locked.len()).then_some((row, locked)))
}

/// What waits for the answer to one ticket waits for another one's.
///
/// # Errors
/// When the database fails.
pub(super) async fn join(db: &impl ConnectionTrait, from: Uuid, into: Uuid) -> Result<(), Error> {
    ticket::Entity::update_many()
        .col_expr(ticket::Column::MergedInto, Expr::value(Some(into)))
        .filter(ticket::Column::MergedInto.eq(from))
        .exec(db)
        .await?;
    Ok(())
}

/// Closes a ticket that was answered together with another one.
///
/// # Errors
/// When the database fails.
pub(super) async fn close(
    db: &impl ConnectionTrait,
    row: ticket::Model,
    clocks: &Clocks,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (id, revision) = (row.id, row.revision);
    let (dispatch, reply) = clocks.stored()?;
    let mut changed = row.into_active_model();
    changed.state = Set(wire::name(TicketState::Merged));
    changed.open = Set(false);
    changed.dispatch = Set(dispatch);
    changed.reply = Set(reply);
    changed.next_due = Set(NEVER);
    changed.next_warning = Set(None);
    changed.answered_at = Set(Some(now));
    store::update(db, changed, revision, now).await?;
    written::happened(db, id, TicketEventKind::Answered, Happening::default(), now).await
}

/// Puts a ticket that was joined to another one back into the queue.
///
/// # Errors
/// When the database fails.
pub(super) async fn release(
    db: &impl ConnectionTrait,
    row: ticket::Model,
    next: Next,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let revision = row.revision;
    let mut changed = row.into_active_model();
    changed.open = Set(true);
    changed.merged_into = Set(None);
    changed.next_due = Set(next.due);
    changed.next_warning = Set(next.warning);
    store::update(db, changed, revision, now).await.map(drop)
}

/// Tickets that were answered together with another one.
///
/// # Errors
/// When the database fails.
pub(super) async fn answered_with(
    db: &impl ConnectionTrait,
    into: Uuid,
) -> Result<Vec<Uuid>, Error> {
    Ok(ticket::Entity::find()
        .select_only()
        .column(ticket::Column::Id)
        .filter(ticket::Column::MergedInto.eq(into))
        .filter(ticket::Column::State.eq(wire::name(TicketState::Merged)))
        .order_by_asc(ticket::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}
