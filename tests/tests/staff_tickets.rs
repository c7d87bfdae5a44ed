//! Tickets as operators and agencies know them: seen within their rights, sent on, taken on, answered.

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
async fn another_agencys_ticket_does_not_exist(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, agency) = sent(&app.client(), &about_birth()).await;
    let code = key.code();
    assert_ne!(agency.as_deref(), Some("so-tu-phap"));
    let other = officer(&app, "cong-an-tinh", "hung@b.vn").await;
    assert!(
        other
            .tickets(&StaffTicketFilter::default())
            .await
            .unwrap()
            .items
            .is_empty()
    );
    assert_eq!(other.ticket_counts().await.unwrap().with_agency, 0);
    // Naming the agency in a filter opens nothing either.
    let filter = StaffTicketFilter {
        agency,
        ..StaffTicketFilter::default()
    };
    assert!(other.tickets(&filter).await.unwrap().items.is_empty());
    let note = NewNote {
        text: "x".to_owned(),
    };
    for refused in [
        other.staff_ticket(code).await.unwrap_err(),
        other.ticket_clock(code).await.unwrap_err(),
        other.note_on_ticket(code, &note).await.unwrap_err(),
        other
            .answer_ticket(code, &answer(0, HELPFUL))
            .await
            .unwrap_err(),
        other
            .transfer_ticket(code, &to(0, "so-tu-phap"))
            .await
            .unwrap_err(),
        other
            .assign_ticket(code, Revision { revision: 0 })
            .await
            .unwrap_err(),
        other.ask_sender(code, &request(0, "x")).await.unwrap_err(),
    ] {
        assert_eq!(code_of(&refused), Some(ErrorCode::TicketNotFound));
    }
    let caller = CallerTicket {
        ticket: about_birth(),
    };
    let refused = other
        .send_ticket_for_caller(&caller, None)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Forbidden));
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
async fn an_operator_sends_what_nobody_could_tell_and_the_reply_counts_from_receipt(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &unclear()).await;
    assert_eq!(agency, None);
    app.signed_in("tong-dai@a.vn", Role::Operator, None).await;
    app.clock().set("2026-11-23T07:00:00Z".parse().unwrap());
    let desk = again(&app, "tong-dai@a.vn").await;
    let seen = revision(&desk, key.code()).await;
    for (transfer, loc) in [
        (
            Transfer {
                reason: "sai".to_owned(),
                ..to(seen, "so-tu-phap")
            },
            "body.reason",
        ),
        (to(seen, "khong-co-co-quan-nay"), "body.to"),
    ] {
        let refused = desk
            .transfer_ticket(key.code(), &transfer)
            .await
            .unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].loc, loc);
    }
    let moved = desk
        .transfer_ticket(key.code(), &to(seen, "so-tu-phap"))
        .await
        .unwrap();
    assert_eq!(moved.ticket.state, TicketState::WithAgency);
    assert!(
        moved.ticket.dispatch.overdue,
        "fifteen working minutes were over"
    );
    let reply = moved.ticket.reply.unwrap();
    assert_eq!(reply.due.unwrap().to_rfc3339(), "2026-11-30T10:00:00+00:00");
    let event = moved.history.last().unwrap();
    assert_eq!(event.kind, TicketEventKind::Dispatched);
    assert_eq!(event.reason.as_deref(), Some(REASON));
}

