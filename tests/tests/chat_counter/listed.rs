//! What is done at the counter: listed when that is asked, offered first where a question is vague.

use mobile_contract::chat::{ChatOption, Message, NewConversation, Outcome};
use mobile_contract::qr::ScannedCode;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{PASSPORTS, WARD, at, meaning};

#[rstest]
#[tokio::test]
async fn what_is_done_at_the_counter_is_listed_and_chosen_from(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = meaning(&app, WARD).await;
    for said in [
        "thủ tục ở đây",
        "thu tuc o day",
        "quầy này làm gì",
        "quay nay lam gi",
        "What can I do here?",
    ] {
        let citizen = at(&app, WARD).await;
        let list = citizen.say(said).await;
        assert_eq!(list.outcome, Outcome::Answered, "{said}: {list:?}");
        let codes: Vec<_> = list
            .options
            .iter()
            .map(|o| o.procedure_code.clone())
            .collect();
        let done: Vec<_> = shown
            .procedures
            .iter()
            .map(|p| Some(p.code.clone()))
            .collect();
        assert_eq!(codes, done, "{said}");
        for procedure in &shown.procedures {
            assert!(list.text.contains(&procedure.title), "{said}: {list:?}");
        }
        assert!(!list.citations.is_empty(), "{list:?}");
        let answer = citizen.choose(&list.options[1]).await;
        let about = answer.procedure.map(|p| p.code);
        assert_eq!(about, list.options[1].procedure_code, "{said}");
        let again = at(&app, WARD).await;
        let _ = again.say(said).await;
        let numbered = again.say("2").await.procedure.map(|p| p.code);
        assert_eq!(numbered, about, "{said}");
    }
}

fn is_done(option: &ChatOption, shown: &ScannedCode) -> bool {
    let mut done = shown.procedures.iter();
    done.any(|procedure| Some(&procedure.code) == option.procedure_code.as_ref())
}

#[tokio::test]
async fn what_is_done_at_the_counter_is_offered_first() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let mut met = 0;
    // Which of them is vague depends on the knowledge.
    for (code, said) in [
        ("WDSS2A6", "sổ đỏ"),
        ("7WPPH22", "bảo hiểm"),
        (WARD, "khai sinh"),
        (WARD, "dang ky"),
        (WARD, "ket hon"),
        (PASSPORTS, "hộ chiếu"),
    ] {
        let shown = meaning(&app, code).await;
        // The same place, so that only the counter differs.
        let place = shown.place.as_ref().map(|place| place.id.to_string());
        let beginning = NewConversation {
            place,
            ..NewConversation::default()
        };
        let plain = app.citizen_with(&beginning).await.say(said).await;
        let here = at(&app, code).await.say(said).await;
        if plain.outcome != Outcome::Clarify || here.outcome != Outcome::Clarify {
            continue;
        }
        let sorted = |message: &Message| {
            let mut ids: Vec<String> = message.options.iter().map(|o| o.id.clone()).collect();
            ids.sort();
            ids
        };
        assert_eq!(sorted(&plain), sorted(&here), "{said}");
        let done: Vec<bool> = here.options.iter().map(|o| is_done(o, &shown)).collect();
        let first = done.iter().take_while(|done| **done).count();
        assert!(done[first..].iter().all(|done| !done), "{said}: {here:?}");
        met += first;
    }
    assert!(met > 0);
}
