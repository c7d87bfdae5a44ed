//! A dossier as staff see it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::DossierCode;
use super::apology::Apology;
use super::clock::DossierClock;
use super::event::{DossierChannel, DossierEventKind, DossierFlag, DossierState, DossierTiming};
use crate::chat::ProcedureRef;
use crate::qr::NamedRef;

/// An event of a dossier, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffDossierEvent {
    /// The sender's id of it.
    pub id: String,
    /// Who told it.
    pub source: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// When it reached us.
    pub arrived: DateTime<Utc>,
    /// What happened.
    pub kind: DossierEventKind,
    /// The agency, as it was named.
    pub agency: Option<String>,
    /// The desk.
    pub desk: Option<String>,
    /// The date promised, or the new one.
    pub due_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
    /// Office of who signed.
    pub signer: Option<String>,
    /// The event that it replaces or takes back.
    pub corrects: Option<String>,
    /// Whether it counts: it was neither replaced nor taken back.
    pub counts: bool,
}

/// What was done a second time, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Repeat {
    /// What.
    pub kind: RepeatKind,
    /// Which time: 2 is the second.
    pub count: u16,
    /// Why, in a leader's words; null: nobody has said so yet.
    pub justification: Option<String>,
    /// When that was said.
    pub justified_at: Option<DateTime<Utc>>,
}

/// What may be done once, and again only with a leader's reason.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RepeatKind {
    /// Hẹn lại.
    Extension,
    /// Yêu cầu bổ sung.
    Supplement,
}

/// Why a leader has to say why papers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupplementReason {
    /// They were asked for before.
    Again,
    /// The days to ask in are over, or the dossier is late.
    TooLate,
}

/// A dossier as staff see it: how it stands, and everything that was told of it but personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffDossier {
    /// Its code.
    pub code: DossierCode,
    /// What it is about.
    pub procedure: Option<ProcedureRef>,
    /// The agency that has it.
    pub agency: Option<NamedRef>,
    /// Its desk.
    pub desk: Option<String>,
    /// Where it was received.
    pub place: Option<NamedRef>,
    /// How it was handed in.
    pub channel: Option<DossierChannel>,
    /// First letters of the applicant's names.
    pub initials: Option<String>,
    /// How it stands.
    pub state: DossierState,
    /// How its end lies to its term.
    pub timing: Option<DossierTiming>,
    /// When it was received.
    pub received_at: Option<DateTime<Utc>>,
    /// When it was due before any extension.
    pub first_due_at: Option<DateTime<Utc>>,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// An end that was missed before this one: figures count it as overdue, or as late, whatever date it has now.
    pub missed_at: Option<DateTime<Utc>>,
    /// Whether the end that it has now has passed; of a resolved one, whether it is late.
    pub overdue: bool,
    /// Working days by which it is late; 0 on the day itself, too.
    pub late_days: u32,
    /// Until when it may be returned for missing papers.
    pub return_by: Option<DateTime<Utc>>,
    /// Since when its clock stands still.
    pub standing_since: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When its result was handed back.
    pub returned_at: Option<DateTime<Utc>>,
    /// Whether there is anything to hand back.
    pub returnable: bool,
    /// How often it was extended.
    pub extensions: u16,
    /// How often papers were asked for.
    pub supplements: u16,
    /// Why only a leader asks for papers now, with a reason; null: any officer does, or nobody can.
    pub supplement_needs_reason: Option<SupplementReason>,
    /// What is remarkable.
    pub flags: Vec<DossierFlag>,
    /// How its dates come about; null: nobody told when it was received.
    pub clock: Option<DossierClock>,
    /// Everything that was told, in the order in which it happened.
    pub events: Vec<StaffDossierEvent>,
    /// What was done more than once, and why.
    pub repeats: Vec<Repeat>,
    /// Its apologies, the newest first.
    pub apologies: Vec<Apology>,
}

/// Papers are missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSupplementRequest {
    /// Which papers are missing, all of them at once, as the citizen will read it.
    #[schema(min_length = 10, max_length = 1000)]
    pub reason: String,
    /// Why it is asked for again, or late. Needed where `supplement_needs_reason` says so, and a leader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub justification: Option<String>,
}

/// Why something was done again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewJustification {
    /// What.
    pub kind: RepeatKind,
    /// Why, in a leader's words.
    #[schema(min_length = 10, max_length = 500)]
    pub text: String,
}
