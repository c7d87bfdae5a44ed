//! What staff saw and changed goes into the audit record, in the transaction that did it.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::TicketEventKind;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::entity::ticket;
use crate::audit::{self, Entry};
use crate::error::Result;

/// What is recorded of an event.
const fn action(kind: TicketEventKind) -> &'static str {
    match kind {
        TicketEventKind::Received => "ticket.received",
        TicketEventKind::Dispatched => "ticket.dispatched",
        TicketEventKind::Transferred => "ticket.transferred",
        TicketEventKind::SentToArbiter => "ticket.sent_to_arbiter",
        TicketEventKind::Assigned => "ticket.assigned",
        TicketEventKind::AskedCitizen => "ticket.asked_citizen",
        TicketEventKind::CitizenWrote => "ticket.citizen_wrote",
        TicketEventKind::Submitted => "ticket.submitted",
        TicketEventKind::SentBack => "ticket.sent_back",
        TicketEventKind::Verified => "ticket.verified",
        TicketEventKind::Answered => "ticket.answered",
        TicketEventKind::Reopened => "ticket.reopened",
        TicketEventKind::Withdrawn => "ticket.withdrawn",
        TicketEventKind::Merged => "ticket.merged",
        TicketEventKind::HandedOver => "ticket.handed_over",
        TicketEventKind::KindChanged => "ticket.kind_changed",
        TicketEventKind::Warned => "ticket.warned",
        TicketEventKind::Escalated => "ticket.escalated",
        TicketEventKind::Rated => "ticket.rated",
        TicketEventKind::AgencyEnded => "ticket.agency_ended",
    }
}

/// Staff did something to a ticket; `None`: an agency from its mail. The last thing before the commit: writers of the record take turns.
///
/// # Errors
/// When the database fails.
pub(super) async fn done(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    kind: TicketEventKind,
    now: DateTime<Utc>,
) -> Result<()> {
    record(db, row, by, action(kind), now).await
}

/// A ticket moved by itself, because the agency that had it has ended.
///
/// # Errors
/// When the database fails.
pub(super) async fn moved(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    from: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = Entry {
        actor: None,
        action: action(TicketEventKind::AgencyEnded),
        subject: ("ticket", row.code.clone()),
        agency: row.agency.as_deref().and_then(|id| id.parse().ok()),
        detail: Some(format!("from {from}, which has ended")),
        at: now,
    };
    audit::record(db, entry).await
}

/// Staff looked at a ticket, with the sender's words and contact.
///
/// # Errors
/// When the database fails.
pub(super) async fn seen(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    record(db, row, by, "ticket.viewed", now).await
}

/// Staff kept an answer that is being written.
///
/// # Errors
/// When the database fails.
pub(super) async fn drafted(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    record(db, row, by, "ticket.drafted", now).await
}

/// An operator's request came again, and showed the caller's secret once more.
///
/// # Errors
/// When the database fails.
pub(super) async fn shown_again(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    record(db, row, by, "ticket.secret_shown", now).await
}

/// Staff wrote something on a ticket that its history does not tell.
///
/// # Errors
/// When the database fails.
pub(super) async fn noted(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    record(db, row, by, "ticket.noted", now).await
}

/// Staff looked at a file.
///
/// # Errors
/// When the database fails.
pub(super) async fn file_seen(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    record(db, row, by, "ticket.file_viewed", now).await
}

/// Staff laid files ready for the answer.
///
/// # Errors
/// When the database fails.
pub(super) async fn file_laid_ready(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    record(db, row, by, "ticket.file_laid_ready", now).await
}

/// Staff took back a file that was laid ready.
///
/// # Errors
/// When the database fails.
pub(super) async fn file_taken_back(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    record(db, row, by, "ticket.file_taken_back", now).await
}

async fn record(
    db: &impl ConnectionTrait,
    row: &ticket::Model,
    by: Option<Uuid>,
    action: &'static str,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = Entry {
        actor: by,
        action,
        subject: ("ticket", row.code.clone()),
        agency: row.agency.as_deref().and_then(|id| id.parse().ok()),
        // No account: the agency's mail, by its link or an answer.
        detail: by.is_none().then(|| "by mail".to_owned()),
        at: now,
    };
    audit::record(db, entry).await
}
