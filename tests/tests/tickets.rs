//! Tickets as their senders know them: sent, routed, clocked, added to, taken back.

use mobile_contract::ErrorCode;
use mobile_contract::client::{Client, ClientError, TicketKey};
use mobile_contract::limits::TICKET_CHARS;
use mobile_contract::ticket::{
    Author, ClockPhase, NewContact, NewRating, NewTicket, OpenedTicket, TicketKind, TicketState,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const KEY: &str = "0198c0de-aaaa-bbbb-cccc";

fn about_birth() -> NewTicket {
    NewTicket {
        text: "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some(a_commune().to_owned()),
        ..NewTicket::default()
    }
}

/// A commune of today.
const fn a_commune() -> &'static str {
    "xa-yen-my"
}

fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

async fn sent(client: &Client, new: &NewTicket) -> (OpenedTicket, TicketKey) {
    let opened = client.send_ticket(new, None).await.unwrap();
    let key = TicketKey::from(&opened);
    (opened, key)
}

#[rstest]
#[tokio::test]
async fn a_ticket_goes_to_the_agency_responsible_with_two_clocks(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (opened, key) = sent(&client, &about_birth()).await;
    let ticket = opened.ticket;
    assert_eq!(ticket.state, TicketState::WithAgency);
    let agency = ticket.agency.clone().unwrap();
    assert!(agency.name.contains("Yên Mỹ"), "{agency:?}");
    assert_eq!(ticket.procedure.clone().unwrap().code.as_str(), "1.001193");
    assert_eq!(ticket.dispatch.phase, ClockPhase::Done);
    let reply = ticket.reply.clone().unwrap();
    // Monday the 23rd at nine, five working days, the office closes at five.
    assert_eq!(reply.due.unwrap().to_rfc3339(), "2026-11-30T10:00:00+00:00");
    assert!(
        reply.explanation.contains("5 ngày làm việc"),
        "{}",
        reply.explanation
    );
    assert!(ticket.explanation.contains(&agency.name));
    assert_eq!(client.ticket(&key).await.unwrap(), ticket);
    let english = app
        .client_in(mobile_contract::Locale::En)
        .ticket(&key)
        .await
        .unwrap();
    assert!(
        english.explanation.contains("will answer you"),
        "{}",
        english.explanation
    );
}

#[rstest]
#[tokio::test]
async fn what_nobody_can_tell_waits_in_the_queue_and_its_dispatch_clock_runs(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let new = NewTicket {
        text: "cho hoi cai nay voi".to_owned(),
        ..NewTicket::default()
    };
    let (opened, key) = sent(&app.client(), &new).await;
    assert_eq!(opened.ticket.state, TicketState::Unrouted);
    assert_eq!(opened.ticket.agency, None);
    assert_eq!(opened.ticket.reply, None);
    assert_eq!(opened.ticket.dispatch.phase, ClockPhase::Running);
    assert!(!opened.ticket.dispatch.overdue);
    app.clock().set("2026-11-23T02:16:00Z".parse().unwrap());
    let later = app.client().ticket(&key).await.unwrap();
    assert!(
        later.dispatch.overdue,
        "fifteen working minutes have passed"
    );
}

#[rstest]
#[case(
    "toi khieu nai quyet dinh thu hoi dat cua uy ban xa",
    TicketKind::Complaint
)]
#[case("toi muon to cao can bo xa nhan hoi lo", TicketKind::Denunciation)]
#[tokio::test]
async fn what_has_a_legal_track_of_its_own_is_explained_and_handed_over(
    #[case] text: &str,
    #[case] kind: TicketKind,
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let new = NewTicket {
        text: text.to_owned(),
        // Chosen by the sender, and not believed.
        kind: Some(TicketKind::Question),
        place: Some(a_commune().to_owned()),
        ..NewTicket::default()
    };
    let (opened, key) = sent(&app.client(), &new).await;
    assert_eq!(opened.ticket.kind, kind);
    assert_eq!(opened.ticket.state, TicketState::HandedOver);
    assert!(
        opened
            .ticket
            .explanation
            .contains("không giải quyết tại đây")
    );
    let refused = app
        .client()
        .write_to_ticket(&key, "thêm")
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::TicketState));
}

#[rstest]
#[tokio::test]
async fn a_double_tap_is_one_ticket_and_the_last_secret_opens_it(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let new = about_birth();
    let (a, b) = tokio::join!(
        client.send_ticket(&new, Some(KEY)),
        client.send_ticket(&new, Some(KEY))
    );
    // At the very same time one may be told to wait; sent again, it is the same ticket.
    let again = client.send_ticket(&new, Some(KEY)).await.unwrap();
    for other in [a, b].into_iter().flatten() {
        assert_eq!(other.ticket.code, again.ticket.code);
    }
    let database = app.database().await;
    let count = sea_orm::Statement::from_string(
        database.get_database_backend(),
        "SELECT COUNT(*) AS n FROM tickets".to_owned(),
    );
    let count = database.query_one_raw(count).await.unwrap().unwrap();
    assert_eq!(count.try_get::<i64>("", "n").unwrap(), 1);
    client.ticket(&TicketKey::from(&again)).await.unwrap();
    let other = NewTicket {
        text: "khac".to_owned(),
        ..NewTicket::default()
    };
    let refused = client.send_ticket(&other, Some(KEY)).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::IdempotencyConflict));
    let refused = client.send_ticket(&new, Some("1")).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Invalid));
}

