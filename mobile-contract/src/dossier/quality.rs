//! Quality indices of dossiers, as far as their events tell them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Whose quality is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DossierQualityFilter {
    /// A month `2026-11`, a quarter `2026-Q4`, a half-year `2026-H2` or a year `2026`. Not beside `from` or `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 7, example = "2026-Q4")]
    pub period: Option<String>,
    /// First day; the first of the month of the last day when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day, counted; today when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Id of an agency: its own, those of agencies below it, and of those it alone follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub agency: Option<String>,
}

/// Dossiers that are not scored, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QualityExclusion {
    /// Stable name of the reason.
    pub reason: String,
    /// The reason in words.
    pub text: String,
    /// How many dossiers.
    pub dossiers: u64,
}

/// One of the nine indices of Circular 01/2018/TT-VPCP.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QualityIndex {
    /// 1 to 9.
    pub number: u8,
    /// Its name.
    pub name: String,
    /// Dossiers that got 0, 1 and 2 points; absent where the index cannot be computed here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossiers: Option<[u64; 3]>,
    /// Mean of the points, cut off after two decimals; absent without a scored dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// How it is scored, or why it cannot be computed here.
    pub how: String,
    /// Dossiers that this index leaves out.
    pub exclusions: Vec<QualityExclusion>,
    /// Where the rule was read.
    pub source: String,
    /// What is to be confirmed about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<String>,
}

/// The class of an agency by the sum of its indices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QualityClass {
    /// The class in words; absent unless all nine indices are known.
    pub class: Option<String>,
    /// Sum of the means that are known.
    pub known_points: f64,
    /// Most points that these indices could have.
    pub known_most: u64,
    /// Numbers of the indices that are missing.
    pub missing: Vec<u8>,
    /// The classes: fewest points and name.
    pub classes: Vec<ClassStep>,
}

/// A class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassStep {
    /// Fewest points.
    pub least: u64,
    /// Its name.
    pub name: String,
}

/// A part of a group of Decision 766/QĐ-TTg.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QualityPart {
    /// Its name.
    pub name: String,
    /// Dossiers that count for it, and all of which they are a part; absent where it cannot be computed here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<QualityShare>,
    /// Most points; absent where we do not know how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// The share of the most points, cut off after two decimals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// How it is computed, or why it cannot be here.
    pub how: String,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QualityShare {
    /// The part.
    pub part: u64,
    /// The whole.
    pub of: u64,
    /// In per cent, cut off after two decimals; absent of nothing.
    pub percent: Option<f64>,
}

/// A group of Decision 766/QĐ-TTg.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QualityGroup {
    /// Its name.
    pub name: String,
    /// Most points.
    pub most: u64,
    /// Its parts; empty where events tell nothing of it.
    pub parts: Vec<QualityPart>,
    /// Why nothing is told of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_computable: Option<String>,
    /// Where the rule was read.
    pub source: String,
    /// What is to be confirmed about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<String>,
}

/// Response of `GET /v1/staff/dossiers/quality`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DossierQuality {
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period, counted.
    pub to: NaiveDate,
    /// When it was reckoned: many dossiers are reckoned anew every ten minutes.
    pub as_of: DateTime<Utc>,
    /// Dossiers that ended in the period with a result or a refusal: those that are scored.
    pub dossiers: u64,
    /// Dossiers that ended in the period and are left out of everything.
    pub exclusions: Vec<QualityExclusion>,
    /// The nine indices of Circular 01/2018/TT-VPCP.
    pub indices: Vec<QualityIndex>,
    /// The class that follows.
    pub class: QualityClass,
    /// The groups of Decision 766/QĐ-TTg.
    pub groups: Vec<QualityGroup>,
}
