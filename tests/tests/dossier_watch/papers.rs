//! Asking for papers: once, and again with a reason; and what that does to the clock.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::event::{DossierEventKind as Kind, DossierFlag};
use mobile_contract::dossier::figures::DossierFigureFilter;
use mobile_contract::dossier::staff::{NewSupplementRequest, SupplementReason};
use mobile_contract::dossier::watch::{WatchFilter, WatchGroup};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::dossiers::{BUREAU, code, event, received};
use motcua_tests::spawn_app;
use motcua_tests::visitor::Visitor;
use rstest::rstest;

use super::{codes, group, leader, officer, refusal};

#[rstest]
#[tokio::test]
async fn what_stands_still_or_may_be_returned_is_shown_apart(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Monday, 23 November 2026, at nine.
    app.tell(vec![
        received(&code(1), "2026-10-01T09:00:00+07:00", 5),
        event(&code(1), "p", "2026-10-05T09:00:00+07:00", Kind::Paused),
        received(&code(2), "2026-11-18T09:00:00+07:00", 20),
        event(
            &code(2),
            "p",
            "2026-11-20T09:00:00+07:00",
            Kind::SupplementRequested,
        ),
        received(&code(3), "2026-11-19T09:00:00+07:00", 20),
        received(&code(4), "2026-11-20T16:30:00+07:00", 20),
    ])
    .await;
    let leader = leader(&app).await;
    let all = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((all.counts.standing, all.counts.to_return), (1, 1));
    assert!(all.items.is_empty(), "nothing presses");
    let standing = leader
        .watch_list(&group(WatchGroup::Standing))
        .await
        .unwrap();
    assert_eq!(codes(&standing), [code(1).to_string()]);
    let to_return = leader
        .watch_list(&group(WatchGroup::ToReturn))
        .await
        .unwrap();
    assert_eq!(codes(&to_return), [code(3).to_string()]);
}

#[rstest]
#[tokio::test]
async fn papers_are_asked_for_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let one = code(1);
    app.tell(vec![received(&one, "2026-11-19T09:00:00+07:00", 10)])
        .await;
    let (officer, _leader) = (officer(&app).await, leader(&app).await);
    let mut new = NewSupplementRequest {
        reason: "Còn thiếu giấy chứng sinh.".to_owned(),
        justification: None,
    };
    let waiting = officer.request_supplement(&one, &new).await.unwrap();
    assert_eq!(waiting.supplements, 1);
    assert_eq!(
        refusal(officer.request_supplement(&one, &new).await),
        ErrorCode::DossierState
    );
    app.set_clock("2026-11-24T09:00:00+07:00");
    app.tell(vec![event(
        &one,
        "s",
        "2026-11-24T08:00:00+07:00",
        Kind::SupplementReceived,
    )])
    .await;
    // Tokens of yesterday hold no longer.
    let (_, officer) = app
        .signed_in("canbo2@a.vn", Role::Officer, Some(BUREAU))
        .await;
    let (_, leader) = app
        .signed_in("truong2@a.vn", Role::Leader, Some(BUREAU))
        .await;
    let needed = ErrorCode::JustificationRequired;
    assert_eq!(
        refusal(officer.request_supplement(&one, &new).await),
        needed
    );
    assert_eq!(refusal(leader.request_supplement(&one, &new).await), needed);
    new.justification = Some("Giấy nộp lần đầu bị tẩy xóa.".to_owned());
    assert_eq!(
        refusal(officer.request_supplement(&one, &new).await),
        needed
    );
    let twice = leader.request_supplement(&one, &new).await.unwrap();
    assert_eq!((twice.supplements, twice.repeats.len()), (2, 1));
    assert!(twice.repeats[0].justification.is_some());
    assert_eq!(
        leader
            .watch_list(&WatchFilter::default())
            .await
            .unwrap()
            .to_justify,
        0
    );
}

