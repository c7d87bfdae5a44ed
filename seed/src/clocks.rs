//! `clocks.yaml`: how long a ticket may take, as data with source.

use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::knowledge::{Source, TimeUnit};
use mobile_contract::ticket::TicketKind;
use serde::{Deserialize, Serialize};

/// Unit in which a clock counts. "Ngày" and "ngày làm việc" are different units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Phút làm việc.
    WorkingMinute,
    /// Giờ làm việc.
    WorkingHour,
    /// Nửa ngày làm việc (một buổi).
    HalfDay,
    /// Ngày làm việc.
    WorkingDay,
    /// Ngày.
    CalendarDay,
}

impl Unit {
    /// Whether whole days or halves of days are counted, the first of which does not count.
    #[must_use]
    pub const fn counts_days(self) -> bool {
        matches!(self, Self::HalfDay | Self::WorkingDay | Self::CalendarDay)
    }

    /// The unit of a procedure's time limit; `None` for those that are no working time (minutes and
    /// hours by the clock) or have no fixed number of days (months, years).
    #[must_use]
    pub const fn of_time_limit(unit: TimeUnit) -> Option<Self> {
        match unit {
            TimeUnit::WorkingHour => Some(Self::WorkingHour),
            TimeUnit::HalfDay => Some(Self::HalfDay),
            TimeUnit::WorkingDay => Some(Self::WorkingDay),
            TimeUnit::CalendarDay => Some(Self::CalendarDay),
            TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Month | TimeUnit::Year => None,
        }
    }
}

/// What a clock is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Until the ticket lies with the agency responsible (chuyển xử lý).
    Dispatch,
    /// Until the citizen has the answer (trả lời).
    Reply,
}

/// How long something may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// Stable id.
    pub id: Slug,
    /// What it limits.
    pub purpose: Purpose,
    /// The kinds of ticket it holds for; empty: all.
    #[serde(default)]
    pub kinds: Vec<TicketKind>,
    /// The agency it holds for; absent: all.
    #[serde(default)]
    pub agency: Option<Slug>,
    /// The field of administration it holds for; absent: all.
    #[serde(default)]
    pub field: Option<String>,
    /// The unit.
    pub unit: Unit,
    /// How many, from 1 to [`MOST_UNITS`].
    pub amount: u32,
    /// Whether what comes after the cut-off hour counts from the next working day. Only days can.
    #[serde(default)]
    pub cut_off: bool,
    /// First day on which a clock may begin by it; absent: always.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day on which a clock may begin by it; absent: for ever.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where it was read. Empty only with `verify`.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What must be confirmed.
    #[serde(default)]
    pub verify: Option<String>,
}

/// Most units of a rule: a clock of ten thousand days is a slip of the pen.
pub const MOST_UNITS: u32 = 10_000;

/// What a rule is looked up for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What is limited.
    pub purpose: Purpose,
    /// The kind of ticket.
    pub kind: TicketKind,
    /// The agency that has it.
    pub agency: Option<&'a Slug>,
    /// The field of administration.
    pub field: Option<&'a str>,
    /// The day on which the clock begins.
    pub day: NaiveDate,
}

/// The rules.
#[derive(Clone, Debug, Default)]
pub struct ClockRules(Vec<ClockRule>);

/// Why rules were refused.
#[derive(Debug, thiserror::Error)]
pub enum ClocksError {
    /// Not YAML of the expected form.
    #[error("{0}")]
    Form(#[from] serde_saphyr::Error),
    /// A rule that cannot be counted by, or names neither source nor doubt.
    #[error("the rule {0} is not in order")]
    Rule(Slug),
    /// A purpose that nothing limits for every ticket on every day.
    #[error("no rule for every {0:?}")]
    NoDefault(Purpose),
}

impl ClockRules {
    /// Reads the rules.
    ///
    /// # Errors
    /// When they are not of the expected form or not in order, or a purpose lacks a rule for every
    /// ticket.
    pub fn from_yaml(text: &str) -> Result<Self, ClocksError> {
        let rules: Vec<ClockRule> = serde_saphyr::from_str(text)?;
        for (at, rule) in rules.iter().enumerate() {
            let twice = rules.iter().take(at).any(|other| other.id == rule.id);
            if twice || !rule.is_in_order() {
                return Err(ClocksError::Rule(rule.id.clone()));
            }
        }
        for purpose in [Purpose::Dispatch, Purpose::Reply] {
            if !rules.iter().any(|r| r.purpose == purpose && r.is_for_all()) {
                return Err(ClocksError::NoDefault(purpose));
            }
        }
        Ok(Self(rules))
    }

    /// The rule for a ticket: the agency's own goes before the field's, the field's before the
    /// kind's; of two alike the one that began later.
    #[must_use]
    pub fn find(&self, wanted: &Wanted<'_>) -> Option<&ClockRule> {
        self.0
            .iter()
            .filter(|rule| rule.holds_for(wanted))
            .max_by_key(|rule| (rule.specificity(), rule.valid_from))
    }

    /// Every rule.
    pub fn iter(&self) -> impl Iterator<Item = &ClockRule> {
        self.0.iter()
    }
}

impl ClockRule {
    fn is_in_order(&self) -> bool {
        let countable = (1..=MOST_UNITS).contains(&self.amount);
        let told = !self.sources.is_empty() || self.verify.is_some();
        let period =
            !matches!((self.valid_from, self.valid_to), (Some(from), Some(to)) if from > to);
        countable && told && period && (!self.cut_off || self.unit.counts_days())
    }

    const fn is_for_all(&self) -> bool {
        self.kinds.is_empty()
            && self.agency.is_none()
            && self.field.is_none()
            && self.valid_from.is_none()
            && self.valid_to.is_none()
    }

    fn holds_for(&self, wanted: &Wanted<'_>) -> bool {
        self.purpose == wanted.purpose
            && (self.kinds.is_empty() || self.kinds.contains(&wanted.kind))
            && self
                .agency
                .as_ref()
                .is_none_or(|a| Some(a) == wanted.agency)
            && self
                .field
                .as_deref()
                .is_none_or(|f| Some(f) == wanted.field)
            && self.valid_from.is_none_or(|from| from <= wanted.day)
            && self.valid_to.is_none_or(|to| wanted.day <= to)
    }

    fn specificity(&self) -> u8 {
        u8::from(self.agency.is_some()) * 4
            + u8::from(self.field.is_some()) * 2
            + u8::from(!self.kinds.is_empty())
    }
}

#[cfg(test)]
#[path = "clocks_tests.rs"]
mod tests;
