//! What a server that is killed leaves of a batch, the example of the documents, and dossiers for trying out.

use std::process::Command;
use std::time::Duration;

use mobile_contract::Locale;
use mobile_contract::client::Client;
use mobile_contract::dossier::event::DossierEvent;
use mobile_contract::dossier::event::DossierEventKind as Kind;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::empty;
use motcua_tests::program::{self, Serving};
use motcua_tests::told::{rows, told};
use rstest::rstest;
use serde_json::Value;

const DOSSIERS: usize = 6_000;

fn batch() -> Vec<DossierEvent> {
    let steps = [
        (Kind::Received, "2026-11-02T08:00:00+07:00"),
        (Kind::Forwarded, "2026-11-02T09:00:00+07:00"),
        (Kind::Resolved, "2026-11-04T09:00:00+07:00"),
    ];
    let mut events = Vec::new();
    for number in 0..DOSSIERS {
        let code = format!("H31.12.45-261102-{number:04}");
        for (step, (kind, at)) in steps.iter().enumerate() {
            events.push(told(&format!("{number}-{step}"), &code, at, *kind));
        }
    }
    events
}

/// The command line of a server over a database.
struct Place(Vec<String>, String);

impl Place {
    async fn new(database: Database) -> Option<Self> {
        let storage = empty(database).await?;
        let mut line = vec![
            "--data-dir".to_owned(),
            storage.data_dir.display().to_string(),
        ];
        if let Some(url) = &storage.database_url {
            line.extend(["--database-url".to_owned(), url.clone()]);
        }
        Some(Self(line, storage.url()))
    }

    fn words<'a>(&'a self, further: &[&'a str]) -> Vec<&'a str> {
        let mut words: Vec<&str> = self.0.iter().map(String::as_str).collect();
        words.extend(further);
        words
    }

    fn serve(&self, further: &[&str]) -> Serving {
        Serving::start(&self.words(further))
    }

    fn key(&self) -> String {
        let create = ["api-key", "create", "--name", "Thử", "--source", "thu"];
        let made = program::run(&self.words(&create));
        made.success().lines().last().unwrap().to_owned()
    }

    /// How many rows there are of what stands behind `FROM`: SQLite does not tell what kind a sum is of.
    async fn count(&self, of: &str) -> usize {
        rows(&self.1, &format!("SELECT code FROM {of}")).await.len()
    }
}

fn client(serving: &Serving) -> Client {
    Client::new(serving.address().parse().unwrap(), Locale::Vi).unwrap()
}

#[rstest]
#[tokio::test]
async fn a_batch_that_a_kill_cut_off_can_be_sent_again(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(place) = Place::new(database).await else {
        return;
    };
    let events = batch();
    let all = u64::try_from(events.len()).unwrap();
    let server = place.serve(&[]);
    let key = place.key();
    let (sender, secret, sent) = (client(&server), key.clone(), events.clone());
    let sending = tokio::spawn(async move { sender.hand_over_dossiers(&secret, &sent).await });
    while place.count("dossiers").await == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    server.signal("-KILL");
    let broken = sending.await.unwrap();
    drop(server);
    let before = place.count("dossiers").await;
    assert!(before > 0);
    let server = place.serve(&[]);
    let again = client(&server)
        .hand_over_dossiers(&key, &events)
        .await
        .unwrap();
    assert_eq!((again.received, again.refused), (all, 0));
    if broken.is_err() {
        assert!(again.duplicates > 0 && again.stored > 0, "{again:?}");
    }
    let once = client(&server)
        .hand_over_dossiers(&key, &events)
        .await
        .unwrap();
    assert_eq!((once.stored, once.duplicates), (0, all));
    assert_eq!(place.count("dossiers").await, DOSSIERS);
    let ended = "dossiers WHERE state = 'resolved'";
    assert_eq!(place.count(ended).await, DOSSIERS);
    assert_eq!(place.count("dossier_records").await, DOSSIERS);
}

#[tokio::test]
async fn a_hundred_megabytes_need_little_memory() {
    let Some(place) = Place::new(Sqlite).await else {
        return;
    };
    let server = place.serve(&[]);
    let key = place.key();
    let code = |number: usize| format!("H31.12.45-261102-{:04}", number % 10_000);
    // Events of thirty thousand bytes are read, and refused for their long reasons.
    let reason = "x".repeat(30_000);
    let mut body = String::new();
    let mut number = 0;
    while body.len() < 100 * 1024 * 1024 {
        number += 1;
        let mut event = told(
            &number.to_string(),
            &code(number),
            "2026-11-02T08:00:00+07:00",
            Kind::Received,
        );
        event.reason = (number % 100 != 0).then(|| reason.clone());
        body += &serde_json::to_string(&event).unwrap();
        body.push('\n');
    }
    let before = server.most_memory();
    for kind in ["application/x-ndjson", "application/json"] {
        let body = match kind {
            "application/json" => format!("[{}]", body.trim_end().replace('\n', ",")),
            _ => body.clone(),
        };
        let answer = reqwest::Client::new()
            .post(format!("{}/v1/integrations/dossiers", server.address()))
            .bearer_auth(&key)
            .header("content-type", kind)
            .body(body)
            .send()
            .await
            .unwrap();
        let told: Value = answer.json().await.unwrap();
        let kept = number / 100;
        assert_eq!(told["refused"], number - kept, "{told}");
        let more = server.most_memory() - before;
        assert!(more < 64, "{more} MiB for {kind}");
    }
}

#[tokio::test]
async fn the_example_of_the_documents_runs() {
    let Some(place) = Place::new(Sqlite).await else {
        return;
    };
    let server = place.serve(&["--demo"]);
    let key = place.key();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples/hand-over.sh");
    let ran = Command::new("sh")
        .args([example, &server.address(), &key])
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{ran:?}");
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&told["stored"], &told["refused"]),
        (&2.into(), &1.into()),
        "{out}"
    );
}

#[rstest]
#[tokio::test]
async fn there_are_dossiers_for_trying_out(#[values(Sqlite, Postgres)] database: Database) {
    let Some(place) = Place::new(database).await else {
        return;
    };
    let server = place.serve(&["--demo"]);
    let found = rows(
        &place.1,
        "SELECT code, state, agency FROM dossiers ORDER BY code",
    )
    .await;
    assert_eq!(found.len(), 15, "{found:?}");
    assert_eq!(found[0]["code"], motcua::dossiers::DEMO_DOSSIER);
    assert_eq!(found[0]["state"], "in_progress");
    drop(server);
    // Started again, it leaves them as they are.
    let server = place.serve(&["--demo"]);
    assert_eq!(place.count("dossiers").await, 15);
    drop(server);
}
