//! The audit record: appended by many at once, never changed unseen, read by pages.

use chrono::{DateTime, Utc};
use motcua::app::open_database;
use motcua::audit::{self, Broken, Entry, Fault, Mark, Verdict};
use motcua::config::Storage;
use motcua::storage::Database as Open;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::program::{self, Ended};
use motcua_tests::{app, postgres};
use rstest::rstest;
use sea_orm::ConnectionTrait;

/// Entries in the record that tests lay hands on.
const ENTRIES: i64 = 12;
/// Takes away what keeps entries from being changed, as whoever owns the database can.
const UNGUARD: [&str; 2] = [
    "DROP TRIGGER IF EXISTS audit_entries_unchanged",
    "DROP TRIGGER IF EXISTS audit_entries_stay",
];
const UNGUARD_POSTGRES: [&str; 1] = ["DROP TRIGGER IF EXISTS audit_entries_stay ON audit_entries"];

fn entry(about: &str) -> Entry {
    let at: DateTime<Utc> = "2026-11-23T02:00:00.123456789Z".parse().unwrap();
    Entry {
        actor: Some(uuid::Uuid::from_u128(7)),
        action: "ticket.viewed",
        subject: ("ticket", about.to_owned()),
        agency: Some("so-y-te".parse().unwrap()),
        detail: Some(format!("xem {about}")),
        at,
    }
}

