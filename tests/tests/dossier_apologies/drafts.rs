//! When apologies are drafted, dropped, and begun anew.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::apology::ApologyState;
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind, DossierTerm};
use mobile_contract::dossier::watch::WatchFilter;
use mobile_contract::knowledge::TimeUnit;
use motcua::dossiers::Dossiers;
use motcua::kernel::worktime::Calendar;
use motcua_seed::calendar::CalendarData;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::dossiers::{BUREAU, code, event, received};
use motcua_tests::spawn_app;
use rstest::rstest;
use std::sync::Arc;

use super::{approved, due_tomorrow, leader, only, refusal, seen, watch, words};

#[rstest]
#[tokio::test]
async fn an_apology_is_drafted_on_the_working_day_before(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Due on Monday after Tết, and on a make-up Saturday.
    app.tell(vec![
        received(&code(1), "2026-02-12T09:00:00+07:00", 2),
        received(&code(2), "2026-01-08T09:00:00+07:00", 2),
    ])
    .await;
    // No token of those days would hold.
    let officer = app.known("canbo@a.vn", Role::Officer, BUREAU).await;
    let drafted = async |number| {
        watch(&app).await;
        let all = app.dossiers().apologies(&officer, &code(number)).await;
        all.unwrap().items.len()
    };
    app.set_clock("2026-01-08T23:59:00+07:00");
    assert_eq!(drafted(2).await, 0, "on Thursday, Friday is still between");
    app.set_clock("2026-01-09T00:01:00+07:00");
    assert_eq!(
        drafted(2).await,
        1,
        "on the Friday before the make-up Saturday"
    );
    app.set_clock("2026-02-12T23:00:00+07:00");
    assert_eq!(drafted(1).await, 0);
    app.set_clock("2026-02-13T08:00:00+07:00");
    assert_eq!(drafted(1).await, 1, "on the Friday before Tết");
}

#[rstest]
#[tokio::test]
async fn two_watchers_draft_it_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(
        (1..=250)
            .map(|n| received(&code(n), "2026-11-20T09:00:00+07:00", 2))
            .collect(),
    )
    .await;
    let (one, other) = (app.dossiers(), app.dossiers());
    let (one, other) = tokio::join!(one.keep_apologies(), other.keep_apologies());
    one.unwrap();
    other.unwrap();
    app.dossiers().keep_apologies().await.unwrap();
    let leader = leader(&app).await;
    let counts = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((counts.apologies.drafts, counts.counts.in_one), (250, 250));
    assert_eq!(counts.items[0].apology, Some(ApologyState::Draft));
    only(&leader, &code(250)).await;
}

#[rstest]
#[tokio::test]
async fn a_forwarded_dossier_takes_its_draft_along(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let bureau = leader(&app).await;
    let (_, health) = app
        .signed_in("truong@yte.vn", Role::Leader, Some("so-y-te"))
        .await;
    let forwarded = DossierEvent {
        agency: Some("so-y-te".to_owned()),
        ..event(&dossier, "f", "2026-11-23T08:30:00+07:00", Kind::Forwarded)
    };
    app.tell(vec![forwarded]).await;
    watch(&app).await;
    let draft = only(&health, &dossier).await;
    assert_eq!(draft.agency.as_ref().unwrap().id.as_str(), "so-y-te");
    assert_eq!(
        refusal(bureau.apologies(&dossier).await),
        ErrorCode::NotFound
    );
    let drafts = |list: &mobile_contract::dossier::watch::WatchList| list.apologies.drafts;
    let own = bureau.watch_list(&WatchFilter::default()).await.unwrap();
    let theirs = health.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((drafts(&own), drafts(&theirs)), (0, 1));
}

#[rstest]
#[tokio::test]
async fn a_draft_that_nobody_needs_is_dropped(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let leader = leader(&app).await;
    let draft = only(&leader, &dossier).await;
    app.tell(vec![event(
        &dossier,
        "e",
        "2026-11-23T08:30:00+07:00",
        Kind::Resolved,
    )])
    .await;
    let refused = leader
        .edit_apology(&dossier, draft.id, &words(&draft))
        .await;
    assert_eq!(refusal(refused), ErrorCode::DossierState);
    watch(&app).await;
    assert_eq!(only(&leader, &dossier).await.state, ApologyState::Dropped);
    // It was told by mistake.
    let voided = DossierEvent {
        corrects: Some("e".to_owned()),
        ..event(&dossier, "v", "2026-11-23T08:40:00+07:00", Kind::Voided)
    };
    app.tell(vec![voided]).await;
    watch(&app).await;
    assert_eq!(only(&leader, &dossier).await.state, ApologyState::Draft);
    assert_eq!(
        refusal(leader.begin_apology(&code(77)).await),
        ErrorCode::NotFound
    );
}

