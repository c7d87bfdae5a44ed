//! Import of the national catalogue, as the library does it, on both databases.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use mobile_contract::knowledge::{Channel, FeeKind, Origin, Procedure, TimeUnit};
use motcua::procedures::import::{Batch, Report};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::catalogue::{self, CODE, OTHER_CODE, detail_row, list_row};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;
use serde_json::json;

async fn import(app: &App, files: &[PathBuf]) -> Report {
    let mut batch = Batch::default();
    for file in files {
        batch.read(file, |_| {}).unwrap();
    }
    // Another process's connection, as the program would have.
    let db = motcua::storage::open(&app.storage().url()).await.unwrap();
    let report = batch.store(&db).await.unwrap();
    db.close().await.unwrap();
    report
}

/// Counts of a report: read, added, changed, unchanged, refused.
fn counts(report: &Report) -> (u64, u64, u64, u64, usize) {
    (
        report.read,
        report.added,
        report.changed,
        report.unchanged,
        report.refused.len(),
    )
}

/// The procedure, as soon as the running server has noticed it.
async fn noticed(app: &App, code: &str) -> Procedure {
    let began = Instant::now();
    loop {
        let answer = send(app.get(&format!("/v1/procedures/{code}"))).await;
        if answer.status == 200 {
            return answer.read();
        }
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "not noticed: {answer:?}"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[rstest]
#[tokio::test]
async fn importing_twice_changes_nothing(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let rows = [
        list_row(CODE, "Thử một"),
        list_row(OTHER_CODE, "Thử hai"),
        detail_row(CODE, "Thử một"),
    ];
    let files = [catalogue::file(&rows)];
    assert_eq!(counts(&import(&app, &files).await), (3, 3, 0, 0, 0));
    assert_eq!(counts(&import(&app, &files).await), (3, 0, 0, 3, 0));

    let corrected = [
        list_row(CODE, "Thử một"),
        list_row(OTHER_CODE, "Thử hai, đã sửa"),
    ];
    assert_eq!(
        counts(&import(&app, &[catalogue::file(&corrected)]).await),
        (2, 0, 1, 1, 0)
    );
}

#[rstest]
#[tokio::test]
async fn a_running_server_notices_what_was_imported(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let file = catalogue::gzipped(&[detail_row(CODE, "Cấp giấy thử nghiệm")]);
    assert_eq!(counts(&import(&app, &[file]).await), (1, 1, 0, 0, 0));
    let procedure = noticed(&app, CODE).await;
    assert_eq!(
        (procedure.origin, procedure.title.as_str()),
        (Origin::Imported, "Cấp giấy thử nghiệm")
    );
    let case = &procedure.cases[0];
    let limit = |channel| {
        case.time_limits
            .iter()
            .find(|l| l.channel == Some(channel))
            .map(|l| (l.amount, l.unit))
    };
    assert_eq!(
        limit(Channel::InPerson),
        Some((Some(5), Some(TimeUnit::WorkingDay))),
        "{case:?}"
    );
    assert_eq!(
        limit(Channel::Online),
        Some((Some(3), Some(TimeUnit::WorkingDay))),
        "{case:?}"
    );
    assert!(
        case.fees
            .iter()
            .any(|fee| (fee.kind, fee.amount) == (FeeKind::Fixed, Some(20_000))),
        "{case:?}"
    );
    assert_eq!(
        (case.documents[0].name.as_str(), case.documents[0].originals),
        ("Đơn đề nghị thử nghiệm", Some(1))
    );
    assert_eq!(
        procedure.legal_basis[0].number.as_deref(),
        Some("99/2020/QH14")
    );
    assert_eq!(
        procedure.sources[0].url.as_deref(),
        Some("https://example.vn/detail/9.900001")
    );
    let found = send(app.get("/v1/search?q=cap+giay+thu+nghiem"))
        .await
        .expect(200)
        .json();
    assert_eq!(found["hits"][0]["code"], CODE, "{found}");
}

#[rstest]
#[tokio::test]
async fn a_broken_line_is_refused_by_its_number_and_the_rest_goes_in(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let lines = [
        list_row(CODE, "Thử một").to_string(),
        r#"{"code": "9.9"#.to_owned(),
        json!({"code": "khong-phai-ma", "name": "Thử"}).to_string(),
        json!({"code": "9.900009", "name": ""}).to_string(),
        "[1, 2]".to_owned(),
        list_row(OTHER_CODE, "Thử hai").to_string(),
    ];
    let report = import(&app, &[catalogue::file(&lines)]).await;
    assert_eq!(counts(&report), (6, 2, 0, 0, 4));
    let refused: Vec<u64> = report
        .refused
        .iter()
        .map(|(_, refused)| refused.line)
        .collect();
    assert_eq!(refused, [2, 3, 4, 5]);
    assert!(
        report
            .refused
            .iter()
            .all(|(file, r)| file.ends_with(".jsonl") && !r.reason.is_empty()),
        "{report:?}"
    );
    let _ = noticed(&app, OTHER_CODE).await;
}

#[rstest]
#[tokio::test]
async fn what_is_curated_is_never_overwritten(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let before = app
        .client()
        .procedure(&"1.001193".parse().unwrap())
        .await
        .unwrap();
    let rows = [
        detail_row("1.001193", "Tên khác hẳn"),
        detail_row(CODE, "Để biết đã nạp"),
    ];
    assert_eq!(
        counts(&import(&app, &[catalogue::file(&rows)]).await),
        (2, 2, 0, 0, 0)
    );
    let _ = noticed(&app, CODE).await;
    let after = app
        .client()
        .procedure(&"1.001193".parse().unwrap())
        .await
        .unwrap();
    assert_eq!(
        (&after.title, &after.cases, &after.steps),
        (&before.title, &before.cases, &before.steps)
    );
    assert_eq!(
        (after.origin, &after.sources[0]),
        (Origin::Curated, &before.sources[0])
    );
}

#[rstest]
#[tokio::test]
async fn a_file_that_breaks_off_changes_nothing(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let rows: Vec<_> = (0..200)
        .map(|n| detail_row(&format!("9.91{n:04}"), "Thử nghiệm"))
        .collect();
    let file = catalogue::gzipped(&rows);
    catalogue::cut_in_half(&file);
    let broken = Batch::default()
        .read(&file, |_| {})
        .unwrap_err()
        .to_string();
    assert!(
        broken.contains("breaks off after line") && broken.contains("nothing was changed"),
        "{broken}"
    );
    let file = catalogue::gzipped(&[detail_row(CODE, "Sau đó")]);
    assert_eq!(counts(&import(&app, &[file]).await), (1, 1, 0, 0, 0));
    let _ = noticed(&app, CODE).await;
    let _ = send(app.get("/v1/procedures/9.910000")).await.expect(404);
}

#[rstest]
#[tokio::test]
async fn the_whole_catalogue_goes_in_and_is_taken_apart(#[values(Sqlite, Postgres)] db: Database) {
    let Some(files) = catalogue::real() else {
        return;
    };
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let report = import(&app, &files).await;
    assert_eq!(report.refused.len(), 0, "{:?}", report.refused);
    assert_eq!(
        (report.read, report.added),
        (8_568, 8_568),
        "5,926 of the list and 2,642 of the portal"
    );
    for (part, share) in &report.parts {
        assert!(
            share.stated > 100 && share.parsed * 100 >= share.stated * 85,
            "{part}: {share:?}"
        );
    }
    assert_eq!(report.parts.len(), 4, "{:?}", report.parts);
    assert_eq!(counts(&import(&app, &files).await), (8_568, 0, 0, 8_568, 0));
}
