//! The steps of a trend: weeks or months.

use chrono::{Datelike, Days, NaiveDate};
use mobile_contract::Locale;
use mobile_contract::rating_figures::TrendStep;

use crate::kernel::words;

/// Most days whose trend goes by weeks: thirteen columns are what one takes in at a glance.
const WEEKLY_DAYS: i64 = 13 * 7;

/// Days from one to another, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Span {
    /// How many days; none when the first comes after the last.
    #[must_use]
    pub fn days(&self) -> i64 {
        ((self.to - self.from).num_days() + 1).max(0)
    }

    /// How long the steps of its trend are.
    #[must_use]
    pub fn step(&self) -> TrendStep {
        if self.days() <= WEEKLY_DAYS {
            TrendStep::Week
        } else {
            TrendStep::Month
        }
    }

    /// Its steps in order, the first and the last cut to the span.
    #[must_use]
    pub fn steps(&self) -> Vec<Self> {
        let mut steps = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let to = end(self.step(), from).min(self.to);
            steps.push(Self { from, to });
            match to.succ_opt() {
                Some(next) => from = next,
                None => break,
            }
        }
        steps
    }

    /// The step of it that begins on a day.
    #[must_use]
    pub fn step_from(&self, day: NaiveDate) -> Option<Self> {
        self.steps().into_iter().find(|step| step.from == day)
    }

    /// Its name as a step.
    #[must_use]
    pub fn name(&self, step: TrendStep, locale: Locale) -> String {
        match (step, locale) {
            (TrendStep::Month, Locale::Vi) => self.from.format("Tháng %m/%Y").to_string(),
            (TrendStep::Month, Locale::En) => self.from.format("%m/%Y").to_string(),
            (TrendStep::Week, _) => {
                format!("{}–{}", self.from.format("%d/%m"), words::date(self.to))
            }
        }
    }
}

/// The twelve weeks before the week of a day, and that week up to the day.
#[must_use]
pub fn lately(to: NaiveDate) -> Span {
    let monday = to.week(chrono::Weekday::Mon).first_day();
    let from = monday.checked_sub_days(Days::new(12 * 7)).unwrap_or(monday);
    Span { from, to }
}

/// Last day of the week or month that a day lies in.
fn end(step: TrendStep, day: NaiveDate) -> NaiveDate {
    match step {
        TrendStep::Week => day.week(chrono::Weekday::Mon).last_day(),
        TrendStep::Month => {
            let (year, month) = match day.month() {
                12 => (day.year() + 1, 1),
                month => (day.year(), month + 1),
            };
            let next = NaiveDate::from_ymd_opt(year, month, 1);
            next.and_then(|next| next.pred_opt()).unwrap_or(day)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(from: &str, to: &str) -> Span {
        Span {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    #[test]
    fn a_quarter_goes_by_weeks_and_a_year_by_months() {
        let quarter = lately("2026-11-25".parse().unwrap());
        assert_eq!(quarter, span("2026-08-31", "2026-11-25"));
        let weeks = quarter.steps();
        assert_eq!(weeks.len(), 13);
        assert_eq!(weeks[0], span("2026-08-31", "2026-09-06"));
        assert_eq!(weeks[12], span("2026-11-23", "2026-11-25"));
        let months = span("2025-12-15", "2026-11-25").steps();
        assert_eq!(months.len(), 12);
        assert_eq!(months[0], span("2025-12-15", "2025-12-31"));
        assert_eq!(months[11], span("2026-11-01", "2026-11-25"));
        let name = months[0].name(TrendStep::Month, Locale::Vi);
        assert_eq!(name, "Tháng 12/2025");
        let name = weeks[0].name(TrendStep::Week, Locale::Vi);
        assert_eq!(name, "31/08–06/09/2026");
    }

    #[test]
    fn the_first_and_the_last_step_are_cut_to_the_days_that_were_asked_for() {
        let days = span("2026-11-12", "2026-11-17");
        let steps = days.steps();
        assert_eq!(
            steps,
            [
                span("2026-11-12", "2026-11-15"),
                span("2026-11-16", "2026-11-17")
            ]
        );
        assert_eq!(days.step_from(steps[1].from), Some(steps[1]));
        assert_eq!(days.step_from(steps[1].to), None);
    }

    proptest! {
        #[test]
        fn steps_cover_each_day_once(first in 0u64..20_000, days in 0u64..800) {
            let from = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + Days::new(first);
            let span = Span { from, to: from + Days::new(days) };
            let steps = span.steps();
            prop_assert_eq!(steps.first().unwrap().from, span.from);
            prop_assert_eq!(steps.last().unwrap().to, span.to);
            for pair in steps.windows(2) {
                prop_assert_eq!(pair[0].to.succ_opt().unwrap(), pair[1].from);
            }
            prop_assert_eq!(steps.iter().map(Span::days).sum::<i64>(), span.days());
        }
    }
}
