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
mod tests {
    use super::*;

    const BUNDLED: &str = include_str!("../data/clocks.yaml");

    fn found(
        rules: &str,
        kind: TicketKind,
        agency: Option<&str>,
        field: Option<&str>,
        day: &str,
    ) -> String {
        let agency: Option<Slug> = agency.map(|a| a.parse().unwrap());
        let rules = ClockRules::from_yaml(rules).unwrap();
        let wanted = Wanted {
            purpose: Purpose::Reply,
            kind,
            agency: agency.as_ref(),
            field,
            day: day.parse().unwrap(),
        };
        rules.find(&wanted).unwrap().id.to_string()
    }

    #[test]
    fn tickets_are_dispatched_in_fifteen_working_minutes_and_answered_in_five_working_days() {
        let rules = ClockRules::from_yaml(BUNDLED).unwrap();
        let limit = |purpose| {
            let wanted = Wanted {
                purpose,
                kind: TicketKind::Question,
                agency: None,
                field: None,
                day: "2026-11-20".parse().unwrap(),
            };
            let rule = rules.find(&wanted).unwrap();
            (rule.amount, rule.unit)
        };
        assert_eq!(limit(Purpose::Dispatch), (15, Unit::WorkingMinute));
        assert_eq!(limit(Purpose::Reply), (5, Unit::WorkingDay));
    }

    #[test]
    fn the_most_specific_rule_of_the_day_is_found() {
        let rules = format!(
            "{BUNDLED}
- {{id: of-field, purpose: reply, field: Đất đai, unit: working_day, amount: 7, verify: x}}
- {{id: of-agency, purpose: reply, agency: so-y-te, unit: working_day, amount: 3, verify: x}}
- {{id: of-kind-old, purpose: reply, kinds: [service], valid_to: 2026-06-30, unit: working_day, amount: 4, verify: x}}
- {{id: of-kind, purpose: reply, kinds: [service], valid_from: 2026-07-01, unit: working_day, amount: 2, verify: x}}
"
        );
        let of = |kind, agency, field, day| found(&rules, kind, agency, field, day);
        use TicketKind::{Question, Service};
        assert_eq!(
            of(Question, None, Some("Đất đai"), "2026-11-20"),
            "of-field"
        );
        assert_eq!(
            of(Service, Some("so-y-te"), Some("Đất đai"), "2026-11-20"),
            "of-agency"
        );
        assert_eq!(of(Service, None, Some("Đất đai"), "2026-11-20"), "of-field");
        assert_eq!(
            of(Service, Some("so-noi-vu"), None, "2026-06-30"),
            "of-kind-old"
        );
        assert_eq!(of(Service, None, None, "2026-07-01"), "of-kind");
        assert_eq!(
            of(Question, Some("so-noi-vu"), Some("Thuế"), "2026-07-01"),
            "reply-default"
        );
    }

    #[test]
    fn rules_that_cannot_be_counted_by_are_refused() {
        for wrong in [
            "{id: a, purpose: reply, unit: working_day, amount: 0, verify: x}",
            "{id: a, purpose: reply, unit: working_day, amount: 10001, verify: x}",
            "{id: a, purpose: reply, unit: working_day, amount: 1}",
            "{id: a, purpose: reply, unit: working_minute, amount: 1, cut_off: true, verify: x}",
            "{id: reply-default, purpose: reply, unit: working_day, amount: 1, verify: x}",
            "{id: a, purpose: reply, unit: working_day, amount: 1, verify: x, valid_from: 2026-02-01, valid_to: 2026-01-01}",
        ] {
            let text = format!("{BUNDLED}\n- {wrong}\n");
            assert!(
                matches!(ClockRules::from_yaml(&text), Err(ClocksError::Rule(_))),
                "{wrong}"
            );
        }
        assert!(matches!(
            ClockRules::from_yaml(
                "[{id: a, purpose: reply, unit: working_day, amount: 1, verify: x}]"
            ),
            Err(ClocksError::NoDefault(Purpose::Dispatch))
        ));
    }
}
