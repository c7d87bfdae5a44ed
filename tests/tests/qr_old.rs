//! Codes of before: what was printed stays, and one board of a counter is in use.

use chrono::{DateTime, NaiveDate, Utc};
use motcua::app::open_database;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::empty;
use motcua_tests::postgres;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

/// Takes the tables back to what they were.
const BACK: [&str; 6] = [
    "DROP TABLE qr_last_scans",
    "DROP TABLE qr_scans",
    "DROP TABLE qr_keys",
    "DROP TABLE qr_codes",
    "CREATE TABLE qr_codes (code varchar(20) NOT NULL PRIMARY KEY, \
     counter varchar(80) NOT NULL REFERENCES counters (id), status varchar(20) NOT NULL)",
    "DELETE FROM seaql_migrations WHERE version IN \
     ('m0017_qr_codes', 'm0030_codes_on_posters', 'm0031_printed_names')",
];
/// Rows of before.
const BEFORE: [&str; 4] = [
    "INSERT INTO places (id, body) VALUES ('p', '{}')",
    "INSERT INTO agencies (id, body, place) VALUES ('a', '{}', 'p')",
    "INSERT INTO counters (id, body, agency, place) VALUES ('c', '{\"qr\":\"JVQ4GCU\"}', 'a', 'p')",
    "INSERT INTO qr_codes (code, counter, status) VALUES \
     ('JVQ4GCU', 'c', 'active'), ('WDSS2A6', 'c', 'active'), ('09RD0VH', 'c', 'revoked')",
];

#[rstest]
#[tokio::test]
async fn what_was_printed_before_stays_and_one_board_is_in_use(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(storage) = empty(db).await else {
        return;
    };
    open_database(&storage)
        .await
        .unwrap()
        .close()
        .await
        .unwrap();
    let raw = postgres::open(&storage.url()).await;
    for statement in BACK.iter().chain(&BEFORE) {
        raw.execute_unprepared(statement).await.unwrap();
    }
    open_database(&storage)
        .await
        .unwrap()
        .close()
        .await
        .unwrap();
    let read = Statement::from_string(
        raw.get_database_backend(),
        "SELECT code, status, target, version, created_at FROM qr_codes ORDER BY code",
    );
    let mut found = Vec::new();
    for row in raw.query_all_raw(read).await.unwrap() {
        let _made: DateTime<Utc> = row.try_get("", "created_at").unwrap();
        let version: i32 = row.try_get("", "version").unwrap();
        let word = |column: &str| -> String { row.try_get("", column).unwrap() };
        assert_eq!((version, word("target").as_str()), (1, "board"));
        found.push(format!("{} {}", word("code"), word("status")));
    }
    let wanted = ["09RD0VH revoked", "JVQ4GCU active", "WDSS2A6 superseded"];
    assert_eq!(found, wanted);
}

/// Takes the tables back to what they were before posters kept their names, with scans of then.
const UNNAMED: [&str; 5] = [
    "DROP TABLE qr_last_scans",
    "DROP INDEX qr_scans_by_found",
    "ALTER TABLE qr_codes DROP COLUMN printed",
    "DELETE FROM seaql_migrations WHERE version = 'm0031_printed_names'",
    "INSERT INTO qr_scans (code, day, via, found, count) VALUES \
     ('JVQ4GCU', '2026-10-01', 'page', 'good', 4), ('JVQ4GCU', '2026-10-05', 'app', 'good', 1), \
     ('JVQ4GCU', '2026-10-09', 'page', 'not_genuine', 1), ('WDSS2A6', '2026-10-02', 'page', 'revoked', 1)",
];

#[rstest]
#[tokio::test]
async fn the_last_scan_of_before_is_kept(#[values(Sqlite, Postgres)] db: Database) {
    let Some(storage) = empty(db).await else {
        return;
    };
    open_database(&storage)
        .await
        .unwrap()
        .close()
        .await
        .unwrap();
    let raw = postgres::open(&storage.url()).await;
    for statement in UNNAMED {
        raw.execute_unprepared(statement).await.unwrap();
    }
    open_database(&storage)
        .await
        .unwrap()
        .close()
        .await
        .unwrap();
    let read = Statement::from_string(
        raw.get_database_backend(),
        "SELECT code, day FROM qr_last_scans ORDER BY code",
    );
    let mut found = Vec::new();
    for row in raw.query_all_raw(read).await.unwrap() {
        let code: String = row.try_get("", "code").unwrap();
        let day: NaiveDate = row.try_get("", "day").unwrap();
        found.push(format!("{code} {day}"));
    }
    assert_eq!(found, ["JVQ4GCU 2026-10-05"]);
}
