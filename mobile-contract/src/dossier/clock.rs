//! The statutory clock of a dossier, date by date, in plain words.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Slug;

/// What a date of a dossier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DossierDateKind {
    /// Tiếp nhận.
    Received,
    /// The day that counts as that of receipt, where it is another one.
    CountsFrom,
    /// Until when it may be given back because papers are missing (hạn trả lại hồ sơ thiếu).
    ReturnBy,
    /// When it is due by its term alone (hạn ban đầu).
    FirstDue,
    /// Papers were asked for; the clock stands still.
    SupplementRequested,
    /// The papers are full; the term begins anew.
    Restarted,
    /// The clock stands still.
    Paused,
    /// The clock goes on.
    Resumed,
    /// A new date, with an apology (xin lỗi và hẹn lại).
    Extended,
    /// It ended; nothing is counted any more.
    Ended,
    /// Until when the apology must be there if it will be late.
    ApologyBy,
    /// When it is due now (hạn trả kết quả).
    Due,
}

/// One date, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierClockDate {
    /// What it is.
    pub what: DossierDateKind,
    /// When.
    pub at: DateTime<Utc>,
    /// How it came about, in whole sentences in the caller's language.
    pub text: String,
}

/// The text by which the time of a dossier is counted: the one in force on the day of its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierClockRule {
    /// Our id of the version.
    pub id: Slug,
    /// What the text is called, in the caller's language.
    #[schema(example = "Nghị định 118/2025/NĐ-CP")]
    pub title: String,
    /// Whether some of it is still to be confirmed in the text itself.
    pub to_be_confirmed: bool,
}

/// The clock of a dossier. The same events give the same clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierClock {
    /// By which rules it is counted.
    pub rule: DossierClockRule,
    /// When it is due; while it stands still, when it would be. Absent: nobody told how long it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// Since when it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing_since: Option<DateTime<Utc>>,
    /// Every date, in the order in which one follows from the other.
    pub dates: Vec<DossierClockDate>,
    /// What else must be known: a year whose days off are not decided yet, a term that nobody told.
    pub notes: Vec<String>,
}
