//! Reading and writing of what became of mail.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::mail::{MailOutcome, MailResult};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
};
use uuid::Uuid;

use super::entity::{addition, mail};
use crate::error::{Error, Result};
use crate::kernel::wire;

/// How long it is known that a mail came: mail servers try for days, not for weeks.
const KEPT: Duration = Duration::days(30);

/// A mail that has just come.
#[derive(Clone, Debug)]
pub(in crate::tickets) struct Arrival {
    /// Tells it from every other mail.
    pub(super) key: String,
    /// Who claims to have written it, as a fingerprint.
    pub(super) sender: Option<String>,
    /// Files that were not taken.
    pub(super) left_out: u32,
    /// When it came.
    pub(super) at: DateTime<Utc>,
}

impl Arrival {
    /// Keeps what became of it, in the transaction that did it.
    ///
    /// # Errors
    /// `idempotency_conflict` when the same mail is being taken in at the same time; when the
    /// database fails.
    pub(in crate::tickets) async fn became(
        &self,
        db: &impl ConnectionTrait,
        result: &MailResult,
    ) -> Result<()> {
        let row = mail::ActiveModel {
            key: Set(self.key.clone()),
            sender: Set(self.sender.clone()),
            outcome: Set(wire::name(result.outcome)),
            reason: Set(result.reason.map(wire::name)),
            ticket: Set(result.ticket.as_ref().map(ToString::to_string)),
            left_out: Set(i32::try_from(self.left_out).unwrap_or(i32::MAX)),
            received_at: Set(self.at),
        };
        match mail::Entity::insert(row).exec_without_returning(db).await {
            Ok(_) => Ok(()),
            Err(e) if matches!(e.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                Err(Error::new(ErrorCode::IdempotencyConflict))
            }
            Err(e) => Err(e.into()),
        }
    }
}

/// What became of a mail that came before.
///
/// # Errors
/// When the database fails.
pub(super) async fn known(db: &impl ConnectionTrait, key: &str) -> Result<Option<MailResult>> {
    let Some(row) = mail::Entity::find_by_id(key).one(db).await? else {
        return Ok(None);
    };
    let ticket = row.ticket.map(|code| code.parse()).transpose();
    Ok(Some(MailResult {
        outcome: wire::value(&row.outcome)?,
        reason: row.reason.as_deref().map(wire::value).transpose()?,
        ticket: ticket.map_err(|e| Error::internal(format!("a ticket's code: {e}")))?,
        attachments_left_out: u32::try_from(row.left_out).unwrap_or_default(),
    }))
}

/// How many tickets mail has made since an instant, of one sender or of all.
///
/// # Errors
/// When the database fails.
pub(super) async fn tickets_since(
    db: &impl ConnectionTrait,
    sender: Option<&str>,
    since: DateTime<Utc>,
) -> Result<u64> {
    let mut made = mail::Entity::find()
        .filter(mail::Column::Outcome.eq(wire::name(MailOutcome::NewTicket)))
        .filter(mail::Column::ReceivedAt.gt(since));
    if let Some(sender) = sender {
        made = made.filter(mail::Column::Sender.eq(sender));
    }
    Ok(made.count(db).await?)
}

/// How many mails of a sender were refused since an instant: about a ticket, where it has a code.
///
/// # Errors
/// When the database fails.
pub(super) async fn refused_since(
    db: &impl ConnectionTrait,
    ticket: &str,
    sender: Option<&str>,
    since: DateTime<Utc>,
) -> Result<u64> {
    let refused = mail::Entity::find()
        .filter(mail::Column::Outcome.eq(wire::name(MailOutcome::Refused)))
        .filter(mail::Column::ReceivedAt.gt(since));
    let refused = match sender {
        Some(sender) => refused.filter(mail::Column::Sender.eq(sender)),
        None => refused.filter(mail::Column::Sender.is_null()),
    };
    let refused = match ticket {
        "" => refused,
        ticket => refused.filter(mail::Column::Ticket.eq(ticket)),
    };
    Ok(refused.count(db).await?)
}

/// When an agency was last told what the sender of a ticket added.
///
/// # Errors
/// When the database fails.
pub(super) async fn told(db: &impl ConnectionTrait, ticket: Uuid) -> Result<Option<DateTime<Utc>>> {
    let row = addition::Entity::find_by_id(ticket).one(db).await?;
    Ok(row.map(|row| row.told_at))
}

/// Keeps when it was told, and whether something waits to be told.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    told_at: DateTime<Utc>,
    waiting: bool,
) -> Result<()> {
    let row = addition::ActiveModel {
        ticket_id: Set(ticket),
        told_at: Set(told_at),
        waiting: Set(waiting),
    };
    let replace = OnConflict::column(addition::Column::TicketId)
        .update_columns([addition::Column::ToldAt, addition::Column::Waiting])
        .to_owned();
    addition::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Tickets with something to tell, last told of before an instant; the oldest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn untold(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Uuid>> {
    let rows = addition::Entity::find()
        .filter(addition::Column::Waiting.eq(true))
        .filter(addition::Column::ToldAt.lte(before))
        .order_by_asc(addition::Column::ToldAt)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.ticket_id).collect())
}

/// Forgets mail that no server sends again.
///
/// # Errors
/// When the database fails.
pub(in crate::tickets) async fn forget_old(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<u64> {
    let old = mail::Entity::delete_many()
        .filter(mail::Column::ReceivedAt.lt(now - KEPT))
        .exec(db)
        .await?;
    Ok(old.rows_affected)
}