#[rstest]
#[tokio::test]
async fn only_its_secret_opens_a_ticket(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (opened, _) = sent(&client, &about_birth()).await;
    let (_, other) = sent(&client, &about_birth()).await;
    let code = opened.ticket.code.clone();
    for secret in [other.secret(), "", "x", "'; DROP TABLE tickets; --"] {
        let refused = client.ticket(&TicketKey::new(code.clone(), secret)).await;
        let refused = refused.unwrap_err();
        let status = refused.problem().unwrap().status;
        assert!(matches!(status, 401 | 404), "{secret}: {status}");
    }
    let unknown = TicketKey::new("P00000000-0".parse().unwrap(), other.secret());
    let refused = client.ticket(&unknown).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::TicketNotFound));
}

#[rstest]
#[tokio::test]
async fn personal_numbers_are_masked_and_contacts_lie_encrypted(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let new = NewTicket {
        text: "CCCD cua toi 033099001234, sao chua co giay khai sinh".to_owned(),
        contact: Some(NewContact {
            name: Some("Nguyễn Thị Hoa".to_owned()),
            phone: Some("0912 345 678".to_owned()),
            mail: Some("hoa@example.vn".to_owned()),
            prefer: None,
        }),
        ..about_birth()
    };
    let (opened, _) = sent(&app.client(), &new).await;
    assert!(!opened.ticket.messages[0].text.contains("033099001234"));
    let database = app.database().await;
    let row = database
        .query_one_raw(sea_orm::Statement::from_string(
            database.get_database_backend(),
            "SELECT contact, excerpt FROM tickets".to_owned(),
        ))
        .await
        .unwrap()
        .unwrap();
    let contact: String = row.try_get("", "contact").unwrap();
    for open in ["912", "Hoa", "example"] {
        assert!(!contact.contains(open), "{contact}");
    }
    assert!(
        !row.try_get::<String>("", "excerpt")
            .unwrap()
            .contains("033099001234")
    );
}

#[rstest]
#[tokio::test]
async fn a_sender_adds_and_takes_back(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (_, key) = sent(&client, &about_birth()).await;
    let ticket = client
        .write_to_ticket(&key, "Mã hồ sơ tôi để ở nhà")
        .await
        .unwrap();
    assert_eq!(ticket.messages.len(), 2);
    assert!(ticket.messages.iter().all(|m| m.author == Author::Citizen));
    let rating = NewRating {
        score: 5,
        comment: None,
    };
    let refused = client.rate_ticket(&key, &rating).await.unwrap_err();
    assert_eq!(
        code_of(&refused),
        Some(ErrorCode::TicketState),
        "not answered yet"
    );
    let ticket = client.withdraw_ticket(&key).await.unwrap();
    assert_eq!(ticket.state, TicketState::Withdrawn);
    assert_eq!(ticket.reply.unwrap().phase, ClockPhase::Done);
    for refused in [
        client.withdraw_ticket(&key).await.unwrap_err(),
        client.write_to_ticket(&key, "x").await.unwrap_err(),
        client.reopen_ticket(&key, "x").await.unwrap_err(),
    ] {
        assert_eq!(code_of(&refused), Some(ErrorCode::TicketState));
    }
}

async fn refused_field(app: &App, body: Value) -> (u16, String) {
    let response = app.post("/v1/tickets").json(&body).send().await.unwrap();
    let status = response.status().as_u16();
    let problem: Value = response.json().await.unwrap();
    let loc = problem["errors"][0]["loc"].as_str().unwrap_or_default();
    (status, loc.to_owned())
}

#[rstest]
#[tokio::test]
async fn what_is_not_acceptable_is_said_and_nothing_is_kept(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let long = "a".repeat(TICKET_CHARS + 1);
    for (body, loc) in [
        (json!({"text": " \u{200b} "}), "body.text"),
        (json!({"text": long}), "body.text"),
        (
            json!({"text": "a", "procedure": "9.999999"}),
            "body.procedure",
        ),
        (json!({"text": "a", "procedure": "x"}), "body.procedure"),
        (json!({"text": "a", "place": "khong-co"}), "body.place"),
        (json!({"text": "a", "qr": "0000000"}), "body.qr"),
        (
            json!({"text": "a", "contact": {"phone": "12"}}),
            "body.contact.phone",
        ),
        (
            json!({"text": "a", "contact": {"mail": "a@b.vn\r\nBcc: c@d.vn"}}),
            "body.contact.mail",
        ),
        (
            json!({"text": "a", "contact": {"name": "a".repeat(200)}}),
            "body.contact.name",
        ),
        (
            json!({"text": "a", "contact": {"name": "Hoa\nBcc: x@y.vn"}}),
            "body.contact.name",
        ),
        (json!({"text": "a", "more": 1}), "body"),
        (json!({}), "body"),
    ] {
        assert_eq!(
            refused_field(&app, body.clone()).await,
            (422, loc.to_owned()),
            "{body}"
        );
    }
    let database = app.database().await;
    let rows = database
        .query_all_raw(sea_orm::Statement::from_string(
            database.get_database_backend(),
            "SELECT id FROM tickets".to_owned(),
        ))
        .await
        .unwrap();
    assert!(rows.is_empty());
}
