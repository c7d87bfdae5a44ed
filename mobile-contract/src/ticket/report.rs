//! How often tickets went to the right agency at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::qr::NamedRef;

/// Which days a report is about.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReportDays {
    /// First day, in Vietnam's time; thirty days before the last when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day; today when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// How often one guess ended at one agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mistaken {
    /// What the program guessed; null: nothing, an operator decided.
    pub guessed: Option<NamedRef>,
    /// The agency that has or answered it.
    pub with: NamedRef,
    /// How often.
    pub count: u64,
}

/// Where tickets were sent, and where they ended (bảng nhầm lẫn).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoutingReport {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Tickets that lie with an agency.
    pub total: u64,
    /// Those that the program had sent there itself.
    pub right: u64,
    /// Those for which it had no guess.
    pub unguessed: u64,
    /// The others, and those without a guess, the most frequent first; at most a hundred rows.
    pub mistaken: Vec<Mistaken>,
}
