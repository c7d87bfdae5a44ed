//! What was not answered well is kept, masked, grouped, and leads to what would close it.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use mobile_contract::chat::{Message, NewFeedback, Outcome};
use mobile_contract::client::Client;
use mobile_contract::{Locale, chat};
use motcua::app::{index_dir, open_database};
use motcua::gaps::{Kind, Report, Reviewer, Suggestion, Window, store};
use motcua::knowledge::{Engines, Knowledge};
use motcua_seed::Bundle;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::program::{self, Serving};
use motcua_tests::{App, Citizen, spawn_app, watched};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

/// So short that many procedures fit.
const VAGUE: &str = "dang ky";
/// About nothing that the province does.
const UNKNOWN: &str = "cho em hỏi thuê xuồng kayak cần giấy tờ gì";
const REWORDED: [&str; 2] = ["thue xuong kayak o dau ạ", "mình muốn thuê xuồng kayak"];

fn now(app: &App) -> DateTime<Utc> {
    app.clock().now()
}

/// The misses of the last days, as of a time.
async fn misses(app: &App, at: DateTime<Utc>) -> Report {
    let db = open_database(app.storage()).await.unwrap();
    let knowledge = Knowledge::load(&db, Engines::embedded(index_dir(app.storage())))
        .await
        .unwrap();
    let reviewer = Reviewer {
        engine: Arc::clone(&knowledge.engine.get()),
        vocabularies: Arc::new(Bundle::embedded().unwrap().vocabularies),
        procedures: knowledge.procedures.keep(),
        faqs: knowledge.faqs.keep(),
    };
    let window = Window {
        since: at - Duration::days(30),
        now: at,
        groups: 20,
    };
    let report = reviewer.report(&*db, window).await.unwrap();
    db.close().await.unwrap();
    report
}

