//! Working time between instants, and instants at a working time's distance.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::office::Office;
use super::table::{instant_of, worked_until};
use crate::kernel::clock::{from_hanoi, to_hanoi};

impl Office<'_> {
    /// Working time between two instants; nothing when they are in the wrong order.
    #[must_use]
    pub fn elapsed(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        self.worked(to_hanoi(from), to_hanoi(to))
    }

    /// The earliest instant by which a working time has passed. No time at all has passed at once.
    #[must_use]
    pub fn after(&self, from: DateTime<Utc>, working_time: TimeDelta) -> DateTime<Utc> {
        from_hanoi(self.later(to_hanoi(from), working_time))
    }

    /// As [`Office::elapsed`], between what clocks in Vietnam show.
    #[must_use]
    pub fn worked(&self, from: NaiveDateTime, to: NaiveDateTime) -> TimeDelta {
        if to <= from {
            return TimeDelta::zero();
        }
        if let (Some(from), Some(to)) = (self.worked_by(from), self.worked_by(to)) {
            return to - from;
        }
        self.openings_after(from)
            .take_while(|opening| opening.from < to)
            .map(|opening| opening.to.min(to) - opening.from.max(from))
            .fold(TimeDelta::zero(), |sum, part| sum + part)
    }

    /// As [`Office::after`], with what clocks in Vietnam show.
    #[must_use]
    pub fn later(&self, from: NaiveDateTime, working_time: TimeDelta) -> NaiveDateTime {
        let mut left = working_time;
        if left <= TimeDelta::zero() {
            return from;
        }
        if let Some(at) = self.summed_later(from, left) {
            return at;
        }
        for opening in self.openings_after(from) {
            let begins = opening.from.max(from);
            let here = opening.to - begins;
            if left <= here {
                return begins + left;
            }
            left -= here;
        }
        from
    }

    /// Working time since the sums began.
    fn worked_by(&self, at: NaiveDateTime) -> Option<TimeDelta> {
        let before = self.table()?.worked_before(at.date())?;
        Some(before + worked_until(self.hours(at.date()), at.time()))
    }

    fn summed_later(&self, from: NaiveDateTime, working_time: TimeDelta) -> Option<NaiveDateTime> {
        let table = self.table()?;
        let worked = self.worked_by(from)?.checked_add(&working_time)?;
        let day = table.day_of(worked);
        let left = worked - table.worked_before(day)?;
        instant_of(day, self.hours(day), left).or_else(|| from.checked_add_signed(working_time))
    }
}
