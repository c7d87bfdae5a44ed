//! Scans tell staff which posters are old, and which withdrawn ones still hang.

use chrono::Duration;
use mobile_contract::accounts::Role;
use mobile_contract::qr::{QrAttention, QrStale, RevokeQrCode};
use motcua::app::open_database;
use motcua::qr::revoke_key;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::needing_a_look as codes;
use motcua_tests::codes::{AGENCY, flush, needing, poster, receipt, scanned, tail};
use motcua_tests::{send, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;

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
