//! Search with a Meilisearch server in front of the embedded engine: against a small server that
//! can be slow, broken or gone.

use std::future::Future;
use std::path::PathBuf;
use std::time::Duration;

use mobile_contract::search::{SearchKind, SearchParams};
use motcua::config::{Engine, Search};
use motcua_tests::Database::Sqlite;
use motcua_tests::app::Setup;
use motcua_tests::meilisearch::{FakeMeilisearch, Mood};
use motcua_tests::program::{Serving, run};
use motcua_tests::{App, send, watched};
use rstest::rstest;
use serde_json::Value;

/// Everyday questions, and the procedure that answers each.
pub(crate) const QUESTIONS: [(&str, &str); 4] = [
    ("lam giay khai sinh cho con can giay to gi", "1.001193"),
    ("mất căn cước làm lại ở đâu", "1.014064"),
    ("sao y giay to het bao nhieu tien", "2.000815"),
    ("dk ket hon can gi", "1.000894"),
];

/// Looks again and again until something holds, for a minute at most.
pub(crate) async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    for _ in 0..1_200 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never came to this: {what}");
}

fn settings(url: &str) -> Search {
    Search {
        search: Engine::Meilisearch,
        meilisearch_url: Some(url.parse().unwrap()),
        ..Search::default()
    }
}

pub(crate) async fn spawn(search: Search) -> App {
    let setup = Setup {
        search,
        ..Setup::default()
    };
    App::spawn(Sqlite, setup).await.unwrap()
}

async fn before(fake: &FakeMeilisearch) -> App {
    let app = spawn(settings(&fake.address())).await;
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    app
}

/// What `/readyz` says of search.
async fn standing(app: &App) -> Value {
    send(app.get("/readyz")).await.expect(200).json()["search"].clone()
}

pub(crate) async fn answers(app: &App, engine: &str) -> bool {
    standing(app).await["answering"] == engine
}

/// Proves that every question is answered as ever, in one request each.
pub(crate) async fn assert_answers(app: &App) {
    for (question, code) in QUESTIONS {
        let params = SearchParams {
            q: question.to_owned(),
            kind: Some(SearchKind::Procedure),
            limit: Some(5),
            ..SearchParams::default()
        };
        let found = app.client().search(&params).await.unwrap();
        let first = found.hits.first().map(|hit| hit.code.as_str());
        assert_eq!(first, Some(code), "{question}");
    }
}

#[tokio::test]
async fn the_embedded_engine_alone_needs_no_server() {
    let app = spawn(Search::default()).await;
    let standing = standing(&app).await;
    assert_eq!(standing["engine"], "embedded");
    assert_eq!(standing["answering"], "embedded");
}

#[tokio::test]
async fn it_builds_its_index_once_for_all_servers_and_then_asks_it() {
    let fake = FakeMeilisearch::start();
    let app = before(&fake).await;
    let [(name, records)] = &fake.indexes()[..] else {
        panic!("{:?}", fake.indexes());
    };
    assert_eq!(name, "motcua");
    assert!(*records >= 25, "{records}");
    assert!(fake.setting("motcua", "synonyms")["gplx"].is_array());
    let asked = fake.seen("POST /multi-search");
    assert_answers(&app).await;
    assert!(fake.seen("POST /multi-search") >= asked + QUESTIONS.len());
    let replica = before(&fake).await;
    assert_answers(&replica).await;
    assert_eq!(fake.seen("POST /swap-indexes"), 1);
}

#[tokio::test]
async fn without_the_server_it_starts_and_answers_and_finds_it_later() {
    let mut fake = FakeMeilisearch::start();
    fake.go_away();
    let app = spawn(settings(&fake.address())).await;
    assert_answers(&app).await;
    until("it says so", || async {
        standing(&app).await["reason"] == "unreachable"
    })
    .await;
    fake.come_back();
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    assert_answers(&app).await;
}

#[tokio::test]
async fn when_the_server_dies_the_embedded_engine_answers_the_same_request() {
    let mut fake = FakeMeilisearch::start();
    let app = before(&fake).await;
    fake.go_away();
    assert_answers(&app).await;
    until("it says so", || answers(&app, "embedded")).await;
    assert_eq!(standing(&app).await["engine"], "meilisearch");
    assert_answers(&app).await;
    fake.come_back();
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    assert_eq!(
        fake.seen("POST /swap-indexes"),
        1,
        "its index is still there"
    );
}

#[rstest]
#[case(Mood::Slow, "slow")]
#[case(Mood::Broken, "broken")]
#[case(Mood::Refusing, "refused")]
#[tokio::test]
async fn a_server_in_trouble_is_left_alone_until_it_is_well(
    #[case] mood: Mood,
    #[case] reason: &str,
) {
    let fake = FakeMeilisearch::start();
    let app = before(&fake).await;
    fake.feel(mood);
    assert_answers(&app).await;
    until("it says so", || async {
        standing(&app).await["reason"] == reason
    })
    .await;
    fake.feel(Mood::Well);
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    assert_answers(&app).await;
}

