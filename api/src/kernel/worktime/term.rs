//! When a term ends, and why.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use motcua_seed::clocks::{ClockRule, Unit};
use serde::{Deserialize, Serialize};

use super::office::Office;
use super::step::{Step, steps_between};
use crate::kernel::clock::{from_hanoi, to_hanoi};

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The unit.
    pub unit: Unit,
    /// How many.
    pub amount: u32,
    /// Whether what comes after the cut-off hour counts from the next working day. Only days do.
    pub cut_off: bool,
}

impl From<&ClockRule> for Term {
    fn from(rule: &ClockRule) -> Self {
        Self {
            unit: rule.unit,
            amount: rule.amount,
            cut_off: rule.cut_off,
        }
    }
}

/// An end of a term, and how it was reckoned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The instant.
    pub at: DateTime<Utc>,
    /// How it came about, in order.
    pub steps: Vec<Step>,
}

impl Office<'_> {
    /// When a term ends for what was received at an instant.
    #[must_use]
    pub fn due(&self, term: Term, received_at: DateTime<Utc>) -> Due {
        let received = to_hanoi(received_at);
        let mut steps = vec![Step::Received { at: received }];
        let at = if term.unit.counts_days() {
            self.due_in_days(term, received, &mut steps)
        } else {
            self.due_in_time(term, received, &mut steps)
        };
        steps.push(Step::Due { at });
        let at = from_hanoi(at);
        Due { at, steps }
    }

    fn due_in_time(
        &self,
        term: Term,
        received: NaiveDateTime,
        steps: &mut Vec<Step>,
    ) -> NaiveDateTime {
        let begins = self.openings_after(received).next();
        if let Some(opening) = begins.filter(|opening| opening.from > received) {
            let counts_from = opening.from;
            steps.push(Step::OutsideHours { counts_from });
        }
        let at = self.later(received, length(term));
        steps.push(Step::of_term(term));
        steps.extend(steps_between(*self, received.date(), at.date()));
        at
    }

    fn due_in_days(
        &self,
        term: Term,
        received: NaiveDateTime,
        steps: &mut Vec<Step>,
    ) -> NaiveDateTime {
        let first = self.first_day(term, received, steps);
        steps.push(Step::of_term(term));
        let (ended, at) = match term.unit {
            Unit::HalfDay => self.half_days(term.amount, received, first),
            Unit::CalendarDay => self.calendar_days(term.amount, first),
            _ => self.working_days(term.amount, first),
        };
        steps.extend(steps_between(*self, first, at.date()));
        if ended != at.date() {
            let to = at.date();
            steps.push(Step::RunsOn { ended, to });
        }
        at
    }

    /// The day that counts as the one of receipt; it is not counted itself.
    fn first_day(&self, term: Term, received: NaiveDateTime, steps: &mut Vec<Step>) -> NaiveDate {
        let day = received.date();
        if !self.is_working_day(day) {
            let counts_from = self.working_day_from(day);
            steps.push(Step::OnDayOff { counts_from });
            return counts_from;
        }
        let cut_off = self.calendar().cut_off();
        if term.cut_off && received.time() > cut_off {
            let counts_from = self.working_day_after(day);
            steps.push(Step::AfterCutOff {
                cut_off,
                counts_from,
            });
            return counts_from;
        }
        day
    }

    fn working_days(&self, amount: u32, first: NaiveDate) -> (NaiveDate, NaiveDateTime) {
        let last = (0..amount).fold(first, |day, _| self.working_day_after(day));
        (last, self.closing(last))
    }

    fn calendar_days(&self, amount: u32, first: NaiveDate) -> (NaiveDate, NaiveDateTime) {
        let ended = first
            .checked_add_signed(TimeDelta::days(amount.into()))
            .unwrap_or(first);
        (ended, self.closing(self.working_day_from(ended)))
    }

    /// The session of receipt does not count, as the day of receipt does not.
    fn half_days(
        &self,
        amount: u32,
        received: NaiveDateTime,
        first: NaiveDate,
    ) -> (NaiveDate, NaiveDateTime) {
        let from = received.max(first.and_time(chrono::NaiveTime::MIN));
        let skipped = usize::try_from(amount).unwrap_or(usize::MAX);
        let last = self.openings_after(from).nth(skipped);
        let at = last.map_or(from, |opening| opening.to);
        (at.date(), at)
    }

    fn closing(&self, day: NaiveDate) -> NaiveDateTime {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        self.closes(day).unwrap_or(midnight)
    }
}

fn length(term: Term) -> TimeDelta {
    let amount = i64::from(term.amount);
    match term.unit {
        Unit::WorkingHour => TimeDelta::hours(amount),
        _ => TimeDelta::minutes(amount),
    }
}
