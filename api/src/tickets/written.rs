//! Reading and writing of what belongs to a ticket: its history, messages, notes, the draft of its
//! answer, and what its way taught.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::TicketEventKind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Desk;
use super::entity::{correction, draft, event, finding, message, note};
use crate::error::Error;
use crate::kernel::wire;

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
    by: &Desk,
    text: String,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let agency = by.agency.as_ref().filter(|_| by.user.is_none());
    let row = note::ActiveModel {
        id: Set(Uuid::now_v7()),
        ticket_id: Set(ticket),
        by: Set(by.user),
        agency: Set(agency.map(ToString::to_string)),
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

/// What looking into a ticket showed.
///
/// # Errors
/// When the database fails.
pub(super) async fn finding(
    db: &impl ConnectionTrait,
    ticket: Uuid,
) -> Result<Option<finding::Model>, Error> {
    Ok(finding::Entity::find_by_id(ticket).one(db).await?)
}

/// Puts what was found in the place of what was found before.
///
/// # Errors
/// When the database fails.
pub(super) async fn save_finding(
    db: &impl ConnectionTrait,
    row: finding::ActiveModel,
    ticket: Uuid,
) -> Result<(), Error> {
    drop_finding(db, ticket).await?;
    finding::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// What was found answers nothing any more: the history keeps it.
///
/// # Errors
/// When the database fails.
pub(super) async fn drop_finding(db: &impl ConnectionTrait, ticket: Uuid) -> Result<(), Error> {
    finding::Entity::delete_by_id(ticket).exec(db).await?;
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

/// Throws away corrections of long ago: names of people may stand among their words.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget_corrections(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<(), Error> {
    correction::Entity::delete_many()
        .filter(correction::Column::At.lt(before))
        .exec(db)
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
