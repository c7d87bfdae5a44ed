//! Bad input is told in one clear sentence, and never fails the server.

use mobile_contract::ErrorCode;
use mobile_contract::chat::Outcome;
use mobile_contract::limits::QUERY_CHARS;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::http::send_bytes;
use motcua_tests::{send, spawn_app};
use rstest::rstest;
use serde_json::json;

/// Text that is strange, but text.
const STRANGE: [&str; 8] = [
    "👶👶🏽👨‍👩‍👧‍👦🇻🇳",
    "\u{202e}hnis iahk mal\u{202c} تسجيل المواليد",
    "khai\u{0}sinh",
    "khai sinh cho con\u{301}\u{309}\u{323}\u{302}",
    "кhai ѕinh 出生登録 căn cước ｃａｎ ｃｕｏｃ",
    "\u{200b}\u{200d}\u{feff}",
    "\" OR 1=1; -- title:* AND (khai^sinh ~2 [a TO z]",
    "%s%n{}{{7*7}}${7*7}<script>alert(1)</script>",
];

#[tokio::test]
async fn a_strange_query_is_answered_or_refused_but_never_fails() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for q in STRANGE {
        for path in ["/v1/search", "/tim-kiem"] {
            let answer = send(app.get(path).query(&[("q", q)])).await;
            assert!(matches!(answer.status, 200 | 422), "{q:?}: {answer:?}");
            let page = answer.header("content-type").starts_with("text/html");
            assert!(
                !page || !answer.text().contains("<script>alert"),
                "{q:?}: {answer:?}"
            );
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_strange_message_is_answered_but_never_fails(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    for text in STRANGE {
        let request = app
            .post(&citizen.path())
            .bearer_auth(citizen.conversation.token());
        let answer = send(request.json(&json!({ "text": text }))).await;
        assert!(matches!(answer.status, 200 | 422), "{text:?}: {answer:?}");
    }
    let answer = app.citizen().await.say("👶👶").await;
    assert_eq!(answer.outcome, Outcome::NotFound, "{answer:?}");
}

#[tokio::test]
async fn an_empty_query_is_told_which_parameter_is_wrong() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = send(app.get("/v1/search?q=")).await.expect(422);
    assert_eq!(answer.problem(ErrorCode::Invalid).errors[0].loc, "query.q");
    let blank = send(app.get("/v1/search?q=%20%09%0A"))
        .await
        .expect(200)
        .json();
    assert_eq!(blank["hits"], json!([]));
    let _ = send(app.get("/tim-kiem?q=")).await.expect(200);
}

#[tokio::test]
async fn the_longest_query_is_taken_and_one_letter_more_is_not() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let longest: String = "khai sinh ".chars().cycle().take(QUERY_CHARS).collect();
    let longest = longest.trim().to_owned() + "ế";
    let _ = send(app.get("/v1/search").query(&[("q", &longest)]))
        .await
        .expect(200);
    let answer = send(
        app.get("/v1/search")
            .query(&[("q", &"ế".repeat(QUERY_CHARS + 1))]),
    )
    .await
    .expect(422);
    assert_eq!(answer.problem(ErrorCode::Invalid).errors[0].loc, "query.q");
}

#[rstest]
#[case(20_000)]
#[case(100_000)]
#[case(1_000_000)]
#[tokio::test]
async fn an_endless_query_is_refused_without_harm(#[case] size: usize) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for path in ["/v1/search", "/tim-kiem"] {
        let query = "a".repeat(size);
        let request =
            format!("GET {path}?q={query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let answer = send_bytes(app.address(), request.as_bytes());
        let status = answer.split(' ').nth(1).unwrap_or("none").to_owned();
        // The HTTP parser gives up on the longest ones before there is a request to answer.
        assert!(
            matches!(status.as_str(), "200" | "400" | "414" | "422" | "431"),
            "{size}: {answer:.300}"
        );
    }
    let _ = send(app.get("/livez")).await.expect(200);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for path in [
        "/v1/search?q=%FF%FE",
        "/v1/search?q=%",
        "/tim-kiem?q=%C3%28",
        "/q/%FF",
        "/thu-tuc/%FF",
    ] {
        let answer = send(app.get(path)).await;
        assert!(answer.status < 500, "{path}: {answer:?}");
    }
}
