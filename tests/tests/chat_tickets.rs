//! Questions passed on from a conversation: what goes along, and what does not.

use mobile_contract::chat::{NewConversation, Outcome};
use mobile_contract::client::{Conversation, TicketKey};
use mobile_contract::ticket::{NewTicket, TicketFromChat};
use mobile_contract::{ErrorCode, Locale};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, Citizen, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

const KEY: &str = "0198c0de-aaaa-bbbb-cccc";
const UNKNOWN: &str = "cho em hỏi thuê xuồng kayak cần giấy tờ gì";
const BIRTH: &str = "lam giay khai sinh cho con can giay to gi";

fn about(text: &str, share_conversation: bool) -> TicketFromChat {
    TicketFromChat {
        ticket: NewTicket {
            text: text.to_owned(),
            ..NewTicket::default()
        },
        share_conversation,
        ..TicketFromChat::default()
    }
}

/// What lies in the database of every ticket: source, language, place, conversation.
async fn stored(app: &App) -> Vec<(String, String, Option<String>, Option<String>)> {
    let db = app.database().await;
    let query = Statement::from_string(
        db.get_database_backend(),
        "SELECT source, locale, place, conversation FROM tickets ORDER BY received_at, id",
    );
    let rows = db.query_all_raw(query).await.unwrap();
    rows.iter()
        .map(|row| {
            (
                row.try_get_by_index(0).unwrap(),
                row.try_get_by_index(1).unwrap(),
                row.try_get_by_index(2).unwrap(),
                row.try_get_by_index(3).unwrap(),
            )
        })
        .collect()
}

async fn passed_on(citizen: &Citizen, body: &TicketFromChat) -> TicketKey {
    let opened = citizen
        .client
        .pass_on(&citizen.conversation, body, None)
        .await
        .unwrap();
    TicketKey::from(&opened)
}

#[rstest]
#[tokio::test]
async fn a_conversation_goes_along_only_when_the_citizen_agrees(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let answer = citizen.say(UNKNOWN).await;
    assert_eq!(answer.outcome, Outcome::NotFound);
    assert!(answer.text.contains("gửi câu hỏi này"), "{}", answer.text);
    let alone = passed_on(&citizen, &about(UNKNOWN, false)).await;
    let shared = passed_on(&citizen, &about(UNKNOWN, true)).await;
    assert_ne!(alone.code(), shared.code());

    let rows = stored(&app).await;
    assert!(rows.iter().all(|row| row.0 == "chat"), "{rows:?}");
    let kept: Vec<_> = rows.iter().filter_map(|row| row.3.as_deref()).collect();
    assert_eq!(kept.len(), 1, "only one was shared: {rows:?}");
    let lines: Vec<String> = serde_json::from_str(kept[0]).unwrap();
    assert!(
        lines.contains(&format!("Người dân: {UNKNOWN}")),
        "{lines:?}"
    );
    assert!(
        lines
            .last()
            .unwrap()
            .starts_with("Trợ lý: Tôi chưa tìm thấy"),
        "{lines:?}"
    );
    // Each opens with a secret of its own.
    let client = app.client();
    assert_eq!(client.ticket(&alone).await.unwrap().messages.len(), 1);
    let crossed = TicketKey::new(alone.code().clone(), shared.secret());
    assert!(client.ticket(&crossed).await.is_err());
}

#[rstest]
#[tokio::test]
async fn place_procedure_and_language_stand_in_for_what_is_left_out(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let beginning = NewConversation {
        place: Some("xa-yen-my".to_owned()),
        locale: Some(Locale::En),
        ..NewConversation::default()
    };
    let citizen = app.citizen_with(&beginning).await;
    let answer = citizen.say(BIRTH).await;
    assert_eq!(answer.outcome, Outcome::Answered, "{answer:?}");
    let key = passed_on(
        &citizen,
        &about("The officer asked for one more paper.", false),
    )
    .await;
    let ticket = app.client().ticket(&key).await.unwrap();
    assert_eq!(ticket.procedure.unwrap().code.as_str(), "1.001193");
    assert_eq!(ticket.place.unwrap().id.as_str(), "xa-yen-my");
    assert_eq!(stored(&app).await[0].1, "en");

    // What the citizen names counts more.
    let mut named = about("hoi ve viec nay", false);
    named.ticket.place = Some("xa-an-thi".to_owned());
    let key = passed_on(&citizen, &named).await;
    let place = app.client().ticket(&key).await.unwrap().place;
    assert_eq!(place.unwrap().id.as_str(), "xa-an-thi");
}

#[rstest]
#[tokio::test]
async fn only_the_holder_passes_on_and_twice_is_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let body = about(UNKNOWN, true);
    let stranger = Conversation::new(citizen.conversation.id(), "x");
    let refused = citizen.client.pass_on(&stranger, &body, None).await;
    let problem = refused.unwrap_err().problem().cloned().unwrap();
    assert_eq!(problem.code, ErrorCode::NotFound);

    let client = &citizen.client;
    let first = client
        .pass_on(&citizen.conversation, &body, Some(KEY))
        .await;
    let again = client
        .pass_on(&citizen.conversation, &body, Some(KEY))
        .await;
    assert_eq!(first.unwrap().ticket.code, again.unwrap().ticket.code);
    assert_eq!(stored(&app).await.len(), 1);
    let other = client
        .pass_on(&citizen.conversation, &about(BIRTH, true), Some(KEY))
        .await;
    let problem = other.unwrap_err().problem().cloned().unwrap();
    assert_eq!(problem.code, ErrorCode::IdempotencyConflict);
    let short = client
        .pass_on(&citizen.conversation, &body, Some("short"))
        .await;
    let problem = short.unwrap_err().problem().cloned().unwrap();
    assert_eq!(problem.code, ErrorCode::Invalid);
}