#[rstest]
#[tokio::test]
async fn the_third_bounce_goes_to_the_coordination_desk(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, first) = sent(&app.client(), &about_birth()).await;
    let code = key.code();
    let first = first.unwrap();
    let here = officer(&app, &first, "lan@a.vn").await;
    let there = officer(&app, "so-tu-phap", "tu@b.vn").await;
    let due = here
        .staff_ticket(code)
        .await
        .unwrap()
        .ticket
        .reply
        .unwrap()
        .due;
    here.transfer_ticket(code, &to(revision(&here, code).await, "so-tu-phap"))
        .await
        .unwrap();
    there
        .transfer_ticket(code, &to(revision(&there, code).await, &first))
        .await
        .unwrap();
    let last = here
        .transfer_ticket(code, &to(revision(&here, code).await, "so-tu-phap"))
        .await
        .unwrap();
    assert_eq!(
        last.history.last().unwrap().kind,
        TicketEventKind::SentToArbiter
    );
    let arbiter = last.ticket.agency.unwrap();
    assert!(
        arbiter.id.as_str() != first && arbiter.id.as_str() != "so-tu-phap",
        "{arbiter:?}"
    );
    assert_eq!(
        last.ticket.reply.unwrap().due,
        due,
        "sending on wins nobody time"
    );
    // The desk decides, and then it is decided.
    let desk = officer(&app, arbiter.id.as_str(), "dieu-phoi@c.vn").await;
    let decided = desk
        .transfer_ticket(code, &to(revision(&desk, code).await, "so-tu-phap"))
        .await
        .unwrap();
    assert_eq!(decided.ticket.agency.unwrap().id.as_str(), "so-tu-phap");
    let (_, operator) = app.signed_in("tong-dai@a.vn", Role::Operator, None).await;
    let moved = operator
        .transfer_ticket(code, &to(decided.revision, &first))
        .await
        .unwrap();
    assert_eq!(moved.ticket.agency.unwrap().id.as_str(), first);
}

#[rstest]
#[tokio::test]
async fn an_answer_is_looked_at_before_it_goes_out(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &about_birth()).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    let seen = revision(&lan, key.code()).await;
    let good = answer(seen, HELPFUL);
    for (bad, loc) in [
        (
            answer(seen, "Bạn gọi chị Hoa 0912 345 678 nhé"),
            "body.text",
        ),
        (answer(seen, "Việc này đúng quy định."), "body.text"),
        (
            NewAnswer {
                cites: vec![],
                ..good.clone()
            },
            "body.cites",
        ),
        (
            NewAnswer {
                cites: vec!["9.999999".to_owned()],
                ..good.clone()
            },
            "body.cites",
        ),
        (
            NewAnswer {
                cites: vec!["1.001193".to_owned(); 11],
                ..good.clone()
            },
            "body.cites",
        ),
        (answer(seen, &"a".repeat(8_001)), "body.text"),
    ] {
        let refused = lan.answer_ticket(key.code(), &bad).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].loc, loc, "{bad:?}");
    }
    assert_eq!(
        client.ticket(&key).await.unwrap().messages.len(),
        1,
        "nothing went out"
    );
    let stale = answer(seen - 1, HELPFUL);
    let refused = lan.answer_ticket(key.code(), &stale).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::TicketChanged));
    let anyway = NewAnswer {
        text: Some("Việc này đúng quy định.".to_owned()),
        cites: vec![],
        anyway: true,
        ..good
    };
    lan.answer_ticket(key.code(), &anyway).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_leader_approves_what_an_officer_wrote_or_sends_it_back(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &about_birth()).await;
    let (code, agency) = (key.code(), agency.unwrap());
    let lan = officer(&app, &agency, "lan@a.vn").await;
    let (_, head) = app
        .signed_in("truong@a.vn", Role::Leader, Some(&agency))
        .await;
    let draft = |revision, submit| NewDraft {
        revision,
        text: HELPFUL.to_owned(),
        cites: vec!["1.001193".to_owned()],
        submit,
    };
    let approval = |revision| NewAnswer {
        revision,
        text: None,
        cites: vec![],
        anyway: false,
    };
    let saved = lan
        .draft_answer(code, &draft(revision(&lan, code).await, true))
        .await
        .unwrap();
    assert_eq!(saved.draft.unwrap().state, DraftState::Submitted);
    let refused = lan
        .answer_ticket(code, &approval(saved.revision))
        .await
        .unwrap_err();
    assert_eq!(
        code_of(&refused),
        Some(ErrorCode::Forbidden),
        "officers do not approve"
    );
    let back = head
        .send_draft_back(code, &request(saved.revision, "Thêm giờ làm việc"))
        .await
        .unwrap();
    assert_eq!(back.draft.unwrap().state, DraftState::Writing);
    let saved = lan
        .draft_answer(code, &draft(back.revision, true))
        .await
        .unwrap();
    let sent = head
        .answer_ticket(code, &approval(saved.revision))
        .await
        .unwrap();
    assert_eq!(
        (sent.ticket.state, sent.draft),
        (TicketState::Answered, None)
    );
    let read = client.ticket(&key).await.unwrap();
    assert_eq!(read.messages.last().unwrap().text, HELPFUL);
    assert!(
        !serde_json::to_string(&read)
            .unwrap()
            .contains("giờ làm việc")
    );
}

