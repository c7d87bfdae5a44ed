//! What must hold of any dossier.

use chrono::TimeDelta;
use mobile_contract::Locale;
use mobile_contract::knowledge::TimeUnit;
use proptest::prelude::*;

use super::reference::{any_minute, any_term, any_turns, possible};
use super::*;

fn office() -> Office<'static> {
    RECKONER.calendar.office(None)
}

fn due(received_at: DateTime<Utc>, term: DossierTerm, turns: &[Turn]) -> DateTime<Utc> {
    let course = Course {
        received_at,
        term: Some(term),
        promised: None,
        agency: None,
        turns,
    };
    RECKONER.reckon(&course).due.unwrap()
}

proptest! {
    #[test]
    fn what_was_received_later_is_not_due_earlier(
        a in any_minute(), minutes in 0..200_000_i64, term in any_term(), steps in any_turns(),
    ) {
        let b = a + TimeDelta::minutes(minutes);
        prop_assert!(due(a, term, &[]) <= due(b, term, &[]));
        // The same happens to both, after both.
        let turns = possible(b, &steps);
        prop_assert!(due(a, term, &turns) <= due(b, term, &turns));
    }

    #[test]
    fn a_longer_term_is_not_due_earlier(received in any_minute(), term in any_term()) {
        let longer = DossierTerm { amount: term.amount + 1, ..term };
        prop_assert!(due(received, term, &[]) <= due(received, longer, &[]));
    }

    #[test]
    fn nothing_is_ever_due_on_a_day_off(
        received in any_minute(), term in any_term(), steps in any_turns(),
    ) {
        let turns = possible(received, &steps);
        let due = due(received, term, &turns);
        prop_assert!(office().is_working_day(to_hanoi(due).date()), "{}", due);
        prop_assert!(due > received);
    }

    #[test]
    fn terms_of_working_days_and_hours_add_up(
        received in any_minute(), n in 1..30_u32, m in 1..30_u32,
    ) {
        let days = |amount| DossierTerm { amount, unit: TimeUnit::WorkingDay };
        let whole = due(received, days(n + m), &[]);
        // What ends when the office closes counts from that day.
        let there = to_hanoi(due(received, days(n), &[])).date();
        let from_there = from_hanoi(there.and_hms_opt(15, 0, 0).unwrap());
        prop_assert_eq!(due(from_there, days(m), &[]), whole);
        let hours = |amount| DossierTerm { amount, unit: TimeUnit::WorkingHour };
        let there = due(received, hours(n), &[]);
        prop_assert_eq!(due(there, hours(m), &[]), due(received, hours(n + m), &[]));
    }

    #[test]
    fn a_pause_never_makes_it_due_earlier_nor_later_than_it_stood(
        received in any_minute(), term in any_term(), after in 0..10_000_i64, length in 0..20_000_i64,
    ) {
        let from = received + TimeDelta::minutes(after);
        let to = from + TimeDelta::minutes(length);
        let turns = [Turn { at: from, what: What::Paused }, Turn { at: to, what: What::Resumed }];
        let (before, now) = (due(received, term, &[]), due(received, term, &turns));
        prop_assert!(before <= now);
        let moved = office().elapsed(before, now);
        let stood = office().elapsed(from, to);
        // A term of days ends when an office closes: less than a day further.
        prop_assert!(moved < stood + TimeDelta::minutes(450), "{} {}", moved, stood);
    }

    #[test]
    fn an_extension_never_shortens(received in any_minute(), term in any_term(), steps in any_turns()) {
        let turns = possible(received, &steps);
        let course = Course { received_at: received, term: Some(term), promised: None, agency: None, turns: &turns };
        let dates = RECKONER.reckon(&course);
        if turns.iter().all(|turn| turn.what != What::SupplementReceived) {
            let plain: Vec<Turn> = turns
                .iter()
                .copied()
                .filter(|turn| !matches!(turn.what, What::Extended(_)))
                .collect();
            prop_assert_eq!(dates.first_due.unwrap(), due(received, term, &plain));
        }
        prop_assert!(dates.apology_by.is_none_or(|by| by < dates.due.unwrap()));
    }

    #[test]
    fn every_date_is_explained_and_the_explanation_gives_the_same(
        received in any_minute(), term in any_term(), steps in any_turns(),
    ) {
        let turns = possible(received, &steps);
        let course = Course { received_at: received, term: Some(term), promised: None, agency: None, turns: &turns };
        let dates = RECKONER.reckon(&course);
        for locale in [Locale::Vi, Locale::En] {
            let told = RECKONER.explain(&course, locale);
            prop_assert_eq!(told.due_at, dates.due);
            prop_assert_eq!(told.standing_since, dates.standing_since);
            prop_assert!(told.dates.iter().all(|d| d.text.ends_with('.') && !d.text.contains("  ")));
        }
    }
}
