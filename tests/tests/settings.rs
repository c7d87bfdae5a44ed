//! Settings of agencies: who may change them, what is refused, and what they change.

use chrono::NaiveTime;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, Paging, SignedIn, TicketKey};
use mobile_contract::settings::{
    AgencySettings, NewAgencySettings, OfficeDays, OfficeSession, ReplyTerm, ReplyUnit, WeekDay,
};
use mobile_contract::ticket::{NewAnswer, NewDraft, NewTicket, TicketState};
use mobile_contract::{ErrorCode, Slug};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const AGENCY: &str = "ubnd-xa-yen-my";

fn agency() -> Slug {
    AGENCY.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

fn session(from: &str, to: &str) -> OfficeSession {
    OfficeSession {
        from: time(from),
        to: time(to),
    }
}

fn workdays(sessions: Vec<OfficeSession>) -> Vec<OfficeDays> {
    vec![OfficeDays {
        days: WeekDay::ALL[..5].to_vec(),
        sessions,
    }]
}

fn term(amount: u32, unit: ReplyUnit) -> ReplyTerm {
    ReplyTerm {
        kinds: Vec::new(),
        amount,
        unit,
        source: "Quyết định số 12/QĐ-UBND ngày 05/01/2026".to_owned(),
    }
}

fn nothing(revision: i32) -> NewAgencySettings {
    NewAgencySettings {
        mail: None,
        approval: false,
        hours: None,
        replies: Vec::new(),
        revision,
    }
}

fn refusal(refused: Result<AgencySettings, ClientError>) -> ErrorCode {
    refused.unwrap_err().problem().unwrap().code
}

async fn leader(app: &App) -> SignedIn {
    app.signed_in("truong@a.vn", Role::Leader, Some(AGENCY))
        .await
        .1
}

async fn send(app: &App) -> TicketKey {
    let new = NewTicket {
        text: "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..NewTicket::default()
    };
    TicketKey::from(&app.client().send_ticket(&new, None).await.unwrap())
}

#[rstest]
#[tokio::test]
async fn settings_hold_for_what_comes_after_them(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let leader = leader(&app).await;
    let before = leader.agency_settings(&agency()).await.unwrap();
    assert_eq!((before.revision, before.updated_at), (0, None));

    // Friday 27 November 2026, in the morning.
    app.clock().set("2026-11-27T01:00:00Z".parse().unwrap());
    let leader = again(&app).await;
    let old = send(&app).await;
    let due = |key: TicketKey| {
        let client = app.client();
        async move { client.ticket(&key).await.unwrap().reply.unwrap() }
    };
    let old_due = due(old.clone()).await.due.unwrap();

    let new = NewAgencySettings {
        mail: Some("motcua@a.vn".parse().unwrap()),
        hours: Some(workdays(vec![session("08:00:00", "12:00:00")])),
        replies: vec![term(2, ReplyUnit::WorkingDay)],
        ..nothing(0)
    };
    let kept = leader
        .change_agency_settings(&agency(), &new)
        .await
        .unwrap();
    assert_eq!((kept.revision, &kept.hours), (1, &new.hours));
    assert_eq!(leader.agency_settings(&agency()).await.unwrap(), kept);

    let clock = due(send(&app).await).await;
    // Two working days after Friday: Tuesday, when the office closes at noon.
    assert_eq!(
        clock.due.unwrap(),
        "2026-12-01T05:00:00Z"
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap()
    );
    assert_eq!(
        due(old).await.due.unwrap(),
        old_due,
        "a clock that runs is not rewritten"
    );

    // Who saw the settings of before does not overwrite them.
    let stale = leader.change_agency_settings(&agency(), &nothing(0)).await;
    assert_eq!(refusal(stale), ErrorCode::SettingsChanged);
    let cleared = leader
        .change_agency_settings(&agency(), &nothing(1))
        .await
        .unwrap();
    assert_eq!((cleared.revision, cleared.mail), (2, None));
    let audit = app
        .signed_in("admin@a.vn", Role::Administrator, None)
        .await
        .1;
    let audit = audit
        .audit(&Paging {
            limit: Some(50),
            ..Paging::default()
        })
        .await
        .unwrap();
    let changes = audit
        .items
        .iter()
        .filter(|e| e.action == "agency.settings_changed");
    assert_eq!(changes.count(), 2);
}

async fn again(app: &App) -> SignedIn {
    let client = app.client();
    let tokens = client
        .login(&motcua_tests::app::with(
            "truong@a.vn",
            motcua_tests::app::PASSWORD,
        ))
        .await
        .unwrap();
    client.signed_in(tokens.access_token)
}

#[tokio::test]
async fn what_cannot_hold_is_refused_and_changes_nothing() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let leader = leader(&app).await;
    let mut monday_only = workdays(vec![session("08:00:00", "12:00:00")]);
    monday_only[0].days.truncate(1);
    let mut twice = workdays(vec![session("08:00:00", "12:00:00")]);
    twice.push(twice[0].clone());
    let with_hours = |hours| NewAgencySettings {
        hours: Some(hours),
        ..nothing(0)
    };
    let with_terms = |replies| NewAgencySettings {
        replies,
        ..nothing(0)
    };
    let of_source = |source: &str| ReplyTerm {
        source: source.to_owned(),
        ..term(1, ReplyUnit::WorkingDay)
    };
    for wrong in [
        with_hours(Vec::new()),
        with_hours(monday_only),
        with_hours(twice),
        with_hours(workdays(Vec::new())),
        with_hours(workdays(vec![session("12:00:00", "08:00:00")])),
        with_hours(workdays(vec![
            session("08:00:00", "12:00:00"),
            session("11:00:00", "13:00:00"),
        ])),
        with_terms(vec![term(0, ReplyUnit::WorkingDay)]),
        with_terms(vec![term(241, ReplyUnit::WorkingDay)]),
        with_terms(vec![
            term(1, ReplyUnit::WorkingDay),
            term(2, ReplyUnit::WorkingHour),
        ]),
        with_terms(vec![of_source("QĐ 12")]),
        with_terms(vec![of_source(&"x".repeat(301))]),
        nothing(-1),
        nothing(i32::MAX),
    ] {
        let refused = leader.change_agency_settings(&agency(), &wrong).await;
        assert_eq!(refusal(refused), ErrorCode::Invalid, "{wrong:?}");
    }
    // Nothing of it was kept, and one may not begin anywhere but at the beginning.
    let refused = leader.change_agency_settings(&agency(), &nothing(7)).await;
    assert_eq!(refusal(refused), ErrorCode::SettingsChanged);
    assert_eq!(leader.agency_settings(&agency()).await.unwrap().revision, 0);
}

