use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;

fn start() -> DateTime<Utc> {
    "2026-03-02T02:00:00Z".parse().unwrap()
}

fn told(n: i64, kind: Kind) -> Told {
    let at = start() + TimeDelta::hours(n);
    Told {
        id: format!("e{n}"),
        source: "one-stop".to_owned(),
        arrived: at,
        mark: String::new(),
        at,
        kind,
        corrects: None,
        agency: None,
        desk: None,
        procedure: None,
        place: None,
        channel: None,
        term: None,
        due_at: (kind == Kind::Extended).then(|| at + TimeDelta::days(9)),
        reason: None,
        signer: None,
        returnable: None,
        applicant: None,
    }
}

fn record(kinds: &[Kind]) -> Record {
    let events = kinds.iter().zip(0..).map(|(kind, n)| told(n, *kind));
    Record {
        events: events.collect(),
        ..Record::default()
    }
}

#[test]
fn a_whole_course_ends_handed_back() {
    let record = record(&[
        Kind::Received,
        Kind::SupplementRequested,
        Kind::SupplementReceived,
        Kind::Extended,
        Kind::Resolved,
        Kind::Returned,
    ]);
    let facts = fold(&record);
    assert_eq!(facts.state, DossierState::Resolved);
    assert_eq!((facts.supplements, facts.extensions), (1, 1));
    assert_eq!(facts.ended_at, Some(start() + TimeDelta::hours(4)));
    assert_eq!(facts.returned_at, Some(start() + TimeDelta::hours(5)));
    assert_eq!(facts.flags, []);
}

#[test]
fn what_cannot_have_happened_is_flagged_and_changes_nothing() {
    for kinds in [
        &[Kind::Received, Kind::Returned][..],
        &[Kind::Received, Kind::Resumed],
        &[Kind::Received, Kind::Received],
        &[Kind::Received, Kind::SupplementReceived],
    ] {
        let record = record(kinds);
        let facts = fold(&record);
        assert_eq!(facts.state, DossierState::InProgress, "{kinds:?}");
        assert_eq!(facts.flags, [DossierFlag::ImpossibleOrder], "{kinds:?}");
    }
    let ended = record(&[Kind::Received, Kind::Resolved, Kind::Paused]);
    assert_eq!(fold(&ended).state, DossierState::Resolved);
}

#[test]
fn a_correction_replaces_and_what_is_taken_back_is_gone() {
    let mut record = record(&[Kind::Received, Kind::Refused]);
    let mut correction = told(2, Kind::Resolved);
    correction.corrects = Some("e1".to_owned());
    record.events.push(correction);
    assert_eq!(fold(&record).state, DossierState::Resolved);
    let mut back = told(3, Kind::Voided);
    back.corrects = Some("e2".to_owned());
    record.events.push(back);
    assert_eq!(fold(&record).state, DossierState::Refused);
}

#[test]
fn the_correction_of_a_correction_brings_no_mistake_back() {
    let mut record = record(&[Kind::Received]);
    for (n, before) in [(5, None), (6, Some("e5")), (9, Some("e6"))] {
        let mut resolved = told(n, Kind::Resolved);
        resolved.corrects = before.map(ToOwned::to_owned);
        record.events.push(resolved);
    }
    let facts = fold(&record);
    assert_eq!(facts.ended_at, Some(start() + TimeDelta::hours(9)));
    assert_eq!(facts.flags, []);
}

#[test]
fn what_a_correction_does_not_say_stays() {
    let mut record = record(&[Kind::Received]);
    record.events[0].agency = Some("so-tu-phap".to_owned());
    record.events[0].due_at = Some(start() + TimeDelta::days(3));
    let mut correction = told(1, Kind::Received);
    correction.corrects = Some("e0".to_owned());
    record.events.push(correction);
    let facts = fold(&record);
    assert_eq!(facts.received_at, Some(start() + TimeDelta::hours(1)));
    assert_eq!(facts.agency, Some("so-tu-phap"));
    assert_eq!(facts.promised, Some(start() + TimeDelta::days(3)));
}

