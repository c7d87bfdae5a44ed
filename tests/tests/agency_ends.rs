//! Agencies are merged and divided: what lies open with one that has ended goes to who follows, with its clock.

mod told;

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::client::{Paging, SignedIn, TicketKey};
use mobile_contract::rating::NewServiceRating;
use mobile_contract::ticket::{
    Clock, Merge, NewAnswer, NewFinding, NewRequest, StaffTicket, StaffTicketFilter,
    TicketEventKind, TicketState, Transfer,
};
use mobile_contract::{ErrorCode, Slug};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::ended::ends;
use motcua_tests::office::{AGENCY, OFFICE, about_birth, app, last, sent};
use motcua_tests::rated::cross;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send};
use rstest::rstest;

/// Who follows, and another one.
const NEXT: &str = "ubnd-xa-hoan-long";
const OTHER: &str = "ubnd-xa-viet-yen";
const NEW_OFFICE: &str = "motcua.hoanlong@hungyen.example";
/// A counter of an agency that works today.
const COUNTER: &str = "hcc-phuong-my-hao-ho-tich";
const OF_COUNTER: &str = "ubnd-phuong-my-hao";
/// The last day of the agencies that end here: today.
const LAST: &str = "2026-11-23";
const ANSWER: &str =
    "Xin lỗi bạn đã phải chờ. Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.";

/// The case of a rating, with the agency of its counter.
async fn rated(app: &App) -> TicketKey {
    let rating = NewServiceRating {
        counter: Some(COUNTER.to_owned()),
        ..cross()
    };
    let rated = app.client().rate_service(&rating, None).await.unwrap();
    assert_eq!(rated.agency.unwrap().id.as_str(), OF_COUNTER);
    TicketKey::from(&rated.receipt.unwrap())
}

/// The day after, before any clock warns.
fn next_day(app: &App) {
    app.clock().set(app.clock().now() + TimeDelta::days(1));
}

async fn replies(app: &App, keys: &[TicketKey]) -> Vec<Option<Clock>> {
    let mut clocks = Vec::new();
    for key in keys {
        let reply = app.client().ticket(key).await.unwrap().reply;
        clocks.push(reply.map(|clock| Clock {
            // What is left passes with the time.
            minutes_left: None,
            ..clock
        }));
    }
    clocks
}

fn moves(ticket: &StaffTicket) -> Vec<(Option<&str>, Option<&str>, &str)> {
    let history = ticket.history.iter();
    let moved = history.filter(|event| event.kind == TicketEventKind::AgencyEnded);
    moved
        .map(|event| {
            (
                event.from.as_ref().map(|agency| agency.id.as_str()),
                event.to.as_ref().map(|agency| agency.id.as_str()),
                event.reason.as_deref().unwrap_or_default(),
            )
        })
        .collect()
}

async fn officer(app: &App, login: &str, agency: &str) -> SignedIn {
    app.signed_in(login, Role::Officer, Some(agency)).await.1
}

