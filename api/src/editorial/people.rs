//! Who may do what with a question, and that it is recorded.

use chrono::{DateTime, Utc};
use mobile_contract::accounts::Role;
use mobile_contract::{ErrorCode, Slug};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::entity::draft;
use crate::accounts::colleagues;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::tickets::Desk;

/// Lets only reviewers on: leaders of the agency, and administrators.
pub(super) fn must_lead(desk: &Desk) -> Result<()> {
    if desk.leads {
        Ok(())
    } else {
        Err(Error::new(ErrorCode::Forbidden))
    }
}

/// Everyone who wrote the words since they were last published, in the order in which they first did.
///
/// # Errors
/// When what is stored is no list.
pub(super) fn writers(row: &draft::Model) -> Result<Vec<Uuid>> {
    let mut writers: Vec<Uuid> = serde_json::from_str(&row.writers)?;
    // Whoever began it, as long as nobody else wrote.
    if !writers.contains(&row.writer) {
        writers.push(row.writer);
    }
    Ok(writers)
}

/// Remembers who wrote.
///
/// # Errors
/// When what is stored is no list.
pub(super) fn wrote(row: &mut draft::Model, person: Uuid) -> Result<()> {
    let mut writers: Vec<Uuid> = serde_json::from_str(&row.writers)?;
    if !writers.contains(&person) {
        writers.push(person);
        row.writers = serde_json::to_string(&writers)?;
    }
    row.writer = person;
    Ok(())
}

/// Nobody publishes their own words, whoever changed them afterwards. Only an administrator may, where nobody
/// is left who had no hand in them: else a small province could publish nothing at all.
pub(super) async fn must_be_another(
    db: &impl ConnectionTrait,
    row: &draft::Model,
    desk: &Desk,
) -> Result<()> {
    let person = desk.person()?;
    let writers = writers(row)?;
    if !writers.contains(&person) {
        return Ok(());
    }
    let refused = Error::new(ErrorCode::OwnReview).detail(
        "Bạn đã viết hoặc sửa lời này từ lần đăng trước. Mời lãnh đạo cơ quan hoặc quản trị viên khác duyệt.",
        "You wrote or changed these words since they were last published. Please ask a leader of the agency or another administrator to review them.",
    );
    if desk.agency.is_some() {
        return Err(refused);
    }
    let mut others = colleagues(db, None, &[Role::Administrator]).await?;
    if let Some(agency) = agency(row) {
        others.extend(colleagues(db, Some(&agency), &[Role::Leader]).await?);
    }
    if others.iter().any(|other| !writers.contains(&other.id)) {
        return Err(refused);
    }
    Ok(())
}

/// Who answers.
pub(super) fn agency(row: &draft::Model) -> Option<Slug> {
    row.agency.as_deref().and_then(|id| id.parse().ok())
}

/// Records a step. The last thing before the commit: writers of the record take turns.
///
/// # Errors
/// When the database fails.
pub(super) async fn record(
    db: &impl ConnectionTrait,
    row: &draft::Model,
    desk: &Desk,
    action: &'static str,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = Entry {
        actor: Some(desk.person()?),
        action,
        subject: ("faq_draft", row.id.to_string()),
        agency: agency(row),
        detail: row.faq.clone(),
        at: now,
    };
    audit::record(db, entry).await
}
