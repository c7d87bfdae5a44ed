//! What keys of some agencies may tell: their own, and what they told put right.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn};
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};
use mobile_contract::dossier::intake::{DossierIntake, NewDossierAgencyCode};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::App;
use motcua_tests::spawn_app;
use motcua_tests::told::told;
use rstest::rstest;

const CODE: &str = "H31.12.45-261110-0012";

/// What is sent, or the code of the problem.
async fn sent(app: &App, key: &str, events: &[DossierEvent]) -> Result<DossierIntake, ErrorCode> {
    let taken = app.client().hand_over_dossiers(key, events).await;
    taken.map_err(|error| match error {
        ClientError::Problem(problem) => problem.code,
        other => panic!("{other}"),
    })
}

/// How many of a batch were stored.
async fn stored(app: &App, key: &str, events: &[DossierEvent]) -> Result<u64, ErrorCode> {
    Ok(sent(app, key, events).await?.stored)
}

async fn means(admin: &SignedIn, code: &str, agency: &str) -> Result<(), ErrorCode> {
    let agency = agency.parse().unwrap();
    let put = admin
        .put_dossier_agency_code(code, &NewDossierAgencyCode { agency })
        .await;
    put.map(drop).map_err(|error| match error {
        ClientError::Problem(problem) => problem.code,
        other => panic!("{other}"),
    })
}

fn of(agency: &str, event: DossierEvent) -> DossierEvent {
    DossierEvent {
        agency: Some(agency.to_owned()),
        ..event
    }
}

fn correcting(id: &str, event: DossierEvent) -> DossierEvent {
    DossierEvent {
        corrects: Some(id.to_owned()),
        ..event
    }
}

#[rstest]
#[tokio::test]
async fn the_code_of_the_province_leaves_dossiers_to_all_its_agencies(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let (_, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let justice = app.intake_key("tu-phap", Some(&["so-tu-phap"])).await;
    let received = |code: &str| {
        let event = told("1", code, "2026-11-10T08:00:00+07:00", Kind::Received);
        [of("so-tu-phap", event)]
    };
    let put = means(&admin, "000.00.00.H31", "ubnd-tinh-hung-yen");
    assert_eq!(put.await, Ok(()));
    assert_eq!(stored(&app, &justice, &received(CODE)).await, Ok(1));
    // Its own dossiers are the province's, and those of another department stay with that one.
    let province = received("H31-261110-0001");
    let outside = Err(ErrorCode::OutsideKey);
    assert_eq!(stored(&app, &justice, &province).await, outside);
    assert_eq!(means(&admin, "H31.13", "so-y-te").await, Ok(()));
    let health = received("H31.13.45-261110-0001");
    assert_eq!(stored(&app, &justice, &health).await, outside);

    // The other order of a code is the same code.
    let other = means(&admin, "000.00.13.H31", "so-tu-phap").await;
    assert_eq!(other, Err(ErrorCode::Invalid));
    assert_eq!(means(&admin, "000.00.13.H31", "so-y-te").await, Ok(()));
}

#[rstest]
#[tokio::test]
async fn corrections_of_corrections_come_in_one_batch(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let all = app.intake_key("mot-cua", None).await;
    let justice = app.intake_key("tu-phap", Some(&["so-tu-phap"])).await;
    let at = |id: &str, hour: u32, kind| {
        let at = format!("2026-11-10T{hour:02}:00:00+07:00");
        told(id, CODE, &at, kind)
    };
    let own = [
        of("so-tu-phap", at("1", 8, Kind::Received)),
        at("2", 9, Kind::Paused),
    ];
    assert_eq!(stored(&app, &justice, &own).await, Ok(2));
    let on = of("so-y-te", at("z", 11, Kind::Forwarded));
    assert_eq!(stored(&app, &all, &[on]).await, Ok(1));

    let pause = |id, hour, corrects| correcting(corrects, at(id, hour, Kind::Paused));
    // What is refused for another reason is no event to correct, and nothing is stored.
    let none = DossierEvent {
        reason: Some(" ".to_owned()),
        ..pause("2b", 9, "2")
    };
    let outside = Err(ErrorCode::OutsideKey);
    let broken = [none, pause("2c", 9, "2b")];
    assert_eq!(stored(&app, &justice, &broken).await, outside);
    let chain = [pause("2b", 10, "2"), pause("2c", 9, "2b")];
    assert_eq!(stored(&app, &justice, &chain).await, Ok(2));

    // Chunks of one transaction each: the batch is as long as it likes. The record of a dossier is not.
    let filler = (0..7_000).map(|n| {
        let code = format!("H31.12.45-261111-{n:04}");
        told("1", &code, "2026-11-11T08:00:00+07:00", Kind::Received)
    });
    let mut long = vec![pause("2d", 9, "2c")];
    long.extend(filler);
    long.push(pause("2e", 9, "2d"));
    assert_eq!(stored(&app, &justice, &long).await, Ok(7_002));

    // The receipt stays: another agency has the dossier.
    let back = correcting("1", at("v", 12, Kind::Voided));
    assert_eq!(
        stored(&app, &justice, std::slice::from_ref(&back)).await,
        outside
    );
    let again = at("r", 8, Kind::Received);
    assert_eq!(stored(&app, &all, &[again]).await, Ok(1));
    assert_eq!(stored(&app, &justice, &[back]).await, Ok(1));
    let row = &app.rows("SELECT agency FROM dossiers ORDER BY code").await[0];
    assert_eq!(row["agency"], "so-y-te");
}
