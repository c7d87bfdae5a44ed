//! Reading and writing of tickets that wait for the answer to another one.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::{TicketEventKind, TicketState};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::clocks::{Clocks, NEVER, Next};
use super::entity::ticket;
use super::store;
use super::written::{self, Happening};
use crate::error::Error;
use crate::kernel::wire;

/// Tickets that wait for the answer to another one.
///
/// # Errors
/// When the database fails.
pub(super) async fn waiting_for(
    db: &impl ConnectionTrait,
    into: Uuid,
) -> Result<Vec<ticket::Model>, Error> {
    let waiting = [
        TicketState::Unrouted,
        TicketState::WithAgency,
        TicketState::WaitingForCitizen,
    ];
    Ok(ticket::Entity::find()
        .filter(ticket::Column::MergedInto.eq(into))
        .filter(ticket::Column::State.is_in(waiting.map(wire::name)))
        .order_by_asc(ticket::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?)
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
