//! A conversation begun at a counter knows where it is held, answers with what is done there first, and its ticket
//! keeps the counter.

mod elsewhere;
mod listed;
mod tickets;

use mobile_contract::accounts::Role;
use mobile_contract::chat::{Conversation, Message, NewConversation, Outcome};
use mobile_contract::client::TicketKey;
use mobile_contract::qr::{RevokeQrCode, ScannedCode};
use mobile_contract::ticket::{NewTicket, Ticket, TicketFromChat};
use mobile_contract::{Locale, QrCode};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::rated::{COUNTER, QR};
use motcua_tests::{App, Citizen, send, spawn_app};
use rstest::rstest;
use serde_json::json;

/// Justice, at the province's centre: its code, its agency.
const JUSTICE: (&str, &str) = ("S6QDAVC", "so-tu-phap");
/// Passports, at the province's police.
const PASSPORTS: &str = "H3TVEEW";
/// Births and marriages, at a ward.
const WARD: &str = "QT8489H";
const HARD: &str = "nhân viên ở đây gây khó dễ";
const LICENCE: &str = "bằng lái bị mất làm lại thế nào";

async fn at(app: &App, qr: &str) -> Citizen {
    app.citizen_with(&scan(qr, Locale::Vi)).await
}

fn scan(qr: &str, locale: Locale) -> NewConversation {
    NewConversation {
        qr: Some(qr.to_owned()),
        locale: Some(locale),
        ..NewConversation::default()
    }
}

async fn meaning(app: &App, qr: &str) -> ScannedCode {
    let answer = send(app.get(&format!("/v1/qr/{qr}"))).await;
    answer.expect(200).read()
}

async fn withdraw(app: &App, qr: &str) {
    let (_, keeper) = app.signed_in(LAN, Role::Administrator, None).await;
    let code: QrCode = qr.parse().unwrap();
    let why = RevokeQrCode {
        reason: "Biển bị dán đè, cần thu hồi".to_owned(),
    };
    keeper.revoke_qr_code(&code, &why).await.unwrap();
}

fn about(text: &str) -> TicketFromChat {
    TicketFromChat {
        ticket: NewTicket {
            text: text.to_owned(),
            ..NewTicket::default()
        },
        share_conversation: false,
        ..TicketFromChat::default()
    }
}

async fn passed_on(citizen: &Citizen, body: &TicketFromChat) -> Ticket {
    let opened = citizen
        .client
        .pass_on(&citizen.conversation, body, None)
        .await
        .unwrap();
    let key = TicketKey::from(&opened);
    let ticket = citizen.client.ticket(&key).await.unwrap();
    assert_eq!(ticket.counter, opened.ticket.counter);
    ticket
}

fn counter_of(ticket: &Ticket) -> Option<&str> {
    Some(ticket.counter.as_ref()?.id.as_str())
}

fn agency_of(ticket: &Ticket) -> Option<&str> {
    Some(ticket.agency.as_ref()?.id.as_str())
}

/// Counter and agency, as a message tells them.
fn place_of(message: &Message) -> (Option<&str>, Option<&str>) {
    let counter = message.counter.as_ref().map(|c| c.id.as_str());
    (counter, message.agency.as_ref().map(|a| a.id.as_str()))
}

#[rstest]
#[tokio::test]
async fn the_greeting_and_every_answer_tell_where_one_is(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (code, agency) = JUSTICE;
    let shown = meaning(&app, code).await;
    let counter = shown.counter.unwrap();
    let place = shown.place.unwrap();
    let begun = app.post("/v1/chat/conversations");
    let begun: Conversation = send(begun.json(&json!({"qr": code})))
        .await
        .expect(201)
        .read();
    assert_eq!(begun.counter.as_ref(), Some(&counter));
    assert_eq!(begun.agency.unwrap().id.as_str(), agency);
    assert_eq!(begun.place.as_ref(), Some(&place));
    let greeting = &begun.message;
    let told = (Some(counter.id.as_str()), Some(agency));
    assert_eq!(place_of(greeting), told);
    for words in ["Bạn đang ở quầy", &counter.name, "tỉnh Hưng Yên"] {
        assert!(greeting.text.contains(words), "{words}: {greeting:?}");
    }

    let english = app.citizen_with(&scan(code, Locale::En)).await;
    let text = &english.greeting.text;
    assert!(
        text.contains("You are at the counter") && text.contains(&counter.name),
        "{text}"
    );
    let citizen = at(&app, code).await;
    for said in ["lam giay khai sinh cho con can giay to gi", "cảm ơn", HARD] {
        assert_eq!(place_of(&citizen.say(said).await), told, "{said}");
    }
}

