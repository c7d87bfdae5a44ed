//! What is said after an answer or after a question back.

use mobile_contract::chat::{Message, Outcome};
use mobile_contract::knowledge::Facet;
use motcua_tests::Database::Sqlite;
use motcua_tests::spawn_app;

fn code(message: &Message) -> Option<&str> {
    message.procedure.as_ref().map(|p| p.code.as_str())
}

#[tokio::test]
async fn a_few_words_after_a_question_back_choose_among_its_options() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let asked = citizen.say("căn cước").await;
    assert_eq!(asked.outcome, Outcome::Clarify, "{asked:?}");
    let answer = citizen.say("bị mất").await;
    assert_eq!(code(&answer), Some("1.014064"), "{answer:?}");
}

#[tokio::test]
async fn an_option_is_chosen_by_its_place_in_words() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for (said, index) in [("cái đầu tiên", 0), ("cái thứ hai", 1), ("so 3", 2)] {
        let citizen = app.citizen().await;
        let asked = citizen.say("căn cước").await;
        let answer = citizen.say(said).await;
        assert_eq!(
            answer.procedure.map(|p| p.code),
            asked.options[index].procedure_code,
            "{said}"
        );
    }
}

#[tokio::test]
async fn asking_for_a_part_while_options_stand_is_answered_once_one_is_chosen() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let _ = citizen.say("lam giay khai sinh can gi").await;
    let asked = citizen.say("căn cước").await;
    assert_eq!(asked.outcome, Outcome::Clarify, "{asked:?}");
    // Neither asked about a second time, nor answered about something else.
    let stands = citizen.say("phí bao nhiêu").await;
    assert_eq!(
        (stands.outcome, code(&stands)),
        (Outcome::NotFound, None),
        "{stands:?}"
    );
    let answer = citizen.choose(&asked.options[0]).await;
    assert_eq!(answer.facet, Some(Facet::Fee), "{answer:?}");
}

#[tokio::test]
async fn an_ordinary_follow_up_stays_on_the_topic() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for (said, facet) in [
        ("mất mấy ngày", Facet::TimeLimit),
        ("nộp ở đâu vậy", Facet::Place),
    ] {
        let citizen = app.citizen().await;
        let _ = citizen.say("lam giay khai sinh can gi").await;
        let answer = citizen.say(said).await;
        assert_eq!(
            (code(&answer), answer.facet),
            (Some("1.001193"), Some(facet)),
            "{said}: {answer:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_in_chat_is_short() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for question in [
        "dang ky thuong tru can giay to gi",
        "sang ten so do cac buoc the nao",
        "dang ky ket hon",
    ] {
        let answer = app.citizen().await.say(question).await;
        let characters = answer.text.chars().count();
        assert!(
            characters <= 2_800,
            "{question}: {characters} characters\n{}",
            answer.text
        );
    }
}