#[rstest]
#[tokio::test]
async fn an_agency_that_wants_it_lets_its_leader_approve(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let leader = leader(&app).await;
    let officer = app
        .signed_in("lan@a.vn", Role::Officer, Some(AGENCY))
        .await
        .1;
    let approval = NewAgencySettings {
        approval: true,
        ..nothing(0)
    };
    leader
        .change_agency_settings(&agency(), &approval)
        .await
        .unwrap();
    let key = send(&app).await;
    let seen = officer.staff_ticket(key.code()).await.unwrap();
    assert!(seen.approval);
    let text = "Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.".to_owned();
    let cites = vec!["1.001193".to_owned()];
    let answer = NewAnswer {
        revision: seen.revision,
        text: Some(text.clone()),
        cites: cites.clone(),
        anyway: false,
    };
    let refused = officer
        .answer_ticket(key.code(), &answer)
        .await
        .unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::ApprovalRequired);
    let draft = NewDraft {
        revision: seen.revision,
        text,
        cites,
        submit: true,
    };
    let drafted = officer.draft_answer(key.code(), &draft).await.unwrap();
    let approved = NewAnswer {
        revision: drafted.revision,
        text: None,
        cites: Vec::new(),
        anyway: false,
    };
    let answered = leader.answer_ticket(key.code(), &approved).await.unwrap();
    assert_eq!(answered.ticket.state, TicketState::Answered);
}

#[rstest]
#[tokio::test]
async fn two_at_one_ticket_know_of_each_other(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let lan = app
        .signed_in("lan@a.vn", Role::Officer, Some(AGENCY))
        .await
        .1;
    let binh = app
        .signed_in("binh@a.vn", Role::Officer, Some(AGENCY))
        .await
        .1;
    let stranger = app
        .signed_in("ha@b.vn", Role::Officer, Some("so-y-te"))
        .await
        .1;
    let key = send(&app).await;
    let code = key.code();
    assert!(lan.staff_ticket(code).await.unwrap().others.is_empty());
    let others = binh.staff_ticket(code).await.unwrap().others;
    assert_eq!((others.len(), others[0].writing), (1, false));
    assert!(lan.be_at_ticket(code, true).await.unwrap()[0].name.len() > 1);
    assert!(binh.be_at_ticket(code, false).await.unwrap()[0].writing);
    let refused = stranger.be_at_ticket(code, false).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::TicketNotFound);
    // Who has not been seen for five minutes is gone.
    let later = app.clock().now() + chrono::TimeDelta::minutes(6);
    app.clock().set(later);
    assert!(binh.be_at_ticket(code, false).await.unwrap().is_empty());
}
