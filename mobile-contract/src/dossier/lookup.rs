//! Where a dossier is, for whoever proves that it is theirs.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::DossierCode;
use super::clock::DossierClock;
use super::event::{DossierEventKind, DossierState};
use crate::PhoneNumber;
use crate::chat::ProcedureRef;
use crate::qr::NamedRef;

/// Body of `POST /v1/dossiers/lookup`. The code can be guessed; the proof cannot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierLookup {
    /// The dossier, as its receipt names it.
    pub code: DossierCode,
    /// One of: the last four digits of the applicant's phone or identity number; the six digits that
    /// `POST /v1/dossiers/lookup/otp` sent; the signed address in the receipt's QR code, whole or what stands
    /// behind `/q/`; the `pass` of an earlier look-up.
    #[schema(max_length = 700, example = "5678")]
    pub proof: String,
    /// With six digits: the challenge that `POST /v1/dossiers/lookup/otp` answered with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<Uuid>,
}

/// Body of `POST /v1/dossiers/lookup/otp`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierOtpRequest {
    /// The dossier.
    pub code: DossierCode,
    /// The mobile number that was left with it.
    pub phone: PhoneNumber,
}

/// A dossier as its applicant sees it: no name, no number, no desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierView {
    /// Its code.
    pub code: DossierCode,
    /// The procedure, when it is one of ours.
    pub procedure: Option<ProcedureRef>,
    /// The agency that has it today.
    pub agency: Option<NamedRef>,
    /// Where it was received, as the place is called today.
    pub place: Option<NamedRef>,
    /// First letters of the applicant's names: `N.T.L.`
    pub applicant: Option<String>,
    /// How it stands.
    pub state: DossierState,
    /// How it stands, in words.
    #[schema(example = "Đang giải quyết, còn trong hạn")]
    pub state_text: String,
    /// What to do next, in words.
    pub next_step: String,
    /// When it was received.
    pub received_at: Option<DateTime<Utc>>,
    /// When it is due; while its clock stands still, when it would be.
    pub due_at: Option<DateTime<Utc>>,
    /// Since when its clock stands still.
    pub standing_since: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When its result was handed back.
    pub returned_at: Option<DateTime<Utc>>,
    /// Whether it is late, or ended late.
    pub late: bool,
    /// By how many working days; 0: since today, or within the last day.
    pub late_working_days: u32,
    /// What is missing, or why it was refused, in the agency's words.
    pub reason: Option<String>,
    /// The last letter of apology; absent unless the dossier goes on and is due on the day that it named.
    pub apology: Option<DossierApology>,
    /// How its dates came about, in words; absent when nobody told when it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<DossierClock>,
    /// What happened, the oldest first.
    pub timeline: Vec<DossierStep>,
    /// When this was read.
    pub as_of: DateTime<Utc>,
    /// Opens this dossier again for half an hour: send it as `proof`. Keep it to yourself.
    #[schema(max_length = 700)]
    pub pass: String,
}

/// The agency is late, says why, and names a new day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierApology {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// The day promised.
    pub new_day: NaiveDate,
    /// Why it is late, in the agency's words.
    pub reason: Option<String>,
    /// The apology in words.
    pub text: String,
}

/// One thing that happened to a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierStep {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: DossierEventKind,
    /// What, in words.
    pub text: String,
}
