//! Codes in the program itself: scans outlive it, and `motcua qr-keys` keeps its keys.

use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::empty;
use motcua_tests::program::{self, Ended, Serving};
use motcua_tests::{postgres, watched};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

const CODE: &str = "JVQ4GCU";

/// Starts the program, scans a code, and stops it.
async fn scan(arguments: &[&str]) {
    let serving = Serving::start(arguments);
    let page = format!("{}/q/{CODE}", serving.address());
    let answer = reqwest::get(page).await.unwrap();
    assert_eq!(answer.status(), 200);
    let ended = serving.terminate();
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_counted_when_it_stops_is_there_when_it_starts_again(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(storage) = empty(db).await else {
        return;
    };
    let folder = storage.data_dir.display().to_string();
    let url = storage.url();
    let mut arguments = vec!["--data-dir", folder.as_str()];
    if db == Postgres {
        arguments.extend(["--database-url", url.as_str()]);
    }
    for times in 1_i64..=2 {
        scan(&arguments).await;
        let raw = postgres::open(&url).await;
        let sum = format!("SELECT CAST(SUM(count) AS BIGINT) FROM qr_scans WHERE code = '{CODE}'");
        let sum = Statement::from_string(raw.get_database_backend(), sum);
        let row = raw.query_one_raw(sum).await.unwrap().unwrap();
        let counted: Option<i64> = row.try_get_by_index(0).unwrap();
        assert_eq!(counted, Some(times));
        raw.close().await.unwrap();
    }
}

#[test]
fn keys_are_listed_rotated_and_revoked() {
    let folder = watched::folder().display().to_string();
    let run = |arguments: &[&str]| -> Ended {
        program::run(&[&["--data-dir", &folder, "qr-keys"], arguments].concat())
    };
    assert_eq!(run(&["list"]).success(), "");
    let first = run(&["rotate"]).success().to_owned();
    let (first, _) = first.split_once(" signs from ").unwrap();
    let second = run(&["rotate"]).success().to_owned();
    let (second, told) = second.split_once(" signs from ").unwrap();
    assert!(told.contains("good until"), "{told}");
    let listed = run(&["list"]).success().to_owned();
    let line = |id: &str| listed.lines().find(|line| line.starts_with(id)).unwrap();
    assert!(line(first).contains("until 2"), "{listed}");
    assert!(line(second).ends_with("until -"), "{listed}");
    let revoked = run(&["revoke", second]).success().to_owned();
    assert!(revoked.contains(&format!("{first} signs now")), "{revoked}");
    let listed = run(&["list"]).success().to_owned();
    let line = |id: &str| listed.lines().find(|line| line.starts_with(id)).unwrap();
    assert!(line(first).ends_with("until -"), "{listed}");
    assert!(line(second).contains("revoked 2"), "{listed}");
    let again = run(&["revoke", second]);
    assert!(again.refusal().contains("revoked already"), "{again:?}");
}
