//! Posters with names that are new: of a counter, and of the province.

use std::time::{Duration, Instant};

use mobile_contract::accounts::Role;
use mobile_contract::qr::QrStale;
use mobile_contract::{QrCode, Slug};
use motcua::app::open_database;
use motcua::knowledge::store_bundle;
use motcua_seed::Bundle;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{AGENCY, COUNTER, admin, of, told_stale};

/// A counter of a ward, and its agency.
const IN_WARD: &str = "hcc-phuong-my-hao-ho-tich";
const WARD: &str = "ubnd-phuong-my-hao";
/// How long a server may take to notice a change.
const NOTICED: Duration = Duration::from_secs(20);

/// Stores the knowledge of tomorrow.
async fn tomorrow(app: &App, change: impl FnOnce(&mut Bundle)) {
    let mut bundle = Bundle::embedded().unwrap();
    bundle.fingerprint = "tomorrow".to_owned();
    change(&mut bundle);
    let database = open_database(app.storage()).await.unwrap();
    store_bundle(&database, &bundle, app.clock().now())
        .await
        .unwrap();
}

#[rstest]
#[tokio::test]
async fn a_counter_with_a_new_name_needs_a_new_poster(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    assert!(told_stale(&leader).await.is_empty());
    let counter: Slug = COUNTER.parse().unwrap();
    let poster = app.tickets().resolver.on_poster(&counter).unwrap();
    tomorrow(&app, |bundle| {
        for counter in &mut bundle.counters {
            if counter.record.id.as_str() == COUNTER {
                counter.record.name = "Quầy số 7".to_owned();
            }
        }
    })
    .await;
    let until = Instant::now() + NOTICED;
    loop {
        let scanned = app.client().qr(&poster.board.code).await.unwrap();
        if scanned.counter.unwrap().name == "Quầy số 7" {
            break;
        }
        assert!(Instant::now() < until, "nobody noticed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let names = Some(QrStale::NamesChanged);
    let found = told_stale(&leader).await;
    let wanted = [poster.board, poster.chat, poster.rating].map(|code| (code.code, names));
    assert_eq!(found, wanted);
    leader.supersede_qr_code(&wanted[0].0).await.unwrap();
    assert!(told_stale(&leader).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_province_with_a_new_name_needs_new_posters(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("my.hao@hungyen.example", Role::Leader, Some(WARD))
        .await;
    let counter: Slug = IN_WARD.parse().unwrap();
    let poster = || app.tickets().resolver.on_poster(&counter).unwrap();
    assert_eq!(poster().place, "Phường Mỹ Hào, tỉnh Hưng Yên");
    let codes = [poster().board, poster().chat, poster().rating].map(|code| code.code);
    assert!(told_stale(&leader).await.is_empty());
    // What was kept when nobody kept the province is not compared with it.
    let raw = app.database().await;
    let kept = poster();
    let kept = json!({
        "counter": kept.counter.name, "agency": kept.agency.name,
        "place": "Phường Mỹ Hào", "ended": false,
    });
    raw.execute_unprepared(&format!(
        "UPDATE qr_codes SET printed = '{kept}' WHERE code = '{}'",
        codes[0]
    ))
    .await
    .unwrap();
    tomorrow(&app, |bundle| {
        for place in &mut bundle.places {
            if place.record.id.as_str() == "tinh-hung-yen" {
                place.record.name = "Tỉnh Phố Hiến".to_owned();
            }
        }
    })
    .await;
    let until = Instant::now() + NOTICED;
    while poster().place != "Phường Mỹ Hào, tỉnh Phố Hiến" {
        assert!(Instant::now() < until, "nobody noticed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // Another change makes the server read its codes anew.
    admin(&app, "quan.tri@hungyen.example")
        .await
        .new_qr_code(&of("1.001193", AGENCY))
        .await
        .unwrap();
    let found = told_stale(&leader).await;
    let stale = |code: &QrCode| found.contains(&(code.clone(), Some(QrStale::NamesChanged)));
    assert_eq!(
        codes.each_ref().map(stale),
        [false, true, true],
        "{found:?}"
    );
    let next = leader.supersede_qr_code(&codes[1]).await.unwrap();
    assert_eq!(
        next.stale, None,
        "the new poster shows the province of today"
    );
}
