//! Scans are counted without anybody's data, and tell staff which posters need a look.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mobile_contract::QrCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::SignedIn;
use mobile_contract::qr::{
    QrAttention, QrScanDay, QrScanFound, QrScanVia, QrStale, RevokeQrCode, StaffQrFilter,
};
use motcua::app::open_database;
use motcua::qr::{PosterCodes, Scans, revoke_key};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::receipt;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;

const COUNTER: &str = "hcc-tinh-tu-phap";
const AGENCY: &str = "so-tu-phap";

fn poster(app: &App) -> PosterCodes {
    let resolver = &app.tickets().resolver;
    resolver.on_poster(&COUNTER.parse().unwrap()).unwrap()
}

fn tail(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

async fn flush(app: &App) {
    app.tickets().resolver.scans.flush().await.unwrap();
}

fn needing(attention: QrAttention) -> StaffQrFilter {
    StaffQrFilter {
        attention: Some(attention),
        ..StaffQrFilter::default()
    }
}

/// A day without any scan.
fn no_scan(day: NaiveDate) -> QrScanDay {
    QrScanDay {
        day,
        page: 0,
        app: 0,
        typed: 0,
        superseded: 0,
        revoked: 0,
        key_ended: 0,
        key_revoked: 0,
        not_genuine: 0,
    }
}

/// The codes that need a look of a kind, in the order of the list.
async fn codes(staff: &SignedIn, attention: QrAttention) -> Vec<QrCode> {
    let found = staff.qr_codes(&needing(attention)).await.unwrap();
    found.items.into_iter().map(|row| row.code).collect()
}

/// Scans of a code on a day, as a busy counter has them.
async fn scanned(app: &App, code: &QrCode, at: DateTime<Utc>, times: usize) {
    app.clock().set(at);
    for _ in 0..times {
        let scans = &app.tickets().resolver.scans;
        scans.count(code, QrScanVia::Page, QrScanFound::Good);
    }
    flush(app).await;
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
async fn a_busy_code_that_falls_silent_is_shown(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let now = app.clock().now();
    let shown = poster(&app);
    let (busy, quiet, alive) = (shown.board.code, shown.chat.code, shown.rating.code);
    for days in [20, 15, 10] {
        let day = now - Duration::days(days);
        scanned(&app, &busy, day, 5).await;
        scanned(&app, &quiet, day, 2).await;
        scanned(&app, &alive, day, 5).await;
    }
    scanned(&app, &alive, now - Duration::days(1), 1).await;
    app.clock().set(now);
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let silent = leader
        .qr_codes(&needing(QrAttention::Silent))
        .await
        .unwrap();
    let codes: Vec<_> = silent.items.iter().map(|row| &row.code).collect();
    assert_eq!(codes, [&busy], "{silent:?}");
    let last = (now - Duration::days(10)).date_naive();
    assert_eq!(silent.items[0].silent_since, Some(last));
    // The poster is still gone two months later. Another one has gone meanwhile.
    app.clock().set(now + Duration::days(60));
    let (_, later) = app
        .signed_in("mai@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let silent = later.qr_codes(&needing(QrAttention::Silent)).await.unwrap();
    let since: Vec<_> = silent
        .items
        .iter()
        .map(|row| (&row.code, row.silent_since))
        .collect();
    let yesterday = (now - Duration::days(1)).date_naive();
    assert_eq!(since, [(&busy, Some(last)), (&alive, Some(yesterday))]);
    // Hung again, and scanned.
    scanned(&app, &busy, now, 1).await;
    let silent = leader
        .qr_codes(&needing(QrAttention::Silent))
        .await
        .unwrap();
    assert!(silent.items.is_empty(), "{silent:?}");
}

#[rstest]
#[tokio::test]
async fn old_posters_and_withdrawn_ones_that_are_scanned_are_shown(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let (_, other) = app
        .signed_in("khac@hungyen.example", Role::Leader, Some("so-y-te"))
        .await;
    let shown = poster(&app);
    leader.supersede_qr_code(&shown.board.code).await.unwrap();
    let why = RevokeQrCode {
        reason: "Có người dán mã khác lên biển này".to_owned(),
    };
    leader.revoke_qr_code(&shown.chat.code, &why).await.unwrap();
    for link in [&shown.board.link, &shown.chat.link] {
        let _ = send(app.get(&format!("/q/{}", tail(link))))
            .await
            .expect(200);
    }
    flush(&app).await;
    let stale = leader.qr_codes(&needing(QrAttention::Stale)).await.unwrap();
    let found: Vec<_> = stale
        .items
        .iter()
        .map(|row| (&row.code, row.stale))
        .collect();
    assert_eq!(found, [(&shown.board.code, Some(QrStale::Superseded))]);
    let revoked = leader
        .qr_codes(&needing(QrAttention::RevokedScanned))
        .await
        .unwrap();
    let found: Vec<_> = revoked.items.iter().map(|row| &row.code).collect();
    assert_eq!(found, [&shown.chat.code]);
    let last = revoked.items[0].scans.days.last().unwrap();
    assert_eq!(last.revoked, 1);
    assert!(revoked.items[0].revoked_scanned);
    // Nothing of it is another agency's to see.
    for kind in [QrAttention::Stale, QrAttention::RevokedScanned] {
        assert!(
            other
                .qr_codes(&needing(kind))
                .await
                .unwrap()
                .items
                .is_empty()
        );
    }
}

#[rstest]
#[tokio::test]
async fn what_is_only_typed_keeps_no_poster_alive(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let now = app.clock().now();
    let shown = poster(&app);
    let (hidden, torn, alive) = (shown.board, shown.chat, shown.rating);
    for days in [20, 15, 10] {
        let day = now - Duration::days(days);
        for code in [&hidden.code, &torn.code, &alive.code] {
            scanned(&app, code, day, 5).await;
        }
    }
    // A sticker leads people on to our page; somebody kept a page of another; the third is scanned.
    for _ in 0..4 {
        let _ = send(app.get(&format!("/q/{}", hidden.code)))
            .await
            .expect(200);
    }
    let _ = send(app.get(&format!("/q/{}", torn.code)))
        .await
        .expect(200);
    app.clock().set(now);
    for _ in 0..3 {
        let _ = send(app.get(&format!("/q/{}", hidden.code)))
            .await
            .expect(200);
    }
    let _ = send(app.get(&format!("/q/{}", tail(&alive.link))))
        .await
        .expect(303);
    flush(&app).await;
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let silent = codes(&leader, QrAttention::Silent).await;
    assert_eq!(silent, [hidden.code.clone(), torn.code.clone()]);
    let pasted = codes(&leader, QrAttention::PastedOver).await;
    assert_eq!(pasted, [hidden.code.clone()]);
    let (hidden, torn) = (
        leader.qr_code(&hidden.code).await.unwrap(),
        leader.qr_code(&torn.code).await.unwrap(),
    );
    assert!(hidden.pasted_over && hidden.silent_since.is_some());
    assert!(!torn.pasted_over && torn.silent_since.is_some());
    assert_eq!(hidden.scans.days.last().unwrap().typed, 3);
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
async fn an_old_poster_stays_told_for_four_weeks(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let now = app.clock().now();
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let old = poster(&app).board;
    leader.supersede_qr_code(&old.code).await.unwrap();
    for (days, stale) in [(27, vec![old.code.clone()]), (28, Vec::new())] {
        app.clock().set(now - Duration::days(days));
        let raw = app.database().await;
        raw.execute_unprepared("DELETE FROM qr_scans")
            .await
            .unwrap();
        let _ = send(app.get(&format!("/q/{}", tail(&old.link))))
            .await
            .expect(200);
        flush(&app).await;
        app.clock().set(now);
        assert_eq!(codes(&leader, QrAttention::Stale).await, stale, "{days}");
    }
    // Its characters alone tell of no poster.
    let _ = send(app.get(&format!("/q/{}", old.code))).await.expect(200);
    flush(&app).await;
    assert!(codes(&leader, QrAttention::Stale).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_revoked_key_makes_posters_stale_and_not_false(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, receipt) = receipt(&app, "H31.12.45-220715-0012", AGENCY).await;
    let printed = poster(&app).board;
    let now = app.clock().now();
    for days in [20, 15, 10] {
        scanned(&app, &printed.code, now - Duration::days(days), 5).await;
    }
    app.clock().set(now);
    let leaked = app.client().qr_keys().await.unwrap().keys.pop().unwrap();
    let database = open_database(app.storage()).await.unwrap();
    let signs = revoke_key(&database, &app.vault(), &leaked.id, now)
        .await
        .unwrap();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while app.client().qr_keys().await.unwrap().find(&signs).is_none() {
        assert!(std::time::Instant::now() < until, "nobody noticed");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    for _ in 0..3 {
        let told = send(app.get(&format!("/q/{}", tail(&printed.link))))
            .await
            .expect(400)
            .text();
        assert!(told.contains("Khóa ký mã này đã bị hủy"), "{told}");
        assert!(!told.contains("đã in hoặc dán một mã khác"), "{told}");
    }
    let paper = send(app.get(&format!("/q/{}", tail(&receipt))))
        .await
        .expect(400)
        .text();
    assert!(
        paper.contains("giấy hẹn") && !paper.contains("theo biển"),
        "{paper}"
    );
    flush(&app).await;
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    for kind in [QrAttention::NotGenuine, QrAttention::Silent] {
        assert!(codes(&leader, kind).await.is_empty(), "{kind:?}");
    }
    let stale = leader.qr_codes(&needing(QrAttention::Stale)).await.unwrap();
    let found: Vec<_> = stale
        .items
        .iter()
        .map(|row| (&row.code, row.stale))
        .collect();
    assert_eq!(found, [(&printed.code, Some(QrStale::KeyRevoked))]);
    assert_eq!(stale.items[0].scans.days.last().unwrap().key_revoked, 3);
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
