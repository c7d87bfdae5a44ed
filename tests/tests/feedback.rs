//! Saying whether an answer helped: over the API, and on the page without scripts.

use mobile_contract::ErrorCode;
use mobile_contract::chat::{Feedback, NewFeedback, Outcome};
use mobile_contract::client::Conversation;
use mobile_contract::limits::FEEDBACK_CHARS;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::http::post_form;
use motcua_tests::{App, Citizen, send, spawn_app};
use reqwest::RequestBuilder;
use reqwest::header::{ACCEPT_LANGUAGE, COOKIE};
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

const QUESTION: &str = "lam giay khai sinh cho con can giay to gi";

fn opinion(helpful: bool, comment: Option<&str>) -> NewFeedback {
    NewFeedback {
        helpful,
        comment: comment.map(ToOwned::to_owned),
    }
}

fn rating(app: &App, citizen: &Citizen, message: Uuid) -> RequestBuilder {
    app.post(&format!("/v1/chat/messages/{message}/feedback"))
        .bearer_auth(citizen.conversation.token())
}

#[rstest]
#[tokio::test]
async fn what_is_said_again_replaces_what_was_said_before(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let answer = citizen.say(QUESTION).await;
    for (helpful, comment, kept) in [
        (false, Some("  thiếu  lệ phí \n"), Some("thiếu lệ phí")),
        (false, Some(" \u{200b} "), None),
        (true, None, None),
    ] {
        let said = opinion(helpful, comment);
        let stored = citizen
            .client
            .rate(&citizen.conversation, answer.id, &said, None)
            .await
            .unwrap();
        let expected = Feedback {
            message: answer.id,
            helpful,
            comment: kept.map(ToOwned::to_owned),
        };
        assert_eq!(stored, expected);
    }
}

#[rstest]
#[tokio::test]
async fn the_same_request_twice_is_carried_out_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let answer = citizen.say(QUESTION).await;
    let rate = |said: NewFeedback, key: &'static str| {
        let (client, conversation) = (citizen.client.clone(), citizen.conversation.clone());
        async move {
            client
                .rate(&conversation, answer.id, &said, Some(key))
                .await
        }
    };
    let (a, b, c) = tokio::join!(
        rate(opinion(false, None), "k1"),
        rate(opinion(false, None), "k1"),
        rate(opinion(false, None), "k1")
    );
    let a = a.unwrap();
    assert!(a == b.unwrap() && a == c.unwrap());
    let _ = rate(opinion(true, None), "k2").await.unwrap();
    // The phone sends its first request once more: that was carried out before.
    let replayed = rate(opinion(false, None), "k1").await.unwrap();
    assert_eq!(replayed, a);
    let other = rate(opinion(true, None), "k1").await.unwrap_err();
    assert_eq!(
        other.problem().map(|p| p.code),
        Some(ErrorCode::IdempotencyConflict),
        "{other}"
    );
    // A key of a message is not a key of what is said about it.
    let said = citizen
        .client
        .say(&citizen.conversation, &"phí bao nhiêu".into(), Some("k1"))
        .await;
    assert_eq!(said.unwrap().outcome, Outcome::Answered);
}

#[rstest]
#[tokio::test]
async fn a_wrong_token_and_an_unknown_message_look_alike(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (citizen, other) = (app.citizen().await, app.citizen().await);
    let answer = citizen.say(QUESTION).await;
    let mut seen = Vec::new();
    for (message, token) in [
        (answer.id, other.conversation.token()),
        (answer.id, "khong-phai-ma"),
        (Uuid::now_v7(), citizen.conversation.token()),
        // The greeting cannot be rated: a stranger is not told that it exists.
        (citizen.greeting.id, other.conversation.token()),
    ] {
        let key = Conversation::new(citizen.conversation.id(), token);
        let refused = citizen
            .client
            .rate(&key, message, &opinion(true, None), None)
            .await
            .unwrap_err();
        let problem = refused
            .problem()
            .unwrap_or_else(|| panic!("{refused}"))
            .clone();
        seen.push((problem.status, problem.code, problem.detail, problem.errors));
    }
    assert_eq!(seen[0].0, 404);
    assert!(seen.iter().all(|problem| *problem == seen[0]), "{seen:?}");
    let path = format!("/v1/chat/messages/{}/feedback", answer.id);
    let anonymous = send(app.post(&path).json(&json!({"helpful": true}))).await;
    let _ = anonymous.expect(401).problem(ErrorCode::Unauthorized);
    let no_id = app
        .post("/v1/chat/messages/1/feedback")
        .bearer_auth(citizen.conversation.token())
        .json(&json!({"helpful": true}));
    let _ = send(no_id).await.expect(404).problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn only_answers_about_procedures_can_be_rated() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let body = json!({"helpful": false});
    for message in [citizen.greeting.clone(), citizen.say("cam on ban").await] {
        for (language, word) in [("vi", "góp ý"), ("en", "rated")] {
            let request = rating(&app, &citizen, message.id).header(ACCEPT_LANGUAGE, language);
            let refused = send(request.json(&body)).await.expect(422);
            let problem = refused.problem(ErrorCode::Invalid);
            assert_eq!(problem.errors[0].loc, "path.id");
            assert!(problem.errors[0].msg.contains(word), "{problem:?}");
        }
    }
    for text in [QUESTION, "dang ky", "zzzxqwjf"] {
        let answer = citizen.say(text).await;
        let taken = send(rating(&app, &citizen, answer.id).json(&body)).await;
        assert_eq!(taken.expect(200).header("cache-control"), "no-store");
    }
}

