//! What becomes of events that a one-stop system hands over.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::DossierEvent;
use crate::Slug;

/// Body of `POST /v1/integrations/dossiers` as `application/json`; an array of events alone does as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierEvents {
    /// The events, in any order.
    pub events: Vec<DossierEvent>,
}

/// Answer to `POST /v1/integrations/dossiers`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierIntake {
    /// Events that came: stored, duplicates and refused ones.
    #[schema(example = 3)]
    pub received: u64,
    /// Those that are kept now and were not before.
    #[schema(example = 2)]
    pub stored: u64,
    /// Those that were kept before.
    #[schema(example = 0)]
    pub duplicates: u64,
    /// Those that were not kept; the others are, all the same.
    #[schema(example = 1)]
    pub refused: u64,
    /// Dossiers that carry a flag after these events: look at them. One whose events are stored in two chunks counts
    /// in both.
    #[schema(example = 0)]
    pub flagged: u64,
    /// Why they were not kept, in order: 1,000 of them at most, as they were met; long batches are read in two lanes.
    #[schema(max_items = 1000)]
    pub refusals: Vec<DossierRefusal>,
    /// How many more there are.
    #[schema(example = 0)]
    pub refusals_left_off: u64,
}

/// Why an event was not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierRefusal {
    /// Its line, or its place in the array, from 1.
    #[schema(example = 3)]
    pub line: u64,
    /// Its id, where it can be read.
    #[schema(required = true, example = "2f9c-003")]
    pub id: Option<String>,
    /// The reason, stable: `form`, `encoding`, `too_long`, `text`, `time`, `due`, `term`, `no_new_date`,
    /// `nothing_named`, `event_id_reused`, `too_many_events`.
    #[schema(example = "form")]
    pub reason: String,
    /// The reason in the caller's language.
    #[schema(example = "không đọc được dòng này thành một sự kiện")]
    pub text: String,
    /// What exactly could not be read, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "missing field `at`")]
    pub detail: Option<String>,
}

/// What a one-stop system calls an agency of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierAgencyCode {
    /// The code, as events name it.
    #[schema(max_length = 80, example = "000.00.12.H31")]
    pub code: String,
    /// Our id of the agency.
    pub agency: Slug,
}

/// Body of `PUT /v1/staff/dossier-agency-codes/{code}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDossierAgencyCode {
    /// Our id of the agency.
    pub agency: Slug,
}
