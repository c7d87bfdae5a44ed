//! Worked examples, kept as data.

use mobile_contract::knowledge::TimeUnit;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::*;

const EXAMPLES: &str = include_str!("examples.csv");

fn unit(name: &str) -> TimeUnit {
    let name: StrDeserializer<'_, Error> = name.into_deserializer();
    TimeUnit::deserialize(name).unwrap()
}

#[test]
fn every_worked_example_comes_out() {
    let rows: Vec<&str> = EXAMPLES.lines().filter(|l| !l.starts_with('#')).collect();
    assert!(rows.len() >= 150, "{} examples", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let columns: Vec<&str> = row.split("; ").collect();
        let [received, term, happened, first, due, return_by, _note] = columns.as_slice() else {
            panic!("{row}");
        };
        let (amount, of) = term.split_once(' ').unwrap();
        let turns = turns(happened.trim_matches('-'));
        let course = course(
            received,
            super::term(amount.parse().unwrap(), unit(of)),
            &turns,
        );
        let dates = RECKONER.reckon(&course);
        let came_out = [
            dates.first_due.unwrap(),
            dates.due.unwrap(),
            dates.return_by,
        ]
        .map(shown);
        if came_out != [*first, *due, *return_by] {
            wrong.push(format!("{row}\n  → {}", came_out.join("; ")));
        }
        let told = RECKONER.explain(&course, mobile_contract::Locale::Vi);
        assert_eq!(told.due_at, dates.due, "{row}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rules_are_those_of_the_day_of_receipt_in_vietnam() {
    let rule = |received| RECKONER.rule(at(received)).id.to_string();
    // 30 June, 18:00 UTC, is 1 July in Hanoi.
    assert_eq!(rule("2025-06-30 23:59"), "nd-107-2021");
    assert_eq!(rule("2025-07-01 00:00"), "nd-118-2025");
    assert_eq!(rule("2026-08-05 08:00"), "nd-309-2026");
}

#[test]
fn the_apology_is_due_the_working_day_before_and_not_while_it_stands() {
    for (received, amount, by) in [
        ("2026-11-16 08:00", 5, "2026-11-20 17:00"),
        ("2026-02-12 09:00", 2, "2026-02-13 17:00"),
        ("2026-08-20 09:00", 3, "2026-08-22 17:00"),
    ] {
        let course = course(received, term(amount, TimeUnit::WorkingDay), &[]);
        assert_eq!(RECKONER.reckon(&course).apology_by.map(shown).unwrap(), by);
    }
    let turns = turns("pause@2026-11-17T08:00");
    let dates = RECKONER.reckon(&course(
        "2026-11-16 08:00",
        term(5, TimeUnit::WorkingDay),
        &turns,
    ));
    assert_eq!(dates.standing_since.map(shown).unwrap(), "2026-11-17 08:00");
    assert_eq!(dates.apology_by, None);
}

#[test]
fn an_agency_counts_in_hours_of_its_own() {
    let own = "agencies:
  - agency: so-tu-phap
    hours:
      week:
        - {days: [Mon, Tue, Wed, Thu, Fri], sessions: [{from: \"07:00\", to: \"11:00\"}, {from: \"13:00\", to: \"16:30\"}]}
        - {days: [Sat], sessions: [{from: \"07:00\", to: \"11:00\"}]}
";
    let data = CalendarData::from_yaml(&CALENDAR.replace("agencies: []", own)).unwrap();
    let rules = DossierRules::from_yaml(RULES).unwrap();
    let reckoner = Reckoner::new(Arc::new(Calendar::new(&data)), Arc::new(rules));
    let agency = "so-tu-phap".parse().unwrap();
    let due = |received, amount, unit| {
        let course = Course {
            agency: Some(&agency),
            ..course(received, term(amount, unit), &[])
        };
        shown(reckoner.reckon(&course).due.unwrap())
    };
    assert_eq!(
        due("2026-11-20 10:00", 1, TimeUnit::WorkingDay),
        "2026-11-21 11:00"
    );
    assert_eq!(
        due("2026-11-20 10:00", 2, TimeUnit::WorkingDay),
        "2026-11-23 16:30"
    );
    assert_eq!(
        due("2026-11-20 15:00", 3, TimeUnit::WorkingHour),
        "2026-11-21 08:30"
    );
    assert_eq!(
        due("2026-11-20 14:00", 1, TimeUnit::HalfDay),
        "2026-11-21 11:00"
    );
    assert_eq!(
        due("2026-11-20 10:00", 1, TimeUnit::CalendarDay),
        "2026-11-21 11:00"
    );
}

#[test]
fn what_no_calendar_knows_ends_all_the_same() {
    for received in [
        "1899-12-31 10:00",
        "1900-01-01 00:00",
        "2019-06-03 10:00",
        "2109-12-31 16:00",
        "2250-01-01 10:00",
        "9999-12-31 23:59",
    ] {
        for unit in [
            TimeUnit::Minute,
            TimeUnit::Hour,
            TimeUnit::WorkingHour,
            TimeUnit::HalfDay,
            TimeUnit::WorkingDay,
            TimeUnit::CalendarDay,
            TimeUnit::Month,
            TimeUnit::Year,
        ] {
            for amount in [0, 1, 10_000, u32::MAX] {
                let begun = std::time::Instant::now();
                let turns = turns("pause@2026-11-17T08:00 resume@2026-11-18T08:00");
                let course = course(received, term(amount, unit), &turns);
                let dates = RECKONER.reckon(&course);
                let _ = RECKONER.explain(&course, mobile_contract::Locale::En);
                assert!(dates.due.unwrap() >= at("1899-12-31 10:00"));
                assert!(
                    begun.elapsed().as_secs() < 5,
                    "{received} {amount} {unit:?}"
                );
            }
        }
    }
    let none = RECKONER.reckon(&course("2026-11-16 08:00", None, &[]));
    assert_eq!((none.due, none.first_due), (None, None));
    assert_eq!(shown(none.return_by), "2026-11-19 17:00");
    // "Within the day": the day of receipt, or the next working day after three.
    for (received, due) in [
        ("2026-11-16 08:00", "2026-11-16 17:00"),
        ("2026-11-16 15:30", "2026-11-17 17:00"),
    ] {
        let dates = RECKONER.reckon(&course(received, term(0, TimeUnit::WorkingDay), &[]));
        assert_eq!(shown(dates.due.unwrap()), due);
    }
}

#[test]
fn a_year_that_is_not_decided_is_told() {
    let undecided = |received, amount| {
        let course = course(received, term(amount, TimeUnit::WorkingDay), &[]);
        RECKONER.reckon(&course).undecided
    };
    assert!(!undecided("2026-11-16 08:00", 5));
    assert!(undecided("2026-12-28 08:00", 10));
    assert!(!undecided("2022-07-15 08:00", 10));
}
