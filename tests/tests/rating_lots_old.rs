//! Ratings of before lots: what was told in fives stays told, and the rest waits.

use motcua::app::open_database;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::empty;
use motcua_tests::postgres;
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Takes the table back to what it was.
const BACK: [&str; 16] = [
    "DROP INDEX ratings_told",
    "DROP INDEX ratings_told_of_counter",
    "DROP INDEX ratings_told_of_agency",
    "DROP INDEX ratings_told_of_place",
    "DROP INDEX ratings_waiting",
    "CREATE INDEX ratings_of_agency ON ratings (agency, day)",
    "CREATE INDEX ratings_of_place ON ratings (place, day)",
    "CREATE INDEX ratings_by_day ON ratings (day)",
    "ALTER TABLE ratings DROP COLUMN told_on",
    "ALTER TABLE ratings DROP COLUMN pooled",
    "ALTER TABLE ratings DROP COLUMN s1",
    "ALTER TABLE ratings DROP COLUMN s2",
    "ALTER TABLE ratings DROP COLUMN s3",
    "ALTER TABLE ratings DROP COLUMN s4",
    "ALTER TABLE ratings DROP COLUMN s5",
    "DELETE FROM seaql_migrations WHERE version = 'm0032_rating_lots'",
];
/// The answers of every rating.
const ANSWERS: [&str; 2] = [
    "INSERT INTO rating_answers (rating_id, question, score) SELECT id, 'thai-do', 5 FROM ratings",
    "INSERT INTO rating_answers (rating_id, question, score) SELECT id, 'thoi-gian', 4 FROM ratings",
];

/// Six ratings of one counter on one day, four without a place on it, and one flagged.
fn ratings(id: &str) -> String {
    format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 11) \
         INSERT INTO ratings (id, form, form_version, basis, counter, agency, place, locale, lowest, mean_x100, low, \
         excluded, given_at, day) \
         SELECT {id}, 'default', 1, 'visit', 'c', 'a', CASE WHEN i < 7 OR i = 11 THEN 'p' END, 'vi', 4, 450, FALSE, \
         i = 11, '2026-11-20 02:00:00+00:00', '2026-11-20' FROM n"
    )
}

#[rstest]
#[tokio::test]
async fn what_was_told_in_fives_stays_told_and_the_rest_waits(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(storage) = empty(db).await else {
        return;
    };
    let made = open_database(&storage).await.unwrap();
    made.close().await.unwrap();
    let raw = postgres::open(&storage.url()).await;
    for statement in BACK {
        raw.execute_unprepared(statement).await.unwrap();
    }
    let id = match raw.get_database_backend() {
        DbBackend::Postgres => "gen_random_uuid()",
        _ => "randomblob(16)",
    };
    raw.execute_unprepared(&ratings(id)).await.unwrap();
    for statement in ANSWERS {
        raw.execute_unprepared(statement).await.unwrap();
    }
    let migrated = open_database(&storage).await.unwrap();
    migrated.close().await.unwrap();
    let read = "SELECT COUNT(*) AS ratings, COUNT(told_on) AS told, \
         COUNT(CASE WHEN told_on = day AND place = 'p' AND NOT excluded THEN 1 END) AS rightly, \
         SUM(s4) AS fours, SUM(s5 + pooled) AS fives, SUM(s1 + s2 + s3) AS low FROM ratings";
    let read = Statement::from_string(raw.get_database_backend(), read);
    let row = raw.query_one_raw(read).await.unwrap().unwrap();
    let names = ["ratings", "told", "rightly", "fours", "fives", "low"];
    let found = names.map(|name| row.try_get::<i64>("", name).unwrap());
    assert_eq!(found, [11, 6, 6, 11, 11, 0]);
}
