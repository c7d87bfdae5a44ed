//! Errors: always a problem document for programs and a page for people.

use std::num::NonZeroU32;

use mobile_contract::ErrorCode;
use motcua_tests::Database::Sqlite;
use motcua_tests::app::Setup;
use motcua_tests::{App, send, spawn_app};
use reqwest::Method;
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE};
use rstest::rstest;
use serde_json::json;

#[tokio::test]
async fn an_unknown_address_is_a_problem_for_programs_and_a_page_for_people() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for path in [
        "/khong-co",
        "/v1/khong-co",
        "/v1",
        "/static/khong-co.css",
        "/thu-tuc/9.999999",
    ] {
        let answer = send(app.get(path)).await.expect(404);
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{path}"
        );
    }
    for path in [
        "/khong-co",
        "/thu-tuc/9.999999",
        "/q/khong-co",
        "/hoi-dap/khong-co",
    ] {
        let page = send(app.get(path).header(ACCEPT, "text/html,*/*;q=0.8"))
            .await
            .expect(404);
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{path}: {page:?}"
        );
        assert!(
            page.text().contains(page.header("x-request-id")),
            "{path}: {page:?}"
        );
    }
    let data = send(app.get("/v1/khong-co").header(ACCEPT, "text/html"))
        .await
        .expect(404);
    let _ = data.problem(ErrorCode::NotFound);
}

#[rstest]
#[case(Method::POST, "/v1/search", "GET")]
#[case(Method::DELETE, "/v1/procedures/1.001193", "GET")]
#[case(Method::GET, "/v1/chat/conversations", "POST")]
#[case(Method::PUT, "/v1/chat/conversations", "POST")]
#[case(Method::PATCH, "/livez", "GET")]
#[tokio::test]
async fn another_method_is_told_which_are_allowed(
    #[case] method: Method,
    #[case] path: &str,
    #[case] allowed: &str,
) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = send(app.request(method, path)).await.expect(405);
    let _ = answer.problem(ErrorCode::MethodNotAllowed);
    assert!(answer.header("allow").contains(allowed), "{answer:?}");
}

#[tokio::test]
async fn a_problem_speaks_the_callers_language() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let path = "/v1/procedures/9.999999";
    for (language, title) in [
        ("", "Không có thủ tục với mã này"),
        ("en-GB,en;q=0.9,vi;q=0.8", "No procedure has this code"),
        ("vi,en;q=0.5", "Không có thủ tục với mã này"),
        ("de", "Không có thủ tục với mã này"),
    ] {
        let answer = send(app.get(path).header(ACCEPT_LANGUAGE, language))
            .await
            .expect(404);
        assert_eq!(
            answer.problem(ErrorCode::ProcedureNotFound).title,
            title,
            "{language}"
        );
    }
}

#[tokio::test]
async fn every_answer_carries_an_id_and_the_headers_that_protect_a_phone() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let mut ids = std::collections::BTreeSet::new();
    for path in [
        "/",
        "/v1/fields",
        "/khong-co",
        "/livez",
        "/static/app.js",
        "/docs/",
        "/v1/qr/JVQ4GCU/image.svg",
    ] {
        let answer = send(app.get(path)).await;
        assert!(
            ids.insert(answer.header("x-request-id").to_owned()),
            "{path}: {answer:?}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe-eval"),
            "{path}: {policy}"
        );
    }
}

/// Two a second, three at once.
async fn limited() -> Option<App> {
    App::spawn(
        Sqlite,
        Setup {
            rate: Some((2, NonZeroU32::new(3)?)),
            ..Setup::default()
        },
    )
    .await
}

#[tokio::test]
async fn whoever_asks_too_fast_is_told_when_to_come_again() {
    let Some(app) = limited().await else { return };
    let mut refused = None;
    for _ in 0..30 {
        let answer = send(app.get("/v1/search?q=khai+sinh")).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let refused = refused.expect("a limit");
    let _ = refused.problem(ErrorCode::RateLimited);
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&seconds), "{refused:?}");
    let begin = app.post("/v1/chat/conversations").json(&json!({}));
    let _ = send(begin)
        .await
        .expect(429)
        .problem(ErrorCode::RateLimited);
    // What costs nothing stays open: a poster's procedure can always be read.
    let _ = send(app.get("/v1/procedures/1.001193")).await.expect(200);
    let _ = send(app.get("/readyz")).await.expect(200);
}