#[tokio::test]
async fn an_index_of_older_knowledge_is_not_answered_from_and_is_built_anew() {
    let fake = FakeMeilisearch::start();
    let app = before(&fake).await;
    fake.mark("motcua", "1-0");
    assert_answers(&app).await;
    until("a second swap", || async {
        fake.seen("POST /swap-indexes") == 2
    })
    .await;
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    assert_answers(&app).await;
    assert_eq!(fake.indexes().len(), 1, "{:?}", fake.indexes());
}

#[tokio::test]
async fn an_index_of_newer_knowledge_is_left_to_whoever_built_it() {
    let fake = FakeMeilisearch::start();
    let app = before(&fake).await;
    fake.mark("motcua", "9-0");
    assert_answers(&app).await;
    until("it says so", || async {
        standing(&app).await["reason"] == "ahead"
    })
    .await;
    assert_answers(&app).await;
    assert_eq!(fake.seen("POST /swap-indexes"), 1);
}

#[tokio::test]
async fn an_index_that_somebody_has_emptied_is_built_anew() {
    let fake = FakeMeilisearch::start();
    let app = before(&fake).await;
    fake.empty("motcua");
    assert_answers(&app).await;
    until("a second swap", || async {
        fake.seen("POST /swap-indexes") == 2
    })
    .await;
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
}

#[tokio::test]
async fn changed_knowledge_is_built_beside_the_live_index() {
    let fake = FakeMeilisearch::start();
    let app = before(&fake).await;
    let db = app.database().await;
    motcua::storage::meta::bump_revision(&db).await.unwrap();
    until("a second swap", || async {
        fake.seen("POST /swap-indexes") == 2
    })
    .await;
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    assert_answers(&app).await;
    assert_eq!(fake.indexes().len(), 1, "{:?}", fake.indexes());
}

#[tokio::test]
async fn what_a_dead_server_has_left_half_built_is_cleared_away() {
    let fake = FakeMeilisearch::start();
    let app = spawn(Search::default()).await;
    let revision = motcua::storage::meta::revision(&app.database().await)
        .await
        .unwrap();
    fake.create(&format!("motcua-1-{revision}"));
    let app = spawn(settings(&fake.address())).await;
    assert_answers(&app).await;
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    assert_eq!(fake.indexes().len(), 1, "{:?}", fake.indexes());
}

/// What must never be in a log.
const SECRETS: [&str; 2] = ["0912345678", "khoaBiMat123"];

#[tokio::test]
async fn a_metric_says_who_answered_and_the_log_neither_key_nor_questions() {
    let mut fake = FakeMeilisearch::start();
    let folder = watched::folder();
    let (key, data) = (folder.join("key"), folder.join("var"));
    std::fs::write(&key, SECRETS[1]).unwrap();
    let text = |path: &PathBuf| path.display().to_string();
    let serving = Serving::start(&[
        "--data-dir",
        &text(&data),
        "--search",
        "meilisearch",
        "--meilisearch-url",
        &fake.address(),
        "--meilisearch-key-file",
        &text(&key),
        "--rate-limit",
        "0",
        "--log",
        "trace,hyper=info",
    ]);
    let read = async |path: &str| {
        let url = format!("{}{path}", serving.address());
        reqwest::get(url).await.unwrap().text().await.unwrap()
    };
    until("Meilisearch answers", || async {
        let metrics = read("/metrics").await;
        metrics.contains("search_answering{engine=\"meilisearch\"} 1")
    })
    .await;
    let question = format!("/v1/search?q=khai%20sinh%20{}", SECRETS[0]);
    assert!(read(&question).await.contains("1.001193"));
    fake.go_away();
    assert!(read(&question).await.contains("1.001193"));
    let metrics = read("/metrics").await;
    assert!(
        metrics.contains("search_fallbacks_total{reason="),
        "{metrics}"
    );
    until("it says so", || async {
        let metrics = read("/metrics").await;
        metrics.contains("search_answering{engine=\"embedded\"} 1")
    })
    .await;
    let log = serving.terminate().err;
    for secret in SECRETS {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "in the log: {}", line.unwrap_or_default());
    }
}

#[rstest]
#[case::no_address(&["--search", "meilisearch"], "set --meilisearch-url")]
#[case::no_such_file(
    &["--search", "meilisearch", "--meilisearch-url", "http://127.0.0.1:1", "--meilisearch-key-file", "khong-co"],
    "cannot read the Meilisearch key file"
)]
#[case::an_open_way(
    &["--production", "--public-url", "https://a.vn", "--search", "meilisearch", "--meilisearch-url", "http://10.0.0.2:7700"],
    "encrypted way to Meilisearch"
)]
fn a_wrong_setting_is_one_clear_sentence_at_the_start(
    #[case] arguments: &[&str],
    #[case] says: &str,
) {
    let ended = run(&[&["--port", "0"], arguments].concat());
    assert!(ended.refusal().contains(says), "{ended:?}");
}

#[test]
fn an_index_that_cannot_be_built_anew_is_said() {
    let data = watched::folder().display().to_string();
    let arguments = [
        "--data-dir",
        &data,
        "--log",
        "off",
        "--search",
        "meilisearch",
    ];
    let nobody = ["--meilisearch-url", "http://127.0.0.1:9", "reindex"];
    let ended = run(&[&arguments[..], &nobody].concat());
    assert!(ended.refusal().contains("Meilisearch"), "{ended:?}");
}
