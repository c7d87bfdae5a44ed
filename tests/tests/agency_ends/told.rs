//! Who hears of what moved, and where what waits for its sender is found.

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::client::TicketKey;
use mobile_contract::ticket::{
    ClockPhase, Merge, NewRequest, StaffTicketFilter, TicketCounts, TicketState,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::ended::ends;
use motcua_tests::office::{AGENCY, CITIZEN, about_birth, app, sent};
use rstest::rstest;

use super::{LAST, NEXT, OTHER, next_day, officer};

const QUESTION: &str = "Bạn gửi số trên giấy hẹn giúp nhé";

#[rstest]
#[tokio::test]
async fn people_of_who_follows_have_one_letter_of_all(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let keys = [sent(&app).await, sent(&app).await];
    officer(&app, "lan@a.vn", NEXT).await;
    app.signed_in("leader@a.vn", Role::Leader, Some(NEXT)).await;
    app.signed_in("op@a.vn", Role::Operator, None).await;
    ends(&app, AGENCY, LAST, &[NEXT]);
    next_day(&app);
    app.tickets().watch().await.unwrap();
    app.tickets().watch().await.unwrap();
    for login in ["lan@a.vn", "leader@a.vn"] {
        let letters = app.letters_to(login).await.into_iter();
        let told = letters.filter(|letter| letter.text.contains("tiếp nhận nhiệm vụ"));
        let told: Vec<_> = told.collect();
        assert_eq!(told.len(), 1, "{login}: {told:?}");
        assert!(told[0].subject.starts_with("2 phiếu"), "{told:?}");
        for key in &keys {
            assert!(told[0].text.contains(key.code().as_str()), "{told:?}");
        }
    }
    let letters = app.letters_to("op@a.vn").await;
    let moved = |text: &str| text.contains("kết thúc hoạt động");
    assert!(!letters.iter().any(|letter| moved(&letter.text)));
}

#[rstest]
#[case::several(&[NEXT, OTHER])]
#[case::none(&[])]
#[tokio::test]
async fn operators_have_one_letter_of_all_that_nobody_follows(
    #[case] successors: &'static [&'static str],
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    sent(&app).await;
    // Its clock has nothing left to say.
    app.clock().set(app.clock().now() + TimeDelta::days(20));
    for _ in 0..5 {
        app.tickets().watch().await.unwrap();
    }
    sent(&app).await;
    app.signed_in("op@a.vn", Role::Operator, None).await;
    officer(&app, "lan@a.vn", NEXT).await;
    ends(&app, AGENCY, LAST, successors);
    app.tickets().watch().await.unwrap();
    app.tickets().watch().await.unwrap();
    let letters = app.letters_to("op@a.vn").await.into_iter();
    let told = letters.filter(|letter| letter.text.contains("nay ở tổng đài"));
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].subject.starts_with("2 phiếu"), "{told:?}");
    assert!(told[0].text.contains("Đã quá hạn: 1"), "{told:?}");
    assert!(told[0].text.contains("state=unrouted"), "{told:?}");
    let letters = app.letters_to("lan@a.vn").await;
    let moved = |text: &str| text.contains("kết thúc hoạt động");
    assert!(!letters.iter().any(|letter| moved(&letter.text)));
}

#[rstest]
#[tokio::test]
async fn what_waits_for_its_sender_is_in_the_queue_of_operators(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let lan = officer(&app, "lan@a.vn", AGENCY).await;
    let ask = NewRequest {
        revision: lan.staff_ticket(key.code()).await.unwrap().revision,
        text: QUESTION.to_owned(),
    };
    lan.ask_sender(key.code(), &ask).await.unwrap();
    let in_state = |state| StaffTicketFilter {
        state: Some(state),
        ..StaffTicketFilter::default()
    };
    let waiting = in_state(TicketState::WaitingForCitizen);
    assert_eq!(lan.tickets(&waiting).await.unwrap().items.len(), 1);
    ends(&app, AGENCY, LAST, &[]);
    next_day(&app);
    app.tickets().watch().await.unwrap();

    let (_, operator) = app.signed_in("op@a.vn", Role::Operator, None).await;
    let queue = operator.tickets(&in_state(TicketState::Unrouted)).await;
    let queue = queue.unwrap().items;
    assert_eq!((queue.len(), &queue[0].code), (1, key.code()));
    assert_eq!(queue[0].state, TicketState::WaitingForCitizen);
    // Each in one list, so that together they are all that is open.
    assert!(operator.tickets(&waiting).await.unwrap().items.is_empty());
    let counts = operator.ticket_counts().await.unwrap();
    let one = TicketCounts {
        unrouted: 1,
        ..TicketCounts::default()
    };
    assert_eq!(counts, one);
}

#[rstest]
#[tokio::test]
async fn operators_who_ask_stop_the_clock_and_say_so(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    ends(&app, AGENCY, LAST, &[]);
    next_day(&app);
    app.tickets().watch().await.unwrap();
    let (_, operator) = app.signed_in("op@a.vn", Role::Operator, None).await;
    let ask = NewRequest {
        revision: operator.staff_ticket(key.code()).await.unwrap().revision,
        text: QUESTION.to_owned(),
    };
    operator.ask_sender(key.code(), &ask).await.unwrap();
    let told = app.client().ticket(&key).await.unwrap();
    assert_eq!(told.reply.unwrap().phase, ClockPhase::Paused);
    assert!(
        told.explanation.contains("tạm dừng"),
        "{}",
        told.explanation
    );
    let mut letters = app.letters_to(CITIZEN).await.into_iter();
    let asked = letters.find(|letter| letter.text.contains(QUESTION));
    let asked = asked.unwrap();
    assert!(asked.text.contains("tạm dừng"), "{asked:?}");
    assert!(asked.text.contains("tổng đài"), "{asked:?}");
}

#[rstest]
#[tokio::test]
async fn who_joins_while_all_moves_is_told_what_became_of_it(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let main = sent(&app).await;
    let mut joined = Vec::new();
    for _ in 0..4 {
        let opened = app.client().send_ticket(&about_birth(), None).await;
        joined.push(TicketKey::from(&opened.unwrap()));
    }
    let lan = officer(&app, "lan@a.vn", AGENCY).await;
    let into = |revision| Merge {
        revision,
        into: main.code().clone(),
    };
    for key in &joined {
        let revision = lan.staff_ticket(key.code()).await.unwrap().revision;
        let merged = lan.merge_ticket(key.code(), &into(revision)).await;
        merged.unwrap();
    }
    ends(&app, AGENCY, LAST, &[NEXT]);
    next_day(&app);
    let (_, admin) = app.signed_in("ad@a.vn", Role::Administrator, None).await;
    // Whoever joins them once more locks the same rows as who moves them: it is refused, and breaks nothing.
    let moved = async { app.tickets().watch().await };
    let again = async {
        for key in &joined {
            let refused = admin.merge_ticket(key.code(), &into(0)).await.unwrap_err();
            let status = refused.problem().unwrap().status;
            assert!(status < 500, "{refused:?}");
        }
    };
    let (moved, ()) = tokio::join!(moved, again);
    moved.unwrap();
    app.tickets().watch().await.unwrap();
    let them = officer(&app, "hl@a.vn", NEXT).await;
    for key in joined.iter().chain([&main]) {
        let seen = them.staff_ticket(key.code()).await.unwrap();
        assert_eq!(super::moves(&seen).len(), 1);
    }
}
