//! At night people sleep: from 22:00 to 07:00, Vietnam's time, only what is urgent goes out.

use chrono::{DateTime, Days, NaiveTime, Timelike, Utc};

use crate::kernel::clock::{from_hanoi, to_hanoi};

/// The hour at which the night begins.
const EVENING: u32 = 22;
/// The hour at which it ends.
const MORNING: u32 = 7;

/// Whether it is night in Vietnam.
pub(super) fn is_quiet(at: DateTime<Utc>) -> bool {
    !(MORNING..EVENING).contains(&to_hanoi(at).hour())
}

/// The first time from `at` on that is not night.
pub(super) fn awake(at: DateTime<Utc>) -> DateTime<Utc> {
    if !is_quiet(at) {
        return at;
    }
    let local = to_hanoi(at);
    let day = if local.hour() >= EVENING {
        local.date().checked_add_days(Days::new(1))
    } else {
        Some(local.date())
    };
    let morning = NaiveTime::from_hms_opt(MORNING, 0, 0);
    match (day, morning) {
        (Some(day), Some(morning)) => from_hanoi(day.and_time(morning)),
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_night_lasts_from_ten_to_seven_in_vietnam() {
        for (at, sent) in [
            // 21:59:59, 22:00, midnight, 06:59:59 and 07:00 in Vietnam.
            ("2026-11-23T14:59:59Z", "2026-11-23T14:59:59Z"),
            ("2026-11-23T15:00:00Z", "2026-11-24T00:00:00Z"),
            ("2026-11-23T17:00:00Z", "2026-11-24T00:00:00Z"),
            ("2026-11-23T23:59:59Z", "2026-11-24T00:00:00Z"),
            ("2026-11-24T00:00:00Z", "2026-11-24T00:00:00Z"),
        ] {
            let sent: DateTime<Utc> = sent.parse().unwrap();
            assert_eq!(awake(at.parse().unwrap()), sent, "{at}");
        }
    }

    proptest! {
        #[test]
        fn nothing_waits_longer_than_a_night(seconds in 0i64..4_000_000_000) {
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let sent = awake(at);
            prop_assert!(!is_quiet(sent));
            prop_assert!(sent >= at && sent - at <= chrono::TimeDelta::hours(9));
        }
    }
}
