//! How long to wait after a failure: longer each time, and never all at once.

use chrono::TimeDelta;
use uuid::Uuid;

/// Refusals after which a message is given up: about a day of trying.
pub const MAX_ATTEMPTS: i32 = 12;

/// The wait before a message is tried again, after so many refusals.
pub(super) fn before_try(refusals: i32) -> TimeDelta {
    doubled(
        TimeDelta::minutes(1),
        refusals,
        TimeDelta::hours(4),
        chance(),
    )
}

/// The wait before a channel that is down is tried again, after so many failures.
pub(super) fn before_knock(failures: i32) -> TimeDelta {
    doubled(
        TimeDelta::seconds(5),
        failures,
        TimeDelta::minutes(5),
        chance(),
    )
}

/// `first` doubled with each failure, at most `most`; then a half to all of it, by `chance` in
/// thousandths, so that many that failed together do not come back together.
fn doubled(first: TimeDelta, failures: i32, most: TimeDelta, chance: u16) -> TimeDelta {
    let times = 1i32 << failures.saturating_sub(1).clamp(0, 20);
    let whole = first.checked_mul(times).unwrap_or(most).min(most);
    whole / 2 + (whole / 2) * i32::from(chance.min(1000)) / 1000
}

/// 0 to 999, at random.
fn chance() -> u16 {
    let (high, _) = Uuid::new_v4().as_u64_pair();
    u16::try_from((high >> 32) % 1000).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waits_double_up_to_a_bound() {
        let wait = |n| doubled(TimeDelta::minutes(1), n, TimeDelta::hours(4), 1000);
        let minutes: Vec<_> = [1, 2, 3, 8, 9, 12, 99]
            .map(|n| wait(n).num_minutes())
            .into();
        assert_eq!(minutes, [1, 2, 4, 128, 240, 240, 240]);
    }

    #[test]
    fn a_message_is_tried_for_most_of_a_day() {
        let shortest: TimeDelta = (1..MAX_ATTEMPTS)
            .map(|n| doubled(TimeDelta::minutes(1), n, TimeDelta::hours(4), 0))
            .sum();
        assert!(shortest >= TimeDelta::hours(8), "{shortest}");
    }

    proptest! {
        #[test]
        fn a_wait_is_between_a_half_and_all_of_it(n in 0i32..100) {
            let whole = doubled(TimeDelta::minutes(1), n, TimeDelta::hours(4), 1000);
            let wait = before_try(n);
            prop_assert!(wait >= whole / 2 && wait <= whole && wait > TimeDelta::zero());
        }
    }
}
