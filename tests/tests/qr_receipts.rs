//! The number on a receipt: it opens no dossier, names none, and nobody learns from it whose it is. The picture,
//! with its signature, does all of that.

use mobile_contract::accounts::Role;
use mobile_contract::client::QrImage;
use mobile_contract::dossier::lookup::DossierLookup;
use mobile_contract::dossier::receipt::ReceiptParams;
use mobile_contract::qr::{QrSignature, QrStatus, QrTarget, ScannedCode};
use mobile_contract::rating::{NewServiceRating, RatingBasis};
use mobile_contract::ticket::NewTicket;
use mobile_contract::{ErrorCode, QrCode};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{
    AGENCY, PUBLIC, of_dossier, poster, printed, province, reason, receipt, tail,
};
use motcua_tests::followed::{CODE, received};
use motcua_tests::printed::Scanner;
use motcua_tests::rated::content;
use motcua_tests::{App, send};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::json;

/// That an answer to the bare number tells what it is, and nothing more.
fn tells_nothing(scanned: &ScannedCode) {
    assert!(scanned.is_bare_receipt(), "{scanned:?}");
    assert_eq!(scanned.target, QrTarget::Dossier { code: None });
    assert_eq!((&scanned.agency, &scanned.place), (&None, &None));
    assert_eq!((&scanned.counter, &scanned.successor), (&None, &None));
    assert_eq!(scanned.links.rate, None);
    assert_eq!(scanned.links.look_up, format!("{PUBLIC}/ho-so"));
}

/// Receipts are scanned by phones, not printed anew by who knows a number.
async fn refuses_images(app: &App, code: &str) {
    for image in ["image.svg", "image.png"] {
        let path = format!("/v1/qr/{code}/{image}");
        let _ = send(app.get(&path)).await.problem(ErrorCode::QrNotFound);
    }
}

#[rstest]
#[tokio::test]
async fn the_number_of_a_receipt_tells_nothing_and_is_drawn_for_nobody(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (code, link) = receipt(&app, CODE, AGENCY).await;
    let scanned = app.client().qr(&code).await.unwrap();
    assert_eq!(scanned.status, QrStatus::Active);
    tells_nothing(&scanned);
    let notice = scanned.notice.unwrap();
    for words in ["số in trên giấy hẹn", "quét hình QR", "/ho-so"] {
        assert!(notice.contains(words), "{words}: {notice}");
    }
    let answer = send(app.get(&format!("/v1/qr/{code}"))).await.expect(200);
    assert!(!answer.text().contains("H31"), "{answer:?}");
    refuses_images(&app, code.as_str()).await;

    // Who holds the picture sees its dossier, and has the same picture drawn again.
    let scanned = app.client().scan(tail(&link)).await.unwrap();
    assert_eq!(scanned.signature, QrSignature::Valid);
    let of = QrTarget::Dossier {
        code: Some(CODE.parse().unwrap()),
    };
    assert_eq!(scanned.target, of);
    assert_eq!(scanned.agency.unwrap().id.as_str(), AGENCY);
    let rate = format!("{PUBLIC}/danh-gia?qr={}", tail(&link));
    assert_eq!(scanned.links.rate, Some(rate));
    let client = app.client();
    for image in [QrImage::Svg, QrImage::Png] {
        let drawn = client.scanned_image(tail(&link), image).await.unwrap();
        assert!(!drawn.is_empty());
    }
    let lookup = DossierLookup {
        code: CODE.parse().unwrap(),
        proof: link,
        challenge: None,
    };
    assert!(client.look_up_dossier(&lookup).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn nothing_is_built_on_the_number_alone(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let (code, link) = receipt(&app, CODE, AGENCY).await;
    let begun = app.post("/v1/chat/conversations");
    let refused = send(begun.json(&json!({"qr": code}))).await;
    let refused = refused.problem(ErrorCode::Invalid);
    assert_eq!(refused.errors[0].loc, "body.qr");
    let ticket = NewTicket {
        text: "Hồ sơ của tôi đã quá hẹn ba ngày".to_owned(),
        qr: Some(code.to_string()),
        ..NewTicket::default()
    };
    let client = app.client();
    let refused = client.send_ticket(&ticket, None).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);
    let refused = client.begin_rating_visit(code.as_str()).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);

    let begun = app.post("/v1/chat/conversations");
    let begun = send(begun.json(&json!({"qr": tail(&link)}))).await;
    let _ = begun.expect(201);
    let visit = client.begin_rating_visit(tail(&link)).await.unwrap();
    assert_eq!(visit.basis, RatingBasis::Dossier);
    // The visit was proved when it began: it stays that of the dossier, also once the receipt is withdrawn.
    let (_, admin) = app.signed_in("ad@a.vn", Role::Administrator, None).await;
    admin.revoke_qr_code(&code, &reason()).await.unwrap();
    let rating = NewServiceRating {
        visit: Some(visit.token),
        counter: None,
        ..content()
    };
    let rated = client.rate_service(&rating, None).await.unwrap();
    assert_eq!(rated.basis, RatingBasis::Dossier);
    assert_eq!(rated.agency.unwrap().id.as_str(), AGENCY);
}

