//! Codes of counters: minted, superseded, withdrawn, and what old ones lead to.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::QrImage;
use mobile_contract::qr::{QrLink, QrPurpose, QrSignature, QrStatus, RevokeQrCode};
use motcua::app::open_database;
use motcua::qr::mint_missing;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{AGENCY, PUBLIC, counter, of_counter, poster, province, reason, tail};
use motcua_tests::spawn_app;
use rstest::rstest;
use sea_orm::ConnectionTrait;

#[rstest]
#[tokio::test]
async fn a_poster_shows_three_codes_that_are_proved_offline(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let resolver = &app.tickets().resolver;
    let keys = app.client().qr_keys().await.unwrap();
    assert_eq!(keys.base, PUBLIC);
    let counters = resolver.counters_of_place(&"tinh-hung-yen".parse().unwrap());
    assert!(counters.len() >= 10, "{counters:?}");
    for counter in counters {
        let shown = resolver.on_poster(&counter).unwrap();
        assert_eq!(shown.version, 1, "{counter}");
        let codes = [&shown.board, &shown.chat, &shown.rating];
        for (code, purpose) in codes.into_iter().zip(QrPurpose::ALL) {
            let link: QrLink = code.link.parse().unwrap();
            let key = link.verify(&keys, &[PUBLIC], app.clock().now());
            assert!(key.is_ok(), "{counter}: {key:?}");
            let scanned = app.client().scan(tail(&code.link)).await.unwrap();
            assert_eq!(scanned.target, purpose.target());
            assert_eq!(scanned.signature, QrSignature::Valid);
            assert_eq!(scanned.counter.unwrap().id, counter);
            assert!(
                scanned
                    .links
                    .ask
                    .ends_with(&format!("/hoi?qr={}", code.code))
            );
            assert!(scanned.links.rate.unwrap().contains("/danh-gia?qr="));
        }
    }
    let unknown = resolver
        .on_poster(&"khong-co".parse().unwrap())
        .unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::NotFound);
    let of_agency = resolver.counters_of_agency(&AGENCY.parse().unwrap());
    assert!(of_agency.contains(&counter()), "{of_agency:?}");
    let old_district = resolver.counters_of_place(&"huyen-yen-my".parse().unwrap());
    assert!(
        old_district
            .iter()
            .any(|c| c.as_str() == "mot-cua-yen-my-dat-dai"),
        "{old_district:?}"
    );
}

#[rstest]
#[tokio::test]
async fn servers_that_start_together_mint_each_code_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let raw = app.database().await;
    raw.execute_unprepared("DELETE FROM qr_codes WHERE target <> 'board'")
        .await
        .unwrap();
    let now = app.clock().now();
    let (one, two) = (
        open_database(app.storage()).await.unwrap(),
        open_database(app.storage()).await.unwrap(),
    );
    let counters = [counter(), "hcc-tinh-bao-hiem".parse().unwrap()];
    let (first, second) = tokio::join!(
        mint_missing(&one, &counters, now),
        mint_missing(&two, &counters, now)
    );
    assert!(first.unwrap() || second.unwrap());
    let codes = motcua::qr::store::all(&*one).await.unwrap();
    for counter in &counters {
        for purpose in QrPurpose::ALL {
            let of: Vec<_> = codes
                .iter()
                .filter(|code| code.at_counter() == Some((counter, purpose)))
                .collect();
            assert_eq!(of.len(), 1, "{counter} {purpose:?}");
        }
    }
    assert!(
        !mint_missing(&one, &counters, now).await.unwrap(),
        "nothing lacks any more"
    );
}

