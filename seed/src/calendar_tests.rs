//! Calendars that are in order, and those that are refused.

use super::*;

const BUNDLED: &str = include_str!("../data/calendar.yaml");

#[test]
fn the_bundled_calendar_is_in_order() {
    let calendar = CalendarData::from_yaml(BUNDLED).unwrap();
    assert!(calendar.years.iter().any(|y| y.year == 2026));
}

#[test]
fn hours_that_never_come_are_refused() {
    for (from, to) in [
        (
            "days: [Mon, Tue, Wed, Thu, Fri]",
            "days: [Mon, Tue, Wed, Thu]",
        ),
        (
            "{from: \"07:30\", to: \"11:30\"}",
            "{from: \"11:30\", to: \"07:30\"}",
        ),
        ("{from: \"13:30\"", "{from: \"11:00\""),
    ] {
        let wrong = BUNDLED.replacen(from, to, 1);
        assert_ne!(wrong, BUNDLED, "{from}");
        assert!(
            matches!(
                CalendarData::from_yaml(&wrong),
                Err(CalendarError::Hours(_))
            ),
            "{to}"
        );
    }
}

#[test]
fn a_break_of_another_year_is_refused() {
    let wrong = BUNDLED.replacen("year: 2026\n    off", "year: 2024\n    off", 1);
    assert_ne!(wrong, BUNDLED);
    assert!(matches!(
        CalendarData::from_yaml(&wrong),
        Err(CalendarError::Year(2024))
    ));
}