#[rstest]
#[tokio::test]
async fn staff_are_given_no_link_of_a_receipt_but_by_printing_it(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (code, _) = receipt(&app, CODE, AGENCY).await;
    let (_, officer) = app
        .signed_in("can.bo@a.vn", Role::Officer, Some(AGENCY))
        .await;
    let (_, operator) = app.signed_in("td@a.vn", Role::Operator, None).await;
    let (_, leader) = app
        .signed_in("truong@a.vn", Role::Leader, Some(AGENCY))
        .await;
    for staff in [&officer, &operator, &leader] {
        assert_eq!(staff.qr_code(&code).await.unwrap().link, None);
    }
    let next = leader.supersede_qr_code(&code).await.unwrap();
    assert_eq!(next.link, None);
    assert_eq!(leader.qr_code(&code).await.unwrap().link, None);
    let board = poster(&app).board.code;
    assert!(officer.qr_code(&board).await.unwrap().link.is_some());
    let gone = leader.revoke_qr_code(&next.code, &reason()).await.unwrap();
    assert_eq!(gone.link, None);
    let Some(scanner) = Scanner::find() else {
        return;
    };
    let params = ReceiptParams::default();
    let dossier = CODE.parse().unwrap();
    let pdf = officer.dossier_receipt(&dossier, &params).await.unwrap();
    assert_eq!(scanner.codes(&pdf)[0].len(), 1);
}

#[rstest]
#[tokio::test]
async fn an_older_receipt_leads_to_the_newest_and_a_withdrawn_one_to_the_look_up(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (code, link) = receipt(&app, CODE, AGENCY).await;
    let (_, admin) = app.signed_in("ad@a.vn", Role::Administrator, None).await;
    let second = admin.supersede_qr_code(&code).await.unwrap().code;
    let third = admin.supersede_qr_code(&second).await.unwrap().code;
    let scanned = app.client().scan(tail(&link)).await.unwrap();
    assert_eq!(scanned.status, QrStatus::Superseded);
    assert_eq!(scanned.successor, Some(third));
    tells_nothing(&app.client().qr(&code).await.unwrap());

    admin.revoke_qr_code(&code, &reason()).await.unwrap();
    for tail in [tail(&link), code.as_str()] {
        let gone = app.client().scan(tail).await.unwrap();
        assert_eq!(gone.status, QrStatus::Revoked);
        tells_nothing(&gone);
    }
    refuses_images(&app, code.as_str()).await;
}

#[rstest]
#[tokio::test]
async fn a_receipt_whose_key_has_ended_is_as_its_number(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, link) = receipt(&app, CODE, AGENCY).await;
    let raw = app.database().await;
    let past = "UPDATE qr_keys SET ends_at = created_at";
    raw.execute_unprepared(past).await.unwrap();
    app.tickets().resolver.keys.refresh().await.unwrap();
    let scanned = app.client().scan(tail(&link)).await.unwrap();
    assert_eq!(scanned.signature, QrSignature::KeyEnded);
    assert!(scanned.notice.as_deref().unwrap().contains("in đã lâu"));
    tells_nothing(&scanned);
    refuses_images(&app, tail(&link)).await;
}

#[rstest]
#[tokio::test]
async fn a_printed_receipt_leaves_what_servers_know_of_posters_alone(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let board = poster(&app).board.code;
    let (_, officer) = app
        .signed_in("can.bo@a.vn", Role::Officer, Some(AGENCY))
        .await;
    let (_, admin) = app.signed_in("ad@a.vn", Role::Administrator, None).await;
    let resolver = &app.tickets().resolver;
    let (known, before) = (resolver.codes.keep(), revision(&app).await);

    let params = ReceiptParams::default();
    let dossier = CODE.parse().unwrap();
    let _ = officer.dossier_receipt(&dossier, &params).await.unwrap();
    let other = of_dossier("H31.12.45-261120-0099", AGENCY);
    let made: QrCode = admin.new_qr_code(&other).await.unwrap().code;
    let next = admin.supersede_qr_code(&made).await.unwrap().code;
    admin.revoke_qr_code(&next, &reason()).await.unwrap();
    assert_eq!(revision(&app).await, before, "nothing to read anew");
    assert!(std::sync::Arc::ptr_eq(&known, &resolver.codes.keep()));
    // It is known all the same, to each server by itself.
    let link = printed(&app, &next);
    let gone = app.client().scan(tail(&link)).await.unwrap();
    assert_eq!(gone.status, QrStatus::Revoked);
    // What hangs somewhere is told to all.
    admin.supersede_qr_code(&board).await.unwrap();
    assert_ne!(revision(&app).await, before);
    assert!(!std::sync::Arc::ptr_eq(&known, &resolver.codes.keep()));
}

async fn revision(app: &App) -> String {
    let raw = app.database().await;
    motcua::storage::meta::codes_revision(&raw).await.unwrap()
}
