//! Who approves, in time or late, and with which reason.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::apology::EditApology;
use mobile_contract::dossier::event::DossierFlag;
use mobile_contract::dossier::staff::NewSupplementRequest;
use mobile_contract::dossier::watch::WatchFilter;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::dossiers::BUREAU;
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{approved, due_tomorrow, leader, mailed, only, refusal, seen, watch, words};

#[rstest]
#[tokio::test]
async fn a_second_postponement_needs_a_leaders_reason(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    let leader = leader(&app).await;
    let first = approved(&leader, &dossier).await;
    assert!(!first.second);
    app.set_clock("2026-11-26T08:00:00+07:00");
    watch(&app).await;
    // Tokens of days ago hold no longer.
    let (_, officer) = app
        .signed_in("canbo2@a.vn", Role::Officer, Some(BUREAU))
        .await;
    let (_, leader) = app
        .signed_in("truong2@a.vn", Role::Leader, Some(BUREAU))
        .await;
    let all = officer.apologies(&dossier).await.unwrap().items;
    assert_eq!(all.len(), 2, "the new end is near");
    let draft = &all[0];
    assert!(draft.second);
    let edited = officer
        .edit_apology(&dossier, draft.id, &words(draft))
        .await
        .unwrap();
    let why = Some("Cơ quan phối hợp trả lời chậm, đã đôn đốc hai lần.".to_owned());
    let mut justified = EditApology {
        justification: why,
        ..words(&edited)
    };
    let refused = officer.edit_apology(&dossier, draft.id, &justified).await;
    assert_eq!(refusal(refused), ErrorCode::Forbidden);
    let refused = leader
        .approve_apology(&dossier, draft.id, seen(&edited))
        .await;
    assert_eq!(refusal(refused), ErrorCode::JustificationRequired);
    justified.revision = edited.revision;
    let edited = leader
        .edit_apology(&dossier, draft.id, &justified)
        .await
        .unwrap();
    leader
        .approve_apology(&dossier, draft.id, seen(&edited))
        .await
        .unwrap();
    let after = leader.staff_dossier(&dossier).await.unwrap();
    assert_eq!(after.extensions, 2);
    assert!(after.flags.contains(&DossierFlag::SecondExtension));
    assert!(after.repeats[0].justification.is_some());
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((list.apologies.second, list.to_justify), (1, 0));
}

#[rstest]
#[tokio::test]
async fn approved_too_late_it_is_counted_as_late(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    app.set_clock("2026-11-25T08:00:00+07:00");
    let leader = leader(&app).await;
    assert!(approved(&leader, &dossier).await.late);
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((list.apologies.late, list.apologies.to_send), (1, 1));
}

#[rstest]
#[tokio::test]
async fn approved_on_the_last_day_it_is_late_as_well(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // The law wants it a day before the end.
    let dossier = due_tomorrow(&app).await;
    app.set_clock("2026-11-24T16:00:00+07:00");
    let leader = leader(&app).await;
    assert!(approved(&leader, &dossier).await.late);
}

#[rstest]
#[tokio::test]
async fn who_stands_above_looks_on(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let (_, above) = app
        .signed_in("chutich@tinh.vn", Role::Leader, Some("ubnd-tinh-hung-yen"))
        .await;
    let draft = only(&above, &dossier).await;
    above.staff_dossier(&dossier).await.unwrap();
    let forbidden = ErrorCode::Forbidden;
    assert_eq!(refusal(above.begin_apology(&dossier).await), forbidden);
    let edited = above.edit_apology(&dossier, draft.id, &words(&draft)).await;
    assert_eq!(refusal(edited), forbidden);
    let submitted = above.submit_apology(&dossier, draft.id, seen(&draft)).await;
    assert_eq!(refusal(submitted), forbidden);
    let approved = above
        .approve_apology(&dossier, draft.id, seen(&draft))
        .await;
    assert_eq!(refusal(approved), forbidden);
    let sent = above.send_apology(&dossier, draft.id, mailed(&draft)).await;
    assert_eq!(refusal(sent), forbidden);
    let printed = above.apology_pdf(&dossier, draft.id).await;
    assert_eq!(refusal(printed), forbidden);
    let papers = NewSupplementRequest {
        reason: "Còn thiếu giấy chứng sinh.".to_owned(),
        justification: None,
    };
    let asked = above.request_supplement(&dossier, &papers).await;
    assert_eq!(refusal(asked), forbidden);
    let after = above.staff_dossier(&dossier).await.unwrap();
    assert_eq!((after.supplements, after.events.len()), (0, 1));
    assert_eq!(after.apologies[0].revision, draft.revision);
}
