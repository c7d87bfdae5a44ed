//! What can be wrong when the program starts: one clear sentence, and never a panic.

use std::net::TcpListener;

use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::program::{Ended, run};
use motcua_tests::{app, postgres, watched};
use rstest::rstest;
use sea_orm::ConnectionTrait;

fn start(arguments: &[&str]) -> Ended {
    run(&[&["--port", "0"], arguments].concat())
}

fn folder() -> String {
    watched::folder().display().to_string()
}

#[test]
fn a_database_in_a_folder_that_is_not_there() {
    let url = format!("sqlite:{}/khong-co/motcua.db", folder());
    let ended = start(&["--database-url", &url]);
    assert!(
        ended.refusal().contains("cannot open the database"),
        "{ended:?}"
    );
}

#[test]
fn a_data_folder_that_cannot_be_made() {
    let file = watched::folder().join("tep");
    std::fs::write(&file, "").unwrap();
    let ended = start(&["--data-dir", &file.join("var").display().to_string()]);
    assert!(
        ended.refusal().contains("cannot use the data folder"),
        "{ended:?}"
    );
}

#[test]
fn a_file_that_is_no_database() {
    let folder = watched::folder();
    std::fs::write(
        folder.join("motcua.db"),
        "đây không phải cơ sở dữ liệu ".repeat(100),
    )
    .unwrap();
    let ended = start(&["--data-dir", &folder.display().to_string()]);
    assert!(ended.refusal().contains("not a database"), "{ended:?}");
    let kept = std::fs::read_to_string(folder.join("motcua.db")).unwrap();
    assert!(
        kept.starts_with("đây không phải"),
        "somebody's file was overwritten"
    );
}

#[rstest]
#[case::before_the_first_start(false)]
#[case::later(true)]
#[tokio::test]
async fn a_database_that_another_process_has_locked(#[case] migrated: bool) {
    let folder = folder();
    if migrated {
        let _ = run(&["--data-dir", &folder, "migrate"]).success();
    }
    let db = postgres::open(&format!("sqlite:{folder}/motcua.db?mode=rwc")).await;
    db.execute_unprepared(
        "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (x)",
    )
    .await
    .unwrap();
    let ended = start(&["--data-dir", &folder]);
    assert!(
        ended.refusal().contains("locked by another process"),
        "{ended:?}"
    );
}

#[rstest]
#[tokio::test]
async fn a_database_of_a_newer_program(#[values(Sqlite, Postgres)] db: Database) {
    let Some(storage) = app::empty(db).await else {
        return;
    };
    let (folder, url) = (storage.data_dir.display().to_string(), storage.url());
    let place = ["--data-dir", &folder, "--database-url", &url];
    let place = if storage.is_bundled() {
        &place[..2]
    } else {
        &place[..]
    };
    let _ = run(&[place, &["migrate"]].concat()).success();
    let db = postgres::open(&url).await;
    let row = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tuong_lai', 0)";
    db.execute_unprepared(row).await.unwrap();
    for command in ["migrate", "reindex", "serve"] {
        let ended = run(&[&["--port", "0"], place, &[command]].concat());
        let said = ended.refusal();
        assert!(
            said.contains("newer version") && said.contains("m9999_tuong_lai"),
            "{ended:?}"
        );
    }
}

#[rstest]
#[case("mysql://a:b@127.0.0.1/c", "must begin with sqlite: or postgres:")]
#[case("khong-phai-dia-chi", "must begin with sqlite: or postgres:")]
#[case("", "must begin with sqlite: or postgres:")]
#[case("postgres://a:matkhau@127.0.0.1:1/c", "cannot open the database")]
#[test]
fn a_database_address_that_leads_nowhere(#[case] url: &str, #[case] sentence: &str) {
    let ended = start(&["--database-url", url]);
    assert!(ended.refusal().contains(sentence), "{ended:?}");
    assert!(
        !ended.err.contains("matkhau"),
        "the password is told: {ended:?}"
    );
}

#[test]
fn a_port_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = run(&["--port", &port]);
    assert!(
        ended.refusal().contains("another program using the port"),
        "{ended:?}"
    );
}

#[rstest]
#[case(&["--production"], "--public-url")]
#[case(&["--production", "--public-url", "http://motcua.example.vn"], "https")]
#[case(&["--production", "--public-url", "https://motcua.example.vn", "--database-url", "sqlite::memory:"], "memory")]
#[test]
fn settings_that_are_only_good_for_trying_out(#[case] flags: &[&str], #[case] word: &str) {
    let ended = start(flags);
    assert!(ended.refusal().contains(word), "{ended:?}");
}

#[test]
fn files_to_import_that_are_not_there() {
    let ended = run(&["import", "tthc", "/khong/co.jsonl"]);
    let said = ended.refusal();
    assert!(
        said.contains("/khong/co.jsonl") && said.contains("nothing was changed"),
        "{ended:?}"
    );
}

#[test]
fn knowledge_files_that_are_not_there() {
    let _ = run(&["seed", "check", "--dir", "/khong/co"]).refusal();
}
