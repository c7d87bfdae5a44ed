//! The keys that sign codes: how they change, and what becomes of what they signed.

use std::time::Duration;

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::qr::{QrAttention, QrLink, QrSignature, QrStale, StaffQrFilter, VerifyError};
use motcua::app::open_database;
use motcua::qr::{LEAD, OVERLAP, list_keys, revoke_key, rotate_keys};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{AGENCY, PUBLIC, poster, province, tail};
use motcua_tests::{App, send};
use rstest::rstest;

/// How long other servers may take to notice a change.
const NOTICED: Duration = Duration::from_secs(20);

/// Waits until the server has noticed that keys changed.
async fn noticed(app: &App, keys: usize) {
    let until = std::time::Instant::now() + NOTICED;
    while app.client().qr_keys().await.unwrap().keys.len() != keys {
        assert!(std::time::Instant::now() < until, "nobody noticed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[rstest]
#[tokio::test]
async fn keys_change_and_printed_posters_stay_good(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let start = app.clock().now();
    let database = open_database(app.storage()).await.unwrap();
    let printed = poster(&app).board;
    let old: QrLink = printed.link.parse().unwrap();
    let next = rotate_keys(&database, &app.vault(), start).await.unwrap();
    noticed(&app, 2).await;
    let kept = app.client().qr_keys().await.unwrap();
    let now_signs: QrLink = poster(&app).board.link.parse().unwrap();
    assert_eq!(now_signs, old, "the next key is published before it signs");

    app.clock().set(start + LEAD);
    let later: QrLink = poster(&app).board.link.parse().unwrap();
    assert_eq!(later.signed().unwrap().key, next);
    for link in [&old, &later] {
        let proved = link.verify(&kept, &[PUBLIC], app.clock().now());
        assert!(proved.is_ok(), "{proved:?}");
    }
    let year = start + chrono::Duration::days(365);
    assert!(old.verify(&kept, &[PUBLIC], year).is_ok());

    // Long before the key ends, staff see which posters were printed with it.
    app.clock()
        .set(start + LEAD + OVERLAP - chrono::Duration::days(300));
    for link in [&printed.link, &poster(&app).chat.link] {
        let scanned = app.client().scan(tail(link)).await.unwrap();
        assert_eq!(scanned.signature, QrSignature::Valid);
    }
    app.tickets().resolver.scans.flush().await.unwrap();
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let stale = StaffQrFilter {
        attention: Some(QrAttention::Stale),
        ..StaffQrFilter::default()
    };
    let found = leader.qr_codes(&stale).await.unwrap().items;
    let found: Vec<_> = found.iter().map(|row| (&row.code, row.stale)).collect();
    assert_eq!(found, [(&printed.code, Some(QrStale::KeyEnding))]);

    app.clock().set(start + LEAD + OVERLAP);
    let ended = old.verify(&kept, &[PUBLIC], app.clock().now());
    assert_eq!(ended.unwrap_err(), VerifyError::KeyEnded);
    let scanned = app.client().scan(tail(&printed.link)).await.unwrap();
    assert_eq!(scanned.signature, QrSignature::KeyEnded);
    assert!(
        scanned.notice.unwrap().contains("cần thay"),
        "the poster is old, not false"
    );
    let checked = app.get("/verify").query(&[("code", &printed.link)]);
    let checked = send(checked).await.expect(200).text();
    assert!(
        checked.contains("Biển đã cũ") && !checked.contains("Chữ ký đúng"),
        "{checked}"
    );
    // Also by a list that was fetched only now: the poster is old for the app, too, and not false.
    let fetched = app.client().qr_keys().await.unwrap();
    assert_eq!(fetched.keys.len(), 2);
    let ended = old.verify(&fetched, &[PUBLIC], app.clock().now());
    assert_eq!(ended.unwrap_err(), VerifyError::KeyEnded);
    let by_new = later.verify(&fetched, &[PUBLIC], app.clock().now());
    assert!(by_new.is_ok(), "{by_new:?}");
}

#[rstest]
#[tokio::test]
async fn a_key_that_others_know_is_ended_at_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let database = open_database(app.storage()).await.unwrap();
    let printed = poster(&app).board.link;
    let leaked = app.client().qr_keys().await.unwrap().keys.pop().unwrap();
    let signs = revoke_key(&database, &app.vault(), &leaked.id, app.clock().now())
        .await
        .unwrap();
    assert_ne!(signs, leaked.id);
    let until = std::time::Instant::now() + NOTICED;
    while app.client().qr_keys().await.unwrap().find(&signs).is_none() {
        assert!(std::time::Instant::now() < until, "nobody noticed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let fetched = app.client().qr_keys().await.unwrap();
    assert!(fetched.find(&leaked.id).is_none(), "only such a key leaves");
    let refused = app.client().scan(tail(&printed)).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::QrNotGenuine);
    let anew: QrLink = poster(&app).board.link.parse().unwrap();
    assert_eq!(anew.signed().unwrap().key, signs);
    let twice = revoke_key(&database, &app.vault(), &leaked.id, app.clock().now()).await;
    assert_eq!(twice.unwrap_err().code(), ErrorCode::NotFound);
    // The next key leaks before it signs: the one of today has no end any more.
    let now = app.clock().now();
    let next = rotate_keys(&database, &app.vault(), now).await.unwrap();
    let still = revoke_key(&database, &app.vault(), &next, now)
        .await
        .unwrap();
    assert_eq!(still, signs);
    let keys = list_keys(&*database).await.unwrap();
    let until = keys
        .iter()
        .find(|key| key.id == signs.to_string())
        .unwrap()
        .until;
    assert_eq!(until, None);
}
