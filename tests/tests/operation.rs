//! For those who run the server.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use mobile_contract::Locale;
use mobile_contract::chat::NewConversation;
use mobile_contract::client::Client;
use mobile_contract::search::SearchParams;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::http::send_bytes;
use motcua_tests::program::{self, Serving, wait_for};
use motcua_tests::{send, spawn_app};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn it_says_that_it_is_alive_and_ready(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    assert_eq!(
        send(app.get("/livez")).await.expect(200).json()["status"],
        "ok"
    );
    let ready = send(app.get("/readyz")).await.expect(200).json();
    assert!(
        ready["procedures"].as_u64().is_some_and(|n| n >= 25),
        "{ready}"
    );
}

/// A bare request.
const LIVE: &[u8] = b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

/// What must never be in a log or a metric.
const SECRETS: [&str; 3] = ["0912345678", "033099001234", "bimatgiadinh"];

#[tokio::test]
async fn neither_metrics_nor_the_log_repeat_what_a_citizen_typed() {
    let serving = Serving::start(&["--rate-limit", "0", "--log", "trace,hyper=info"]);
    let client = Client::new(serving.address().parse().unwrap(), Locale::Vi).unwrap();
    let (conversation, _) = client
        .begin_conversation(&NewConversation::default())
        .await
        .unwrap();
    for secret in SECRETS {
        let words = format!("khai sinh {secret}");
        let _ = client
            .say(&conversation, &words.as_str().into(), None)
            .await
            .unwrap();
        let _ = client
            .search(&SearchParams {
                q: words,
                ..Default::default()
            })
            .await
            .unwrap();
        // The link of a letter, and what it leaves in a browser.
        let address = serving.address();
        for (path, cookie) in [
            (format!("/tra-loi?t={secret}"), String::new()),
            (
                "/tra-loi/P000000011".to_owned(),
                format!("motcua_reply={secret}"),
            ),
        ] {
            let page = reqwest::Client::new().get(format!("{address}{path}"));
            let page = page.header("accept", "text/html").header("cookie", cookie);
            assert_eq!(page.send().await.unwrap().status(), 403);
        }
        let http = reqwest::Client::new();
        let _ = http
            .get(format!("{}/tim-kiem?q={secret}", serving.address()))
            .send()
            .await
            .unwrap();
        let _ = http
            .get(format!("{}/{secret}", serving.address()))
            .send()
            .await
            .unwrap();
    }
    let metrics = reqwest::get(format!("{}/metrics", serving.address()))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(metrics.contains("http_request_seconds_count"), "{metrics}");
    let log = serving.terminate().err;
    for secret in SECRETS.into_iter().chain([conversation.token()]) {
        assert!(!metrics.contains(secret), "in metrics: {secret}");
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "in the log: {}", line.unwrap_or_default());
    }
}

#[test]
fn asked_to_stop_it_stops_and_says_so() {
    let serving = Serving::start(&[]);
    let address = serving.address().replace("http://", "");
    assert!(send_bytes(&address, LIVE).starts_with("HTTP/1.1 200"));
    let ended = serving.terminate();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(
        ended.err.contains("stopped") && !ended.err.contains("panicked"),
        "{ended:?}"
    );
}

#[test]
fn asked_to_stop_it_first_answers_what_it_is_being_asked() {
    // One worker: its answer to the next connection proves that it has read the one before.
    let serving = Serving::start(&["--workers", "1"]);
    let address = serving.address().replace("http://", "");
    let mut asking = TcpStream::connect(&address).unwrap();
    asking
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let head = "POST /v1/chat/conversations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{";
    asking.write_all(head.as_bytes()).unwrap();
    let _ = send_bytes(&address, LIVE);
    serving.signal("-TERM");
    assert!(
        wait_for(|| TcpStream::connect(&address).is_err()),
        "it still takes new connections"
    );
    asking.write_all(b"}").unwrap();
    let mut answer = String::new();
    let _ = asking.read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer:?}");
    let ended = serving.wait();
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[test]
fn output_that_nobody_reads_any_more_is_no_failure() {
    for arguments in [&["openapi"][..], &["seed", "check"]] {
        let mut child = program::command(arguments)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&ended.stderr);
        assert!(
            ended.status.success() && !err.contains("panicked"),
            "{arguments:?}: {err}"
        );
    }
}

#[test]
fn the_bundled_knowledge_is_complete_sourced_and_consistent() {
    let ended = program::run(&["seed", "check"]);
    assert!(
        ended.success().contains("complete, sourced, consistent"),
        "{ended:?}"
    );
}

#[test]
fn an_index_can_be_built_anew() {
    let folder = motcua_tests::watched::folder().display().to_string();
    for command in [&["migrate"][..], &["reindex"], &["reindex"]] {
        let _ = program::run(&[&["--data-dir", &folder], command].concat()).success();
    }
}
