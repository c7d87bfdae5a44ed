//! Scans are counted without anybody's data.

use chrono::{Duration, NaiveDate};
use mobile_contract::accounts::Role;
use mobile_contract::qr::{QrAttention, QrLink, QrScanDay, QrScanFound, QrScanVia, StaffQrFilter};
use motcua::app::open_database;
use motcua::qr::Scans;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{AGENCY, flush, needing, poster, scanned, tail};
use motcua_tests::{send, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;

/// A day without any scan.
fn no_scan(day: NaiveDate) -> QrScanDay {
    QrScanDay {
        day,
        ..QrScanDay::default()
    }
}

#[rstest]
#[tokio::test]
async fn each_scan_is_counted_by_how_it_came_and_what_was_found(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let shown = poster(&app);
    let board = tail(&shown.board.link).to_owned();
    for _ in 0..3 {
        let _ = send(app.get(&format!("/Q/{board}"))).await.expect(200);
    }
    let _ = send(app.get(&format!("/q/{}", shown.board.code)))
        .await
        .expect(200);
    let _ = app.client().scan(&board).await.unwrap();
    let _ = send(app.get(&format!("/q/{board}0"))).await.expect(400);
    assert!(app.client().scan(&format!("{board}0")).await.is_err());
    flush(&app).await;
    let few = leader.qr_codes(&needing(QrAttention::NotGenuine)).await;
    assert!(few.unwrap().items.is_empty(), "two may be anything");
    assert!(app.client().scan(&format!("{board}0")).await.is_err());
    // Neither is an address that was cut off.
    let _ = send(app.get(&format!("/q/{}", &board[..board.len() - 9])))
        .await
        .expect(404);
    // What does not exist is counted nowhere, and a rating's redirect is a scan as well.
    let _ = send(app.get("/q/0000000")).await.expect(404);
    let _ = send(app.get(&format!("/q/{}", tail(&shown.rating.link))))
        .await
        .expect(303);
    flush(&app).await;
    // Counted once, however often it is stored.
    flush(&app).await;
    let told = leader.qr_code(&shown.board.code).await.unwrap().scans;
    let day = QrScanDay {
        page: 3,
        app: 1,
        typed: 1,
        not_genuine: 3,
        ..no_scan(app.clock().today())
    };
    assert_eq!((told.total, told.typed), (7, 1));
    assert_eq!(told.days.last(), Some(&day));
    let rating = leader.qr_code(&shown.rating.code).await.unwrap().scans;
    assert_eq!(rating.total, 1);
    let fake = leader
        .qr_codes(&needing(QrAttention::NotGenuine))
        .await
        .unwrap();
    let codes: Vec<_> = fake.items.iter().map(|row| &row.code).collect();
    assert_eq!(codes, [&shown.board.code]);
    assert!(fake.items[0].not_genuine);
}

#[rstest]
#[tokio::test]
async fn what_several_servers_count_adds_up(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let code = poster(&app).chat.code;
    let database = open_database(app.storage()).await.unwrap();
    let servers: Vec<_> = (0..3)
        .map(|_| Scans::new(database.clone(), app.clock().clone()))
        .collect();
    for server in &servers {
        for _ in 0..200 {
            server.count(&code, QrScanVia::App, QrScanFound::Good);
        }
    }
    let (a, b, c) = tokio::join!(servers[0].flush(), servers[1].flush(), servers[2].flush());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    assert_eq!(leader.qr_code(&code).await.unwrap().scans.total, 600);
}

#[rstest]
#[tokio::test]
async fn our_own_links_are_no_scans(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = poster(&app);
    let board = &shown.board.code;
    let seen = format!("/q/{board}?seen=1");
    let ask = send(app.get(&format!("/hoi?qr={board}"))).await.expect(200);
    assert!(ask.text().contains(&format!("href=\"{seen}\"")), "{ask:?}");
    let checked = app.get("/verify").query(&[("code", board.as_str())]);
    let checked = send(checked).await.expect(200).text();
    assert!(checked.contains(&format!("href=\"{seen}\"")), "{checked}");
    let signed = format!("/Q/{}", tail(&shown.board.link));
    for request in [
        app.get(&seen),
        app.get(&format!("/q/{board}?lang=en")),
        app.get(&format!("{signed}?lang=en")),
        app.get(&signed).header("sec-fetch-site", "same-origin"),
        app.get(&signed).header("cache-control", "max-age=0"),
    ] {
        let _ = send(request).await.expect(200);
    }
    flush(&app).await;
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let told = leader.qr_code(board).await.unwrap().scans;
    assert_eq!((told.total, told.typed), (0, 0), "{told:?}");
    // What is no link of ours is a scan: browsers say so of a camera's address.
    let scan = app.get(&signed).header("sec-fetch-site", "none");
    let _ = send(scan).await.expect(200);
    flush(&app).await;
    let told = leader.qr_code(board).await.unwrap().scans;
    assert_eq!((told.total, told.typed), (1, 0), "{told:?}");
}

#[rstest]
#[tokio::test]
async fn days_without_a_scan_are_told(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let now = app.clock().now();
    let code = poster(&app).chat.code;
    scanned(&app, &code, now + Duration::days(2), 4).await;
    app.clock().set(now + Duration::days(5));
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let days = leader.qr_code(&code).await.unwrap().scans.days;
    let pages: Vec<_> = days.iter().rev().take(5).map(|day| day.page).collect();
    assert_eq!(pages, [0, 0, 0, 4, 0]);
    let today = app.clock().today();
    assert_eq!(days.last(), Some(&no_scan(today)));
    assert!(days.len() <= 30, "{days:?}");
}

#[rstest]
#[tokio::test]
async fn one_code_is_told_without_reading_all_others(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let code = poster(&app).board.code;
    // A row of another counter that cannot be read: whoever reads it fails.
    let raw = app.database().await;
    raw.execute_unprepared(&format!(
        "INSERT INTO qr_scans (code, day, via, found, count) VALUES ('WDSS2A6', '{}', 'page', 'x', 1)",
        app.clock().today()
    ))
    .await
    .unwrap();
    assert!(leader.qr_code(&code).await.is_ok());
    assert!(leader.qr_codes(&StaffQrFilter::default()).await.is_ok());
    assert!(leader.supersede_qr_code(&code).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn an_app_that_was_led_by_our_links_counts_nothing(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = poster(&app);
    let board = &shown.board;
    let told = app.client().scan(tail(&board.link)).await.unwrap();
    // What the board's own links look like is an address of a code, and no scan.
    let link: QrLink = told.links.look_up.parse().unwrap();
    assert!(link.was_seen() && link.code() == &board.code);
    let seen = app.client().qr_seen(board.code.as_str()).await.unwrap();
    assert_eq!(seen.counter, told.counter);
    let _ = app.client().qr_seen(tail(&board.link)).await.unwrap();
    let scan = app.get(&format!("/v1/qr/{}?seen=false", board.code));
    let _ = send(scan).await.expect(200);
    for odd in ["seen=x", "x=1"] {
        let refused = app.get(&format!("/v1/qr/{}?{odd}", board.code));
        let _ = send(refused).await.expect(422);
    }
    flush(&app).await;
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let told = leader.qr_code(&board.code).await.unwrap().scans;
    assert_eq!((told.total, told.typed, told.led), (1, 1, 0), "{told:?}");
}
