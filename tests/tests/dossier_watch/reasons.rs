//! Repeats and their reasons: who gives one, once for each time, and what becomes of it.

use mobile_contract::ErrorCode;
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};
use mobile_contract::dossier::staff::{NewJustification, RepeatKind};
use mobile_contract::dossier::watch::{WatchFilter, WatchGroup};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::dossiers::{code, event, instant, received};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{codes, group, leader, officer, refusal};

#[rstest]
#[tokio::test]
async fn a_second_request_of_the_one_stop_system_waits_for_a_leader(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let one = code(1);
    app.tell(vec![
        received(&one, "2026-11-10T09:00:00+07:00", 10),
        event(
            &one,
            "a",
            "2026-11-11T09:00:00+07:00",
            Kind::SupplementRequested,
        ),
        event(
            &one,
            "b",
            "2026-11-12T09:00:00+07:00",
            Kind::SupplementReceived,
        ),
        event(
            &one,
            "c",
            "2026-11-13T09:00:00+07:00",
            Kind::SupplementRequested,
        ),
        received(&code(2), "2026-11-10T09:00:00+07:00", 10),
    ])
    .await;
    let (officer, leader) = (officer(&app).await, leader(&app).await);
    let list = leader
        .watch_list(&group(WatchGroup::ToJustify))
        .await
        .unwrap();
    assert_eq!((codes(&list), list.to_justify), (vec![one.to_string()], 1));
    let why = NewJustification {
        kind: RepeatKind::Supplement,
        text: "Lần đầu hướng dẫn thiếu một giấy tờ.".to_owned(),
    };
    assert_eq!(
        refusal(officer.justify_repeat(&one, &why).await),
        ErrorCode::Forbidden
    );
    let said = leader.justify_repeat(&one, &why).await.unwrap();
    assert_eq!(
        said.repeats[0].justification.as_deref(),
        Some(why.text.as_str())
    );
    let list = leader
        .watch_list(&group(WatchGroup::ToJustify))
        .await
        .unwrap();
    assert_eq!((codes(&list).len(), list.to_justify), (0, 0));
    let nothing = NewJustification {
        kind: RepeatKind::Extension,
        ..why
    };
    assert_eq!(
        refusal(leader.justify_repeat(&one, &nothing).await),
        ErrorCode::DossierState
    );
}

#[rstest]
#[tokio::test]
async fn each_time_is_justified_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let one = code(1);
    let asked = |id, day| {
        let at = format!("2026-11-{day:02}T09:00:00+07:00");
        event(&one, id, &at, Kind::SupplementRequested)
    };
    let there = |id, day| {
        let at = format!("2026-11-{day:02}T09:00:00+07:00");
        event(&one, id, &at, Kind::SupplementReceived)
    };
    // Three times in one batch: the second and the third each wait for a reason.
    app.tell(vec![
        received(&one, "2026-11-02T09:00:00+07:00", 10),
        asked("a", 3),
        there("b", 4),
        asked("c", 5),
        there("d", 6),
        asked("e", 9),
    ])
    .await;
    let leader = leader(&app).await;
    let list = leader
        .watch_list(&group(WatchGroup::ToJustify))
        .await
        .unwrap();
    // It is one dossier of the list.
    assert_eq!((codes(&list).len(), list.to_justify), (1, 1));
    let why = NewJustification {
        kind: RepeatKind::Supplement,
        text: "Giấy tờ nộp lần sau vẫn chưa khớp.".to_owned(),
    };
    let said = leader.justify_repeat(&one, &why).await.unwrap();
    assert_eq!(said.repeats.len(), 2);
    let twice = leader.justify_repeat(&one, &why).await;
    assert_eq!(refusal(twice), ErrorCode::DossierState);
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!(list.to_justify, 0);
}

#[rstest]
#[tokio::test]
async fn a_reason_goes_with_what_it_was_given_for(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let one = code(1);
    let extended = |id, day| DossierEvent {
        due_at: Some(instant(&format!("2026-11-{day}T17:00:00+07:00"))),
        ..event(&one, id, "2026-11-20T10:00:00+07:00", Kind::Extended)
    };
    let first = received(&one, "2026-11-19T09:00:00+07:00", 2);
    app.tell(vec![first, extended("a", 25), extended("b", 26)])
        .await;
    let leader = leader(&app).await;
    let why = NewJustification {
        kind: RepeatKind::Extension,
        text: "Cơ quan phối hợp trả lời chậm.".to_owned(),
    };
    leader.justify_repeat(&one, &why).await.unwrap();
    let voided = DossierEvent {
        corrects: Some("b".to_owned()),
        ..event(&one, "v", "2026-11-20T11:00:00+07:00", Kind::Voided)
    };
    app.tell(vec![voided]).await;
    assert_eq!(leader.staff_dossier(&one).await.unwrap().repeats, []);
    app.tell(vec![extended("c", 27)]).await;
    let after = leader.staff_dossier(&one).await.unwrap();
    assert_eq!((after.extensions, after.repeats.len()), (2, 1));
    assert_eq!(after.repeats[0].justification, None);
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!(list.to_justify, 1);
}
