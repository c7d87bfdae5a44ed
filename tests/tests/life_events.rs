//! Life events: over the API, as pages, and told in a conversation.

use std::collections::BTreeSet;

use mobile_contract::chat::{Message, Outcome};
use mobile_contract::client::Paging;
use mobile_contract::limits::LIFE_EVENT_STEPS;
use mobile_contract::{ErrorCode, Locale};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{send, spawn_app};
use rstest::rstest;

fn code(message: &Message) -> Option<&str> {
    message.procedure.as_ref().map(|p| p.code.as_str())
}

#[rstest]
#[tokio::test]
async fn every_step_leads_to_a_procedure_that_is_there(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (mut ids, mut cursor) = (BTreeSet::new(), None);
    loop {
        let limit = Some(5);
        let page = client.life_events(&Paging { cursor, limit }).await.unwrap();
        for event in page.items {
            assert!(
                (2..=LIFE_EVENT_STEPS).contains(&event.steps.len()),
                "{}",
                event.id
            );
            let codes = event
                .steps
                .iter()
                .flat_map(|step| step.procedure.iter().chain(&step.instead));
            for code in codes {
                client.procedure(code).await.unwrap();
            }
            assert_eq!(client.life_event(&event.id).await.unwrap(), event);
            ids.insert(event.id.to_string());
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert!(ids.len() >= 12 && ids.contains("sinh-con"), "{ids:?}");
    let missing = client.life_event(&"khong-co".parse().unwrap()).await;
    let problem = missing.unwrap_err();
    assert_eq!(problem.problem().unwrap().code, ErrorCode::NotFound);
}

#[rstest]
#[case("tôi mới sinh con", "2.000986")]
#[case("e moi sinh em be thi lam giay to j", "2.000986")]
#[case("bo em vua mat gio phai lam nhung gi", "1.000656")]
#[case("sắp cưới thì cần làm gì", "1.000894")]
#[case("mất ví mất hết giấy tờ rồi", "1.014064")]
#[case("muốn mở quán ăn", "1.001612")]
#[tokio::test]
async fn what_happened_is_answered_with_its_steps(#[case] told: &str, #[case] first: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = app.citizen().await.say(told).await;
    assert_eq!(answer.outcome, Outcome::Answered, "{answer:?}");
    assert_eq!(code(&answer), Some(first), "{answer:?}");
    assert!(answer.options.len() >= 2 && !answer.citations.is_empty());
    for (option, number) in answer.options.iter().zip(1..) {
        assert!(
            option.label.starts_with(&format!("{number}. ")),
            "{option:?}"
        );
        let line = format!("\n{}", option.label);
        assert!(answer.text.contains(&line), "{line} in {}", answer.text);
    }
}

#[rstest]
#[tokio::test]
async fn a_step_is_chosen_by_number_or_option_and_so_is_the_next(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let event = citizen.say("tôi mới sinh con").await;
    let second = citizen.say("2").await;
    assert_eq!(
        code(&second),
        event.options[1].procedure_code.as_ref().map(|c| c.as_str())
    );
    let third = citizen.choose(&event.options[2]).await;
    assert_eq!(
        code(&third),
        event.options[2].procedure_code.as_ref().map(|c| c.as_str())
    );
    let fee = citizen.say("phí bao nhiêu").await;
    assert_eq!(code(&fee), code(&third), "a follow-up stays with the step");
    let other = citizen.say("làm hộ chiếu cần giấy tờ gì").await;
    assert_eq!(
        code(&other),
        Some("1.001456"),
        "another question leaves the event"
    );
}

#[rstest]
#[tokio::test]
async fn a_step_that_is_no_procedure_is_answered_with_its_words() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let event = citizen.say("mới mua xe").await;
    let bare = event.options.iter().find(|o| o.procedure_code.is_none());
    let answer = citizen
        .choose(bare.expect("a step without a procedure"))
        .await;
    assert_eq!((answer.outcome, code(&answer)), (Outcome::Answered, None));
    assert!(
        answer.text.contains("Nộp lệ phí trước bạ xe"),
        "{}",
        answer.text
    );
}

#[rstest]
#[case("bố tôi mới mất, làm giấy khai tử cần gì", "1.000656")]
#[case("mới mua xe máy cũ, sang tên mất bao nhiêu tiền", "1.013076")]
#[tokio::test]
async fn a_question_about_one_procedure_is_not_taken_for_the_whole_event(
    #[case] asked: &str,
    #[case] expected: &str,
) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = app.citizen().await.say(asked).await;
    assert_eq!(code(&answer), Some(expected), "{answer:?}");
    assert!(answer.facet.is_some(), "{answer:?}");
}

#[rstest]
#[tokio::test]
async fn pages_show_the_steps_in_both_languages() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let list = send(app.get("/su-kien")).await.expect(200).text();
    assert!(list.contains("/su-kien/sinh-con") && list.contains("/su-kien/mat-viec"));
    let page = send(app.get("/su-kien/sinh-con")).await.expect(200).text();
    for expected in [
        "<h1>Sinh con</h1>",
        "/thu-tuc/2.000986",
        "Trong 60 ngày",
        "Nguồn",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    let english = send(app.get("/su-kien/sinh-con?lang=en")).await.expect(200);
    let english = english.text();
    assert!(english.contains("<h1>Having a child</h1>") && english.contains("lang=\"vi\""));
    let missing = send(app.get("/su-kien/khong-co")).await;
    assert_eq!(missing.status, 404);
    let home = send(app.get("/")).await.expect(200).text();
    assert!(home.contains("/su-kien/nguoi-than-qua-doi"));
    let search = send(app.get("/tim-kiem?q=vo+toi+moi+sinh"))
        .await
        .expect(200);
    assert!(search.text().contains("/su-kien/sinh-con"));
}

#[rstest]
#[tokio::test]
async fn an_english_conversation_names_the_event_in_english() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen_in(Locale::En).await;
    let answer = citizen.say("tôi mới sinh con").await;
    assert!(
        answer.text.starts_with("Having a child."),
        "{}",
        answer.text
    );
}
