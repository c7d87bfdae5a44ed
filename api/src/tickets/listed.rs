//! The queue as it is read: pages of it, and how many there are.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::{DraftState, StaffTicketFilter, TicketCounts, TicketState};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::entity::{draft, ticket};
use super::store::Sees;
use crate::error::Error;
use crate::kernel::wire;

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
    let state = filter.state.map(stands);
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
    let others = [open, agency, overdue, mine, kind, source, submitted];
    others
        .into_iter()
        .flatten()
        .fold(sees.condition(), Condition::add)
        .add_option(state)
}

/// How a ticket stands, for lists: one that waits for its sender and lies with no agency is in the operators'
/// queue, or nobody would look at it.
fn stands(state: TicketState) -> Condition {
    let named = Condition::all().add(ticket::Column::State.eq(wire::name(state)));
    match state {
        TicketState::Unrouted => Condition::any().add(named).add(
            Condition::all()
                .add(ticket::Column::State.eq(wire::name(TicketState::WaitingForCitizen)))
                .add(ticket::Column::Agency.is_null()),
        ),
        TicketState::WaitingForCitizen => named.add(ticket::Column::Agency.is_not_null()),
        _ => named,
    }
}

/// How many tickets are open, by how they stand for lists.
///
/// # Errors
/// When the database fails.
pub(super) async fn counts(
    db: &impl ConnectionTrait,
    sees: Sees<'_>,
) -> Result<TicketCounts, Error> {
    let count = async |state| {
        let open = ticket::Entity::find()
            .filter(sees.condition())
            .filter(ticket::Column::Open.eq(true))
            .filter(stands(state));
        let count = open.count(db).await?;
        Ok::<_, Error>(i64::try_from(count).unwrap_or(i64::MAX))
    };
    Ok(TicketCounts {
        unrouted: count(TicketState::Unrouted).await?,
        with_agency: count(TicketState::WithAgency).await?,
        waiting_for_citizen: count(TicketState::WaitingForCitizen).await?,
        ..TicketCounts::default()
    })
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
