//! What one-stop systems tell: kept once, in any order, with good reasons for what is refused.

use std::io::Write;

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::ClientError;
use mobile_contract::dossier::event::{
    DossierApplicant, DossierEvent, DossierEventKind as Kind, DossierTerm,
};
use mobile_contract::dossier::intake::{DossierIntake, NewDossierAgencyCode};
use mobile_contract::knowledge::TimeUnit;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::App;
use motcua_tests::told::{lines, told};
use motcua_tests::{Answer, send, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const CODE: &str = "H31.12.45-261110-0012";

/// A dossier's way from its receipt to the counter, six events.
fn way(code: &str, agency: &str) -> Vec<DossierEvent> {
    let at = |id: &str, at: &str, kind| told(id, code, at, kind);
    vec![
        DossierEvent {
            agency: Some(agency.to_owned()),
            procedure: Some("1.001193".to_owned()),
            place: Some("xa-yen-my".to_owned()),
            term: Some(DossierTerm {
                amount: 5,
                unit: TimeUnit::WorkingDay,
            }),
            ..at("1", "2026-11-10T08:00:00+07:00", Kind::Received)
        },
        DossierEvent {
            desk: Some("ban-03".to_owned()),
            ..at("2", "2026-11-10T09:00:00+07:00", Kind::Forwarded)
        },
        at("3", "2026-11-11T09:00:00+07:00", Kind::SupplementRequested),
        at("4", "2026-11-12T09:00:00+07:00", Kind::SupplementReceived),
        at("5", "2026-11-13T09:00:00+07:00", Kind::Resolved),
        at("6", "2026-11-13T15:00:00+07:00", Kind::Returned),
    ]
}

async fn hand_over(app: &App, key: &str, events: &[DossierEvent]) -> DossierIntake {
    let taken = app.client().hand_over_dossiers(key, events).await;
    taken.unwrap_or_else(|e| panic!("{e}"))
}

/// All rows, without when and how often they were written.
async fn standing(app: &App) -> Vec<Value> {
    let mut rows = app.rows("SELECT * FROM dossiers ORDER BY code").await;
    for row in &mut rows {
        let row = row.as_object_mut().unwrap();
        row.remove("revision");
        row.remove("updated_at");
    }
    rows
}

async fn post(app: &App, key: &str, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = app.post("/v1/integrations/dossiers").bearer_auth(key);
    send(request.header("content-type", kind).body(body)).await
}

const LINES: &str = "application/x-ndjson";

#[rstest]
#[tokio::test]
async fn events_are_kept_once_whatever_their_order(#[values(Sqlite, Postgres)] database: Database) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let way = way(CODE, "so-tu-phap");
    let taken = hand_over(&app, &key, &way).await;
    assert_eq!((taken.received, taken.stored, taken.duplicates), (6, 6, 0));
    let first = standing(&app).await;
    assert_eq!(first[0]["state"], "resolved", "{first:?}");
    assert_eq!(first[0]["agency"], "so-tu-phap");
    assert_eq!(first[0]["desk"], "ban-03");

    let again = hand_over(&app, &key, &way).await;
    assert_eq!((again.stored, again.duplicates), (0, 6));
    assert_eq!(standing(&app).await, first);

    // One by one, the last first, in another database.
    let Some(other) = spawn_app(database).await else {
        return;
    };
    let key = other.intake_key("mot-cua", None).await;
    for event in way.iter().rev() {
        let taken = hand_over(&other, &key, std::slice::from_ref(event)).await;
        assert_eq!(taken.stored, 1);
    }
    assert_eq!(standing(&other).await, first);
}

#[rstest]
#[tokio::test]
async fn good_events_go_in_beside_broken_ones(#[values(Sqlite, Postgres)] database: Database) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let good = lines(&way(CODE, "so-tu-phap"));
    let mut body = b"\xef\xbb\xbf".to_vec();
    body.extend(good.lines().next().unwrap().as_bytes());
    body.extend(b"\r\n\n{\"id\":\"x\",\"dossier\":\"H31\",\"at\":\"hom qua\"}\n\xc7\xd0\n{\"id\":\"n\\u0000ul\",\"dossier\":\"H31.12.45-261110-0012\",\"at\":\"2026-11-10T08:00:00+07:00\",\"kind\":\"paused\"}\n");
    body.extend("[".repeat(20_000).as_bytes());
    body.push(b'\n');
    body.extend("x".repeat(40_000).as_bytes());
    body.push(b'\n');
    for (id, year) in [("a", "1900"), ("b", "9999"), ("c", "2026")] {
        let at = format!("{year}-12-31T08:00:00+07:00");
        body.extend(lines(&[told(id, CODE, &at, Kind::Resolved)]).as_bytes());
    }
    body.extend(good.lines().nth(4).unwrap().as_bytes());
    let answer = post(&app, &key, LINES, body).await;
    let told: DossierIntake = answer.expect(200).read();
    assert_eq!(
        (told.received, told.stored, told.refused),
        (10, 2, 8),
        "{told:?}"
    );
    let refused: Vec<_> = told
        .refusals
        .iter()
        .map(|r| (r.line, r.reason.as_str(), r.id.as_deref()))
        .collect();
    assert_eq!(
        refused,
        [
            (3, "form", Some("x")),
            (4, "encoding", None),
            (5, "text", Some("n\0ul")),
            (6, "form", None),
            (7, "too_long", None),
            (8, "time", Some("a")),
            (9, "time", Some("b")),
            (10, "time", Some("c")),
        ]
    );
    assert!(told.refusals[0].text.contains("sự kiện"), "{told:?}");
}

#[rstest]
#[tokio::test]
async fn the_same_id_with_other_content_is_refused_and_corrections_keep_history(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let other = app.intake_key("bhxh", None).await;
    let way = way(CODE, "so-tu-phap");
    hand_over(&app, &key, &way).await;
    let changed = DossierEvent {
        reason: Some("nhầm".to_owned()),
        ..way[4].clone()
    };
    let taken = hand_over(&app, &key, std::slice::from_ref(&changed)).await;
    assert_eq!((taken.stored, taken.refused), (0, 1));
    assert_eq!(taken.refusals[0].reason, "event_id_reused");

    // Another system's ids are its own.
    let taken = hand_over(
        &app,
        &other,
        &[told(
            "1",
            CODE,
            "2026-11-12T10:00:00+07:00",
            Kind::Forwarded,
        )],
    )
    .await;
    assert_eq!(taken.stored, 1);

    let correction = DossierEvent {
        id: "5b".to_owned(),
        corrects: Some("5".to_owned()),
        at: "2026-11-13T10:30:00+07:00".parse().unwrap(),
        ..way[4].clone()
    };
    hand_over(&app, &key, std::slice::from_ref(&correction)).await;
    let rows = standing(&app).await;
    assert!(
        rows[0]["ended_at"].to_string().contains("03:30"),
        "{rows:?}"
    );
    let records = app.rows("SELECT record FROM dossier_records").await;
    let record: Value = serde_json::from_str(records[0]["record"].as_str().unwrap()).unwrap();
    assert_eq!(record["events"].as_array().unwrap().len(), 8, "{record}");
}

#[rstest]
#[tokio::test]
async fn what_we_do_not_know_is_kept_and_flagged(#[values(Sqlite, Postgres)] database: Database) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let mut way = way(CODE, "000.00.77.H31");
    way[0].procedure = Some("9.999999".to_owned());
    way[0].place = Some("xa-khong-co".to_owned());
    way.swap(1, 2);
    let taken = hand_over(&app, &key, &way).await;
    assert_eq!((taken.stored, taken.flagged), (6, 1));
    let rows = standing(&app).await;
    let flags = rows[0]["flags"].as_str().unwrap();
    for flag in ["unknown_agency", "unknown_procedure", "unknown_place"] {
        assert!(flags.contains(flag), "{flags}");
    }
    assert_eq!(rows[0]["agency"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn a_key_of_another_agency_stores_nothing(#[values(Sqlite, Postgres)] database: Database) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let all = app.intake_key("mot-cua", None).await;
    let justice = app.intake_key("tu-phap", Some(&["so-tu-phap"])).await;
    let health = app.intake_key("y-te", Some(&["so-y-te"])).await;
    let own = way("H31.12.45-261110-0001", "so-tu-phap");
    let foreign = way("H31.12.45-261110-0002", "so-y-te");
    let unknown = way("H31.12.45-261110-0003", "000.00.77.H31");
    for (name, bad) in [("foreign", &foreign), ("unknown", &unknown)] {
        let batch = [&own[..], &bad[..]].concat();
        for (kind, body) in [
            (LINES, lines(&batch)),
            ("application/json", json!({"events": batch}).to_string()),
        ] {
            let answer = post(&app, &justice, kind, body).await;
            let _ = answer.problem(ErrorCode::OutsideKey);
            assert_eq!(standing(&app).await, Vec::<Value>::new(), "{name}");
        }
    }
    assert_eq!(hand_over(&app, &justice, &own).await.stored, 6);
    // What lies with another agency is not theirs, also when the event names none.
    let sly = told(
        "9",
        "H31.12.45-261110-0001",
        "2026-11-14T08:00:00+07:00",
        Kind::Withdrawn,
    );
    let refused = app
        .client()
        .hand_over_dossiers(&health, std::slice::from_ref(&sly))
        .await;
    assert!(
        matches!(&refused, Err(ClientError::Problem(p)) if p.code == ErrorCode::OutsideKey),
        "{refused:?}"
    );
    // The province sends it on; what its first system told can still be sent again, and put right.
    let on = DossierEvent {
        agency: Some("so-y-te".to_owned()),
        ..told(
            "z",
            "H31.12.45-261110-0001",
            "2026-11-12T18:00:00+07:00",
            Kind::Forwarded,
        )
    };
    assert_eq!(hand_over(&app, &all, &[on]).await.stored, 1);
    assert_eq!(hand_over(&app, &justice, &own).await.duplicates, 6);
    let right = DossierEvent {
        id: "5b".to_owned(),
        corrects: Some("5".to_owned()),
        ..own[4].clone()
    };
    assert_eq!(hand_over(&app, &justice, &[right]).await.stored, 1);
    // A correction ends nothing, and brings nothing back.
    let sly = DossierEvent {
        id: "5c".to_owned(),
        corrects: Some("5b".to_owned()),
        ..own[4].clone()
    };
    for sly in [
        DossierEvent {
            kind: Kind::Withdrawn,
            ..sly.clone()
        },
        DossierEvent {
            kind: Kind::Forwarded,
            agency: Some("so-tu-phap".to_owned()),
            ..sly.clone()
        },
        DossierEvent {
            agency: Some("so-tu-phap".to_owned()),
            ..sly.clone()
        },
        DossierEvent {
            at: "2026-11-14T08:00:00+07:00".parse().unwrap(),
            ..sly
        },
    ] {
        let refused = app.client().hand_over_dossiers(&justice, &[sly]).await;
        assert!(
            matches!(&refused, Err(ClientError::Problem(p)) if p.code == ErrorCode::OutsideKey),
            "{refused:?}"
        );
    }
    assert_eq!(standing(&app).await[0]["agency"], "so-y-te");
    let new = told(
        "7",
        "H31.12.45-261110-0001",
        "2026-11-14T08:00:00+07:00",
        Kind::Withdrawn,
    );
    let refused = app.client().hand_over_dossiers(&justice, &[new]).await;
    assert!(
        matches!(&refused, Err(ClientError::Problem(p)) if p.code == ErrorCode::OutsideKey),
        "{refused:?}"
    );
}

#[tokio::test]
async fn text_for_an_old_font_is_refused_by_its_field_and_foreign_names_are_not() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let named = |id: &str, name: &str| DossierEvent {
        applicant: Some(DossierApplicant {
            name: Some(name.to_owned()),
            ..DossierApplicant::default()
        }),
        ..told(id, CODE, "2026-11-10T08:00:00+07:00", Kind::Received)
    };
    let taken = hand_over(
        &app,
        &key,
        &[
            named("1", "NguyÔn V¨n A"),
            named("2", "José Müller"),
            named("3", "Nguyễn Văn A"),
        ],
    )
    .await;
    assert_eq!((taken.stored, taken.refused), (2, 1), "{taken:?}");
    let refusal = &taken.refusals[0];
    assert_eq!((refusal.line, refusal.reason.as_str()), (1, "encoding"));
    assert!(refusal.text.contains("applicant.name"), "{refusal:?}");
}

#[rstest]
#[tokio::test]
async fn a_receipt_told_seconds_after_the_end_is_a_receipt(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let mut events = way(CODE, "so-tu-phap");
    events.truncate(1);
    events.push(told("2", CODE, "2026-11-10T07:59:56+07:00", Kind::Resolved));
    let _ = hand_over(&app, &key, &events).await;
    let row = &standing(&app).await[0];
    assert_eq!(row["state"], "resolved", "{row}");
    assert_eq!(row["timing"], "early");
    assert_ne!(row["received_at"], Value::Null);
    let flags = row["flags"].as_str().unwrap();
    assert!(flags.contains(",impossible_order,"), "{flags}");
    assert!(!flags.contains("not_received"), "{flags}");
}

#[rstest]
#[tokio::test]
async fn the_limit_of_a_procedure_is_that_of_the_day_of_receipt(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let received = DossierEvent {
        agency: Some("so-tu-phap".to_owned()),
        procedure: Some("1.004837".to_owned()),
        ..told("1", CODE, "2026-11-10T08:00:00+07:00", Kind::Received)
    };
    let _ = hand_over(&app, &key, &[received]).await;
    let due = async |day: &str| {
        let row = &standing(&app).await[0];
        assert!(row["due_at"].to_string().contains(day), "{row}");
    };
    due("2026-11-13").await;
    // As if the limit had been ten days then; today's has three.
    let then =
        "UPDATE dossier_records SET record = replace(record, '\"amount\":3', '\"amount\":10')";
    let db = app.database().await;
    db.execute_unprepared(then).await.unwrap();
    app.dossiers().refold(|_| {}).await.unwrap();
    due("2026-11-24").await;
    let on = DossierEvent {
        desk: Some("ban-03".to_owned()),
        ..told("2", CODE, "2026-11-10T09:00:00+07:00", Kind::Forwarded)
    };
    let _ = hand_over(&app, &key, &[on]).await;
    due("2026-11-24").await;
    // Another procedure has its own.
    let other = DossierEvent {
        procedure: Some("1.010028".to_owned()),
        ..told("3", CODE, "2026-11-10T10:00:00+07:00", Kind::Forwarded)
    };
    let _ = hand_over(&app, &key, &[other]).await;
    due("2026-11-12").await;
}

#[tokio::test]
async fn a_code_that_names_another_agency_is_not_begun_by_a_key_of_one() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let health = NewDossierAgencyCode {
        agency: "so-y-te".parse().unwrap(),
    };
    admin
        .put_dossier_agency_code("000.45.12.H31", &health)
        .await
        .unwrap();
    let justice = app.intake_key("tu-phap", Some(&["so-tu-phap"])).await;
    let silent = told(
        "1",
        "H31.12.45-261110-0001",
        "2026-11-10T08:00:00+07:00",
        Kind::Resolved,
    );
    let refused = app
        .client()
        .hand_over_dossiers(&justice, std::slice::from_ref(&silent))
        .await;
    assert!(
        matches!(&refused, Err(ClientError::Problem(p)) if p.code == ErrorCode::OutsideKey),
        "{refused:?}"
    );
    let health = app.intake_key("y-te", Some(&["so-y-te"])).await;
    assert_eq!(hand_over(&app, &health, &[silent]).await.stored, 1);
    // The desk of an agency whose own code is known.
    admin
        .put_dossier_agency_code(
            "000.00.13.H31",
            &NewDossierAgencyCode {
                agency: "so-tu-phap".parse().unwrap(),
            },
        )
        .await
        .unwrap();
    let below = told(
        "1",
        "H31.13.45-261110-0001",
        "2026-11-10T08:00:00+07:00",
        Kind::Received,
    );
    let refused = app
        .client()
        .hand_over_dossiers(&health, std::slice::from_ref(&below))
        .await;
    assert!(
        matches!(&refused, Err(ClientError::Problem(p)) if p.code == ErrorCode::OutsideKey),
        "{refused:?}"
    );
    assert_eq!(hand_over(&app, &justice, &[below]).await.stored, 1);
}

#[rstest]
#[tokio::test]
async fn batches_over_the_same_dossiers_at_once_lose_nothing(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let ways: Vec<_> = (0..40)
        .map(|n| way(&format!("H31.12.45-261110-{n:04}"), "so-tu-phap"))
        .collect();
    // Each sender has one event of every dossier, and all of them send all at once, twice.
    let senders = (0..12).map(|sender| {
        let events: Vec<_> = ways.iter().map(|way| way[sender % 6].clone()).collect();
        let (app, key) = (&app, &key);
        async move { hand_over(app, key, &events).await }
    });
    let taken = futures(senders.collect()).await;
    let stored: u64 = taken.iter().map(|taken| taken.stored).sum();
    let duplicates: u64 = taken.iter().map(|taken| taken.duplicates).sum();
    assert_eq!((stored, duplicates), (240, 240));
    let rows = standing(&app).await;
    assert_eq!(rows.len(), 40);
    assert!(
        rows.iter()
            .all(|row| row["state"] == "resolved" && !row["returned_at"].is_null())
    );
}

/// Runs futures at the same time.
async fn futures<F: std::future::Future>(all: Vec<F>) -> Vec<F::Output> {
    let mut open: Vec<_> = all.into_iter().map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        open.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(result) => {
                done.push(result);
                false
            }
            std::task::Poll::Pending => true,
        });
        if open.is_empty() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done
}

