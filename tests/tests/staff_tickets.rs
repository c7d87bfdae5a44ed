//! Tickets as operators and agencies know them: seen within their rights, sent on, taken on, answered.

mod answers;
mod joined;
mod routing;

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{Client, ClientError, SignedIn, TicketKey};
use mobile_contract::ticket::{
    Author, CallerTicket, ClockPhase, DraftState, Merge, NewAnswer, NewDraft, NewNote, NewRating,
    NewRequest, NewTicket, Revision, StaffTicketFilter, TicketCode, TicketEventKind, TicketSource,
    TicketState, Transfer,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{PASSWORD, with};
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const HELPFUL: &str = "Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.";
const REASON: &str = "Việc này thuộc thẩm quyền của nơi nhận";

fn about_birth() -> NewTicket {
    NewTicket {
        text: "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..NewTicket::default()
    }
}

fn unclear() -> NewTicket {
    NewTicket {
        text: "cho hoi cai nay voi".to_owned(),
        ..NewTicket::default()
    }
}

async fn sent(client: &Client, new: &NewTicket) -> (TicketKey, Option<String>) {
    let opened = client.send_ticket(new, None).await.unwrap();
    let agency = opened.ticket.agency.as_ref().map(|a| a.id.to_string());
    (TicketKey::from(&opened), agency)
}

fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

fn answer(revision: i32, text: &str) -> NewAnswer {
    NewAnswer {
        revision,
        text: Some(text.to_owned()),
        cites: vec!["1.001193".to_owned()],
        anyway: false,
    }
}

fn request(revision: i32, text: &str) -> NewRequest {
    NewRequest {
        revision,
        text: text.to_owned(),
    }
}

fn to(revision: i32, agency: &str) -> Transfer {
    Transfer {
        revision,
        to: agency.to_owned(),
        reason: REASON.to_owned(),
    }
}

async fn officer(app: &App, agency: &str, login: &str) -> SignedIn {
    app.signed_in(login, Role::Officer, Some(agency)).await.1
}

/// Signs in once more: tokens last ten minutes, and the clock was moved on.
async fn again(app: &App, login: &str) -> SignedIn {
    let client = app.client();
    let tokens = client.login(&with(login, PASSWORD)).await.unwrap();
    client.signed_in(tokens.access_token)
}

async fn revision(staff: &SignedIn, code: &TicketCode) -> i32 {
    staff.staff_ticket(code).await.unwrap().revision
}

#[rstest]
#[tokio::test]
async fn from_the_question_to_the_answer_and_once_more(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &about_birth()).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    let code = key.code();

    let queue = lan.tickets(&StaffTicketFilter::default()).await.unwrap();
    assert_eq!(queue.items.len(), 1);
    assert_eq!(&queue.items[0].code, code);
    let seen = lan.staff_ticket(code).await.unwrap();
    assert_eq!(seen.history[0].kind, TicketEventKind::Received);
    assert!(!seen.routing.is_empty());
    let due = seen.ticket.reply.clone().unwrap().due.unwrap();

    // A note is for colleagues, whatever becomes of the ticket.
    let note = NewNote {
        text: "bí mật nội bộ".to_owned(),
    };
    let noted = lan.note_on_ticket(code, &note).await.unwrap();
    assert_eq!(noted.notes.len(), 1);

    let asked = lan
        .ask_sender(
            code,
            &request(noted.revision, "Bạn gửi số trên giấy hẹn giúp nhé."),
        )
        .await
        .unwrap();
    assert_eq!(asked.ticket.state, TicketState::WaitingForCitizen);
    let waiting = client.ticket(&key).await.unwrap().reply.unwrap();
    assert_eq!((waiting.phase, waiting.due), (ClockPhase::Paused, None));
    app.clock().set("2026-11-24T02:00:00Z".parse().unwrap());
    let written = client
        .write_to_ticket(&key, "Giấy hẹn ghi ngày 20")
        .await
        .unwrap();
    assert_eq!(written.state, TicketState::WithAgency);
    // Eight working hours of standing still, one day more.
    let moved = written.reply.unwrap().due.unwrap();
    assert_eq!(moved - due, chrono::TimeDelta::days(1));

    let lan = again(&app, "lan@a.vn").await;
    let before = revision(&lan, code).await;
    let answered = lan
        .answer_ticket(code, &answer(before, HELPFUL))
        .await
        .unwrap();
    assert_eq!(answered.ticket.state, TicketState::Answered);
    let read = client.ticket(&key).await.unwrap();
    let last = read.messages.last().unwrap();
    assert_eq!((last.author, last.text.as_str()), (Author::Agency, HELPFUL));
    assert_eq!(last.citations.len(), 1);
    assert_eq!(read.reply.clone().unwrap().phase, ClockPhase::Done);
    let shown = serde_json::to_string(&read).unwrap();
    assert!(!shown.contains("bí mật"), "{shown}");

    let rating = NewRating {
        score: 2,
        comment: Some("chưa rõ".to_owned()),
    };
    assert_eq!(
        client
            .rate_ticket(&key, &rating)
            .await
            .unwrap()
            .rating
            .unwrap()
            .score,
        2
    );
    app.clock().set("2026-11-25T02:00:00Z".parse().unwrap());
    let reopened = client
        .reopen_ticket(&key, "Giấy hẹn tôi làm mất rồi")
        .await
        .unwrap();
    assert_eq!(reopened.state, TicketState::WithAgency);
    assert_eq!(reopened.rating, None);
    assert!(reopened.reply.unwrap().due.unwrap() > moved);
    let lan = again(&app, "lan@a.vn").await;
    let before = revision(&lan, code).await;
    lan.answer_ticket(code, &answer(before, HELPFUL))
        .await
        .unwrap();
    app.clock().set("2026-12-06T02:00:00Z".parse().unwrap());
    let refused = client.reopen_ticket(&key, "lâu quá").await.unwrap_err();
    assert_eq!(
        code_of(&refused),
        Some(ErrorCode::TicketState),
        "ten days have passed"
    );
}

