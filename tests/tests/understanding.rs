//! What a search response tells of what was understood, and what chat makes of it.

use mobile_contract::chat::Outcome;
use mobile_contract::knowledge::{Audience, Facet, Level};
use mobile_contract::search::{SearchParams, SearchResponse, WordRole};
use mobile_contract::{ErrorCode, Locale};
use motcua_tests::Database::Sqlite;
use motcua_tests::app::Setup;
use motcua_tests::{App, spawn_app};
use sea_orm::{ConnectionTrait, Statement};

async fn search(app: &App, q: &str, explain: bool) -> SearchResponse {
    let params = SearchParams {
        q: q.to_owned(),
        explain: explain.then_some(true),
        ..SearchParams::default()
    };
    app.client().search(&params).await.unwrap()
}

#[tokio::test]
async fn a_search_tells_what_it_understood() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let asked =
        "công ty em ở xã Tiên Lữ, không phải cấp lại, muốn đổi sổ đỏ ở cấp xã hết bao nhiêu tiền";
    let query = search(&app, asked, false).await.query;
    assert_eq!(query.facet, Some(Facet::Fee));
    assert_eq!(query.level, Some(Level::Commune));
    assert_eq!(query.audience, Some(Audience::Enterprise));
    assert_eq!(query.place.map(|p| p.name).as_deref(), Some("Xã Tiên Lữ"));
    assert!(
        query.actions.iter().any(|a| a == "exchange"),
        "{:?}",
        query.actions
    );
    assert_eq!(query.refused, ["reissue"]);
    assert!(query.meanings.iter().any(|m| m.said.contains("sổ đỏ")));
    assert!(query.words.is_empty());
}

#[tokio::test]
async fn why_a_hit_stands_where_it_does_is_told_on_demand() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let told = search(&app, "mất căn cước làm lại ở đâu", true).await;
    let why = told.hits[0].why.as_ref().expect("a reason");
    assert!((0.0..=1.0).contains(&why.confidence));
    assert!(why.features["coverage"] > 0.5, "{why:?}");
    assert!(told.query.words.iter().any(|w| w.role == WordRole::Cue));
    let silent = search(&app, "mất căn cước làm lại ở đâu", false).await;
    assert!(silent.hits[0].why.is_none());
}

#[tokio::test]
async fn production_does_not_explain_its_ranking() {
    let setup = Setup::production();
    let Some(app) = App::spawn(Sqlite, setup).await else {
        return;
    };
    let params = SearchParams {
        q: "khai sinh".to_owned(),
        explain: Some(true),
        ..SearchParams::default()
    };
    let refused = app.client().search(&params).await.unwrap_err();
    let problem = refused.problem().expect("a problem");
    assert_eq!(problem.code, ErrorCode::Invalid);
    assert_eq!(problem.errors[0].loc, "query.explain");
}

#[tokio::test]
async fn a_place_that_there_is_not_is_refused() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let params = SearchParams {
        q: "khai sinh".to_owned(),
        place: Some("xa-khong-co".to_owned()),
        ..SearchParams::default()
    };
    let refused = app.client().search(&params).await.unwrap_err();
    assert_eq!(
        refused.problem().expect("a problem").errors[0].loc,
        "query.place"
    );
}

#[tokio::test]
async fn an_english_question_is_answered_in_english_with_the_vietnamese_name() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen_in(Locale::Vi).await;
    let answer = citizen
        .say("how much does it cost to replace a lost id card")
        .await;
    let code = answer.procedure.as_ref().map(|p| p.code.as_str());
    assert_eq!(
        (answer.outcome, code),
        (Outcome::Answered, Some("1.014064"))
    );
    assert!(
        answer
            .text
            .contains("Reissue of an identity card (Cấp lại thẻ căn cước)"),
        "{}",
        answer.text
    );
    let later = citizen.say("where do I go").await;
    assert_eq!(later.facet, Some(Facet::Place), "{later:?}");
    assert!(
        later.text.contains("Reissue of an identity card"),
        "{}",
        later.text
    );
}

#[tokio::test]
async fn the_english_questions_lead_to_their_procedures() {
    #[derive(serde::Deserialize)]
    struct Row {
        question: String,
        accept: Vec<String>,
    }
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let rows: Vec<serde_json::Value> =
        serde_saphyr::from_str(include_str!("../data/english.yaml")).unwrap();
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|row| serde_json::from_value(row).unwrap())
        .collect();
    let mut first = 0;
    for row in &rows {
        let found = search(&app, &row.question, false).await;
        let code = found.hits.first().map(|hit| hit.code.clone());
        first += usize::from(code.is_some_and(|code| row.accept.contains(&code)));
    }
    assert!(first * 100 >= rows.len() * 85, "{first} of {}", rows.len());
}

#[tokio::test]
async fn a_code_alone_is_answered() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = app.citizen().await.say("1.001193").await;
    let code = answer.procedure.as_ref().map(|p| p.code.as_str());
    assert_eq!(
        (answer.outcome, code),
        (Outcome::Answered, Some("1.001193"))
    );
}

#[tokio::test]
async fn a_one_time_code_is_refused_and_not_kept() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let answer = citizen.say("mã otp là 482913 nhé").await;
    assert_eq!(answer.outcome, Outcome::PersonalData, "{answer:?}");
    let db = app.database().await;
    let rows = db
        .query_all_raw(Statement::from_string(
            db.get_database_backend(),
            "SELECT text FROM messages",
        ))
        .await
        .unwrap();
    let texts: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "text").unwrap())
        .collect();
    assert!(!texts.iter().any(|t| t.contains("482913")), "{texts:?}");
}

#[tokio::test]
async fn another_part_is_corrected_without_leaving_the_procedure() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for said in [
        "không, tôi hỏi phí",
        "ý em là phí bao nhiêu",
        "không phải đóng phí à",
    ] {
        let citizen = app.citizen().await;
        let _ = citizen.say("lam ho chieu can giay to gi").await;
        let answer = citizen.say(said).await;
        let code = answer.procedure.as_ref().map(|p| p.code.as_str());
        assert_eq!(
            (code, answer.facet),
            (Some("1.001456"), Some(Facet::Fee)),
            "{said}: {answer:?}"
        );
    }
}

#[tokio::test]
async fn this_is_not_lately() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    let _ = citizen.say("lam giay khai sinh can gi").await;
    let _ = citizen.say("làm hộ chiếu cần giấy tờ gì").await;
    let answer = citizen.say("thủ tục này mất bao lâu").await;
    let code = answer.procedure.as_ref().map(|p| p.code.as_str());
    assert_eq!(code, Some("1.001456"), "{answer:?}");
}
