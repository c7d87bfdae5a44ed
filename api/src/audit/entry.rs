//! What a room hands over to be recorded.

use chrono::{DateTime, SubsecRound, Utc};
use mobile_contract::Slug;
use mobile_contract::limits::AUDIT_DETAIL_CHARS;
use uuid::Uuid;

use super::entity::Model;
use super::seal::seal;
use crate::error::Error;
use crate::kernel::pii;
use crate::kernel::text::cut;

/// Longest names, in characters, as the columns are made.
const ACTION: usize = 60;
const SUBJECT_KIND: usize = 40;
const SUBJECT_ID: usize = 100;
/// Digits of a second that are kept: PostgreSQL knows microseconds.
const SECOND_DIGITS: u16 = 6;

/// Who saw or changed what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The account that did it; `None` when the program did it by itself, or a citizen.
    pub actor: Option<Uuid>,
    /// What was done, as `kind.verb`: `ticket.viewed`. At most 60 characters.
    pub action: &'static str,
    /// Kind (at most 40 characters) and id (at most 100) of what it was done to.
    pub subject: (&'static str, String),
    /// The agency whose thing it is.
    pub agency: Option<Slug>,
    /// Further words, on one line. No personal data belongs here; numbers that look like it are
    /// masked all the same, and what is longer than [`AUDIT_DETAIL_CHARS`] is cut off.
    pub detail: Option<String>,
    /// When, by the injected clock.
    pub at: DateTime<Utc>,
}

impl Entry {
    /// The row that follows the entry with this number and hash.
    ///
    /// # Errors
    /// When a name is longer than its column: on SQLite it would be stored, on PostgreSQL refused.
    pub(super) fn into_row(self, number: i64, previous: &str) -> Result<Model, Error> {
        let (subject_kind, subject_id) = self.subject;
        for (name, value, most) in [
            ("action", self.action, ACTION),
            ("kind", subject_kind, SUBJECT_KIND),
            ("id", subject_id.as_str(), SUBJECT_ID),
        ] {
            if value.is_empty() || value.chars().count() > most || has_control(value) {
                let action = self.action;
                return Err(Error::internal(format!(
                    "audit entry {action}: its {name} must be 1 to {most} printable characters"
                )));
            }
        }
        let mut row = Model {
            number,
            at: self.at.trunc_subsecs(SECOND_DIGITS),
            actor: self.actor,
            action: self.action.to_owned(),
            subject_kind: subject_kind.to_owned(),
            subject_id,
            agency: self.agency.map(|agency| agency.to_string()),
            detail: self.detail.map(|detail| tidy(&detail)),
            hash: String::new(),
        };
        row.hash = seal(previous, &row);
        Ok(row)
    }
}

fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// One line, masked, and of bounded length.
fn tidy(detail: &str) -> String {
    let line: String = detail
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    cut(&pii::mask(&line), AUDIT_DETAIL_CHARS)
}
