//! The audit record (nhật ký kiểm tra), on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditSubject {
    /// Kind of thing: `ticket`, `account`, …
    #[schema(example = "ticket")]
    pub kind: String,
    /// Its id, as that kind writes it.
    pub id: String,
}

/// Who saw or changed what, and when. Never changed once it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditEntry {
    /// Its place in the record: 1 for the first, without gaps.
    #[schema(minimum = 1)]
    pub number: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Id of the account that did it; null when the program did it by itself, or a citizen.
    pub actor: Option<Uuid>,
    /// What was done: `ticket.viewed`, `account.created`, …
    #[schema(example = "ticket.viewed")]
    pub action: String,
    /// To what.
    pub subject: AuditSubject,
    /// Id of the agency whose thing it was.
    pub agency: Option<String>,
    /// Further words, without personal data.
    pub detail: Option<String>,
    /// Seal over this entry and, through the seal before it, over all earlier ones: SHA-256 in
    /// lower-case hexadecimal digits.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub hash: String,
}