#[rstest]
#[tokio::test]
async fn joined_tickets_get_one_answer_each_privately(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (one, agency) = sent(&client, &about_birth()).await;
    let other = NewTicket {
        text: "chung toi cung cho khai sinh 10 ngay".to_owned(),
        ..about_birth()
    };
    let (two, _) = sent(&client, &other).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    let merge = Merge {
        revision: revision(&lan, two.code()).await,
        into: one.code().clone(),
    };
    let itself = Merge {
        into: two.code().clone(),
        ..merge.clone()
    };
    let refused = lan.merge_ticket(two.code(), &itself).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].loc, "body.into");
    lan.merge_ticket(two.code(), &merge).await.unwrap();
    assert_eq!(
        lan.tickets(&StaffTicketFilter::default())
            .await
            .unwrap()
            .items
            .len(),
        1
    );
    let waiting = client.ticket(&two).await.unwrap();
    assert_eq!(
        waiting.state,
        TicketState::WithAgency,
        "its sender still waits"
    );
    lan.answer_ticket(
        one.code(),
        &answer(revision(&lan, one.code()).await, HELPFUL),
    )
    .await
    .unwrap();
    let read = client.ticket(&two).await.unwrap();
    assert_eq!(read.state, TicketState::Merged);
    assert_eq!(read.messages.last().unwrap().text, HELPFUL);
    assert!(
        !serde_json::to_string(&read)
            .unwrap()
            .contains(one.code().as_str())
    );
    let again = client
        .reopen_ticket(&two, "Việc của tôi khác")
        .await
        .unwrap();
    assert_eq!(again.state, TicketState::WithAgency);
    assert_eq!(
        lan.tickets(&StaffTicketFilter::default())
            .await
            .unwrap()
            .items
            .len(),
        1
    );
}

#[rstest]
#[tokio::test]
async fn what_waited_for_a_ticket_that_is_taken_back_stands_for_itself_again(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (one, agency) = sent(&client, &about_birth()).await;
    let (two, _) = sent(&client, &about_birth()).await;
    let (three, _) = sent(&client, &about_birth()).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    for joined in [&two, &three] {
        let merge = Merge {
            revision: revision(&lan, joined.code()).await,
            into: one.code().clone(),
        };
        lan.merge_ticket(joined.code(), &merge).await.unwrap();
    }
    let queue = async || {
        lan.tickets(&StaffTicketFilter::default())
            .await
            .unwrap()
            .items
    };
    assert_eq!(queue().await.len(), 1);
    // What its sender adds must be read.
    client
        .write_to_ticket(&three, "Việc của tôi khác")
        .await
        .unwrap();
    assert_eq!(queue().await.len(), 2);
    client.withdraw_ticket(&one).await.unwrap();
    let mut left: Vec<TicketCode> = queue().await.into_iter().map(|row| row.code).collect();
    left.sort();
    let mut expected = vec![two.code().clone(), three.code().clone()];
    expected.sort();
    assert_eq!(left, expected);
}

#[rstest]
#[tokio::test]
async fn an_offices_line_reaches_the_citizen_whole(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &about_birth()).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    let text = "Bạn gọi Sở Tư pháp, 0221 3862 345, để được hẹn.";
    lan.answer_ticket(key.code(), &answer(revision(&lan, key.code()).await, text))
        .await
        .unwrap();
    let read = client.ticket(&key).await.unwrap();
    assert_eq!(read.messages.last().unwrap().text, text);
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
    let key = TicketKey::from(&opened);
    app.client()
        .ticket(&key)
        .await
        .expect("the caller opens it with what was read out");
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