#[rstest]
#[tokio::test]
async fn a_new_version_takes_the_place_of_a_code_and_the_old_one_leads_on(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (user, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let before = poster(&app);
    let old = before.chat.clone();
    let next = leader.supersede_qr_code(&old.code).await.unwrap();
    assert_eq!((next.version, next.status), (2, QrStatus::Active));
    assert_eq!(next.created_by, Some(user.id));
    let shown = poster(&app);
    assert_eq!((shown.version, &shown.chat.code), (2, &next.code));
    // All that hangs on the poster is of one version, and says so.
    let mut codes = vec![shown.board.code, shown.rating.code];
    for code in &codes {
        let scanned = app.client().qr(code).await.unwrap();
        assert_eq!((scanned.version, scanned.status), (2, QrStatus::Active));
    }
    codes.push(next.code.clone());
    for (old, new) in [&before.board, &before.rating, &before.chat]
        .iter()
        .zip(&codes)
    {
        let scanned = app.client().scan(tail(&old.link)).await.unwrap();
        assert_eq!(scanned.status, QrStatus::Superseded);
        assert_eq!(scanned.successor.as_ref(), Some(new));
    }

    let scanned = app.client().scan(tail(&old.link)).await.unwrap();
    assert_eq!(scanned.status, QrStatus::Superseded);
    assert_eq!(scanned.successor.as_ref(), Some(&next.code));
    assert!(scanned.notice.unwrap().contains("bản cũ"));
    assert!(scanned.links.rate.is_some(), "it still works");
    // Twice is told, and changes nothing.
    let twice = leader.supersede_qr_code(&old.code).await.unwrap_err();
    assert_eq!(twice.problem().unwrap().code, ErrorCode::QrState);
    // A third version: the first one leads to it.
    let third = leader.supersede_qr_code(&next.code).await.unwrap();
    let scanned = app.client().qr(&old.code).await.unwrap();
    assert_eq!(scanned.successor, Some(third.code));
}

#[rstest]
#[tokio::test]
async fn a_withdrawn_code_carries_no_trust_and_another_one_is_made(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let old = poster(&app).rating;
    let busy = leader
        .new_qr_code(&of_counter(QrPurpose::Rating))
        .await
        .unwrap_err();
    assert_eq!(busy.problem().unwrap().code, ErrorCode::QrState);
    let short = RevokeQrCode {
        reason: "sai".to_owned(),
    };
    let refused = leader.revoke_qr_code(&old.code, &short).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);

    let gone = leader.revoke_qr_code(&old.code, &reason()).await.unwrap();
    assert_eq!(gone.status, QrStatus::Revoked);
    assert_eq!(gone.reason.as_deref(), Some(reason().reason.as_str()));
    let scanned = app.client().scan(tail(&old.link)).await.unwrap();
    assert_eq!(scanned.status, QrStatus::Revoked);
    assert!(scanned.links.rate.is_none() && !scanned.links.ask.contains("qr="));
    let passed_on = (&scanned.counter, &scanned.agency, &scanned.place);
    assert_eq!(passed_on, (&None, &None, &None));
    assert!(scanned.procedures.is_empty(), "{:?}", scanned.procedures);
    // Staff see all the same where it hung.
    let seen = leader.qr_code(&old.code).await.unwrap();
    assert_eq!(seen.counter.unwrap().id, counter());
    let image = app
        .client()
        .qr_image(&old.code, QrImage::Png)
        .await
        .unwrap_err();
    assert_eq!(image.problem().unwrap().code, ErrorCode::QrState);
    let lacks = app.tickets().resolver.on_poster(&counter()).unwrap_err();
    assert_eq!(lacks.code(), ErrorCode::QrState);

    let new = leader
        .new_qr_code(&of_counter(QrPurpose::Rating))
        .await
        .unwrap();
    assert_eq!(new.version, 2, "versions go on");
    let shown = poster(&app);
    for code in [&shown.board.code, &shown.chat.code, &shown.rating.code] {
        let version = app.client().qr(code).await.unwrap().version;
        assert_eq!(version, shown.version, "one version on a poster");
    }
    let scanned = app.client().qr(&old.code).await.unwrap();
    assert_eq!(
        scanned.successor,
        Some(new.code),
        "the counter's code of today"
    );
    let again = leader
        .revoke_qr_code(&old.code, &reason())
        .await
        .unwrap_err();
    assert_eq!(again.problem().unwrap().code, ErrorCode::QrState);
}
