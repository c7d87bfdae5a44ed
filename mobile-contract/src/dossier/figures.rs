//! What the dossiers of a period add up to.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::event::{DossierChannel, DossierFlag};

/// By what dossiers are put together.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DossierFiguresBy {
    /// By the agency that has them.
    #[default]
    Agency,
    /// By the place in which they were received.
    Place,
    /// By field of administration (lĩnh vực).
    Field,
    /// By procedure.
    Procedure,
    /// By how they were handed in.
    Channel,
    /// By month; each month is a period of its own.
    Month,
}

impl DossierFiguresBy {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Agency,
        Self::Place,
        Self::Field,
        Self::Procedure,
        Self::Channel,
        Self::Month,
    ];
}

/// Which dossiers are looked at. Filters combine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DossierFigureFilter {
    /// By what they are put together; by agency when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<DossierFiguresBy>,
    /// A month `2026-11`, a quarter `2026-Q4`, a half-year `2026-H2` or a year `2026`. Not beside `from` or `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 7, example = "2026-11")]
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
    /// Id of a place, with the places in it and those it alone follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub place: Option<String>,
    /// Id of a field of administration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80, example = "ho-tich")]
    pub field: Option<String>,
    /// Code of a procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 40, example = "1.001193")]
    pub procedure: Option<String>,
    /// How they were handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<DossierChannel>,
}

/// Dossiers by how they were handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossiersByChannel {
    /// Trực tiếp.
    pub in_person: u64,
    /// Trực tuyến.
    pub online: u64,
    /// Bưu chính công ích.
    pub post: u64,
    /// Qua trung tâm, đại lý, điểm thu.
    pub centre: u64,
    /// Nobody told how.
    pub unknown: u64,
}

impl DossiersByChannel {
    /// All of them.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.in_person + self.online + self.post + self.centre + self.unknown
    }
}

/// Dossiers received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossiersReceived {
    /// Carried over and new.
    pub total: u64,
    /// Received before the period, and not ended before it (kỳ trước chuyển qua).
    pub carried_over: u64,
    /// Received in the period (mới tiếp nhận).
    pub new: u64,
    /// The new ones, by how they were handed in.
    pub new_by_channel: DossiersByChannel,
    /// Those carried over, by how they were handed in.
    pub carried_by_channel: DossiersByChannel,
}

/// Dossiers resolved in the period (đã giải quyết).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DossiersResolved {
    /// All of them.
    pub total: u64,
    /// On a day before the last one (trước hạn).
    pub early: u64,
    /// On the last day (đúng hạn). One that was extended with an apology, and resolved by the new date, is on time
    /// or early; `extended` tells how many those are.
    pub on_time: u64,
    /// After the last day (quá hạn).
    pub late: u64,
    /// Nobody told how long they could take.
    pub no_term: u64,
    /// Of the early and timely ones, those that were extended.
    pub extended: u64,
    /// Resolved, to be handed back, and not handed back by the end of the period (chưa trả kết quả).
    pub not_handed_back: u64,
    /// Resolved, and there is nothing to hand back (hồ sơ không phải trả).
    pub nothing_to_hand_back: u64,
    /// Early and on time, of all whose term is known, in per cent: cut off after two decimals, so that it is 100
    /// only when none was late. Absent when none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time_percent: Option<f64>,
}

/// Dossiers in progress at the end of the period (đang giải quyết).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossiersInProgress {
    /// All of them.
    pub total: u64,
    /// Trong hạn.
    pub within_limit: u64,
    /// Quá hạn.
    pub overdue: u64,
    /// Nobody told how long they may take.
    pub no_term: u64,
}

/// Dossiers whose clock stood still at the end of the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossiersWaiting {
    /// All of them.
    pub total: u64,
    /// Waiting for papers (chờ bổ sung).
    pub supplement: u64,
    /// Paused (tạm dừng).
    pub paused: u64,
}

/// How often something happened to dossiers, once and again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossiersAgain {
    /// Dossiers to which it happened at least once.
    pub once: u64,
    /// Of these, to which it happened more than once.
    pub again: u64,
}

/// Why the books do not balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImbalanceReason {
    /// Ended in the period, and nobody told when they were received: in the parts, not in the sum.
    NotReceived,
    /// They ended in a way that nobody knows: in the sum, not in the parts.
    UnknownEnd,
}

/// A reason, and how many dossiers it explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Imbalance {
    /// The reason.
    pub reason: ImbalanceReason,
    /// How many.
    pub dossiers: u64,
}

/// Whether received = resolved + in progress + waiting + not eligible + cancelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BooksBalance {
    /// Carried over and new.
    pub received: u64,
    /// The sum of the parts.
    pub accounted: u64,
    /// Received less accounted; 0: the books balance.
    pub difference: i64,
    /// What explains it.
    pub reasons: Vec<Imbalance>,
}

/// How many dossiers carry a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FlaggedDossiers {
    /// The flag.
    pub flag: DossierFlag,
    /// How many.
    pub dossiers: u64,
}

/// What some dossiers of a period add up to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DossierCounts {
    /// Received: carried over and new.
    pub received: DossiersReceived,
    /// Resolved in the period.
    pub resolved: DossiersResolved,
    /// In progress at the end of the period.
    pub in_progress: DossiersInProgress,
    /// Waiting at the end of the period.
    pub waiting: DossiersWaiting,
    /// Refused in the period (không đủ điều kiện).
    pub not_eligible: u64,
    /// Withdrawn or cancelled in the period (rút, hủy).
    pub cancelled: u64,
    /// Extended with an apology (xin lỗi, hẹn lại), by the time of asking.
    pub extended: DossiersAgain,
    /// Asked for further papers (yêu cầu bổ sung), by the time of asking.
    pub supplemented: DossiersAgain,
    /// Whether the books balance.
    pub balance: BooksBalance,
    /// What is remarkable about them.
    pub flags: Vec<FlaggedDossiers>,
}

/// The dossiers of one agency, place, field, procedure, channel or month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DossierFigureRow {
    /// Id of what it is about, a month as `2026-11`; absent where that is unknown, and for the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// The figures.
    pub counts: DossierCounts,
}

/// Response of `GET /v1/staff/dossiers/figures`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DossierFigures {
    /// By what they are put together.
    pub by: DossierFiguresBy,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period, counted.
    pub to: NaiveDate,
    /// The moment that the state of open dossiers is told for: the end of the period, or now within it.
    pub as_of: DateTime<Utc>,
    /// All of them.
    pub total: DossierFigureRow,
    /// By name, or in order; what is unknown is last.
    pub rows: Vec<DossierFigureRow>,
    /// How many rows there are beside these.
    pub left_off: u64,
    /// Dossiers that are in no period: nobody told yet when they were received, and they have not ended.
    pub never_received: u64,
    /// How it was counted, in plain words.
    pub notes: Vec<String>,
}
