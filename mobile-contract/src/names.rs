//! Names of places and agencies, of today and of the past, on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Slug;
use crate::knowledge::Source;
use crate::qr::NamedRef;

/// Response of `GET /v1/names`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamesResponse {
    /// The day for which was asked who holds the name's duties.
    pub day: NaiveDate,
    /// What bears, or bore, the name.
    pub bearers: Vec<NameBearer>,
}

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// An administrative unit.
    Place,
    /// An agency.
    Agency,
}

/// A place or agency that bears, or bore, a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NameBearer {
    /// Which of the two.
    pub kind: NameKind,
    /// Its id.
    pub id: Slug,
    /// Its full name.
    #[schema(example = "Công an thị xã Mỹ Hào")]
    pub name: String,
    /// The unit it belongs to, or serves.
    pub within: Option<NamedRef>,
    /// First day of existence; null: before our records begin.
    pub valid_from: Option<NaiveDate>,
    /// Last day of existence; null: exists today.
    pub valid_to: Option<NaiveDate>,
    /// Who holds its area or its duties on the day: itself, or what follows it.
    pub holders: Vec<NamedRef>,
    /// Where this was read.
    pub sources: Vec<Source>,
}
