use super::*;
use crate::dossiers::check::RefusedFor;
use crate::dossiers::take::Heard;

const CODE: &str = "H31.12.45-261123-0012";

fn scope(named: &[(&str, &str)]) -> Scope {
    let named = named.iter().map(|(code, agency)| {
        let agency: Slug = agency.parse().unwrap();
        ((*code).to_owned(), agency)
    });
    let codes: HashMap<String, Slug> = named.collect();
    Scope {
        source: "tu-phap".to_owned(),
        agencies: ["so-tu-phap".parse().unwrap()].into(),
        parts: parts(&codes),
        above: ["ubnd-tinh".parse().unwrap()].into(),
        codes,
    }
}

fn told(id: &str, source: &str, hour: u32, kind: Kind, agency: Option<&str>) -> Told {
    let saying = Saying {
        line: 1,
        id,
        kind,
        at: at(hour),
        corrects: None,
        agency,
        holds: true,
    };
    saying.told(source)
}

fn heard(told: Told) -> Heard {
    Heard {
        line: 1,
        told,
        unless_known: None,
    }
}

fn at(hour: u32) -> DateTime<Utc> {
    format!("2026-11-23T{hour:02}:00:00Z").parse().unwrap()
}

/// Received and paused by Justice, and taken away by Health at six.
fn gone() -> Kept {
    let mut withdrawn = told("4", "tu-phap", 4, Kind::Voided, None);
    withdrawn.corrects = Some("3".to_owned());
    let record = Record {
        events: vec![
            told("1", "tu-phap", 1, Kind::Received, Some("so-tu-phap")),
            told("2", "tu-phap", 2, Kind::Paused, None),
            told("3", "tu-phap", 3, Kind::Withdrawn, None),
            withdrawn,
            told("a", "mot-cua", 6, Kind::Forwarded, Some("so-y-te")),
        ],
        ..Record::default()
    };
    Kept {
        dossier: row("so-y-te"),
        record,
    }
}

