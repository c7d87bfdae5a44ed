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

/// Tells something like an event, and asks something else, denies it, or means another thing.
#[rstest]
#[case("bố em mới mất ngủ")]
#[case("vợ em mới mất xe")]
#[case("chồng tôi mới mất tích")]
#[case("không mở quán nữa thì làm thủ tục gì")]
#[case("không thuê trọ nữa")]
#[case("tôi cho thuê trọ cần làm gì")]
#[case("hàng xóm xây nhà mới làm nứt nhà tôi")]
#[case("Người nhà mất thì phải đi khai tử trong bao nhiêu ngày?")]
#[case("chia đất bố mẹ để lại")]
#[case("thuế thừa kế nhà đất")]
#[case("mới mua xe đăng ký ở đâu")]
#[case("mới mua xe phí bao nhiêu")]
#[case("vợ em vừa sinh thì con mất")]
#[case("mới mua xe 0912345678 hồ sơ của tôi xong chưa")]
#[tokio::test]
async fn what_only_sounds_like_an_event_is_not_answered_as_one(#[case] said: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = app.citizen().await.say(said).await;
    let steps = answer
        .options
        .first()
        .is_some_and(|o| o.id.contains('.') && o.id.contains('-'));
    assert!(!steps, "{answer:?}");
}

#[rstest]
#[case("bố em mới mất việc", "mat-viec")]
#[case("vợ tôi mới mất ví", "mat-het-giay-to")]
#[tokio::test]
async fn of_two_events_that_share_a_word_the_one_that_goes_on_is_meant(
    #[case] said: &str,
    #[case] event: &str,
) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = app.citizen().await.say(said).await;
    assert_eq!(answer.options[0].id, format!("{event}.1"), "{answer:?}");
}

#[rstest]
#[tokio::test]
async fn an_event_is_followed_through_follow_ups_and_misunderstandings() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let event = citizen.say("tôi mới sinh con").await;
    let wanted = event.options[2].procedure_code.clone().unwrap();
    for between in ["2", "phí bao nhiêu", "abc xyz", "cần giấy tờ gì"] {
        citizen.say(between).await;
        let third = citizen.say("3").await;
        assert_eq!(
            code(&third),
            Some(wanted.as_str()),
            "after {between:?}: {third:?}"
        );
    }
}

/// No bundled question may be taken for an event: somebody wrote an answer for it.
#[tokio::test]
async fn no_bundled_question_is_answered_with_an_event() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let bundle = motcua_seed::Bundle::embedded().unwrap();
    let mut taken = Vec::new();
    for faq in bundle.faqs.iter().map(|filed| &filed.record) {
        for question in std::iter::once(&faq.question).chain(&faq.also) {
            let answer = app.citizen().await.say(question).await;
            let first = answer
                .options
                .first()
                .map(|o| o.id.clone())
                .unwrap_or_default();
            if bundle
                .life_events
                .iter()
                .any(|e| first == format!("{}.1", e.record.id))
            {
                taken.push(question.clone());
            }
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
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
