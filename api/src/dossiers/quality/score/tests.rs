use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::dossiers::record::Told;

const CONTACTS: Measure = Measure::Contacts { most: [0, 1] };

fn resolved(timing: Option<DossierTiming>) -> Scored {
    Scored {
        state: DossierState::Resolved,
        timing,
        received: true,
        supplements: 0,
        channel: None,
        agencies: Some(Agencies { had: 1, met: 1 }),
    }
}

#[test]
fn points_follow_time_contacts_and_agencies() {
    let early = resolved(Some(DossierTiming::Early));
    assert_eq!(early.points(Measure::TotalTime), Ok(2));
    assert_eq!(early.points(CONTACTS), Ok(2));
    let two = Scored {
        agencies: Some(Agencies { had: 2, met: 2 }),
        supplements: 2,
        ..resolved(Some(DossierTiming::Late))
    };
    assert_eq!(two.points(Measure::TotalTime), Ok(0));
    assert_eq!(
        two.points(Measure::AgencyTime),
        Err(Excluded::SeveralAgencies)
    );
    assert_eq!(two.points(Measure::AgenciesMet { most: [1, 2] }), Ok(1));
    assert_eq!(two.points(CONTACTS), Ok(0));
    assert_eq!(
        resolved(None).points(Measure::TotalTime),
        Err(Excluded::NoTerm)
    );
}

fn told(id: &str, kind: Kind, agency: Option<&str>, corrects: Option<&str>) -> Told {
    Told {
        id: id.to_owned(),
        source: "one-stop".to_owned(),
        arrived: DateTime::UNIX_EPOCH,
        mark: String::new(),
        at: DateTime::UNIX_EPOCH,
        kind,
        corrects: corrects.map(ToOwned::to_owned),
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

#[test]
fn a_correction_that_names_no_agency_keeps_the_one_before() {
    let record = Record {
        events: vec![
            told("1", Kind::Received, Some("so-tu-phap"), None),
            told("2", Kind::Returned, Some("ubnd-xa-yen-my"), None),
            told("3", Kind::Returned, None, Some("2")),
        ],
        ..Record::default()
    };
    let two = Agencies { had: 2, met: 2 };
    assert_eq!(agencies(&record, str::to_owned), two);
}

#[test]
fn a_mean_is_two_only_when_all_have_two() {
    let mut points = Points::default();
    assert_eq!(points.mean_x100(), None);
    points.dossiers = [0, 0, 100_000];
    assert_eq!(points.mean_x100(), Some(200));
    points.dossiers = [0, 1, 100_000];
    assert_eq!(points.mean_x100(), Some(199));
}

proptest! {
    #[test]
    fn nothing_is_lost(points in proptest::collection::vec(0usize..5, 0..50)) {
        let mut sums = Points::default();
        for n in &points {
            sums.add(if *n < 3 { Ok(*n) } else { Err(Excluded::NoTerm) }, 1);
        }
        let all = sums.dossiers.iter().sum::<u64>() + sums.excluded.values().sum::<u64>();
        prop_assert_eq!(all, points.len() as u64);
    }
}