#[rstest]
#[tokio::test]
async fn what_waits_goes_to_the_only_one_that_follows(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    app.mailbox(NEXT, NEW_OFFICE, false).await;
    let keys = [sent(&app).await, rated(&app).await];
    let old = last(&app, OFFICE).await;
    let clocks = replies(&app, &keys).await;
    for agency in [AGENCY, OF_COUNTER] {
        ends(&app, agency, LAST, &[NEXT]);
    }
    // On its last day it still works.
    app.tickets().watch().await.unwrap();
    let ticket = app.client().ticket(&keys[0]).await.unwrap();
    assert_eq!(ticket.agency.unwrap().id.as_str(), AGENCY);

    next_day(&app);
    // Two servers look at the same time.
    let other = app.tickets().clone();
    let (one, two) = tokio::join!(app.tickets().watch(), other.watch());
    let _ = (one.unwrap(), two.unwrap());
    app.tickets().watch().await.unwrap();

    let lan = officer(&app, "lan@a.vn", NEXT).await;
    let queue = lan.tickets(&StaffTicketFilter::default()).await.unwrap();
    assert_eq!(queue.items.len(), 2);
    assert_eq!(replies(&app, &keys).await, clocks, "the clocks go on");
    for (key, from) in keys.iter().zip([AGENCY, OF_COUNTER]) {
        let seen = lan.staff_ticket(key.code()).await.unwrap();
        assert_eq!(seen.ticket.state, TicketState::WithAgency);
        let moved = moves(&seen);
        assert_eq!(moved.len(), 1, "once: {moved:?}");
        assert_eq!((moved[0].0, moved[0].1), (Some(from), Some(NEXT)));
        assert!(moved[0].2.contains("kết thúc hoạt động"), "{moved:?}");
    }
    let before = officer(&app, "cu@a.vn", AGENCY).await;
    let gone = before.staff_ticket(keys[0].code()).await.unwrap_err();
    assert_eq!(gone.problem().unwrap().code, ErrorCode::TicketNotFound);

    // The new mailbox has each, once; the letter in the old one opens nothing.
    let letters = app.letters_to(NEW_OFFICE).await;
    let told = letters
        .iter()
        .filter(|letter| letter.text.contains("tiếp nhận nhiệm vụ"));
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), 2, "{letters:?}");
    let page = send(app.get(&old.link())).await.text();
    assert!(page.contains("chuyển sang cơ quan khác"), "{page}");
    let mut visitor = Visitor::new(&app);
    let _ = visitor.get(&told[0].link()).await.expect(303);

    let (_, admin) = app.signed_in("ad@a.vn", Role::Administrator, None).await;
    let audit = admin.audit(&Paging::default()).await.unwrap().items;
    let moved = audit
        .iter()
        .filter(|entry| entry.action == "ticket.agency_ended");
    let moved: Vec<_> = moved.collect();
    assert_eq!(moved.len(), 2, "{audit:?}");
    assert!(moved.iter().all(|entry| entry.actor.is_none()));
    let detail = moved[0].detail.clone().unwrap_or_default();
    assert!(detail.contains("has ended"), "{detail}");

    // Who has it now looks into it and answers.
    let code = keys[1].code();
    let revision = lan.staff_ticket(code).await.unwrap().revision;
    let finding = NewFinding {
        revision,
        text: "Đã xem lại lượt lấy số của buổi đó.".to_owned(),
    };
    let found = lan.note_finding(code, &finding).await.unwrap();
    let answer = NewAnswer {
        revision: found.revision,
        text: Some(ANSWER.to_owned()),
        cites: Vec::new(),
        anyway: true,
    };
    let done = lan.answer_ticket(code, &answer).await.unwrap();
    assert_eq!(done.ticket.state, TicketState::Answered);
}

