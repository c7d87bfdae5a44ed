//! Which dossiers stand where in the watch list, and who sees them.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};
use mobile_contract::dossier::watch::{WatchFilter, WatchGroup};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::dossiers::{BUREAU, code, event, received};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

use super::{codes, desk, group, leader, officer, refusal};

#[rstest]
#[tokio::test]
async fn dossiers_stand_in_the_group_of_their_end(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // No token of that day would hold.
    let leader = app.known("truong@a.vn", Role::Leader, BUREAU).await;
    let look = async |filter: WatchFilter| app.dossiers().watch_list(&leader, &filter).await;
    // Friday, 13 February 2026, is the last working day before Tết; the next one is Monday the 23rd.
    app.set_clock("2026-02-13T09:00:00+07:00");
    let at = "2026-02-10T09:00:00+07:00";
    app.tell(vec![
        received(&code(1), at, 2),
        desk(received(&code(2), at, 3), "ban-01"),
        received(&code(3), at, 4),
        received(&code(4), at, 5),
        received(&code(5), at, 6),
        received(&code(6), at, 7),
        received(&code(7), at, 1),
        event(&code(7), "e", "2026-02-11T09:00:00+07:00", Kind::Resolved),
    ])
    .await;
    let list = look(WatchFilter::default()).await.unwrap();
    let counts = list.counts;
    assert_eq!(
        (
            counts.overdue,
            counts.today,
            counts.in_one,
            counts.in_two,
            counts.in_three
        ),
        (1, 1, 1, 1, 1)
    );
    assert_eq!(list.days[0].to_string(), "2026-02-23");
    let five: Vec<String> = (1..=5).map(|n| code(n).to_string()).collect();
    assert_eq!(codes(&list), five, "what is due first stands first");
    let groups: Vec<_> = list.items.iter().map(|row| row.group).collect();
    assert_eq!(groups[0], Some(WatchGroup::Overdue));
    assert_eq!(groups[4], Some(WatchGroup::InThree));
    assert_eq!(list.items[0].late_days, 1);
    assert_eq!(
        list.items[0].procedure.as_ref().unwrap().code.as_str(),
        "1.001193"
    );
    for (number, which) in (1..).zip([
        WatchGroup::Overdue,
        WatchGroup::Today,
        WatchGroup::InOne,
        WatchGroup::InTwo,
        WatchGroup::InThree,
    ]) {
        let one = look(group(which)).await.unwrap();
        assert_eq!(codes(&one), [code(number).to_string()], "{which:?}");
    }
    let desks: Vec<_> = list
        .desks
        .iter()
        .map(|part| part.desk.as_deref().unwrap())
        .collect();
    assert_eq!(desks, ["ban-03", "ban-01"], "the worst first");
    let filter = WatchFilter {
        desk: Some("ban-01".to_owned()),
        ..WatchFilter::default()
    };
    assert_eq!(codes(&look(filter).await.unwrap()), [code(2).to_string()]);
}

#[rstest]
#[tokio::test]
async fn a_make_up_saturday_counts_as_the_next_working_day(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let leader = app.known("truong@a.vn", Role::Leader, BUREAU).await;
    app.set_clock("2026-01-09T14:00:00+07:00");
    let at = "2026-01-08T09:00:00+07:00";
    app.tell(vec![received(&code(1), at, 2), received(&code(2), at, 3)])
        .await;
    let one = app
        .dossiers()
        .watch_list(&leader, &group(WatchGroup::InOne))
        .await
        .unwrap();
    assert_eq!(codes(&one), [code(1).to_string()]);
    assert_eq!(one.days[0].to_string(), "2026-01-10");
}

#[rstest]
#[tokio::test]
async fn pages_follow_each_other(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let at = "2026-11-16T09:00:00+07:00";
    app.tell((1..=7).map(|n| received(&code(n), at, 3)).collect())
        .await;
    let leader = leader(&app).await;
    let mut filter = WatchFilter {
        limit: Some(3),
        ..WatchFilter::default()
    };
    let mut seen = Vec::new();
    loop {
        let list = leader.watch_list(&filter).await.unwrap();
        seen.extend(codes(&list));
        filter.cursor = list.next_cursor;
        if filter.cursor.is_none() {
            break;
        }
    }
    let all: Vec<String> = (1..=7).map(|n| code(n).to_string()).collect();
    assert_eq!(seen, all);
    let other = WatchFilter {
        cursor: Some("YWJj".to_owned()),
        ..WatchFilter::default()
    };
    assert_eq!(
        refusal(leader.watch_list(&other).await),
        ErrorCode::BadCursor
    );
}

