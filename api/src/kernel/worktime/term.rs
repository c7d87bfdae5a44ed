//! When a term ends, and why.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use motcua_seed::clocks::{ClockRule, Unit};
use serde::{Deserialize, Serialize};

use super::office::Office;
use super::step::{Step, steps_between};
use super::table::LAST;
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

/// Why a term counts from another day than that of receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It does not.
    OnReceipt,
    /// It came on a day off.
    OnDayOff,
    /// It came after the cut-off hour.
    AfterCutOff(NaiveTime),
}

/// A term of days, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The day that counts as the one of receipt.
    pub counts_from: NaiveDate,
    /// Why it is not that of receipt.
    pub begun: Begun,
    /// The last day, worked or not.
    pub ended: NaiveDate,
    /// The end, as clocks in Vietnam show it.
    pub at: NaiveDateTime,
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

    /// Counts a term of days or half-days from what was received at an instant; what came after the cut-off
    /// hour counts from the next working day. Minutes and hours are not counted so.
    #[must_use]
    pub fn count(
        &self,
        (amount, unit): (u32, Unit),
        received: NaiveDateTime,
        cut_off: Option<NaiveTime>,
    ) -> Counted {
        let (counts_from, begun) = self.counts_from(received, cut_off);
        let (ended, at) = match unit {
            Unit::HalfDay => self.half_days(amount, received, counts_from),
            Unit::CalendarDay => self.calendar_days(amount, counts_from),
            _ => self.working_days(amount, counts_from),
        };
        Counted {
            counts_from,
            begun,
            ended,
            at,
        }
    }

    /// The day that counts as the one of receipt, which is not counted itself; and why.
    #[must_use]
    pub fn counts_from(
        &self,
        received: NaiveDateTime,
        cut_off: Option<NaiveTime>,
    ) -> (NaiveDate, Begun) {
        let day = received.date();
        if !self.is_working_day(day) {
            return (self.working_day_from(day), Begun::OnDayOff);
        }
        match cut_off {
            Some(cut_off) if received.time() > cut_off => {
                (self.working_day_after(day), Begun::AfterCutOff(cut_off))
            }
            _ => (day, Begun::OnReceipt),
        }
    }

    /// When the office closes on a day, or on the next working day if it is off.
    #[must_use]
    pub fn closing_on_or_after(&self, day: NaiveDate) -> NaiveDateTime {
        self.closing(self.working_day_from(day))
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
        let cut_off = term.cut_off.then(|| self.calendar().cut_off());
        let counted = self.count((term.amount, term.unit), received, cut_off);
        let counts_from = counted.counts_from;
        match counted.begun {
            Begun::OnReceipt => {}
            Begun::OnDayOff => steps.push(Step::OnDayOff { counts_from }),
            Begun::AfterCutOff(cut_off) => steps.push(Step::AfterCutOff {
                cut_off,
                counts_from,
            }),
        }
        steps.push(Step::of_term(term));
        let to = counted.at.date();
        steps.extend(steps_between(*self, counts_from, to));
        let ended = counted.ended;
        if ended != to {
            steps.push(Step::RunsOn { ended, to });
        }
        counted.at
    }

    fn working_days(&self, amount: u32, first: NaiveDate) -> (NaiveDate, NaiveDateTime) {
        let last = self.working_days_after(first, amount);
        (last, self.closing(last))
    }

    fn calendar_days(&self, amount: u32, first: NaiveDate) -> (NaiveDate, NaiveDateTime) {
        let ended = first.checked_add_days(Days::new(amount.into()));
        let ended = ended.unwrap_or(LAST).min(first.max(LAST));
        (ended, self.closing_on_or_after(ended))
    }

    /// The session of receipt does not count, as the day of receipt does not.
    fn half_days(
        &self,
        amount: u32,
        received: NaiveDateTime,
        first: NaiveDate,
    ) -> (NaiveDate, NaiveDateTime) {
        let from = received.max(first.and_time(NaiveTime::MIN));
        let at = self.summed_half_days(amount, from).unwrap_or_else(|| {
            let skipped = usize::try_from(amount).unwrap_or(usize::MAX);
            let mut openings = self.openings_after(from);
            openings.nth(skipped).map_or(from, |opening| opening.to)
        });
        (at.date(), at)
    }

    fn summed_half_days(&self, amount: u32, from: NaiveDateTime) -> Option<NaiveDateTime> {
        let day = from.date();
        let passed = self.hours(day).iter().filter(|(_, to)| *to <= from.time());
        let passed = u32::try_from(passed.count()).ok()?;
        let (day, session) = self.table()?.session_after(day, passed, amount)?;
        let hours = self.hours(day);
        let (_, to) = hours.get(session).or(hours.last())?;
        Some(day.and_time(*to))
    }

    fn closing(&self, day: NaiveDate) -> NaiveDateTime {
        let midnight = day.and_time(NaiveTime::MIN);
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
