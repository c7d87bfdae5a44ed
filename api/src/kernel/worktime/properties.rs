//! What holds of working time at any instant.

use chrono::{DateTime, TimeDelta, Utc};
use motcua_seed::clocks::{ClockRule, Purpose};
use proptest::prelude::*;

use super::tests::{CALENDAR, at, term};
use super::*;
use crate::kernel::clock::to_hanoi;

/// Any second of the years 2024 to 2028.
fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    let begin = at("2024-01-01 00:00");
    (0..5 * 365 * 24 * 3600_i64).prop_map(move |s| begin + TimeDelta::seconds(s))
}

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::WorkingMinute),
        Just(Unit::WorkingHour),
        Just(Unit::HalfDay),
        Just(Unit::WorkingDay),
        Just(Unit::CalendarDay),
    ]
}

fn rule(unit: Unit, amount: u32) -> ClockRule {
    ClockRule {
        id: "any".parse().unwrap(),
        purpose: Purpose::Reply,
        kinds: Vec::new(),
        agency: None,
        field: None,
        unit,
        amount,
        cut_off: unit.counts_days(),
        valid_from: None,
        valid_to: None,
        sources: Vec::new(),
        verify: None,
    }
}

proptest! {
    #[test]
    fn what_is_due_later_was_received_later(a in instant(), b in instant(), unit in unit(), n in 1..40_u32) {
        let (early, late) = (a.min(b), a.max(b));
        let due = |received| CALENDAR.due(term(n, unit), received).at;
        prop_assert!(due(early) <= due(late));
    }

    #[test]
    fn a_longer_term_ends_no_earlier(received in instant(), unit in unit(), n in 1..40_u32) {
        let due = |n| CALENDAR.due(term(n, unit), received).at;
        prop_assert!(due(n) <= due(n + 1));
    }

    #[test]
    fn a_term_ends_in_working_time_and_after_receipt(received in instant(), unit in unit(), n in 1..40_u32) {
        let office = CALENDAR.office(None);
        let due = CALENDAR.due(term(n, unit), received).at;
        prop_assert!(due > received);
        // The moment before the end is worked, so that the end is within a session or closes one.
        let before = due - TimeDelta::seconds(1);
        prop_assert_eq!(office.elapsed(before, due), TimeDelta::seconds(1));
    }

    #[test]
    fn working_days_end_that_many_working_days_on(received in instant(), n in 1..30_u32) {
        let office = CALENDAR.office(None);
        let due = CALENDAR.due(Term { cut_off: false, ..term(n, Unit::WorkingDay) }, received).at;
        let first = office.working_day_from(to_hanoi(received).date());
        let days = first.iter_days().skip(1).take_while(|d| *d <= to_hanoi(due).date());
        let worked = days.filter(|d| office.is_working_day(*d)).count();
        prop_assert_eq!(worked, n as usize);
    }

    #[test]
    fn working_time_adds_up(from in instant(), a in 1..200_000_i64, b in 1..200_000_i64) {
        let office = CALENDAR.office(None);
        let (a, b) = (TimeDelta::seconds(a), TimeDelta::seconds(b));
        let there = office.after(from, a);
        prop_assert_eq!(office.after(there, b), office.after(from, a + b));
        prop_assert_eq!(office.elapsed(from, there), a);
    }

    #[test]
    fn elapsed_time_adds_up(a in instant(), b in instant(), c in instant()) {
        let mut three = [a, b, c];
        three.sort();
        let [a, b, c] = three;
        let office = CALENDAR.office(None);
        prop_assert_eq!(office.elapsed(a, b) + office.elapsed(b, c), office.elapsed(a, c));
        prop_assert_eq!(office.elapsed(c, a), TimeDelta::zero());
    }

    #[test]
    fn no_time_passes_backwards(from in instant(), seconds in 0..20_000_i64) {
        let office = CALENDAR.office(None);
        let earlier = from - TimeDelta::seconds(seconds);
        prop_assert_eq!(office.elapsed(from, earlier), TimeDelta::zero());
        prop_assert!(office.elapsed(earlier, from) <= TimeDelta::seconds(seconds));
    }

    #[test]
    fn a_pause_moves_every_end_by_its_working_time(
        start in instant(), unit in unit(), n in 1..20_u32, after in 0..400_000_i64, length in 0..900_000_i64,
    ) {
        let office = CALENDAR.office(None);
        let begun = RunningClock::start(&rule(unit, n), None, start, &CALENDAR);
        let from = start + TimeDelta::seconds(after);
        let to = from + TimeDelta::seconds(length);
        let resumed = begun.pause(from).resume(to, &CALENDAR);
        let stood = if from < begun.due { office.elapsed(from, to) } else { TimeDelta::zero() };
        prop_assert_eq!(office.elapsed(begun.due, resumed.due), stood);
        prop_assert_eq!(resumed.elapsed(to, &CALENDAR), begun.elapsed(from, &CALENDAR));
    }

    #[test]
    fn warnings_come_in_order_and_within_the_term(
        start in instant(), unit in unit(), n in 1..20_u32, after in 0..400_000_i64, length in 0..900_000_i64,
    ) {
        let from = start + TimeDelta::seconds(after);
        let begun = RunningClock::start(&rule(unit, n), None, start, &CALENDAR);
        let clock = begun.pause(from).resume(from + TimeDelta::seconds(length), &CALENDAR);
        let [half, most, all] = clock.thresholds(&CALENDAR).map(|t| t.at);
        prop_assert!(start <= half && half <= most && most <= all);
        prop_assert_eq!(all, clock.due);
    }

    #[test]
    fn any_due_date_can_be_explained(received in instant(), unit in unit(), n in 1..40_u32) {
        let due = CALENDAR.due(term(n, unit), received);
        for locale in [mobile_contract::Locale::Vi, mobile_contract::Locale::En] {
            let text = explain(&due.steps, locale);
            prop_assert!(text.contains('→') && !text.contains("; ;"));
        }
    }
}