#[rstest]
#[case::nothing(json!({}), "body")]
#[case::no_word(json!({"comment": "a"}), "body")]
#[case::wrong_type(json!({"helpful": "co"}), "body")]
#[case::unknown_field(json!({"helpful": true, "ho_ten": "Lan"}), "body")]
#[case::too_long(json!({"helpful": true, "comment": "ế".repeat(FEEDBACK_CHARS + 1)}), "body.comment")]
#[tokio::test]
async fn what_cannot_be_kept_is_told_what_is_wrong_with_it(#[case] body: Value, #[case] loc: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let answer = citizen.say(QUESTION).await;
    let refused = send(rating(&app, &citizen, answer.id).json(&body)).await;
    let problem = refused.expect(422).problem(ErrorCode::Invalid);
    assert_eq!(problem.errors[0].loc, loc, "{problem:?}");
    let longest = opinion(false, Some(&"ế".repeat(FEEDBACK_CHARS)));
    let taken = citizen
        .client
        .rate(&citizen.conversation, answer.id, &longest, None)
        .await;
    assert!(taken.is_ok(), "{taken:?}");
}

/// Asks on the page; gives the cookie that opens the conversation, and the page.
async fn ask(app: &App, question: &str, lang: &str) -> (String, String) {
    let sent = post_form(app, &format!("/chat{lang}"), &[("text", question)]);
    let sent = send(sent).await.expect(303);
    let cookie = sent
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default();
    let page = page(app, cookie, lang).await;
    (cookie.to_owned(), page)
}

async fn page(app: &App, cookie: &str, lang: &str) -> String {
    let page = app.get(&format!("/chat{lang}")).header(COOKIE, cookie);
    send(page).await.expect(200).text()
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    let value = page
        .split(&begin)
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    value
        .unwrap_or_else(|| panic!("no {name}: {page}"))
        .to_owned()
}

#[rstest]
#[case("", "có giúp được bạn không?", "Cảm ơn bạn")]
#[case("?lang=en", "Did this answer help you?", "Thank you")]
#[tokio::test]
async fn the_page_asks_once_and_thanks(
    #[case] lang: &str,
    #[case] question: &str,
    #[case] thanks: &str,
) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (cookie, shown) = ask(&app, QUESTION, lang).await;
    assert_eq!(shown.matches(question).count(), 1, "{shown}");
    let message = hidden(&shown, "message");
    let say = |fields: &[(&str, &str)]| {
        let path = format!("/chat/feedback{lang}");
        let all = [&[("message", message.as_str())], fields].concat();
        post_form(&app, &path, &all).header(COOKIE, &cookie)
    };
    let sent = send(say(&[("helpful", "false")])).await.expect(303);
    assert_eq!(sent.header("location"), format!("/chat{lang}#gop-y"));
    let shown = page(&app, &cookie, lang).await;
    assert!(
        shown.contains(thanks) && shown.contains("name=\"comment\"") && !shown.contains(question),
        "{shown}"
    );
    let _ = send(say(&[("helpful", "false"), ("comment", "thiếu lệ phí")]))
        .await
        .expect(303);
    let shown = page(&app, &cookie, lang).await;
    assert!(
        shown.contains(thanks) && !shown.contains("name=\"comment\""),
        "{shown}"
    );

    // The script gets the part alone.
    let part = send(say(&[("helpful", "true")]).header("x-fragment", "1")).await;
    let part = part.expect(200).text();
    assert!(part.contains(thanks) && !part.contains("<html"), "{part}");
}

#[tokio::test]
async fn the_page_does_not_ask_where_nothing_was_answered() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for question in [
        "zzzxqwjf",
        "dang ky",
        "chao ban",
        "cuu voi nha em dang chay",
    ] {
        let (_, shown) = ask(&app, question, "").await;
        assert!(!shown.contains("/chat/feedback"), "{question}: {shown}");
    }
}

#[tokio::test]
async fn only_the_last_answer_of_a_page_is_asked_about() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (cookie, _) = ask(&app, QUESTION, "").await;
    let next = post_form(&app, "/chat", &[("text", "the phi bao nhieu")]);
    let _ = send(next.header(COOKIE, &cookie)).await.expect(303);
    let shown = page(&app, &cookie, "").await;
    assert_eq!(shown.matches("/chat/feedback").count(), 1, "{shown}");
}

#[tokio::test]
async fn a_stranger_cannot_speak_about_someones_answer_on_the_page() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, shown) = ask(&app, QUESTION, "").await;
    let message = hidden(&shown, "message");
    let fields = [("message", message.as_str()), ("helpful", "true")];
    let without = send(post_form(&app, "/chat/feedback", &fields))
        .await
        .expect(303);
    assert_eq!(without.header("location"), "/chat");
    let (other, _) = ask(&app, "mất căn cước", "").await;
    let with_another = post_form(&app, "/chat/feedback", &fields)
        .header(COOKIE, other)
        .header("accept", "text/html");
    let _ = send(with_another).await.expect(404);
    for broken in [
        &[("message", "1"), ("helpful", "true")][..],
        &[("helpful", "true")],
    ] {
        let refused = send(post_form(&app, "/chat/feedback", broken)).await;
        assert!(matches!(refused.status, 400 | 422), "{refused:?}");
    }
}
