//! Reading and writing of tickets.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::{StaffTicketFilter, TicketCode, TicketEventKind, TicketState};
use mobile_contract::{ErrorCode, Slug};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::clocks::{Clocks, NEVER, Next};
use super::entity::{correction, draft, event, message, note, ticket};
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

/// Tickets whose clock has something to say, the earliest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn to_warn(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<TicketCode>, Error> {
    let rows = ticket::Entity::find()
        .filter(ticket::Column::Open.eq(true))
        .filter(ticket::Column::NextWarning.lte(now))
        .order_by_asc(ticket::Column::NextWarning)
        .limit(most)
        .all(db)
        .await?;
    let codes = rows.iter().map(|row| row.code.parse());
    codes
        .collect::<Result<_, _>>()
        .map_err(|e| Error::internal(format!("a ticket's code: {e}")))
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
    [state, open, agency, overdue, mine]
        .into_iter()
        .flatten()
        .fold(sees.condition(), Condition::add)
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

/// What happens to a ticket.
#[derive(Clone, Debug, Default)]
pub(super) struct Happening {
    pub(super) by: Option<Uuid>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) reason: Option<String>,
}

/// Adds to a ticket's history.
///
/// # Errors
/// When the database fails.
pub(super) async fn happened(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    kind: TicketEventKind,
    happening: Happening,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = event::ActiveModel {
        id: Set(Uuid::now_v7()),
        ticket_id: Set(ticket),
        kind: Set(wire::name(kind)),
        by: Set(happening.by),
        from_agency: Set(happening.from),
        to_agency: Set(happening.to),
        reason: Set(happening.reason),
        at: Set(now),
    };
    event::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// A ticket's history, in order.
///
/// # Errors
/// When the database fails.
pub(super) async fn history(
    db: &impl ConnectionTrait,
    ticket: Uuid,
) -> Result<Vec<event::Model>, Error> {
    Ok(event::Entity::find()
        .filter(event::Column::TicketId.eq(ticket))
        .order_by_asc(event::Column::At)
        .order_by_asc(event::Column::Id)
        .all(db)
        .await?)
}

/// Adds a message between the sender and an agency.
///
/// # Errors
/// When the database fails.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    row: message::ActiveModel,
) -> Result<(), Error> {
    message::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// What the sender and agencies wrote, in order.
///
/// # Errors
/// When the database fails.
pub(super) async fn messages(
    db: &impl ConnectionTrait,
    ticket: Uuid,
) -> Result<Vec<message::Model>, Error> {
    Ok(message::Entity::find()
        .filter(message::Column::TicketId.eq(ticket))
        .order_by_asc(message::Column::SentAt)
        .order_by_asc(message::Column::Id)
        .all(db)
        .await?)
}

/// Adds a note among staff.
///
/// # Errors
/// When the database fails.
pub(super) async fn note(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    by: Uuid,
    text: String,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = note::ActiveModel {
        id: Set(Uuid::now_v7()),
        ticket_id: Set(ticket),
        by: Set(by),
        text: Set(text),
        written_at: Set(now),
    };
    note::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Notes among staff, in order.
///
/// # Errors
/// When the database fails.
pub(super) async fn notes(
    db: &impl ConnectionTrait,
    ticket: Uuid,
) -> Result<Vec<note::Model>, Error> {
    Ok(note::Entity::find()
        .filter(note::Column::TicketId.eq(ticket))
        .order_by_asc(note::Column::WrittenAt)
        .order_by_asc(note::Column::Id)
        .all(db)
        .await?)
}

/// The answer that is being written.
///
/// # Errors
/// When the database fails.
pub(super) async fn draft(
    db: &impl ConnectionTrait,
    ticket: Uuid,
) -> Result<Option<draft::Model>, Error> {
    Ok(draft::Entity::find_by_id(ticket).one(db).await?)
}

/// Puts an answer that is being written in the place of the last.
///
/// # Errors
/// When the database fails.
pub(super) async fn save_draft(
    db: &impl ConnectionTrait,
    row: draft::ActiveModel,
    ticket: Uuid,
) -> Result<(), Error> {
    drop_draft(db, ticket).await?;
    draft::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Throws the answer away that was being written: it was sent, or is not wanted.
///
/// # Errors
/// When the database fails.
pub(super) async fn drop_draft(db: &impl ConnectionTrait, ticket: Uuid) -> Result<(), Error> {
    draft::Entity::delete_by_id(ticket).exec(db).await?;
    Ok(())
}

/// Keeps where people sent what was guessed otherwise, or as it was guessed.
///
/// # Errors
/// When the database fails.
pub(super) async fn correct(
    db: &impl ConnectionTrait,
    row: correction::ActiveModel,
) -> Result<(), Error> {
    correction::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// The last corrections, the newest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn corrections(
    db: &impl ConnectionTrait,
    most: u64,
) -> Result<Vec<correction::Model>, Error> {
    Ok(correction::Entity::find()
        .order_by_desc(correction::Column::At)
        .limit(most)
        .all(db)
        .await?)
}

/// Tickets that wait for the answer to another one.
///
/// # Errors
/// When the database fails.
pub(super) async fn joined(
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
pub(super) async fn close_joined(
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
    update(db, changed, revision, now).await?;
    happened(db, id, TicketEventKind::Answered, Happening::default(), now).await
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
    update(db, changed, revision, now).await.map(drop)
}
