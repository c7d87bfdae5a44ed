//! The receipt: drawn, scanned, and for whose dossiers it is.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};
use mobile_contract::dossier::lookup::DossierLookup;
use mobile_contract::dossier::receipt::{ReceiptPaper, ReceiptParams};
use mobile_contract::qr::{NewQrCode, QrTarget};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::followed::{CODE, event, received};
use motcua_tests::printed::Scanner;
use motcua_tests::spawn_app;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_printed_receipt_is_scanned_and_opens_its_dossier(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let (Some(app), Some(scanner)) = (spawn_app(db).await, Scanner::find()) else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (_, officer) = app.signed_in(LAN, Role::Officer, Some("so-tu-phap")).await;
    let code = CODE.parse().unwrap();
    let mut links = Vec::new();
    for paper in [ReceiptPaper::A5, ReceiptPaper::A4] {
        let params = ReceiptParams { paper };
        let pdf = officer.dossier_receipt(&code, &params).await.unwrap();
        if let Ok(folder) = std::env::var("MOTCUA_TEST_KEEP") {
            std::fs::write(format!("{folder}/receipt-{paper:?}.pdf"), &pdf).unwrap();
        }
        let words = scanner.words(&pdf);
        for said in [
            "GIẤY TIẾP NHẬN HỒ SƠ",
            CODE,
            "Nguyễn Thị Lan",
            "Đăng ký khai sinh",
            "3 ngày làm việc",
            "25/11/2026",
        ] {
            assert!(words.contains(said), "{said}: {words}");
        }
        for private in ["0912", "033190", "lan.rieng"] {
            assert!(!words.contains(private), "{words}");
        }
        let pages = scanner.codes(&pdf);
        assert_eq!(pages.len(), 1, "one page");
        links.extend(pages[0].iter().cloned());
    }
    assert_eq!(links.len(), 2);
    assert_eq!(links[0], links[1], "printed again, the code stays");
    let lookup = DossierLookup {
        code: code.clone(),
        proof: links[0].clone(),
        challenge: None,
    };
    assert!(app.client().look_up_dossier(&lookup).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn another_agencys_dossier_does_not_exist(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let code = CODE.parse().unwrap();
    let (_, other) = app
        .signed_in("y-te@a.vn", Role::Leader, Some("so-y-te"))
        .await;
    let params = ReceiptParams::default();
    let refused = other.dossier_receipt(&code, &params).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::DossierNotFound);
    let new = |code: &str| NewQrCode {
        target: QrTarget::Dossier {
            code: Some(code.parse().unwrap()),
        },
        counter: None,
        agency: None,
    };
    let refused = other.new_qr_code(&new(CODE)).await.unwrap_err();
    let nobodys = other
        .new_qr_code(&new("H31.12.45-261120-9999"))
        .await
        .unwrap_err();
    let (refused, nobodys) = (refused.problem().unwrap(), nobodys.problem().unwrap());
    assert_eq!(
        (refused.code, &refused.errors),
        (ErrorCode::Invalid, &nobodys.errors)
    );
    // Its own leader and an administrator may.
    let (_, own) = app.signed_in(LAN, Role::Leader, Some("so-tu-phap")).await;
    assert!(own.new_qr_code(&new(CODE)).await.is_ok());
    let (_, admin) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    assert!(admin.dossier_receipt(&code, &params).await.is_ok());
    let (_, operator) = app.signed_in("td@a.vn", Role::Operator, None).await;
    let refused = operator.dossier_receipt(&code, &params).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Forbidden);
}

#[rstest]
#[tokio::test]
async fn where_it_was_handed_in_it_is_printed_also_after_it_was_passed_on(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let passed_on = DossierEvent {
        agency: Some("so-y-te".to_owned()),
        ..event(CODE, "2", "2026-11-23T08:00:00+07:00", Kind::Forwarded)
    };
    app.told(&[received(CODE), passed_on]).await;
    let code = CODE.parse().unwrap();
    let params = ReceiptParams::default();
    for (login, agency, may) in [
        (LAN, "so-tu-phap", true),
        ("y-te@a.vn", "so-y-te", true),
        ("xay-dung@a.vn", "so-xay-dung", false),
    ] {
        let (_, officer) = app.signed_in(login, Role::Officer, Some(agency)).await;
        let printed = officer.dossier_receipt(&code, &params).await;
        assert_eq!(printed.is_ok(), may, "{agency}");
    }
}

#[rstest]
#[tokio::test]
async fn a_receipt_printed_again_says_what_was_promised_and_by_whom(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let (Some(app), Some(scanner)) = (spawn_app(db).await, Scanner::find()) else {
        return;
    };
    let passed_on = DossierEvent {
        agency: Some("so-y-te".to_owned()),
        ..event(CODE, "2", "2026-11-23T08:00:00+07:00", Kind::Forwarded)
    };
    let late = DossierEvent {
        due_at: Some("2026-12-04T17:00:00+07:00".parse().unwrap()),
        ..event(CODE, "3", "2026-11-23T08:10:00+07:00", Kind::Extended)
    };
    app.told(&[received(CODE), passed_on, late]).await;
    let (_, officer) = app.signed_in(LAN, Role::Officer, Some("so-tu-phap")).await;
    let code = CODE.parse().unwrap();
    let params = ReceiptParams::default();
    let printed = async || {
        let pdf = officer.dossier_receipt(&code, &params).await.unwrap();
        scanner.words(&pdf)
    };
    let words = printed().await;
    let head = words.to_lowercase();
    assert!(
        head.contains("sở tư pháp") && !head.contains("sở y tế"),
        "{words}"
    );
    assert!(
        words.contains("25/11/2026") && !words.contains("04/12/2026"),
        "{words}"
    );
    let missing = event(
        CODE,
        "4",
        "2026-11-23T08:20:00+07:00",
        Kind::SupplementRequested,
    );
    app.told(&[missing]).await;
    let words = printed().await;
    assert!(
        !words.contains("25/11/2026") && !words.contains("Thời gian trả kết quả"),
        "{words}"
    );
}