#[rstest]
#[tokio::test]
async fn of_two_who_take_a_ticket_on_at_once_one_wins(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, _) = sent(&app.client(), &unclear()).await;
    let (_, a) = app.signed_in("a@a.vn", Role::Operator, None).await;
    let (_, b) = app.signed_in("b@a.vn", Role::Operator, None).await;
    let seen = Revision {
        revision: revision(&a, key.code()).await,
    };
    let (a, b) = tokio::join!(
        a.assign_ticket(key.code(), seen),
        b.assign_ticket(key.code(), seen)
    );
    let lost: Vec<ClientError> = [a.err(), b.err()].into_iter().flatten().collect();
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!(code_of(&lost[0]), Some(ErrorCode::TicketChanged));
}

#[rstest]
#[tokio::test]
async fn an_operator_writes_down_what_a_caller_says(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (user, desk) = app.signed_in("tong-dai@a.vn", Role::Operator, None).await;
    let mut ticket = about_birth();
    ticket.contact = Some(mobile_contract::ticket::NewContact {
        phone: Some("0912345678".to_owned()),
        ..Default::default()
    });
    let caller = CallerTicket { ticket };
    let opened = desk.send_ticket_for_caller(&caller, None).await.unwrap();
    let seen = desk.staff_ticket(&opened.ticket.code).await.unwrap();
    assert_eq!(
        (seen.source, seen.on_behalf),
        (TicketSource::Phone, Some(user.id))
    );
    assert_eq!(seen.contact.unwrap().phone.as_deref(), Some("+84912345678"));
    // As it was heard, and as it was read out.
    let heard = opened
        .secret
        .to_lowercase()
        .replace('-', " ")
        .replace('0', "o")
        .replace('1', "l");
    for secret in [&opened.secret, &heard] {
        assert!((14..=15).contains(&secret.len()), "{secret}");
        let key = TicketKey::new(opened.ticket.code.clone(), secret.as_str());
        let read = app.client().ticket(&key).await;
        let _ = read.expect("the caller opens it with what was read out");
    }
    let other = if opened.secret.ends_with('7') {
        '8'
    } else {
        '7'
    };
    let mut wrong = opened.secret.clone();
    let _ = wrong.pop();
    wrong.push(other);
    let key = TicketKey::new(opened.ticket.code.clone(), wrong.as_str());
    let refused = app.client().ticket(&key).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::TicketNotFound));
}

#[rstest]
#[tokio::test]
async fn clocks_warn_and_then_go_up(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, agency) = sent(&app.client(), &about_birth()).await;
    officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    let tickets = app.tickets();
    assert_eq!(tickets.watch().await.unwrap(), 0);
    let mut said = Vec::new();
    for day in ["25", "26", "27", "30"] {
        for hour in ["02", "04", "09", "10"] {
            app.clock()
                .set(format!("2026-11-{day}T{hour}:01:00Z").parse().unwrap());
            tickets.watch().await.unwrap();
        }
    }
    app.clock().set("2026-12-02T02:00:00Z".parse().unwrap());
    tickets.watch().await.unwrap();
    assert_eq!(tickets.watch().await.unwrap(), 0, "each is said once");
    let lan = again(&app, "lan@a.vn").await;
    for event in lan.staff_ticket(key.code()).await.unwrap().history {
        if matches!(
            event.kind,
            TicketEventKind::Warned | TicketEventKind::Escalated
        ) {
            said.push(event.reason.unwrap());
        }
    }
    assert_eq!(said, ["50", "80", "leader", "desk"]);
    let late = StaffTicketFilter {
        overdue: Some(true),
        ..StaffTicketFilter::default()
    };
    assert_eq!(lan.tickets(&late).await.unwrap().items.len(), 1);
    assert_eq!(lan.ticket_counts().await.unwrap().overdue, 1);
    let explained = lan.ticket_clock(key.code()).await.unwrap();
    assert!(
        explained
            .reply
            .unwrap()
            .explanation
            .contains("5 ngày làm việc")
    );
}

#[rstest]
#[tokio::test]
async fn the_queue_goes_on_where_a_page_ends(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    for _ in 0..5 {
        sent(&client, &about_birth()).await;
        sent(&client, &unclear()).await;
    }
    let (_, desk) = app.signed_in("tong-dai@a.vn", Role::Operator, None).await;
    let mut filter = StaffTicketFilter {
        limit: Some(3),
        ..StaffTicketFilter::default()
    };
    let mut rows = Vec::new();
    loop {
        let page = desk.tickets(&filter).await.unwrap();
        rows.extend(page.items);
        filter.cursor = page.next_cursor;
        if filter.cursor.is_none() {
            break;
        }
    }
    assert_eq!(rows.len(), 10);
    assert!(
        rows.is_sorted_by_key(|row| row.due),
        "what is due first stands first"
    );
    let mut codes: Vec<_> = rows.iter().map(|row| row.code.clone()).collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 10);
    filter.cursor = Some("AAAA".to_owned());
    let refused = desk.tickets(&filter).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::BadCursor));
}
