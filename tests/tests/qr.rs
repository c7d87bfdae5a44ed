//! Codes on posters.

use std::process::Command;

use mobile_contract::client::QrImage;
use mobile_contract::qr::{QrLink, QrStatus};
use mobile_contract::{ErrorCode, QrCode};
use motcua_seed::Bundle;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::missing::{find_program, missing};
use motcua_tests::{App, send, spawn_app, watched};
use rstest::rstest;

const PUBLIC: &str = "https://motcua.example.vn";

async fn province(db: Database) -> Option<App> {
    App::spawn(
        db,
        Setup {
            public_url: Some(PUBLIC.to_owned()),
            ..Setup::default()
        },
    )
    .await
}

/// Every code on a bundled poster.
fn printed() -> Vec<QrCode> {
    let bundle = Bundle::embedded().expect("a bundle");
    let codes: Vec<_> = bundle
        .counters
        .iter()
        .map(|counter| counter.record.qr.clone())
        .collect();
    assert!(codes.len() >= 10, "{codes:?}");
    codes
}

#[rstest]
#[tokio::test]
async fn every_printed_code_leads_to_its_counter(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    for code in printed() {
        let scanned = app.client().qr(&code).await.unwrap();
        assert_eq!(scanned.code, code);
        assert_eq!(scanned.status, QrStatus::Active);
        assert_eq!(scanned.page_url, format!("{PUBLIC}/q/{code}"));
        assert!(
            !scanned.procedures.is_empty() && scanned.counter.is_some(),
            "{scanned:?}"
        );
        let page = send(app.get(&format!("/q/{code}"))).await.expect(200);
        for procedure in &scanned.procedures {
            assert!(
                page.text()
                    .contains(&format!("/thu-tuc/{}", procedure.code)),
                "{code}: {procedure:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_code_typed_sloppily_is_read_right() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for sloppy in ["09rd0vh", "o9rdovh", "09RD0V-H", "O9RD%200V%20H"] {
        let scanned: mobile_contract::qr::ScannedCode = send(app.get(&format!("/v1/qr/{sloppy}")))
            .await
            .expect(200)
            .read();
        assert_eq!(scanned.code.as_str(), "09RD0VH", "{sloppy}");
        let _ = send(app.get(&format!("/q/{sloppy}"))).await.expect(200);
    }
}

#[tokio::test]
async fn a_mistyped_code_is_told_how_to_look_again() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for wrong in ["JVQ4GCV", "JVQ4GC", "0000000", "khong-co", "%F0%9F%91%B6"] {
        let problem = send(app.get(&format!("/v1/qr/{wrong}")))
            .await
            .expect(404)
            .problem(ErrorCode::QrNotFound);
        if wrong != "0000000" {
            assert!(
                problem
                    .detail
                    .is_some_and(|detail| detail.contains("7 ký tự")),
                "{wrong}"
            );
        }
        let _ = send(app.get(&format!("/v1/qr/{wrong}/image.svg")))
            .await
            .expect(404);
    }
}

#[rstest]
#[tokio::test]
async fn an_old_poster_leads_to_the_body_of_today(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let code: QrCode = "WDSS2A6".parse().unwrap();
    let today = app.client().qr(&code).await.unwrap();
    let agency = today.agency.expect("an agency");
    assert_ne!(agency.id.as_str(), "ubnd-huyen-yen-my");
    let notice = today.notice.expect("a notice");
    assert!(
        notice.contains("huyện Yên Mỹ") && notice.contains("30/06/2025"),
        "{notice}"
    );
    assert!(notice.contains("xã Yên Mỹ"), "who follows it: {notice}");
    let page = send(app.get("/q/WDSS2A6")).await.expect(200).text();
    assert!(page.contains(&agency.name), "{page}");

    app.clock().set("2025-06-30T10:00:00Z".parse().unwrap());
    let before = app.client().qr(&code).await.unwrap();
    let agency = before.agency.expect("an agency");
    assert_eq!(agency.id.as_str(), "ubnd-huyen-yen-my");
    assert_eq!(before.notice, None);
}

#[tokio::test]
async fn images_are_served_as_what_they_are() {
    let Some(app) = province(Sqlite).await else {
        return;
    };
    let svg = send(app.get("/v1/qr/JVQ4GCU/image.svg")).await.expect(200);
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert!(svg.text().contains("<svg"), "{svg:?}");
    let png = send(app.get("/v1/qr/JVQ4GCU/image.png")).await.expect(200);
    assert_eq!(png.header("content-type"), "image/png");
    assert!(png.body.starts_with(b"\x89PNG\r\n"));
}

#[tokio::test]
async fn a_printed_image_is_read_by_a_scanner() {
    let Some(scanner) = find_program(&["zbarimg"]) else {
        return missing("zbarimg is not installed (Debian: zbar-tools)").unwrap_or_default();
    };
    let Some(app) = province(Sqlite).await else {
        return;
    };
    let folder = watched::folder();
    let (keys, now) = (app.client().qr_keys().await.unwrap(), app.clock().now());
    for code in printed() {
        let file = folder.join(format!("{code}.png"));
        std::fs::write(
            &file,
            app.client().qr_image(&code, QrImage::Png).await.unwrap(),
        )
        .unwrap();
        let read = Command::new(&scanner)
            .args(["--quiet", "--raw"])
            .arg(&file)
            .output()
            .unwrap();
        let link: QrLink = String::from_utf8_lossy(&read.stdout).parse().unwrap();
        assert_eq!(*link.code(), code);
        assert!(link.verify(&keys, &[PUBLIC], now).is_ok(), "{code}");
    }
}
