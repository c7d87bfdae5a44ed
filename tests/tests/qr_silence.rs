//! Which codes fell silent, and which of them may be pasted over: a tenth of the usual scans is silence, and people
//! who come by other ways are no scans.

use chrono::{Duration, NaiveDate};
use mobile_contract::QrCode;
use mobile_contract::accounts::Role;
use mobile_contract::qr::QrAttention;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::needing_a_look as codes;
use motcua_tests::codes::{AGENCY, flush, needing, poster, scanned, tail};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

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
    assert_eq!(pasted, std::slice::from_ref(&hidden.code));
    let (hidden, torn) = (
        leader.qr_code(&hidden.code).await.unwrap(),
        leader.qr_code(&torn.code).await.unwrap(),
    );
    assert!(hidden.pasted_over && hidden.silent_since.is_some());
    assert!(!torn.pasted_over && torn.silent_since.is_some());
    assert_eq!(hidden.scans.days.last().unwrap().typed, 3);
}

/// Opens the signed address of a code, as a browser does that comes from another site.
async fn led(app: &App, link: &str, site: &str) {
    let request = app.get(&format!("/Q/{}", tail(link)));
    let page = request.header("referer", "https://example.vn/");
    let _ = send(page.header("sec-fetch-site", site)).await;
}

/// The same by an app of Android, whose camera hands the address on to the browser.
async fn handed_on(app: &App, link: &str) {
    let request = app.get(&format!("/Q/{}", tail(link)));
    let _ = send(request.header("sec-fetch-site", "cross-site")).await;
}

#[rstest]
#[tokio::test]
async fn a_sticker_that_leads_on_to_the_signed_address_is_told(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let now = app.clock().now();
    let shown = poster(&app);
    let (hidden, linked, alive) = (shown.board, shown.chat, shown.rating);
    for days in [20, 15, 10] {
        for code in [&hidden.code, &linked.code, &alive.code] {
            scanned(&app, code, now - Duration::days(days), 5).await;
        }
    }
    app.clock().set(now);
    // Who stuck a page over the image photographed it first, and leads on to what is in it.
    for _ in 0..3 {
        led(&app, &hidden.link, "cross-site").await;
        led(&app, &alive.link, "cross-site").await;
    }
    led(&app, &linked.link, "same-site").await;
    // That some come by links is nothing by itself, while others scan.
    handed_on(&app, &alive.link).await;
    flush(&app).await;
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let silent = codes(&leader, QrAttention::Silent).await;
    assert_eq!(silent, [hidden.code.clone(), linked.code.clone()]);
    let pasted = codes(&leader, QrAttention::PastedOver).await;
    assert_eq!(pasted, std::slice::from_ref(&hidden.code));
    let told = leader.qr_code(&hidden.code).await.unwrap();
    assert!(told.pasted_over && told.silent_since.is_some());
    let today = told.scans.days.last().unwrap();
    assert_eq!((today.led, today.page, today.typed), (3, 0, 0));
    assert_eq!((told.scans.led, told.scans.total), (3, 15));
    let alive = leader.qr_code(&alive.code).await.unwrap();
    assert!(!alive.pasted_over && alive.silent_since.is_none());
    let today = alive.scans.days.last().unwrap();
    assert_eq!((today.led, today.page), (3, 1));
}

/// Scans of some working days, so many on each, up to the day before a day.
async fn busy(app: &App, code: &QrCode, until: i64, from: i64, each: usize) {
    let now = app.clock().now();
    for days in until..from {
        scanned(app, code, now - Duration::days(days), each).await;
        app.clock().set(now);
    }
}

#[rstest]
#[tokio::test]
async fn a_code_with_one_scan_in_twenty_left_is_silent(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let now = app.clock().now();
    let shown = poster(&app);
    let (few, half) = (shown.board.code, shown.chat.code);
    // Somebody kept the page, and opens it each day as if by a camera.
    for (code, left) in [(&few, 1), (&half, 10)] {
        busy(&app, code, 15, 50, 20).await;
        busy(&app, code, 0, 15, left).await;
    }
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let silent = leader.qr_codes(&needing(QrAttention::Silent)).await;
    let silent = silent.unwrap().items;
    let since: Vec<(&QrCode, Option<NaiveDate>)> = silent
        .iter()
        .map(|row| (&row.code, row.silent_since))
        .collect();
    let last = (now - Duration::days(15)).date_naive();
    assert_eq!(since, [(&few, Some(last))]);
    assert!(codes(&leader, QrAttention::PastedOver).await.is_empty());
    // Three come by the characters alone.
    for _ in 0..3 {
        let _ = send(app.get(&format!("/q/{few}"))).await.expect(200);
    }
    flush(&app).await;
    assert_eq!(
        codes(&leader, QrAttention::PastedOver).await,
        std::slice::from_ref(&few)
    );
    // Hung again.
    scanned(&app, &few, now, 20).await;
    assert!(codes(&leader, QrAttention::Silent).await.is_empty());
}
