//! What the chat does not take, and how it says so.

use mobile_contract::ErrorCode;
use mobile_contract::client::Conversation;
use mobile_contract::limits::{BODY_BYTES, IDEMPOTENCY_KEY_BYTES, MESSAGE_CHARS};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::http::post_form;
use motcua_tests::{App, Citizen, send, spawn_app};
use reqwest::RequestBuilder;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

fn saying(app: &App, citizen: &Citizen) -> RequestBuilder {
    app.post(&citizen.path())
        .bearer_auth(citizen.conversation.token())
}

#[rstest]
#[tokio::test]
async fn a_wrong_token_and_an_unknown_conversation_look_alike(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (citizen, other) = (app.citizen().await, app.citizen().await);
    let id = citizen.conversation.id();
    let mut seen = Vec::new();
    for wrong in [
        Conversation::new(id, other.conversation.token()),
        Conversation::new(id, "khong-phai-ma"),
        Conversation::new(Uuid::now_v7(), citizen.conversation.token()),
        Conversation::new(Uuid::nil(), ""),
    ] {
        let refused = citizen
            .client
            .say(&wrong, &"khai sinh".into(), None)
            .await
            .unwrap_err();
        let problem = refused
            .problem()
            .unwrap_or_else(|| panic!("{refused}"))
            .clone();
        seen.push((
            problem.status,
            problem.code,
            problem.title,
            problem.detail,
            problem.errors,
        ));
    }
    assert_eq!(seen[0].0, 404);
    assert!(
        seen[..3].iter().all(|problem| *problem == seen[0]),
        "{seen:?}"
    );
    assert!(matches!(seen[3].0, 401 | 404), "{seen:?}");
    let not_an_id = app
        .post("/v1/chat/conversations/123/messages")
        .bearer_auth("x")
        .json(&json!({"text": "a"}));
    let _ = send(not_an_id)
        .await
        .expect(404)
        .problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn without_a_token_the_caller_is_told_how_to_prove_himself() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let said = json!({ "text": "khai sinh" });
    for header in [None, Some("Basic YTpi"), Some("bearer"), Some("")] {
        let mut request = app.post(&citizen.path()).json(&said);
        if let Some(header) = header {
            request = request.header(AUTHORIZATION, header);
        }
        let answer = send(request).await.expect(401);
        let _ = answer.problem(ErrorCode::Unauthorized);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

#[rstest]
#[case::nothing(json!({}), "body")]
#[case::both(json!({"text": "a", "option": "b"}), "body")]
#[case::empty(json!({"text": ""}), "body.text")]
#[case::blank(json!({"text": " \n\t\u{3000}"}), "body.text")]
#[case::too_long(json!({"text": "ế".repeat(MESSAGE_CHARS + 1)}), "body.text")]
#[case::no_such_option(json!({"option": "1.001193"}), "body.option")]
#[case::unknown_field(json!({"text": "a", "so_dien_thoai": "1"}), "body")]
#[case::wrong_type(json!({"text": 5}), "body")]
#[case::a_list(json!([]), "body")]
#[tokio::test]
async fn a_message_is_told_what_is_wrong_with_it(#[case] body: Value, #[case] loc: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let answer = send(saying(&app, &citizen).json(&body)).await.expect(422);
    let problem = answer.problem(ErrorCode::Invalid);
    assert_eq!(
        problem.errors.first().map(|e| e.loc.as_str()),
        Some(loc),
        "{problem:?}"
    );
}

#[tokio::test]
async fn the_longest_message_is_taken() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let longest: String = "khai sinh "
        .chars()
        .cycle()
        .take(MESSAGE_CHARS - 1)
        .chain(['ế'])
        .collect();
    let _ = app.citizen().await.say(&longest).await;
}

#[rstest]
#[case::unknown_place(json!({"place": "khong-co"}), "body.place")]
#[case::bad_place(json!({"place": "Huyện Yên Mỹ"}), "body.place")]
#[case::bad_qr(json!({"qr": "JVQ4GCV"}), "body.qr")]
#[case::bad_locale(json!({"locale": "fr"}), "body")]
#[case::unknown_field(json!({"ten": "Lan"}), "body")]
#[tokio::test]
async fn a_conversation_is_not_begun_on_what_is_unknown(#[case] body: Value, #[case] loc: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = send(app.post("/v1/chat/conversations").json(&body))
        .await
        .expect(422);
    assert_eq!(answer.problem(ErrorCode::Invalid).errors[0].loc, loc);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_told_why() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let sending = |kind: &'static str, body: Vec<u8>| {
        saying(&app, &citizen).header(CONTENT_TYPE, kind).body(body)
    };
    let json = "application/json";
    for broken in [
        "",
        "{",
        "{\"text\": \"a\"",
        "{\"text\": \"\\ud800\"}",
        "{\"text\": \"a\"} x",
    ] {
        let answer = send(sending(json, broken.into())).await;
        assert!(matches!(answer.status, 400 | 422), "{broken}: {answer:?}");
    }
    let broken = send(sending(json, b"{\"text\": ".to_vec()))
        .await
        .expect(400);
    assert!(
        broken
            .problem(ErrorCode::BadRequest)
            .detail
            .is_some_and(|detail| detail.contains("dòng 1"))
    );
    let no_text = send(sending(json, b"{\"text\": \"\xff\"}".to_vec())).await;
    assert!(matches!(no_text.status, 400 | 422), "{no_text:?}");
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "image/png",
    ] {
        let answer = send(sending(kind, b"{\"text\": \"a\"}".to_vec()))
            .await
            .expect(415);
        let _ = answer.problem(ErrorCode::UnsupportedMedia);
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    for size in [BODY_BYTES, 100_000, 5_000_000] {
        let answer = send(saying(&app, &citizen).json(&json!({ "text": "a".repeat(size) })))
            .await
            .expect(413);
        let _ = answer.problem(ErrorCode::TooLarge);
    }
    let page = post_form(&app, "/chat", &[("text", &"a".repeat(100_000))]);
    let _ = send(page).await.expect(413);
    let _ = citizen.say("khai sinh").await;
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    for key in [
        "",
        "co khoang trang",
        &"k".repeat(IDEMPOTENCY_KEY_BYTES + 1),
    ] {
        let request = saying(&app, &citizen)
            .header("idempotency-key", key)
            .json(&json!({ "text": "a" }));
        let problem = send(request).await.expect(422).problem(ErrorCode::Invalid);
        assert_eq!(problem.errors[0].loc, "header.idempotency-key");
    }
}