#[rstest]
#[tokio::test]
async fn a_counter_whose_body_ended_tells_the_body_of_today(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = meaning(&app, QR).await;
    let agency = shown.agency.unwrap();
    assert_ne!(agency.id.as_str(), "ubnd-thi-xa-my-hao");
    let citizen = at(&app, QR).await;
    let greeting = &citizen.greeting;
    assert_eq!(greeting.agency.as_ref(), Some(&agency));
    assert_eq!(greeting.counter.as_ref().unwrap().id.as_str(), COUNTER);
    // Who does its work today.
    let notice = shown.notice.unwrap();
    assert!(greeting.text.contains(&notice), "{greeting:?}");
    let told = citizen.say(HARD).await;
    assert_eq!(told.outcome, Outcome::Feedback, "{told:?}");
    let ticket = passed_on(&citizen, &about(HARD)).await;
    assert_eq!(counter_of(&ticket), Some(COUNTER));
    assert_eq!(agency_of(&ticket), Some(agency.id.as_str()));
}

#[rstest]
#[tokio::test]
async fn a_code_that_was_withdrawn_tells_nothing_any_more(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = at(&app, WARD).await;
    assert!(citizen.greeting.counter.is_some());
    withdraw(&app, WARD).await;
    let answer = citizen.say(HARD).await;
    assert_eq!(place_of(&answer), (None, None), "{answer:?}");
    assert!(!answer.text.contains("ghi sẵn quầy"), "{answer:?}");
    let list = citizen.say("thủ tục ở đây").await;
    assert!(list.options.iter().all(|o| !o.id.starts_with("here:")));
    // What the citizen never typed is not what is refused.
    let ticket = passed_on(&citizen, &about(HARD)).await;
    assert_eq!(counter_of(&ticket), None);
    let begun = app.post("/v1/chat/conversations");
    let _ = send(begun.json(&json!({"qr": WARD}))).await.expect(422);
}

#[rstest]
#[tokio::test]
async fn without_a_code_nothing_is_told_of_counters(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let begun = send(app.post("/v1/chat/conversations").json(&json!({}))).await;
    let body = begun.expect(201).json();
    for name in ["counter", "agency", "place"] {
        assert!(body[name].is_null(), "{name}: {body}");
        assert!(body["message"].get(name).is_none(), "{name}: {body}");
    }
    let citizen = app.citizen().await;
    assert!(!citizen.greeting.text.contains("quầy"));
    let answer = citizen.say(LICENCE).await;
    assert!(!answer.text.contains("có làm tại quầy"), "{answer:?}");
    assert_eq!(place_of(&answer), (None, None));
    let list = citizen.say("thủ tục ở đây").await;
    assert!(list.options.iter().all(|o| !o.id.starts_with("here:")));
    let ticket = passed_on(&citizen, &about(HARD)).await;
    assert_eq!(counter_of(&ticket), None);
}

#[rstest]
#[tokio::test]
async fn another_counter_of_the_place_is_named_where_it_is_known(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let line = "Thủ tục này có làm tại quầy: Công an tỉnh – Quầy Đăng ký xe, giấy phép lái xe.";
    let citizen = at(&app, PASSPORTS).await;
    let answer = citizen.say(LICENCE).await;
    let about = answer.procedure.as_ref().unwrap().code.clone();
    assert_eq!(about.as_str(), "3.000348", "{answer:?}");
    // The counter of the department that has ended does it no more.
    assert!(answer.text.ends_with(line), "{answer:?}");
    // Said once.
    let fee = citizen.say("phí bao nhiêu").await;
    assert!(!fee.text.contains("có làm tại quầy"), "{fee:?}");
    // Nothing is said at the counter that does it, in another place, and of what no counter is known for.
    for (code, said) in [
        ("V5H4N8T", LICENCE),
        (WARD, LICENCE),
        (PASSPORTS, "dang ky tam tru can giay to gi"),
    ] {
        let answer = at(&app, code).await.say(said).await;
        assert!(!answer.text.contains("có làm tại quầy"), "{answer:?}");
    }
}