/// Records entries about things of these names, in one transaction.
async fn record(db: &Open, about: impl IntoIterator<Item = String>) {
    let tx = db.begin().await.unwrap();
    for about in about {
        audit::record(&*tx, entry(&about)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn names(from: i64, to: i64) -> impl Iterator<Item = String> {
    (from..=to).map(|number| format!("PA-{number}"))
}

/// An empty database, open.
async fn fresh(database: Database) -> Option<(Storage, Open)> {
    let storage = app::empty(database).await?;
    let db = open_database(&storage).await.unwrap();
    Some((storage, db))
}

/// A database with a record, closed.
async fn recorded(database: Database) -> Option<Storage> {
    let (storage, db) = fresh(database).await?;
    record(&db, names(1, ENTRIES)).await;
    db.close().await.unwrap();
    Some(storage)
}

/// Runs statements with all rights, one after the other.
async fn tamper(storage: &Storage, sql: &str) {
    let db = postgres::open(&storage.url()).await;
    let unguard = match db.get_database_backend() {
        sea_orm::DbBackend::Postgres => UNGUARD_POSTGRES.as_slice(),
        _ => &UNGUARD,
    };
    for statement in unguard.iter().copied().chain(sql.split(';')) {
        db.execute_unprepared(statement)
            .await
            .unwrap_or_else(|e| panic!("{statement}: {e}"));
    }
    db.close().await.unwrap();
}

/// `motcua audit verify`.
fn verify(storage: &Storage, further: &[&str]) -> Ended {
    let folder = storage.data_dir.display().to_string();
    let mut line = vec!["--data-dir", folder.as_str()];
    if let Some(url) = &storage.database_url {
        line.extend(["--database-url", url]);
    }
    line.extend(["audit", "verify"]);
    line.extend(further);
    program::run(&line)
}

/// The mark that was printed.
fn printed(ended: &Ended) -> Mark {
    let last = ended.success().lines().last().unwrap_or_default();
    last.parse().unwrap_or_else(|e| panic!("{e}: {ended:?}"))
}

fn broken(number: i64, fault: Fault) -> Verdict {
    Verdict::Broken(Broken { number, fault })
}

#[rstest]
#[tokio::test]
async fn an_untouched_record_is_intact(#[values(Sqlite, Postgres)] db: Database) {
    let Some((storage, db)) = fresh(db).await else {
        return;
    };
    let nothing = verify(&storage, &[]);
    assert!(nothing.success().starts_with("0 entries"), "{nothing:?}");

    record(&db, names(1, ENTRIES)).await;
    let ended = verify(&storage, &[]);
    assert!(ended.success().starts_with("12 entries"), "{ended:?}");
    let mark = printed(&ended);
    assert_eq!(mark.number, ENTRIES);

    record(&db, names(ENTRIES + 1, ENTRIES + 3)).await;
    let later = verify(&storage, &["--noted", &mark.to_string()]);
    assert_eq!(printed(&later).number, ENTRIES + 3);
}

#[rstest]
#[case::a_detail(
    "UPDATE audit_entries SET detail = 'khác' WHERE number = 5",
    5,
    "changed"
)]
#[case::who_did_it("UPDATE audit_entries SET actor = NULL WHERE number = 1", 1, "changed")]
#[case::a_hash(
    "UPDATE audit_entries SET hash = (SELECT hash FROM audit_head) WHERE number = 5",
    5,
    "changed"
)]
#[case::the_newest(
    "UPDATE audit_entries SET agency = NULL WHERE number = 12",
    12,
    "changed"
)]
#[case::the_first_of_two(
    "UPDATE audit_entries SET action = 'x' WHERE number IN (9, 3)",
    3,
    "changed"
)]
#[case::taken_out("DELETE FROM audit_entries WHERE number = 5", 5, "missing")]
#[case::the_first_taken_out("DELETE FROM audit_entries WHERE number = 1", 1, "missing")]
#[case::taken_out_and_closed_up(
    "DELETE FROM audit_entries WHERE number = 5;
     UPDATE audit_entries SET number = -number WHERE number > 5;
     UPDATE audit_entries SET number = -number - 1 WHERE number < 0",
    5,
    "changed"
)]
#[case::two_swapped(
    "UPDATE audit_entries SET number = 100 WHERE number = 4;
     UPDATE audit_entries SET number = 7 - 3 WHERE number = 7;
     UPDATE audit_entries SET number = 7 WHERE number = 100",
    4,
    "another's place"
)]
#[case::the_tail_cut("DELETE FROM audit_entries WHERE number > 9", 10, "up to entry 12")]
#[case::the_newest_cut(
    "DELETE FROM audit_entries WHERE number = 12",
    12,
    "missing at the end"
)]
#[case::all_cut("DELETE FROM audit_entries", 1, "up to entry 12")]
#[case::the_head_set_back("UPDATE audit_head SET number = 11", 11, "another hash")]
#[case::the_head_set_back_wholly(
    "UPDATE audit_head SET number = 11,
     hash = (SELECT hash FROM audit_entries WHERE number = 11)",
    12,
    "without being recorded"
)]
#[case::the_head_set_forward("UPDATE audit_head SET number = 13", 13, "missing at the end")]
#[case::the_head_taken_away("DELETE FROM audit_head", 13, "head of the record is missing")]
#[case::an_entry_put_behind(
    "INSERT INTO audit_entries (number, at, action, subject_kind, subject_id, hash)
     SELECT 13, at, action, subject_kind, subject_id, hash FROM audit_entries WHERE number = 12",
    13,
    "without being recorded"
)]
#[case::an_entry_put_before(
    "INSERT INTO audit_entries (number, at, action, subject_kind, subject_id, hash)
     SELECT 0, at, action, subject_kind, subject_id, hash FROM audit_entries WHERE number = 12",
    0,
    "without being recorded"
)]
#[tokio::test]
async fn what_was_changed_is_found_and_named(
    #[case] sql: &str,
    #[case] number: i64,
    #[case] words: &str,
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(storage) = recorded(db).await else {
        return;
    };
    tamper(&storage, sql).await;
    let ended = verify(&storage, &[]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let why = ended.refusal();
    let begins = format!("the audit record is broken at entry {number}: ");
    assert!(why.starts_with(&begins) && why.contains(words), "{why}");
}

/// SQLite stores anything anywhere.
#[tokio::test]
async fn what_cannot_be_read_is_found_and_named() {
    for sql in [
        "UPDATE audit_entries SET at = 'hôm qua' WHERE number = 6",
        "UPDATE audit_entries SET actor = 'ai đó' WHERE number = 6",
    ] {
        let storage = recorded(Sqlite).await.unwrap();
        tamper(&storage, sql).await;
        let ended = verify(&storage, &[]);
        let why = ended.refusal();
        assert!(why.contains("at entry 6") && why.contains("read"), "{why}");
    }
}

#[rstest]
#[tokio::test]
async fn a_tail_cut_together_with_the_head_is_found_by_what_was_noted(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(storage) = recorded(db).await else {
        return;
    };
    let noted = printed(&verify(&storage, &[])).to_string();
    tamper(
        &storage,
        "DELETE FROM audit_entries WHERE number > 10;
         UPDATE audit_head SET number = 10,
         hash = (SELECT hash FROM audit_entries WHERE number = 10)",
    )
    .await;
    // The record alone cannot tell.
    assert_eq!(printed(&verify(&storage, &[])).number, 10);
    let ended = verify(&storage, &["--noted", &noted]);
    let why = ended.refusal();
    assert!(why.contains("at entry 11") && why.contains("12"), "{why}");
}

#[rstest]
#[tokio::test]
async fn a_record_written_anew_is_found_by_what_was_noted(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some((storage, db)) = fresh(db).await else {
        return;
    };
    record(&db, names(1, ENTRIES)).await;
    let noted = printed(&verify(&storage, &[])).to_string();
    let nothing = "0".repeat(64);
    tamper(
        &storage,
        &format!("DELETE FROM audit_entries; UPDATE audit_head SET number = 0, hash = '{nothing}'"),
    )
    .await;
    record(&db, names(2, ENTRIES + 1)).await;
    assert_eq!(printed(&verify(&storage, &[])).number, ENTRIES);
    let ended = verify(&storage, &["--noted", &noted]);
    let why = ended.refusal();
    assert!(
        why.contains("at entry 12") && why.contains("noted"),
        "{why}"
    );
}

#[test]
fn a_note_that_is_none_is_refused() {
    for bad in ["12", "0:00", "x"] {
        let ended = program::run(&["audit", "verify", "--noted", bad]);
        assert_eq!(ended.code, Some(2), "{ended:?}");
    }
}

#[rstest]
#[tokio::test]
async fn the_database_itself_refuses_to_change_an_entry(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(storage) = recorded(database).await else {
        return;
    };
    let db = postgres::open(&storage.url()).await;
    let mut statements = vec![
        "UPDATE audit_entries SET detail = NULL",
        "DELETE FROM audit_entries WHERE number = 12",
    ];
    if database == Postgres {
        statements.push("TRUNCATE audit_entries");
    }
    for statement in statements {
        let refused = db.execute_unprepared(statement).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
    assert_eq!(printed(&verify(&storage, &[])).number, ENTRIES);
}

/// One of many who record at once; every third time it thinks better of it.
async fn writer(db: Open, name: usize, times: usize) -> i64 {
    let mut kept = 0;
    for time in 0..times {
        let tx = db.begin().await.unwrap();
        for part in ["a", "b"] {
            let about = format!("{name}-{time}-{part}");
            audit::record(&*tx, entry(&about)).await.unwrap();
            tokio::task::yield_now().await;
        }
        if time % 3 == 2 {
            drop(tx);
        } else {
            tx.commit().await.unwrap();
            kept += 2;
        }
    }
    kept
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_once_make_one_chain(#[values(Sqlite, Postgres)] db: Database) {
    let Some((storage, one)) = fresh(db).await else {
        return;
    };
    // Two programs on one database, several writers in each.
    let other = open_database(&storage).await.unwrap();
    let writers: Vec<_> = (0..8)
        .map(|name| {
            let db = if name % 2 == 0 { &one } else { &other };
            tokio::spawn(writer(db.clone(), name, 9))
        })
        .collect();
    // Whoever looks in the meantime sees nothing wrong.
    while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
        let verdict = audit::verify(&*one).await.unwrap();
        assert!(matches!(verdict, Verdict::Intact(_)), "{verdict:?}");
        tokio::task::yield_now().await;
    }
    let mut kept = 0;
    for writer in writers {
        kept += writer.await.unwrap();
    }
    let verdict = audit::verify(&*one).await.unwrap();
    assert!(
        matches!(&verdict, Verdict::Intact(newest) if newest.number == kept),
        "{kept} kept, {verdict:?}"
    );
    // What one transaction wrote stands side by side.
    let entries = audit::list(&*one, None, 1_000).await.unwrap();
    for pair in entries.chunks(2) {
        let thing = |at: usize| pair[at].subject.id.rsplit_once('-').unwrap().0.to_owned();
        assert_eq!(thing(0), thing(1), "{pair:?}");
    }
}

#[rstest]
#[tokio::test]
async fn what_is_undone_leaves_no_entry(#[values(Sqlite, Postgres)] db: Database) {
    let Some((_, db)) = fresh(db).await else {
        return;
    };
    let tx = db.begin().await.unwrap();
    audit::record(&*tx, entry("PA-1")).await.unwrap();
    drop(tx);
    let verdict = audit::verify(&*db).await.unwrap();
    assert!(
        matches!(&verdict, Verdict::Intact(newest) if newest.number == 0),
        "{verdict:?}"
    );
    record(&db, names(2, 2)).await;
    let entries = audit::list(&*db, None, 10).await.unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(
        (entries[0].number, entries[0].subject.id.as_str()),
        (1, "PA-2")
    );
}

#[rstest]
#[tokio::test]
async fn a_long_record_is_looked_through_to_its_end(#[values(Sqlite, Postgres)] db: Database) {
    let Some((storage, db)) = fresh(db).await else {
        return;
    };
    // More than are read at once.
    record(&db, names(1, 1_002)).await;
    let verdict = audit::verify(&*db).await.unwrap();
    assert!(
        matches!(&verdict, Verdict::Intact(newest) if newest.number == 1_002),
        "{verdict:?}"
    );
    tamper(&storage, "DELETE FROM audit_entries WHERE number = 1001").await;
    let verdict = audit::verify(&*db).await.unwrap();
    assert_eq!(verdict, broken(1_001, Fault::Missing));
    tamper(&storage, "DELETE FROM audit_entries WHERE number = 1002").await;
    let verdict = audit::verify(&*db).await.unwrap();
    assert_eq!(verdict, broken(1_001, Fault::Cut { last: 1_002 }));
}

#[rstest]
#[tokio::test]
async fn pages_go_from_the_newest_to_the_oldest(#[values(Sqlite, Postgres)] db: Database) {
    let Some((_, db)) = fresh(db).await else {
        return;
    };
    record(&db, names(1, ENTRIES)).await;
    let (mut seen, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let page = audit::page(&*db, cursor.as_deref(), Some(5)).await.unwrap();
        assert!(page.items.len() <= 5);
        seen.extend(page.items);
        // What is recorded in the meantime moves nothing.
        record(&db, names(100, 100)).await;
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let numbers: Vec<_> = seen.iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, (1..=ENTRIES).rev().collect::<Vec<_>>());

    let oldest = seen.last().unwrap();
    let given = entry("PA-1");
    assert_eq!(oldest.actor, given.actor);
    assert_eq!(oldest.action, given.action);
    assert_eq!(oldest.subject.kind, given.subject.0);
    assert_eq!(oldest.subject.id, given.subject.1);
    assert_eq!(oldest.agency.as_deref(), Some("so-y-te"));
    assert_eq!(oldest.detail, given.detail);
    assert_eq!(oldest.at.to_rfc3339(), "2026-11-23T02:00:00.123456+00:00");

    assert!(audit::page(&*db, Some("x"), None).await.is_err());
    for limit in [0, 101] {
        assert!(audit::page(&*db, None, Some(limit)).await.is_err());
    }
}