#[tokio::test]
async fn wrong_bodies_are_refused_as_what_they_are() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let line = lines(&way(CODE, "so-tu-phap"));
    let utf16: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (kind, body, status, code) in [
        (
            "text/plain",
            line.clone().into_bytes(),
            415,
            ErrorCode::UnsupportedMedia,
        ),
        (
            "application/x-ndjson; charset=windows-1258",
            line.clone().into_bytes(),
            415,
            ErrorCode::UnsupportedMedia,
        ),
        (LINES, utf16.clone(), 415, ErrorCode::UnsupportedMedia),
        (
            "application/json",
            line.clone().into_bytes(),
            400,
            ErrorCode::BadRequest,
        ),
        (
            "application/json",
            b"[{\"id\":\"1\"}".to_vec(),
            400,
            ErrorCode::BadRequest,
        ),
    ] {
        let refused = post(&app, &key, kind, body).await.expect(status);
        let _ = refused.problem(code);
    }
    let request = app.post("/v1/integrations/dossiers").bearer_auth(&key);
    let bomb = request
        .header("content-type", LINES)
        .header("content-length", "999999999999");
    let _ = send(bomb).await.problem(ErrorCode::TooLarge);
    assert_eq!(standing(&app).await, Vec::<Value>::new());
    let empty = post(&app, &key, LINES, "").await;
    let told: DossierIntake = empty.expect(200).read();
    assert_eq!(told, DossierIntake::default());
}

#[tokio::test]
async fn a_packed_batch_is_unpacked() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let key = app.intake_key("mot-cua", None).await;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer
        .write_all(lines(&way(CODE, "so-tu-phap")).as_bytes())
        .unwrap();
    let request = app
        .post("/v1/integrations/dossiers")
        .bearer_auth(&key)
        .header("content-type", LINES)
        .header("content-encoding", "gzip");
    let answer = send(request.body(packer.finish().unwrap())).await;
    let told: DossierIntake = answer.expect(200).read();
    assert_eq!(told.stored, 6);
}
