//! Scans are counted without anybody's data, and tell staff which posters need a look.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::QrCode;
use mobile_contract::accounts::Role;
use mobile_contract::qr::{
    QrAttention, QrScanDay, QrScanFound, QrScanVia, QrStale, RevokeQrCode, StaffQrFilter,
};
use motcua::app::open_database;
use motcua::qr::{PosterCodes, Scans};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

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
    let today = app.clock().today();
    let day = QrScanDay {
        day: today,
        page: 4,
        app: 1,
        superseded: 0,
        revoked: 0,
        key_ended: 0,
        not_genuine: 3,
    };
    assert_eq!((told.total, told.days), (8, vec![day]));
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
    assert_eq!(revoked.items[0].scans.days[0].revoked, 1);
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
