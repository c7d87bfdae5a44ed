//! Ratings enter the figures in lots: by several servers, of quiet agencies, and what neither lists nor what waits tell.

use std::time::Duration;

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::rating::NewServiceRating;
use mobile_contract::rating_figures::{FiguresBy, RatingFilter, RatingListFilter, RatingRow};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{COUNTER, OTHER, QR, content, cross, scores, settled, visited};
use motcua_tests::spawn_app;
use rstest::rstest;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};

use crate::rating_figures::{
    LICENCES, PASSPORTS, administrator, by, counts, figures, of_counter, pass, row, singles, visit,
};

/// Agencies of which one counter is rated here, and its code.
const WARD: (&str, &str) = ("ubnd-phuong-my-hao", "QT8489H");
const DEPARTMENT: (&str, &str) = ("so-tu-phap", "S6QDAVC");

async fn counted(db: &impl ConnectionTrait, query: &str) -> i64 {
    let query = Statement::from_string(db.get_database_backend(), query);
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// How many answers of a rating gave 3, 4 and 5.
fn spread(row: &RatingRow) -> [i16; 3] {
    [3, 4, 5].map(|score| {
        let given = row.answers.iter().filter(|answer| answer.score == score);
        i16::try_from(given.count()).unwrap()
    })
}

#[rstest]
#[tokio::test]
async fn the_order_of_single_ratings_is_not_that_of_giving(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for (one, other) in [(3, 3), (3, 4), (3, 5), (4, 4), (4, 5)] {
        let rating = scores(&[("thai-do", one), ("thoi-gian", other)]);
        visit(&app, QR, &rating).await;
    }
    assert_eq!(settled(&app).await, 5);
    pass(&app, TimeDelta::days(1));
    for _ in 0..5 {
        visit(&app, OTHER.1, &scores(&[("thai-do", 5)])).await;
    }
    assert_eq!(settled(&app).await, 5);

    let database = app.database().await;
    let query = "SELECT id, s3, s4, s5 FROM ratings WHERE s3 + s4 + s5 = 2";
    let query = Statement::from_string(database.get_database_backend(), query);
    let mut ids = Vec::new();
    for row in database.query_all_raw(query).await.unwrap() {
        let id: Uuid = row.try_get("", "id").unwrap();
        assert_eq!(id.get_version_num(), 4, "no time in it");
        let scores = ["s3", "s4", "s5"].map(|name| row.try_get::<i16>("", name).unwrap());
        ids.push((id, scores));
    }
    ids.sort_unstable();
    let staff = administrator(&app).await;
    let listed: Vec<_> = singles(&staff).await.iter().map(spread).collect();
    // Of the later day first.
    assert_eq!(listed[..5], [[0, 0, 1]; 5]);
    let random: Vec<_> = ids.into_iter().map(|(_, scores)| scores).collect();
    assert_eq!(listed[5..], random);

    let mut paged = Vec::new();
    let mut filter = RatingListFilter {
        limit: Some(3),
        ..RatingListFilter::default()
    };
    loop {
        let page = staff.ratings(&filter).await.unwrap();
        paged.extend(page.items.iter().map(spread));
        filter.cursor = page.next_cursor;
        if filter.cursor.is_none() {
            break;
        }
    }
    assert_eq!(paged, listed);
}

#[rstest]
#[tokio::test]
async fn what_waits_is_told_of_the_whole_reach_and_from_the_next_day_on(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    visit(&app, PASSPORTS.1, &content()).await;
    let unknown = NewServiceRating {
        counter: None,
        ..content()
    };
    app.client().rate_service(&unknown, None).await.unwrap();
    let staff = administrator(&app).await;
    let counters = by(FiguresBy::Counter);
    assert_eq!(figures(&staff, &counters).await.waiting_counters, 0);
    pass(&app, TimeDelta::days(1));
    visit(&app, LICENCES.1, &content()).await;
    let staff = administrator(&app).await;
    // That of today not yet; what names no counter counts as one.
    let asked = [
        counters,
        of_counter(PASSPORTS.0, FiguresBy::Counter),
        of_counter(COUNTER, FiguresBy::Counter),
        RatingFilter {
            agency: Some(WARD.0.to_owned()),
            ..RatingFilter::default()
        },
        RatingFilter {
            place: Some("tinh-hung-yen".to_owned()),
            ..RatingFilter::default()
        },
        RatingFilter {
            form: Some("dossier".to_owned()),
            ..RatingFilter::default()
        },
    ];
    for filter in asked {
        let waiting = figures(&staff, &filter).await.waiting_counters;
        assert_eq!(waiting, 2, "{filter:?}");
    }
    let (_, lan) = app.signed_in("lan@a.vn", Role::Officer, Some(WARD.0)).await;
    let own = figures(&lan, &RatingFilter::default()).await;
    assert_eq!(own.waiting_counters, 0, "others' are not told");
}

#[rstest]
#[tokio::test]
async fn quiet_agencies_are_told_together(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for (qr, times) in [(WARD.1, 3), (DEPARTMENT.1, 2)] {
        for _ in 0..times {
            visit(&app, qr, &content()).await;
        }
    }
    pass(&app, TimeDelta::days(55));
    assert_eq!(settled(&app).await, 0);
    pass(&app, TimeDelta::days(1));
    assert_eq!(settled(&app).await, 5);
    let staff = administrator(&app).await;
    for (way, name, pooled) in [
        (FiguresBy::Counter, "Các quầy ít lượt", true),
        (FiguresBy::Agency, "Các cơ quan ít lượt", true),
        (FiguresBy::Place, "Nhiều địa bàn, hoặc không rõ", false),
    ] {
        let all = figures(&staff, &by(way)).await;
        assert_eq!(counts(&all), (vec![Some(5)], Some(5)), "{way:?}");
        let only = &all.rows[0];
        let told = (only.id.as_deref(), only.name.as_str(), only.pooled);
        assert_eq!(told, (None, name, pooled));
        assert_eq!(all.waiting_counters, 0);
    }
    let of_ward = RatingFilter {
        agency: Some(WARD.0.to_owned()),
        ..by(FiguresBy::Agency)
    };
    assert_eq!(counts(&figures(&staff, &of_ward).await), (vec![], Some(0)));
    // Else the ward's single ratings would be the figures of its only counter.
    let agencies = singles(&staff).await.into_iter().map(|row| row.agency);
    assert_eq!(agencies.collect::<Vec<_>>(), vec![None; 5]);
    let (_, lan) = app.signed_in("lan@a.vn", Role::Officer, Some(WARD.0)).await;
    assert_eq!(
        counts(&figures(&lan, &by(FiguresBy::Counter)).await),
        (vec![], Some(0))
    );
    assert!(singles(&lan).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn servers_that_close_lots_at_once_close_whole_ones(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for (qr, times) in [(QR, 7), (OTHER.1, 6), (PASSPORTS.1, 4)] {
        for _ in 0..times {
            let _ = visited(&app.client(), qr, &content()).await;
        }
    }
    pass(&app, TimeDelta::minutes(10));
    let here = app.ratings();
    // Another server, with connections of its own.
    let mut there = here.clone();
    there.db = motcua::storage::open(&app.storage().url()).await.unwrap();
    let mut before = 0;
    if matches!(db, Postgres) {
        // One that has locked a part of a lot: nobody waits for it, and what is left of the lot is none.
        let database = app.database().await;
        let held = database.begin().await.unwrap();
        let some = format!("SELECT id FROM ratings WHERE counter = '{COUNTER}' LIMIT 3 FOR UPDATE");
        held.execute_unprepared(&some).await.unwrap();
        let closed = tokio::time::timeout(Duration::from_secs(30), there.close_lots());
        before = closed.await.expect("nobody waits").unwrap();
        held.commit().await.unwrap();
        assert_eq!(before, 6);
    }
    let (one, two, three) = tokio::join!(here.close_lots(), there.close_lots(), here.close_lots());
    let entered = [one, two, three].map(Result::unwrap);
    assert_eq!(before + entered.iter().sum::<usize>(), 13);
    assert!(entered.iter().all(|n| *n == 0 || *n >= 5), "{entered:?}");
    there.db.close().await.unwrap();
    let staff = administrator(&app).await;
    let all = figures(&staff, &by(FiguresBy::Counter)).await;
    assert_eq!(row(&all, COUNTER).included.count, Some(7));
    assert_eq!(row(&all, OTHER.0).included.count, Some(6));
    assert_eq!(all.rows.len(), 2);
}

#[rstest]
#[tokio::test]
async fn a_snapshot_is_of_one_moment(#[values(Sqlite, Postgres)] db: Database) {
    const ALL: &str = "SELECT COUNT(*) FROM ratings";
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let storage = motcua::storage::open(&app.storage().url()).await.unwrap();
    let snapshot = storage.snapshot().await.unwrap();
    assert_eq!(counted(&snapshot, ALL).await, 0);
    visit(&app, QR, &content()).await;
    assert_eq!(counted(&snapshot, ALL).await, 0);
    assert_eq!(counted(&*storage, ALL).await, 1);
    snapshot.commit().await.unwrap();
    storage.close().await.unwrap();
}

/// Waits until a report waits for a lock.
async fn until_a_report_waits(db: &impl ConnectionTrait) {
    let waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
         AND wait_event_type = 'Lock' AND query LIKE '%\"ratings\"%'";
    for _ in 0..1_000 {
        if counted(db, waiting).await > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no report waits");
}

/// Only PostgreSQL lets a report be stopped in the middle.
#[tokio::test]
async fn a_lot_that_is_closed_meanwhile_is_in_no_part_of_a_report() {
    let Some(app) = spawn_app(Postgres).await else {
        return;
    };
    for hour in 7..12 {
        let late = NewServiceRating {
            comment: Some(format!("Phiếu hẹn ghi sai ngày, đến lúc {hour} giờ")),
            ..cross()
        };
        visit(&app, QR, &late).await;
    }
    // All cases are overdue by then.
    pass(&app, TimeDelta::days(60));
    let staff = administrator(&app).await;
    let filter = by(FiguresBy::Counter);
    // The lock keeps the only connection of its pool.
    let (database, watched) = (app.database().await, app.database().await);
    let lock = database.begin().await.unwrap();
    // Counts are read before cases, which cannot be read now.
    let tickets = "LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE";
    lock.execute_unprepared(tickets).await.unwrap();
    let meanwhile = async {
        until_a_report_waits(&watched).await;
        assert_eq!(app.ratings().close_lots().await.unwrap(), 5);
        lock.commit().await.unwrap();
    };
    let (told, ()) = tokio::join!(figures(&staff, &filter), meanwhile);
    let cases = told.total.answered_in_time.map(|cases| cases.of);
    assert_eq!((counts(&told).1, cases), (Some(0), Some(0)));
    assert_eq!(told.waiting_counters, 1);
    let after = figures(&staff, &filter).await;
    let cases = after.total.answered_in_time.map(|cases| cases.of);
    assert_eq!((counts(&after).1, cases), (Some(5), Some(5)));
    assert_eq!(after.waiting_counters, 0);
}