#[rstest]
#[case::several(&[NEXT, OTHER])]
#[case::none(&[])]
#[tokio::test]
async fn where_nobody_can_say_who_follows_the_operators_have_it(
    #[case] successors: &'static [&'static str],
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let keys = [sent(&app).await, rated(&app).await];
    // Another one waits for the same answer as the first.
    let joined = app.client().send_ticket(&about_birth(), None).await;
    let joined = TicketKey::from(&joined.unwrap());
    let lan = officer(&app, "lan@a.vn", AGENCY).await;
    let merge = Merge {
        revision: lan.staff_ticket(joined.code()).await.unwrap().revision,
        into: keys[0].code().clone(),
    };
    lan.merge_ticket(joined.code(), &merge).await.unwrap();
    let clocks = replies(&app, &keys).await;
    for agency in [AGENCY, OF_COUNTER] {
        ends(&app, agency, LAST, successors);
    }
    next_day(&app);
    app.tickets().watch().await.unwrap();
    app.tickets().watch().await.unwrap();

    assert_eq!(replies(&app, &keys).await, clocks, "the clocks go on");
    let (_, operator) = app.signed_in("op@a.vn", Role::Operator, None).await;
    let queue = StaffTicketFilter {
        state: Some(TicketState::Unrouted),
        ..StaffTicketFilter::default()
    };
    let rows = operator.tickets(&queue).await.unwrap().items;
    for key in &keys {
        assert!(rows.iter().any(|row| row.code == *key.code()), "{rows:?}");
        let seen = operator.staff_ticket(key.code()).await.unwrap();
        assert!(seen.ticket.agency.is_none());
        let moved = moves(&seen);
        assert_eq!(moved.len(), 1, "{moved:?}");
        assert!(moved[0].1.is_none() && moved[0].2.contains("tổng đài"));
        let guessed = seen.guesses.iter().map(|guess| guess.agency.id.as_str());
        assert_eq!(guessed.collect::<Vec<_>>(), successors);
    }
    // What was joined goes along, and waits still.
    let along = operator.staff_ticket(joined.code()).await.unwrap();
    assert_eq!(along.ticket.state, TicketState::Unrouted);
    assert_eq!(moves(&along).len(), 1);

    // Sent where it belongs, it keeps its clock.
    for key in &keys {
        let seen = operator.staff_ticket(key.code()).await.unwrap();
        let on = Transfer {
            revision: seen.revision,
            to: NEXT.to_owned(),
            reason: "Xã này nay thuộc Hoàn Long".to_owned(),
        };
        operator.transfer_ticket(key.code(), &on).await.unwrap();
    }
    assert_eq!(replies(&app, &keys).await, clocks);
    let them = officer(&app, "hl@a.vn", NEXT).await;
    assert!(them.staff_ticket(keys[0].code()).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn who_was_asked_answers_the_operators(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let lan = officer(&app, "lan@a.vn", AGENCY).await;
    let ask = NewRequest {
        revision: lan.staff_ticket(key.code()).await.unwrap().revision,
        text: "Bạn gửi số trên giấy hẹn giúp nhé".to_owned(),
    };
    lan.ask_sender(key.code(), &ask).await.unwrap();
    ends(&app, AGENCY, LAST, &[NEXT, OTHER]);
    next_day(&app);
    app.tickets().watch().await.unwrap();
    let waiting = app.client().ticket(&key).await.unwrap();
    assert_eq!(waiting.state, TicketState::WaitingForCitizen);
    assert!(waiting.agency.is_none());
    let told = app.client().write_to_ticket(&key, "Giấy hẹn số 20").await;
    let told = told.unwrap();
    assert_eq!(told.state, TicketState::Unrouted);
    assert!(told.reply.unwrap().due.is_some(), "its clock runs again");
}

#[rstest]
#[tokio::test]
async fn a_visit_names_no_agency_that_has_ended(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let counters = app.tickets().names.agencies.keep();
    let id: Slug = COUNTER.parse().unwrap();
    let counter = counters.counters().find(|counter| counter.id == id);
    let qr = counter.unwrap().qr.to_string();
    let client = app.client();
    let visit = client.begin_rating_visit(&qr).await.unwrap();
    assert_eq!(visit.agency.unwrap().id.as_str(), OF_COUNTER);
    ends(&app, OF_COUNTER, LAST, &[]);
    next_day(&app);
    let visit = client.begin_rating_visit(&qr).await.unwrap();
    assert!(visit.agency.is_none() && visit.counter.is_some());
    let mut hoa = Visitor::new(&app);
    for path in [
        format!("/danh-gia?qr={qr}"),
        format!("/danh-gia?quay={COUNTER}"),
        "/danh-gia?tim=my+hao+ho+tich".to_owned(),
    ] {
        let page = hoa.read(&path).await;
        assert!(page.contains("Quầy Hộ tịch"), "{page}");
        assert!(!page.contains("Ủy ban nhân dân phường Mỹ Hào"), "{page}");
    }
}
