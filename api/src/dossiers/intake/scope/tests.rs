use super::*;

const CODE: &str = "H31.12.45-261123-0012";

fn scope(named: &[(&str, &str)]) -> Scope {
    let named = named.iter().map(|(code, agency)| {
        let agency: Slug = agency.parse().unwrap();
        ((*code).to_owned(), agency)
    });
    let codes: HashMap<String, Slug> = named.collect();
    let parts = codes
        .iter()
        .map(|(code, id)| (part(code).unwrap(), id.clone()));
    Scope {
        source: "tu-phap".to_owned(),
        agencies: ["so-tu-phap".parse().unwrap()].into(),
        parts: parts.collect(),
        codes,
    }
}

fn told(id: &str, source: &str, hour: u32, kind: Kind, agency: Option<&str>) -> Told {
    Told {
        id: id.to_owned(),
        source: source.to_owned(),
        arrived: DateTime::UNIX_EPOCH,
        mark: String::new(),
        at: at(hour),
        kind,
        corrects: None,
        agency: agency.map(ToOwned::to_owned),
        desk: None,
        procedure: None,
        place: None,
        channel: None,
        term: None,
        due_at: None,
        reason: None,
        signer: None,
        returnable: None,
        applicant: None,
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
    let event = Told {
        corrects: corrects.map(ToOwned::to_owned),
        ..event
    };
    let event = (1_u64, event);
    let code = CODE.parse().unwrap();
    let allowed = scope(&[]).allows(&code, &[(&event).into()], Some(&gone()));
    allowed.is_ok()
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
        let event = (1_u64, told("1", "tu-phap", 1, Kind::Received, None));
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
}

#[test]
fn codes_of_agencies_are_compared_province_first() {
    assert_eq!(part("000.00.12.H31").as_deref(), Some("H31.12"));
    assert_eq!(part("H31.12.45").as_deref(), Some("H31.12.45"));
    assert_eq!(part("000.00.00.H31").as_deref(), Some("H31"));
    assert_eq!(part("Sở Tư pháp"), None);
}