#[rstest]
#[tokio::test]
async fn another_agencys_dossiers_do_not_exist(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let elsewhere = DossierEvent {
        agency: Some("so-y-te".to_owned()),
        ..received(&code(2), "2026-11-16T09:00:00+07:00", 3)
    };
    let nowhere = DossierEvent {
        agency: Some("999.99".to_owned()),
        ..received(&code(3), "2026-11-16T09:00:00+07:00", 3)
    };
    let own = received(&code(1), "2026-11-16T09:00:00+07:00", 3);
    app.tell(vec![own, elsewhere, nowhere]).await;
    let officer = officer(&app).await;
    let list = officer.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!(codes(&list), [code(1).to_string()]);
    assert_eq!(list.counts.overdue, 1);
    for foreign in [code(2), code(3), code(9)] {
        assert_eq!(
            refusal(officer.staff_dossier(&foreign).await),
            ErrorCode::NotFound
        );
        assert_eq!(
            refusal(officer.apologies(&foreign).await),
            ErrorCode::NotFound
        );
        assert_eq!(
            refusal(officer.begin_apology(&foreign).await),
            ErrorCode::NotFound
        );
    }
    let filter = WatchFilter {
        agency: Some("so-y-te".to_owned()),
        ..WatchFilter::default()
    };
    assert_eq!(
        refusal(officer.watch_list(&filter).await),
        ErrorCode::NotFound
    );
    let (_, admin) = app.signed_in("admin@a.vn", Role::Administrator, None).await;
    let all = admin.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!(all.counts.overdue, 3);
    assert_eq!(all.agencies.len(), 3, "one of them is no agency of ours");
    assert_eq!(
        codes(&admin.watch_list(&filter).await.unwrap()),
        [code(2).to_string()]
    );
    // Who looked is recorded.
    officer.staff_dossier(&code(1)).await.unwrap();
    let audit = send(
        app.get("/v1/staff/audit")
            .bearer_auth(admin_token(&app).await),
    )
    .await;
    assert!(audit.text().contains("dossier.viewed"), "{}", audit.text());
}

async fn admin_token(app: &App) -> String {
    app.staff("admin2@a.vn", Role::Administrator, None)
        .await
        .1
        .access_token
}

#[rstest]
#[tokio::test]
async fn counts_are_those_of_the_desk(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let twice = |number, at_desk: &str| {
        let asked = |id, day| {
            let at = format!("2026-11-{day:02}T09:00:00+07:00");
            event(&code(number), id, &at, Kind::SupplementRequested)
        };
        let there = "2026-11-12T09:00:00+07:00";
        [
            desk(
                received(&code(number), "2026-11-10T09:00:00+07:00", 10),
                at_desk,
            ),
            asked("a", 11),
            event(&code(number), "b", there, Kind::SupplementReceived),
            asked("c", 13),
        ]
    };
    let near = received(&code(4), "2026-11-20T09:00:00+07:00", 2);
    let mut events = vec![desk(near, "ban-01")];
    events.extend(twice(1, "ban-01"));
    events.extend(twice(2, "ban-02"));
    events.extend(twice(3, "ban-02"));
    app.tell(events).await;
    app.dossiers().keep_watch().await.unwrap();
    let leader = leader(&app).await;
    let counts = async |desk: Option<&str>| {
        let filter = WatchFilter {
            desk: desk.map(str::to_owned),
            ..WatchFilter::default()
        };
        let list = leader.watch_list(&filter).await.unwrap();
        (list.to_justify, list.apologies.drafts, list.counts.in_one)
    };
    assert_eq!(counts(None).await, (3, 1, 1));
    assert_eq!(counts(Some("ban-01")).await, (1, 1, 1));
    assert_eq!(counts(Some("ban-02")).await, (2, 0, 0));
}

#[rstest]
#[tokio::test]
async fn a_divided_agency_is_not_seen_by_who_stood_above_it(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Its duties went to Sở Xây dựng and to Công an tỉnh, which does not stand under the province.
    let divided = DossierEvent {
        agency: Some("so-giao-thong-van-tai".to_owned()),
        ..received(&code(1), "2026-11-18T09:00:00+07:00", 2)
    };
    app.tell(vec![divided]).await;
    let province = app
        .signed_in("tinh@a.vn", Role::Leader, Some("ubnd-tinh-hung-yen"))
        .await
        .1;
    let list = province.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!(codes(&list), [""; 0]);
    assert_eq!(
        refusal(province.staff_dossier(&code(1)).await),
        ErrorCode::NotFound
    );
    let desk = app.signed_in("qt@a.vn", Role::Administrator, None).await.1;
    assert!(desk.staff_dossier(&code(1)).await.is_ok());
}
