use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Source;
use crate::Slug;

/// Kind of administrative unit (đơn vị hành chính).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// Tỉnh.
    Province,
    /// Thành phố thuộc tỉnh.
    City,
    /// Thị xã.
    Town,
    /// Huyện.
    District,
    /// Phường.
    Ward,
    /// Thị trấn.
    Townlet,
    /// Xã.
    Commune,
}

/// An administrative unit, for the period in which it exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Stable id.
    #[schema(example = "huyen-yen-my")]
    pub id: Slug,
    /// Name with its kind.
    #[schema(example = "Huyện Yên Mỹ")]
    pub name: String,
    /// Kind of unit.
    pub kind: PlaceKind,
    /// The unit it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Slug>,
    /// Other names people use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// First day of existence; absent: before our records begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last day of existence; absent: exists today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The units that follow it.
    #[serde(default)]
    pub successors: Vec<Slug>,
    /// Where this was read.
    pub sources: Vec<Source>,
}