#[rstest]
#[tokio::test]
async fn a_draft_that_was_dropped_is_begun_again_after_its_end(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let officer = app.known("canbo@a.vn", Role::Officer, BUREAU).await;
    let rooms = app.dossiers();
    let draft = &rooms.apologies(&officer, &dossier).await.unwrap().items[0];
    let edited = rooms
        .edit_apology(&officer, (&dossier, draft.id), &words(draft))
        .await
        .unwrap();
    let submitted = rooms
        .submit_apology(&officer, (&dossier, draft.id), seen(&edited))
        .await
        .unwrap();
    assert!(submitted.submitted_at.is_some());
    app.set_clock("2026-11-24T09:00:00+07:00");
    let resolved = event(&dossier, "e", "2026-11-24T08:30:00+07:00", Kind::Resolved);
    app.tell(vec![resolved]).await;
    watch(&app).await;
    // The day after its end it turns out that it was told by mistake.
    app.set_clock("2026-11-25T09:00:00+07:00");
    let voided = DossierEvent {
        corrects: Some("e".to_owned()),
        ..event(&dossier, "v", "2026-11-25T08:30:00+07:00", Kind::Voided)
    };
    app.tell(vec![voided]).await;
    watch(&app).await;
    let leader = leader(&app).await;
    assert_eq!(only(&leader, &dossier).await.state, ApologyState::Dropped);
    let (again, other) = tokio::join!(
        leader.begin_apology(&dossier),
        leader.begin_apology(&dossier)
    );
    let (again, other) = (again.unwrap(), other.unwrap());
    assert_eq!(again.revision, other.revision, "it is taken up once");
    assert_eq!(
        (again.state, again.submitted_at),
        (ApologyState::Draft, None)
    );
    watch(&app).await;
    let done = approved(&leader, &dossier).await;
    assert_eq!((done.id, done.state), (again.id, ApologyState::Approved));
}

#[rstest]
#[tokio::test]
async fn a_term_that_began_anew_leaves_time_until_its_end(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Two working hours, from full papers at half past one: no working day lies before their end.
    app.tell(vec![
        DossierEvent {
            term: Some(DossierTerm {
                amount: 2,
                unit: TimeUnit::WorkingHour,
            }),
            ..received(&code(1), "2026-11-10T09:00:00+07:00", 2)
        },
        event(
            &code(1),
            "a",
            "2026-11-10T09:30:00+07:00",
            Kind::SupplementRequested,
        ),
        event(
            &code(1),
            "b",
            "2026-11-23T13:30:00+07:00",
            Kind::SupplementReceived,
        ),
    ])
    .await;
    app.set_clock("2026-11-23T14:00:00+07:00");
    let leader = leader(&app).await;
    assert!(!approved(&leader, &code(1)).await.late);
}

#[rstest]
#[tokio::test]
async fn drafts_go_by_the_hours_of_the_agency(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Due on Monday. Whoever works on Saturdays has a working day between Friday and then.
    app.set_clock("2026-11-20T16:00:00+07:00");
    app.tell(vec![received(&code(1), "2026-11-19T09:00:00+07:00", 2)])
        .await;
    let own = "agencies: [{agency: so-tu-phap, hours: {week: [{days: [Mon, Tue, Wed, Thu, Fri, Sat], \
               sessions: [{from: \"07:30\", to: \"17:00\"}]}]}}]";
    let data = include_str!("../../../seed/data/calendar.yaml").replace("agencies: []", own);
    let calendar = Calendar::new(&CalendarData::from_yaml(&data).unwrap());
    let theirs = Dossiers {
        calendar: Arc::new(calendar),
        ..app.dossiers().clone()
    };
    assert_eq!(theirs.keep_apologies().await.unwrap(), 0);
    // The server watches as well, and may have been faster.
    app.dossiers().keep_apologies().await.unwrap();
    let drafts = app.rows("SELECT code FROM dossier_apologies").await;
    assert_eq!(drafts.len(), 1);
}

#[rstest]
#[tokio::test]
async fn old_drafts_that_nobody_wrote_in_are_thrown_away(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(vec![
        received(&code(1), "2026-11-20T09:00:00+07:00", 2),
        received(&code(2), "2026-11-20T09:00:00+07:00", 2),
        received(&code(3), "2026-11-20T09:00:00+07:00", 2),
    ])
    .await;
    watch(&app).await;
    let officer = app.known("canbo@a.vn", Role::Officer, BUREAU).await;
    let dossiers = app.dossiers();
    let draft = &dossiers.apologies(&officer, &code(2)).await.unwrap().items[0];
    dossiers
        .edit_apology(&officer, (&code(2), draft.id), &words(draft))
        .await
        .unwrap();
    let resolved = |n| event(&code(n), "e", "2026-11-23T08:30:00+07:00", Kind::Resolved);
    app.tell(vec![resolved(1), resolved(2)]).await;
    watch(&app).await;
    let left = async || {
        dossiers.forget_drafts().await.unwrap();
        let mut left = Vec::new();
        for n in 1..=3 {
            let all = dossiers.apologies(&officer, &code(n)).await.unwrap();
            left.push(all.items.len());
        }
        left
    };
    app.set_clock("2026-12-01T09:00:00+07:00");
    assert_eq!(left().await, [1, 1, 1], "a week has not passed");
    app.set_clock("2026-12-02T09:00:00+07:00");
    assert_eq!(left().await, [0, 1, 1], "one was written in, one is needed");
}