fn row(agency: &str) -> crate::dossiers::entity::dossier::Model {
    crate::dossiers::entity::dossier::Model {
        code: CODE.to_owned(),
        agency: Some(agency.to_owned()),
        desk: None,
        procedure: None,
        field: None,
        place: None,
        channel: None,
        state: "in_progress".to_owned(),
        timing: None,
        received_at: None,
        received_day: None,
        first_due_at: None,
        due_at: None,
        missed_at: None,
        return_by: None,
        standing_since: None,
        ended_at: None,
        ended_day: None,
        returned_at: None,
        returnable: true,
        extensions: 0,
        supplements: 0,
        flags: String::new(),
        revision: 1,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn allows(event: Told, corrects: Option<&str>) -> bool {
    allows_all(&gone(), [(event, corrects)])
}

/// Whether a batch is let through.
fn allows_all<const N: usize>(kept: &Kept, events: [(Told, Option<&str>); N]) -> bool {
    let events = events.map(|(event, corrects)| {
        let corrects = corrects.map(ToOwned::to_owned);
        heard(Told { corrects, ..event })
    });
    let sayings = events.each_ref().map(Saying::from);
    let code = CODE.parse().unwrap();
    scope(&[]).allows(&code, &sayings, Some(kept)).is_ok()
}

#[test]
fn of_a_dossier_that_went_on_its_system_puts_right_what_it_told_and_no_more() {
    let new = |hour, kind, agency| told("9", "tu-phap", hour, kind, agency);
    let own = Some("so-tu-phap");
    for (right, event, corrects) in [
        // Sent again.
        (true, told("2", "tu-phap", 2, Kind::Paused, None), None),
        // Taken back, or put right.
        (true, new(7, Kind::Voided, None), Some("2")),
        (true, new(3, Kind::Paused, None), Some("2")),
        (true, new(0, Kind::Received, own), Some("1")),
        // Another kind, another agency, another time, or none of its own.
        (false, new(2, Kind::Withdrawn, None), Some("2")),
        (false, new(2, Kind::Forwarded, own), Some("2")),
        (false, new(2, Kind::Paused, own), Some("2")),
        (false, new(1, Kind::Received, Some("so-y-te")), Some("1")),
        (false, new(1, Kind::Voided, own), Some("2")),
        (false, new(7, Kind::Received, own), Some("1")),
        (false, new(6, Kind::Received, None), Some("1")),
        (false, new(6, Kind::Forwarded, None), Some("a")),
        (false, new(6, Kind::Voided, None), Some("a")),
        (false, new(2, Kind::Paused, None), None),
        // The dossier stays received: another agency has it.
        (false, new(7, Kind::Voided, None), Some("1")),
        // What was taken back does not come again.
        (false, new(3, Kind::Withdrawn, None), Some("3")),
        (false, new(5, Kind::Voided, None), Some("4")),
    ] {
        assert_eq!(
            allows(event.clone(), corrects),
            right,
            "{event:?} {corrects:?}"
        );
    }
}

#[test]
fn a_code_names_the_nearest_agency_that_is_known() {
    let begins = |named: &[(&str, &str)]| {
        let event = heard(told("1", "tu-phap", 1, Kind::Received, None));
        let code = CODE.parse().unwrap();
        scope(named).allows(&code, &[(&event).into()], None).is_ok()
    };
    let (own, other) = ("so-tu-phap", "so-y-te");
    assert!(begins(&[]));
    assert!(begins(&[("000.00.12.H31", own)]));
    assert!(!begins(&[("000.00.12.H31", other)]));
    assert!(begins(&[("H31.12", other), ("H31.12.45", own)]));
    assert!(!begins(&[("H31.12", own), ("H31.12.45", other)]));
    assert!(begins(&[("H31.13", other)]));
    assert!(!begins(&[("000.00.00.H31", other)]));
    // One that stands above leaves it open whose it is, unless it is named itself.
    assert!(begins(&[("000.00.00.H31", "ubnd-tinh")]));
    assert!(!begins(&[
        ("000.00.00.H31", "ubnd-tinh"),
        ("H31.12", other)
    ]));
    assert!(!begins(&[("H31.12.45", "ubnd-tinh")]));
    // Two codes that are one decide the same at each request.
    for _ in 0..20 {
        assert!(!begins(&[("000.00.12.H31", own), ("H31.12", other)]));
    }
}

#[test]
fn a_correction_is_corrected_in_one_batch() {
    let pause = |id, hour| told(id, "tu-phap", hour, Kind::Paused, None);
    let chain = |second: Told| {
        let first = (pause("2b", 2), Some("2"));
        allows_all(&gone(), [first, (second, Some("2b"))])
    };
    assert!(chain(pause("2c", 2)));
    assert!(chain(told("2c", "tu-phap", 7, Kind::Voided, None)));
    // No more than one after the other.
    assert!(!chain(pause("2c", 7)));
    assert!(!chain(told("2c", "tu-phap", 2, Kind::Resumed, None)));
    assert!(!allows(pause("2c", 2), Some("2b")));
    // What was taken back in the batch does not come again either.
    let back = (told("v", "tu-phap", 7, Kind::Voided, None), Some("2"));
    assert!(!allows_all(&gone(), [back, (pause("2b", 2), Some("2"))]));
}

#[test]
fn what_is_not_kept_is_not_corrected() {
    let correction = |id: &str, corrects: &str| {
        let mut told = told(id, "tu-phap", 2, Kind::Paused, None);
        told.corrects = Some(corrects.to_owned());
        heard(told)
    };
    let mut events = [correction("2b", "2"), correction("2c", "2b")];
    events[0].unless_known = Some(RefusedFor::Text);
    let sayings = events.each_ref().map(Saying::from);
    let code = CODE.parse().unwrap();
    assert!(scope(&[]).allows(&code, &sayings, Some(&gone())).is_err());
}

#[test]
fn a_receipt_is_taken_back_where_another_one_stands() {
    let back = |id, of| (told(id, "tu-phap", 7, Kind::Voided, None), Some(of));
    let mut kept = gone();
    assert!(!allows_all(&kept, [back("v", "1")]));
    // The first one stands again when its correction is taken back.
    let correction = (told("1b", "tu-phap", 1, Kind::Received, None), Some("1"));
    assert!(allows_all(&kept, [correction.clone(), back("v", "1b")]));
    assert!(!allows_all(
        &kept,
        [correction, back("v", "1b"), back("w", "1")]
    ));
    let other = told("r", "mot-cua", 1, Kind::Received, None);
    kept.record.events.push(other);
    assert!(allows_all(&kept, [back("v", "1")]));
}
