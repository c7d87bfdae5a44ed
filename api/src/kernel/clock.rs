//! The injected clock: tests set it, nothing else reads the system's time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Utc};

/// Vietnam keeps UTC+7 all year.
const HANOI_SECONDS: i32 = 7 * 3600;

/// What clocks in Vietnam show at an instant.
#[must_use]
pub fn to_hanoi(at: DateTime<Utc>) -> NaiveDateTime {
    let local = at.naive_utc();
    local
        .checked_add_signed(TimeDelta::seconds(HANOI_SECONDS.into()))
        .unwrap_or(local)
}

/// The instant at which clocks in Vietnam show this.
#[must_use]
pub fn from_hanoi(local: NaiveDateTime) -> DateTime<Utc> {
    local
        .checked_sub_signed(TimeDelta::seconds(HANOI_SECONDS.into()))
        .unwrap_or(local)
        .and_utc()
}

/// Tells the time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Set in tests: milliseconds since the epoch.
    fixed: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self { fixed: None }
    }

    /// A clock that stands still until it is set.
    #[must_use]
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self {
            fixed: Some(Arc::new(AtomicI64::new(at.timestamp_millis()))),
        }
    }

    /// Moves a fixed clock; the system's clock is not ours to move.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Some(fixed) = &self.fixed {
            fixed.store(at.timestamp_millis(), Ordering::Relaxed);
        }
    }

    /// Now, in UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.fixed
            .as_ref()
            .and_then(|ms| DateTime::from_timestamp_millis(ms.load(Ordering::Relaxed)))
            // No finer than any database keeps: what is read back is what was written.
            .unwrap_or_else(|| Utc::now().trunc_subsecs(3))
    }

    /// The day it is in Vietnam: periods of places and agencies are days there.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        match FixedOffset::east_opt(HANOI_SECONDS) {
            Some(hanoi) => self.now().with_timezone(&hanoi).date_naive(),
            None => self.now().date_naive(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_instant_is_finer_than_what_databases_keep() {
        let now = Clock::system().now();
        assert_eq!(now.timestamp_subsec_nanos() % 1_000_000, 0);
    }

    #[test]
    fn a_day_in_vietnam_begins_at_five_in_the_afternoon_utc() {
        let clock = Clock::fixed("2025-06-30T16:59:59Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2025-06-30");
        clock.set("2025-06-30T17:00:00Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2025-07-01");
    }
}
