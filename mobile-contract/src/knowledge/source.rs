use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a fact was read, and on which day it was true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What the source calls itself.
    #[schema(example = "Cổng Dịch vụ công quốc gia")]
    pub title: String,
    /// Where it can be read again. Absent for sources that are not on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day on which the source was read.
    pub as_of: NaiveDate,
}

/// A fact that must be confirmed before anyone relies on it ("cần xác nhận").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// Which part of the record, for example `fees` or `cases[1].time_limits`.
    pub field: String,
    /// Why it is in doubt: what the sources say differently, or what they leave open.
    pub why: String,
}
