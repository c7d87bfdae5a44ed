//! What is approved and sent, and what that says of the dossier.

use mobile_contract::ErrorCode;
use mobile_contract::dossier::apology::{ApologyState, EditApology, LetterWay, RejectApology};
use mobile_contract::dossier::event::DossierEventKind as Kind;
use mobile_contract::dossier::watch::WatchFilter;
use mobile_contract::limits::DOSSIER_EVENTS;
use motcua::config;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::dossiers::{event, instant};
use motcua_tests::smtp::MailServer;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

use super::{
    REASON, approved, due_tomorrow, leader, mailed, officer, only, refusal, seen, watch, words,
};

#[rstest]
#[tokio::test]
async fn what_is_sent_is_what_is_kept(#[values(Sqlite, Postgres)] db: Database) {
    let Some(server) = MailServer::start() else {
        return;
    };
    let notifications = config::Notifications {
        smtp_url: Some(
            format!("smtp://127.0.0.1:{}?tls=none", server.port())
                .parse()
                .unwrap(),
        ),
        mail_from: "motcua@hungyen.example".to_owned(),
        ..config::Notifications::default()
    };
    let setup = Setup {
        notifications,
        ..Setup::default()
    };
    let Some(app) = App::spawn(db, setup).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let (officer, leader) = (officer(&app).await, leader(&app).await);
    let draft = only(&officer, &dossier).await;
    assert_eq!(draft.state, ApologyState::Draft);
    assert_eq!(draft.reachable, Some(LetterWay::Mail));
    assert_eq!(
        draft.new_due.to_string(),
        "2026-11-27",
        "three working days later"
    );
    // Without a reason nobody hands it in, and nobody approves it.
    let early = officer
        .submit_apology(&dossier, draft.id, seen(&draft))
        .await;
    assert_eq!(refusal(early), ErrorCode::Invalid);
    let early = leader
        .approve_apology(&dossier, draft.id, seen(&draft))
        .await;
    assert_eq!(refusal(early), ErrorCode::Invalid);
    for day in ["2026-11-28", "2026-11-24", "2026-11-23", "2028-11-24"] {
        let edit = EditApology {
            new_due: day.parse().unwrap(),
            ..words(&draft)
        };
        let refused = officer.edit_apology(&dossier, draft.id, &edit).await;
        assert_eq!(refusal(refused), ErrorCode::Invalid, "{day}");
    }
    let edited = officer
        .edit_apology(&dossier, draft.id, &words(&draft))
        .await
        .unwrap();
    let stale = officer
        .edit_apology(&dossier, draft.id, &words(&draft))
        .await;
    assert_eq!(refusal(stale), ErrorCode::RecordChanged);
    let submitted = officer
        .submit_apology(&dossier, draft.id, seen(&edited))
        .await
        .unwrap();
    assert_eq!(submitted.state, ApologyState::Submitted);
    let unapproved = officer
        .send_apology(&dossier, draft.id, mailed(&submitted))
        .await;
    assert_eq!(refusal(unapproved), ErrorCode::DossierState);
    let back = RejectApology {
        revision: submitted.revision,
        note: "Nêu rõ đang chờ cơ quan nào.".to_owned(),
    };
    let rejected = leader
        .reject_apology(&dossier, draft.id, &back)
        .await
        .unwrap();
    assert_eq!(rejected.note.as_deref(), Some(back.note.as_str()));
    let submitted = officer
        .submit_apology(&dossier, draft.id, seen(&rejected))
        .await
        .unwrap();
    let approved = leader
        .approve_apology(&dossier, draft.id, seen(&submitted))
        .await
        .unwrap();
    assert_eq!(
        (approved.state, approved.late),
        (ApologyState::Approved, false)
    );
    // The new date holds, and figures follow.
    let after = officer.staff_dossier(&dossier).await.unwrap();
    assert_eq!(
        after.due_at,
        Some(instant("2026-11-27T17:00:00+07:00").to_utc())
    );
    assert_eq!(after.first_due_at, Some(draft.due_at));
    let last = after.events.last().unwrap();
    assert_eq!(
        (last.kind, last.source.as_str()),
        (Kind::Extended, "motcua")
    );
    let again = leader
        .approve_apology(&dossier, draft.id, seen(&approved))
        .await;
    assert_eq!(refusal(again), ErrorCode::DossierState);

    let sent = officer
        .send_apology(&dossier, draft.id, mailed(&approved))
        .await
        .unwrap();
    let letter = sent.letter.unwrap();
    assert_eq!(
        (sent.state, letter.way),
        (ApologyState::Sent, LetterWay::Mail)
    );
    app.deliver().await;
    let mails = server.mails();
    let of_lan = |mail: &&serde_json::Value| mail["rcpt"][0] == "lan@nguoidan.example";
    let mail = mails.iter().find(of_lan).unwrap();
    assert_eq!(mail["headers"]["subject"], letter.subject);
    let text = mail["text"].as_str().unwrap().replace("\r\n", "\n");
    assert!(text.contains(&letter.text), "{text}\n---\n{}", letter.text);
    assert!(letter.text.contains(REASON));
    let twice = officer
        .send_apology(&dossier, draft.id, mailed(&approved))
        .await;
    assert_eq!(refusal(twice), ErrorCode::RecordChanged);
}

#[rstest]
#[tokio::test]
async fn what_ended_meanwhile_is_not_sent(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    let leader = leader(&app).await;
    let approved = approved(&leader, &dossier).await;
    app.set_clock("2026-11-23T09:05:00+07:00");
    app.tell(vec![event(
        &dossier,
        "e",
        "2026-11-23T09:02:00+07:00",
        Kind::Resolved,
    )])
    .await;
    let refused = leader
        .send_apology(&dossier, approved.id, mailed(&approved))
        .await;
    assert_eq!(refusal(refused), ErrorCode::DossierState);
    watch(&app).await;
    assert_eq!(only(&leader, &dossier).await.state, ApologyState::Dropped);
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!(list.apologies.to_send, 0);
}

#[rstest]
#[tokio::test]
async fn a_promise_is_recorded_however_much_was_told_before(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    let forwarded = |n: usize| {
        let id = format!("f{n}");
        event(&dossier, &id, "2026-11-20T10:00:00+07:00", Kind::Forwarded)
    };
    app.tell((1..DOSSIER_EVENTS).map(forwarded).collect()).await;
    let leader = leader(&app).await;
    approved(&leader, &dossier).await;
    let after = leader.staff_dossier(&dossier).await.unwrap();
    assert_eq!(
        (after.events.len(), after.extensions),
        (DOSSIER_EVENTS + 1, 1)
    );
}