#[rstest]
#[tokio::test]
async fn a_late_dossier_is_not_freed_by_asking_for_papers(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let one = code(1);
    app.tell(vec![received(&one, "2026-11-16T09:00:00+07:00", 2)])
        .await;
    let (officer, leader) = (officer(&app).await, leader(&app).await);
    let mut new = NewSupplementRequest {
        reason: "Còn thiếu giấy chứng sinh.".to_owned(),
        justification: None,
    };
    let needed = ErrorCode::JustificationRequired;
    assert_eq!(
        refusal(officer.request_supplement(&one, &new).await),
        needed
    );
    let seen = officer.staff_dossier(&one).await.unwrap();
    assert_eq!(
        seen.supplement_needs_reason,
        Some(SupplementReason::TooLate)
    );
    new.justification = Some("Phát hiện giấy tờ bị sửa khi thẩm tra.".to_owned());
    let asked = leader.request_supplement(&one, &new).await.unwrap();
    assert_eq!(
        (asked.supplements, asked.supplement_needs_reason),
        (1, None)
    );
}

#[rstest]
#[tokio::test]
async fn pressed_twice_papers_are_asked_for_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Late, so that a reason goes with it.
    app.tell(
        (1..=8)
            .map(|n| received(&code(n), "2026-11-16T09:00:00+07:00", 2))
            .collect(),
    )
    .await;
    let leader = leader(&app).await;
    let new = NewSupplementRequest {
        reason: "Còn thiếu giấy chứng sinh.".to_owned(),
        justification: Some("Phát hiện giấy tờ bị sửa khi thẩm tra.".to_owned()),
    };
    for one in (1..=8).map(code) {
        let (first, second) = tokio::join!(
            leader.request_supplement(&one, &new),
            leader.request_supplement(&one, &new)
        );
        let (done, refused) = match (first, second) {
            (Ok(done), refused) | (refused, Ok(done)) => (done, refused),
            both => panic!("{both:?}"),
        };
        assert_eq!(refusal(refused), ErrorCode::DossierState);
        assert_eq!(done.supplements, 1);
        // Nothing is kept of the other: neither an event nor a second reason.
        let after = leader.staff_dossier(&one).await.unwrap();
        assert_eq!((after.events.len(), after.supplements), (2, 1));
        assert!(!after.flags.contains(&DossierFlag::ImpossibleOrder));
        assert_eq!(after.repeats.len(), 1);
        assert_eq!(after.repeats[0].justification, new.justification);
    }
}

#[rstest]
#[tokio::test]
async fn an_end_that_was_missed_stays_missed_when_papers_restart_the_clock(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Due on Friday the 6th; asked for papers on Monday; full on the 20th, so due on the 26th.
    let code = code(1);
    app.tell(vec![
        received(&code, "2026-11-02T09:00:00+07:00", 4),
        event(
            &code,
            "a",
            "2026-11-09T09:00:00+07:00",
            Kind::SupplementRequested,
        ),
        event(
            &code,
            "b",
            "2026-11-20T09:00:00+07:00",
            Kind::SupplementReceived,
        ),
    ])
    .await;
    let leader = leader(&app).await;
    let month = DossierFigureFilter {
        period: Some("2026-11".to_owned()),
        ..DossierFigureFilter::default()
    };
    let counts = leader.dossier_figures(&month).await.unwrap().total.counts;
    let open = counts.in_progress;
    assert_eq!((open.overdue, open.within_limit), (1, 0));
    // The watch list goes by the date that it has now, and says what was missed.
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    let row = &list.items[0];
    assert_eq!(row.group, Some(WatchGroup::InThree));
    let missed = row.missed_at.unwrap();
    assert_eq!(missed.to_rfc3339(), "2026-11-06T10:00:00+00:00");
    let one = leader.staff_dossier(&code).await.unwrap();
    assert_eq!((one.missed_at, one.overdue), (Some(missed), false));
    let mut page = Visitor::signed_in(&app, "truong@a.vn").await;
    let html = page.read("/can-bo/ho-so").await;
    assert!(html.contains("Đã lỡ hẹn"), "{html}");
    app.tell(vec![event(
        &code,
        "c",
        "2026-11-23T08:00:00+07:00",
        Kind::Resolved,
    )])
    .await;
    let counts = leader.dossier_figures(&month).await.unwrap().total.counts;
    assert_eq!((counts.resolved.late, counts.resolved.total), (1, 1));
}
