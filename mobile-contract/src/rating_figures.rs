//! What ratings add up to, and single ratings, for staff.
//!
//! Ratings enter the figures in lots (nhóm): as soon as a counter has
//! [`RATING_LEAST`](crate::limits::RATING_LEAST) that are not in them yet, all of these enter on that day. So every
//! figure is a sum of whole lots, and so is every difference of two figures, whatever their days and filters. What waits
//! enters after four weeks with other counters of its agency, and after eight with other agencies of the province.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::qr::NamedRef;
use crate::rating::{RatingBasis, RatingFlag};
use crate::ticket::TicketCode;

/// By what ratings are put together.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FiguresBy {
    /// By counter (quầy).
    #[default]
    Counter,
    /// By the agency that answered for the counter on the day. What entered together with ratings of other agencies has
    /// none.
    Agency,
    /// By place. What entered together with ratings of other places has none.
    Place,
    /// By question of the form.
    Question,
    /// By week or month.
    Period,
}

impl FiguresBy {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Counter,
        Self::Agency,
        Self::Place,
        Self::Question,
        Self::Period,
    ];
}

/// Which ratings are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct RatingFilter {
    /// By what they are put together; by counter when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<FiguresBy>,
    /// First day; twelve weeks before the week of the last one when absent. Days are those on which ratings entered
    /// the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day; today when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Id of an agency: its own and those of agencies below it. What entered only together with ratings of other
    /// agencies is not in its figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub agency: Option<String>,
    /// Id of a counter. What entered only together with ratings of other counters is not in its figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub counter: Option<String>,
    /// Id of a place, with the places in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub place: Option<String>,
    /// Id of a form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub form: Option<String>,
}

/// Why a figure is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// It stands for fewer than a figure needs.
    TooFew,
    /// With it, one that stands for too few could be reckoned.
    Protecting,
}

/// What some ratings add up to. Withheld are only answers to a question that fewer than five gave: of the five of a
/// lot, some may leave a question out. With them are withheld others, and totals of a step, from which they could be
/// reckoned in the same answer of the server; two of them, of other days or filters, may still tell what so few answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figures {
    /// How many ratings; absent when withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Mean of all answers, 1 to 5, two decimals; 5 only when every answer is 5, 1 only when every one is 1.
    /// Absent when withheld, or when there is no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// How many answers gave 1, 2, 3, 4 and 5; absent when withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution: Option<[u64; 5]>,
    /// Why nothing is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
}

/// How many cases were answered in time, of those that were answered or whose time has run out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InTime {
    /// Answered in time.
    pub in_time: u64,
    /// Answered, or overdue.
    pub of: u64,
    /// The share in per cent, two decimals; 100 only when all were, 0 only when none was. Absent when there
    /// is none to answer yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
}

/// A step of a trend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TrendPoint {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Its included ratings.
    pub figures: Figures,
}

/// The ratings of one counter, agency, place, question or period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FigureRow {
    /// Id of what it is about; of a period its first day. Absent where that is unknown, and for the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Counters, or agencies, that are told together: what each counter had waiting for four weeks was too little for a
    /// lot, so it entered with that of others of its agency; what an agency had waiting for eight, with that of other
    /// agencies, in the figures of the whole province only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pooled: bool,
    /// Ratings after a visit or a dossier, not flagged: the ones that count.
    pub included: Figures,
    /// Ratings that nothing ties to a visit; counted apart.
    pub open: Figures,
    /// Flagged ratings, whatever their basis; counted apart.
    pub flagged: Figures,
    /// How the cases that ratings opened were answered. Absent for questions, and while fewer than five were answered
    /// or are overdue: nobody is judged by a few. The agency knows each of its cases, so this keeps no secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_in_time: Option<InTime>,
    /// The included ratings over time; empty where the rows are periods.
    pub trend: Vec<TrendPoint>,
}

/// How long a step of a trend is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrendStep {
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
}

/// Response of `GET /v1/staff/ratings/figures`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RatingFigures {
    /// By what they are put together.
    pub by: FiguresBy,
    /// First day that was counted.
    pub from: NaiveDate,
    /// Last day that was counted.
    pub to: NaiveDate,
    /// How long a step of the trends is.
    pub step: TrendStep,
    /// Fewest ratings that a figure stands for.
    pub least: u64,
    /// All of them.
    pub total: FigureRow,
    /// One for each counter, agency, place, question or period, by name or in order.
    pub rows: Vec<FigureRow>,
    /// How many rows there are beside these. The table for spreadsheets has them all.
    pub left_off: u64,
    /// How many counters have ratings of before today that wait for a lot; never how many ratings. It is of all that the
    /// caller may read, whatever was asked for. Ratings of dossiers and of unknown counters count as those of one counter.
    pub waiting_counters: u64,
}

/// Which single ratings are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct RatingListFilter {
    /// First day on which they entered the figures; as for those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Id of an agency. Officers and leaders read their own only; for others, with those of agencies below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub agency: Option<String>,
    /// Only flagged ones, or only others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flagged: Option<bool>,
    /// Only those with a low score, or only others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<bool>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 512)]
    pub cursor: Option<String>,
    /// Rows per page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u32>,
}

/// An answer of a rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatedAnswer {
    /// Id of the question.
    pub question: String,
    /// 1 to 5.
    pub score: u8,
}

/// A single rating, once it is in the figures. Nothing in it tells who gave it: no contact, no network, and no time
/// finer than a week; lists are in the order of the days on which ratings entered the figures, and within a day in none.
/// Nor does it name the counter, as figures of a counter stand for five ratings at least: where an answer is due, its
/// case names the counter. Before it is in the figures it is not listed: an agency's list without the figures of its
/// other counters would be those of one counter. What entered with other agencies is in no agency's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingRow {
    /// The week in which it was given: its Monday.
    pub week: NaiveDate,
    /// What it rests on.
    pub basis: RatingBasis,
    /// The agency that answered for the counter on that day; absent where none was named, and where it entered the
    /// figures with ratings of other agencies.
    pub agency: Option<NamedRef>,
    /// The form and its version.
    pub form: String,
    /// Version of the form.
    pub form_version: u32,
    /// The scores.
    pub answers: Vec<RatedAnswer>,
    /// Why it is counted apart.
    pub flags: Vec<RatingFlag>,
    /// The case that it opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<TicketCode>,
}
