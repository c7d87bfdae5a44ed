//! Working time between instants, and instants at a working time's distance.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::office::Office;
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

    pub(super) fn worked(&self, from: NaiveDateTime, to: NaiveDateTime) -> TimeDelta {
        if to <= from {
            return TimeDelta::zero();
        }
        self.openings_after(from)
            .take_while(|opening| opening.from < to)
            .map(|opening| opening.to.min(to) - opening.from.max(from))
            .fold(TimeDelta::zero(), |sum, part| sum + part)
    }

    pub(super) fn later(&self, from: NaiveDateTime, working_time: TimeDelta) -> NaiveDateTime {
        let mut left = working_time;
        if left <= TimeDelta::zero() {
            return from;
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
}
