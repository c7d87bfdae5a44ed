//! Codes in the database: few hang on posters, a million stand on receipts.

use motcua::app::open_database;
use motcua::qr::{add_bundled, store};
use motcua_seed::Bundle;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{AGENCY, DOSSIER, receipt};
use motcua_tests::spawn_app;
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};

/// What is asked of codes on posters, and the index that answers it.
const ASKED: [(&str, &str); 2] = [
    (
        "SELECT code FROM qr_codes WHERE target <> 'dossier'",
        "qr_codes_on_posters",
    ),
    (
        "SELECT target, version FROM qr_codes WHERE counter = 'hcc-tinh-tu-phap' \
         AND target IN ('board', 'chat', 'rating') ORDER BY target, version",
        "qr_codes_at_counter",
    ),
];

#[rstest]
#[tokio::test]
async fn codes_on_posters_are_read_by_indexes_without_receipts(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let raw = app.database().await;
    let backend = raw.get_database_backend();
    let transaction = raw.begin().await.unwrap();
    let explain = if backend == DbBackend::Postgres {
        // The demo has few codes: for them PostgreSQL would rather read the whole table.
        let never = "SET LOCAL enable_seqscan = off";
        transaction.execute_unprepared(never).await.unwrap();
        "EXPLAIN"
    } else {
        "EXPLAIN QUERY PLAN"
    };
    for (sql, index) in ASKED {
        let asked = Statement::from_string(backend, format!("{explain} {sql}"));
        let rows = transaction.query_all_raw(asked).await.unwrap();
        let column = if backend == DbBackend::Postgres { 0 } else { 3 };
        let lines = rows
            .iter()
            .map(|row| row.try_get_by_index::<String>(column).unwrap());
        let plan = lines.collect::<Vec<_>>().join("\n");
        assert!(plan.contains(index), "{sql}: {plan}");
    }
}

#[rstest]
#[tokio::test]
async fn a_board_keeps_its_code_when_the_bundles_stands_on_a_receipt(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (taken, _) = receipt(&app, DOSSIER, AGENCY).await;
    let bundle = Bundle::embedded().unwrap();
    let mut counter = bundle.counters[0].record.clone();
    let before = counter.qr.clone();
    counter.qr = taken.clone();
    let database = open_database(app.storage()).await.unwrap();
    let now = app.clock().now();
    let transaction = database.begin().await.unwrap();
    let added = add_bundled(&*transaction, &[&counter], now).await.unwrap();
    transaction.commit().await.unwrap();
    assert!(!added);
    let all = store::all(&*database).await.unwrap();
    let board = all.iter().find(|code| code.code == before).unwrap();
    assert_eq!(board.status, mobile_contract::qr::QrStatus::Active);
    assert_eq!(board.successor, None);
    let there = store::find(&*database, &taken).await.unwrap().unwrap();
    assert_eq!(there.target.subject(), Some(DOSSIER));
}
