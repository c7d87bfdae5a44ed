//! Apologies (phiếu xin lỗi và hẹn lại ngày trả kết quả): written before a dossier is late.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::DossierCode;
use crate::qr::NamedRef;

/// How an apology stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApologyState {
    /// Drafted; its reason may still be missing.
    Draft,
    /// Handed in: a leader approves it.
    Submitted,
    /// Sent back by a leader, with a note.
    Rejected,
    /// Approved: the new date holds, the letter is not sent yet.
    Approved,
    /// Sent, or handed over on paper.
    Sent,
    /// Not needed any more: the dossier ended, stands still, or is due on another day.
    Dropped,
}

impl ApologyState {
    /// Whether it can still be written.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::Rejected)
    }
}

/// How a letter reached its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterWay {
    /// By mail, with the whole text.
    Mail,
    /// By a short text message.
    Sms,
    /// Printed, signed and handed over.
    Paper,
}

/// What was sent, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SentLetter {
    /// How.
    pub way: LetterWay,
    /// Its subject; empty for a text message.
    pub subject: String,
    /// Its words.
    pub text: String,
}

/// An apology for one dossier and one end of its term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Apology {
    /// Its id.
    pub id: Uuid,
    /// The dossier.
    pub dossier: DossierCode,
    /// The agency that apologises.
    pub agency: Option<NamedRef>,
    /// How it stands.
    pub state: ApologyState,
    /// The end that will not be kept.
    pub due_at: DateTime<Utc>,
    /// The new day: a working day after both today and the old end.
    pub new_due: NaiveDate,
    /// When the office closes on that day.
    pub new_due_at: DateTime<Utc>,
    /// Why it takes longer, as the citizen will read it; empty: not written yet.
    pub reason: String,
    /// Office of who signs: "Giám đốc".
    pub signer: String,
    /// Name of who signs.
    pub signer_name: String,
    /// Number and sign of the document; null: written in by hand.
    pub number: Option<String>,
    /// Whether the dossier was extended before: then a leader must justify it.
    pub second: bool,
    /// Why a leader extends it again.
    pub justification: Option<String>,
    /// What is to be changed, when it was sent back.
    pub note: Option<String>,
    /// Whether it was approved or sent late: after the working day before the end.
    pub late: bool,
    /// How its letter would be sent; null: there is neither mail address nor mobile number.
    pub reachable: Option<LetterWay>,
    /// The text message as it would go out now; null where the letter goes by mail or on paper, or is gone.
    pub text_message: Option<String>,
    /// What was sent.
    pub letter: Option<SentLetter>,
    /// When it was drafted.
    pub drafted_at: DateTime<Utc>,
    /// When it was handed in.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// Grows with every change.
    pub revision: i32,
}

/// Apologies of a dossier, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Apologies {
    /// The apologies.
    pub items: Vec<Apology>,
}

/// New words of an apology.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditApology {
    /// The revision that was seen.
    pub revision: i32,
    /// Why it takes longer; may still be empty.
    #[schema(max_length = 1000)]
    pub reason: String,
    /// The new day.
    pub new_due: NaiveDate,
    /// Office of who signs.
    #[schema(max_length = 80, example = "Giám đốc")]
    pub signer: String,
    /// Name of who signs.
    #[schema(max_length = 120)]
    pub signer_name: String,
    /// Number and sign of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "12/PXL-STP")]
    pub number: Option<String>,
    /// Why it is extended again; only leaders write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub justification: Option<String>,
}

/// The revision of an apology that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApologyRevision {
    /// The revision.
    pub revision: i32,
}

/// Why an apology is sent back to be written anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectApology {
    /// The revision that was seen.
    pub revision: i32,
    /// What is to be changed.
    #[schema(min_length = 10, max_length = 500)]
    pub note: String,
}

/// How an approved apology goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendApology {
    /// The revision that was seen.
    pub revision: i32,
    /// It was printed, signed and handed over; nothing is sent.
    #[serde(default)]
    pub on_paper: bool,
}
