//! Figures of dossiers for everyone: nothing personal, and nothing about few.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::rating_figures::Withheld;

/// The dossiers of an agency in a field and a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OpenDossierRow {
    /// The month: `2026-11`.
    pub month: String,
    /// Id of the agency; absent where it is unknown, and for the total.
    pub agency: Option<String>,
    /// Its name.
    pub agency_name: Option<String>,
    /// Id of the field; absent where it is unknown, and for the total.
    pub field: Option<String>,
    /// Its name.
    pub field_name: Option<String>,
    /// Whether this is the total of the month.
    pub total: bool,
    /// What is told of it; absent when withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<OpenDossierFigures>,
    /// Why nothing is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
}

/// What is told of a month; null is withheld: it stands for fewer than five, or one that does could be reckoned
/// from it. Where few ended, or all in the same bad way, all figures of how they ended are null, whatever they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OpenDossierFigures {
    /// Received in the month.
    pub received: Option<u64>,
    /// Of these, handed in online.
    pub received_online: Option<u64>,
    /// Resolved in the month.
    pub resolved: Option<u64>,
    /// Before the last day.
    pub early: Option<u64>,
    /// On the last day.
    pub on_time: Option<u64>,
    /// After the last day.
    pub late: Option<u64>,
    /// Early and on time in per cent of those whose term is known, cut off after two decimals; null of none, too.
    pub on_time_percent: Option<f64>,
    /// Refused in the month.
    pub not_eligible: Option<u64>,
    /// Withdrawn in the month.
    pub cancelled: Option<u64>,
}

/// Response of `GET /v1/open-data/dossiers`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OpenDossiers {
    /// First day of the first month.
    pub from: NaiveDate,
    /// Last day of the last month.
    pub to: NaiveDate,
    /// Fewest dossiers that a row stands for.
    pub least: u64,
    /// Under which terms it may be used.
    pub licence: String,
    /// How to read it.
    pub notes: Vec<String>,
    /// By month; the total of a month after its rows.
    pub rows: Vec<OpenDossierRow>,
}