/// The first column of every row of a query, as text.
async fn column(app: &App, sql: &str) -> Vec<String> {
    let db = app.database().await;
    let query = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(query).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

async fn rate(citizen: &Citizen, message: &Message, helpful: bool) -> chat::Feedback {
    let feedback = NewFeedback {
        helpful,
        comment: None,
    };
    citizen
        .client
        .rate(&citizen.conversation, message.id, &feedback, None)
        .await
        .unwrap()
}

#[rstest]
#[tokio::test]
async fn a_question_that_nothing_fits_is_grouped_with_its_rewordings(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for text in [UNKNOWN, REWORDED[0], REWORDED[1], "zzzxqwjf"] {
        let answer = app.citizen().await.say(text).await;
        assert_eq!(answer.outcome, Outcome::NotFound, "{text}: {answer:?}");
    }
    let report = misses(&app, now(&app)).await;
    assert_eq!((report.misses, report.groups_found), (4, 2), "{report:?}");
    let group = &report.groups[0];
    assert_eq!((group.misses, group.conversations), (3, 3), "{group:?}");
    assert_eq!(group.kinds[&Kind::NotFound], 3);
    assert!(group.examples.contains(&UNKNOWN.to_owned()), "{group:?}");
    assert!(
        matches!(group.suggestion, Suggestion::NewTopic { .. }),
        "{group:?}"
    );
}

#[rstest]
#[tokio::test]
async fn a_clarifying_question_counts_only_when_no_choice_is_taken(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let later = now(&app) + Duration::hours(2);

    let chooses = app.citizen().await;
    let asked = chooses.say(VAGUE).await;
    assert_eq!(asked.outcome, Outcome::Clarify, "{asked:?}");
    let _ = chooses.choose(&asked.options[1]).await;
    let names_a_number = app.citizen().await;
    let _ = names_a_number.say(VAGUE).await;
    let _ = names_a_number.say("2").await;
    assert_eq!(misses(&app, later).await.misses, 0);

    let goes_away = app.citizen().await;
    let _ = goes_away.say(VAGUE).await;
    assert_eq!(misses(&app, now(&app)).await.misses, 0, "too early");
    assert_eq!(misses(&app, later).await.misses, 1);

    let says_something_else = app.citizen().await;
    let _ = says_something_else.say(VAGUE).await;
    let _ = says_something_else.say("cam on ban").await;
    let report = misses(&app, now(&app)).await;
    assert_eq!(report.misses, 1, "{report:?}");
    let group = &report.groups[0];
    assert_eq!(group.kinds[&Kind::UnresolvedClarify], 1, "{group:?}");
    assert_eq!(group.examples, [VAGUE]);
    let offered = asked.options[0].procedure_code.clone().unwrap().to_string();
    assert!(group.answered_with.contains(&offered), "{group:?}");

    // A choice that comes late is a choice.
    let _ = says_something_else.choose(&asked.options[0]).await;
    assert_eq!(misses(&app, now(&app)).await.misses, 0);
}

#[rstest]
#[tokio::test]
async fn an_answer_that_did_not_help_leads_to_what_it_was_about(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let answer = citizen
        .say("lam giay khai sinh cho con can giay to gi")
        .await;
    let follow_up = citizen.say("the phi bao nhieu").await;
    assert_eq!(misses(&app, now(&app)).await.misses, 0);

    let _ = rate(&citizen, &answer, false).await;
    let _ = rate(&citizen, &follow_up, false).await;
    let report = misses(&app, now(&app)).await;
    assert_eq!((report.misses, report.not_helpful), (2, 2), "{report:?}");
    for group in &report.groups {
        assert!(group.kinds.contains_key(&Kind::NotHelpful), "{group:?}");
        let codes = &group.answered_with;
        assert!(codes.contains(&"1.001193".to_owned()), "{group:?}");
        let target = match &group.suggestion {
            Suggestion::Faq { id, .. } => id.clone(),
            Suggestion::Procedure { code, .. } => code.clone(),
            Suggestion::NewTopic { .. } => String::new(),
        };
        assert!(
            target.starts_with("khai-sinh") || target == "1.001193",
            "{group:?}"
        );
    }

    let _ = rate(&citizen, &answer, true).await;
    let _ = rate(&citizen, &follow_up, true).await;
    let report = misses(&app, now(&app)).await;
    assert_eq!((report.misses, report.helpful), (0, 2), "{report:?}");
}

#[rstest]
#[tokio::test]
async fn a_turn_is_one_miss_whatever_the_reasons(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let nothing = citizen.say("zzzxqwjf").await;
    let _ = rate(&citizen, &nothing, false).await;
    let asked = citizen.say(VAGUE).await;
    let _ = rate(&citizen, &asked, false).await;
    let kinds = column(&app, "SELECT kind FROM knowledge_gaps ORDER BY kind").await;
    assert_eq!(kinds, ["not_found", "not_helpful"]);
    // Nothing was found all the same.
    let _ = rate(&citizen, &nothing, true).await;
    let kinds = column(&app, "SELECT kind FROM knowledge_gaps ORDER BY kind").await;
    assert_eq!(kinds, ["not_found", "not_helpful"]);
}

#[tokio::test]
async fn what_is_guarded_is_never_a_miss() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    for said in [
        "cuu voi nha em dang chay",
        "so dien thoai cua toi 0912345678",
        "chao ban",
        "gia vang hom nay",
        "hồ sơ H31.12.45-220715-0012 đến đâu rồi",
    ] {
        let answer = citizen.say(said).await;
        assert_ne!(answer.outcome, Outcome::NotFound, "{answer:?}");
    }
    let kept = column(&app, "SELECT text FROM knowledge_gaps").await;
    assert_eq!(kept, Vec::<String>::new());
}