#[test]
fn one_letter_told_by_two_systems_is_one_extension() {
    let mut record = record(&[Kind::Received, Kind::Extended]);
    let mut again = told(2, Kind::Extended);
    again.source = "motcua".to_owned();
    again.due_at = record.events[1].due_at;
    record.events.push(again);
    assert_eq!(fold(&record).extensions, 1);
    let further = told(60, Kind::Extended);
    record.events.push(further);
    assert_eq!(fold(&record).extensions, 2);
}

#[test]
fn a_receipt_that_comes_after_the_end_was_told_all_the_same() {
    let record = record(&[Kind::Resolved, Kind::Returned, Kind::Received]);
    let facts = fold(&record);
    assert_eq!(facts.received_at, Some(start() + TimeDelta::hours(2)));
    assert_eq!(facts.state, DossierState::Resolved);
    assert_eq!(facts.ended_at, Some(start()));
    assert_eq!(facts.flags, [DossierFlag::ImpossibleOrder]);
}

#[test]
fn an_extension_until_today_counts() {
    let mut record = record(&[Kind::Received, Kind::Extended]);
    let midnight: DateTime<Utc> = "2026-03-01T17:00:00Z".parse().unwrap();
    record.events[1].due_at = Some(midnight);
    let facts = fold(&record);
    assert_eq!((facts.extensions, &facts.flags[..]), (1, &[][..]));
    record.events[1].due_at = Some(midnight - TimeDelta::days(1));
    let facts = fold(&record);
    assert_eq!(facts.extensions, 0);
    assert_eq!(facts.flags, [DossierFlag::ImpossibleOrder]);
}

#[test]
fn two_that_correct_each_other_do_no_harm() {
    let mut record = record(&[Kind::Received, Kind::Resolved]);
    record.events[0].corrects = Some("e1".to_owned());
    record.events[1].corrects = Some("e0".to_owned());
    let _ = fold(&record);
}

proptest! {
    #[test]
    fn the_order_of_arrival_does_not_matter(
        shuffled in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
        kinds in proptest::collection::vec(0..11usize, 8),
    ) {
        const KINDS: [Kind; 11] = [
            Kind::Received, Kind::Forwarded, Kind::SupplementRequested, Kind::SupplementReceived,
            Kind::Paused, Kind::Resumed, Kind::Extended, Kind::Resolved, Kind::Returned,
            Kind::Refused, Kind::Withdrawn,
        ];
        let kinds: Vec<Kind> = kinds.iter().map(|k| KINDS[*k]).collect();
        let straight = record(&kinds);
        let events = shuffled.iter().map(|n| straight.events[*n].clone()).collect();
        let other = Record { events, ..Record::default() };
        prop_assert_eq!(fold(&other), fold(&straight));
    }
}

#[test]
fn the_last_extension_keeps_what_its_correction_does_not_say() {
    let mut record = record(&[Kind::Received, Kind::Extended]);
    let given = record.events[1].due_at;
    record.events[1].reason = Some("Chờ xác minh".to_owned());
    let fix = Told {
        corrects: Some("e1".to_owned()),
        due_at: None,
        ..told(2, Kind::Extended)
    };
    record.events.push(fix);
    let last = |record: &Record| {
        let facts = fold(record);
        let Extended { at, due, reason } = facts.extended.unwrap();
        (facts.extensions, at, Some(due), reason.map(str::to_owned))
    };
    let at = start() + TimeDelta::hours(2);
    let once = (1, at, given, Some("Chờ xác minh".to_owned()));
    assert_eq!(last(&record), once);
    // Another system tells of the same letter: it is one, and the first moment counts.
    let again = Told {
        id: "other".to_owned(),
        source: "other".to_owned(),
        due_at: given,
        ..told(3, Kind::Extended)
    };
    record.events.push(again);
    assert_eq!(last(&record), once);
}

#[test]
fn who_received_it_stays_after_it_was_passed_on() {
    let mut record = record(&[Kind::Received, Kind::Forwarded]);
    record.events[0].agency = Some("so-tu-phap".to_owned());
    record.events[1].agency = Some("so-y-te".to_owned());
    let facts = fold(&record);
    assert_eq!(facts.received_by, Some("so-tu-phap"));
    assert_eq!(facts.agency, Some("so-y-te"));
}