#[rstest]
#[tokio::test]
async fn numbers_are_masked_before_a_miss_is_kept(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let asked = citizen.say("cấp lại giấy chứng nhận 0912345678").await;
    let feedback = NewFeedback {
        helpful: false,
        comment: Some("gọi lại cho tôi 0987 654 321".to_owned()),
    };
    let said = citizen
        .client
        .rate(&citizen.conversation, asked.id, &feedback, Some("k1"))
        .await
        .unwrap();
    assert!(said.comment.is_some_and(|c| !c.contains("0987")));
    for sql in [
        "SELECT text FROM knowledge_gaps",
        "SELECT comment FROM message_feedback",
        "SELECT body FROM idempotency_keys",
    ] {
        let kept = column(&app, sql).await.join("\n");
        assert!(kept.contains('•'), "{sql}: {kept}");
        assert!(
            !kept.contains("0912345678") && !kept.contains("0987 654"),
            "{sql}: {kept}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn misses_are_forgotten_after_half_a_year_and_with_their_conversation(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    for _ in 0..2 {
        let answer = citizen.say("zzzxqwjf").await;
        let _ = rate(&citizen, &answer, false).await;
    }
    let db = open_database(app.storage()).await.unwrap();
    let young = store::forget_old(&*db, now(&app) + store::KEPT).await;
    assert_eq!(young.unwrap(), 0);
    let old = store::forget_old(&*db, now(&app) + store::KEPT + Duration::days(1)).await;
    assert_eq!(old.unwrap(), 4);

    let answer = citizen.say("zzzxqwjf").await;
    let _ = rate(&citizen, &answer, false).await;
    db.execute_unprepared("DELETE FROM conversations")
        .await
        .unwrap();
    db.close().await.unwrap();
    for table in ["knowledge_gaps", "message_feedback"] {
        let left = column(
            &app,
            &format!("SELECT CAST(message_id AS TEXT) FROM {table}"),
        )
        .await;
        assert_eq!(left.len(), 0, "{table}");
    }
}

#[tokio::test]
async fn the_program_prints_the_groups_with_what_would_close_them() {
    let folder = watched::folder().display().to_string();
    let nothing = program::run(&["--data-dir", &folder, "gaps"]);
    assert!(nothing.success().starts_with("0 misses"), "{nothing:?}");

    let serving = Serving::start(&["--data-dir", &folder]);
    let client = Client::new(serving.address().parse().unwrap(), Locale::Vi).unwrap();
    for text in [UNKNOWN, REWORDED[0], REWORDED[1], "👶👶"] {
        let (conversation, _) = client
            .begin_conversation(&Default::default())
            .await
            .unwrap();
        let _ = client.say(&conversation, &text.into(), None).await.unwrap();
    }
    let (conversation, _) = client
        .begin_conversation(&Default::default())
        .await
        .unwrap();
    let question = "lam khai sinh cho con co mat tien khong".into();
    let answer = client.say(&conversation, &question, None).await.unwrap();
    let feedback = NewFeedback {
        helpful: false,
        comment: Some("tôi hỏi khai sinh trễ hạn".to_owned()),
    };
    let rated = client.rate(&conversation, answer.id, &feedback, None).await;
    assert_eq!(rated.unwrap().message, answer.id);
    let _ = serving.terminate();

    let shown = program::run(&["--data-dir", &folder, "gaps", "--since", "2"]);
    let shown = shown.success();
    let at = |part: &str| {
        shown
            .find(part)
            .unwrap_or_else(|| panic!("{part:?} is missing:\n{shown}"))
    };
    assert!(at("1. 3 misses in 3 conversations") < at("2. 1 miss in 1 conversation"));
    assert!(at(UNKNOWN) < at("new topic") && at("new topic") < at("khai-sinh-mat-tien-khong"));
    let _ = at("1 of them do not say what they are about");
    let _ = at("said: tôi hỏi khai sinh trễ hạn");
    let _ = at("answered with or offered: 1.001193, khai-sinh-mat-tien-khong");
    let _ = at("that did not: 1");

    let json = program::run(&[
        "--data-dir",
        &folder,
        "gaps",
        "--format",
        "json",
        "--limit",
        "1",
    ]);
    let json: serde_json::Value = serde_json::from_str(json.success()).unwrap();
    assert_eq!(
        (&json["misses"], &json["groups_found"]),
        (&5.into(), &2.into())
    );
    assert_eq!(json["groups"].as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(json["groups"][0]["suggestion"]["target"], "new_topic");

    for wrong in [["--since", "0"], ["--since", "181"], ["--limit", "0"]] {
        let ended = program::run(&[&["--data-dir", &folder, "gaps"][..], &wrong].concat());
        assert_eq!(ended.code, Some(2), "{wrong:?}: {ended:?}");
    }
}
