//! `/verify`: what is told of a code that somebody typed, or of the address that a phone showed.

use mobile_contract::accounts::Role;
use mobile_contract::qr::RevokeQrCode;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{LAN, Setup};
use motcua_tests::codes::{AGENCY, DOSSIER, poster, receipt};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

async fn read(app: &App, path: &str) -> String {
    send(app.get(path)).await.expect(200).text()
}

#[rstest]
#[tokio::test]
async fn a_typed_code_is_told_genuine_or_not(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = poster(&app);
    let check = |typed: String| {
        let request = app.get("/verify").query(&[("code", typed)]);
        async move { send(request).await.expect(200).text() }
    };
    let plain = read(&app, "/verify").await;
    assert!(
        plain.contains(app.address()) && plain.contains("OTP"),
        "{plain}"
    );
    assert!(
        read(&app, "/verify?lang=en")
            .await
            .contains("Tell a genuine QR code")
    );
    for typed in [
        shown.board.code.printed(),
        shown.board.code.to_string().to_lowercase(),
        shown.board.link.clone(),
        shown.board.link.rsplit('/').next().unwrap().to_owned(),
    ] {
        let page = check(typed.clone()).await;
        assert!(
            page.contains("đang dùng") && page.contains(&shown.counter.name),
            "{typed}: {page}"
        );
    }
    for (typed, words) in [
        ("JVQ4GCV".to_owned(), "Không có mã này"),
        ("0000000".to_owned(), "Không có mã này"),
        ("xin chào <b>".to_owned(), "Không có mã này"),
        (
            format!("{}0", shown.board.link),
            "Chữ ký trong mã không phải của Một Cửa",
        ),
        (
            "https://motcua.evil.vn/q/JVQ4GCU".to_owned(),
            "một trang khác",
        ),
        ("https://evil.vn/tien".to_owned(), "một trang khác"),
        ("evil.vn".to_owned(), "một trang khác"),
    ] {
        let page = check(typed.clone()).await;
        assert!(
            page.contains(words) && !page.contains("chào <b>"),
            "{typed}: {page}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn typed_characters_prove_no_image(#[values(Sqlite, Postgres)] db: Database) {
    let setup = Setup {
        public_url: Some("https://motcua.example".to_owned()),
        ..Setup::default()
    };
    let Some(app) = App::spawn(db, setup).await else {
        return;
    };
    let shown = poster(&app);
    let check = |typed: &str| {
        let request = app.get("/verify").query(&[("code", typed)]);
        async move { send(request).await.expect(200).text() }
    };
    let only = "chưa biết hình QR";
    let typed = check(shown.board.code.as_str()).await;
    assert!(
        typed.contains(only) && typed.contains("https://motcua.example/"),
        "{typed}"
    );
    let scanned = check(&shown.board.link).await;
    assert!(
        !scanned.contains(only)
            && scanned.contains("địa chỉ này do Một Cửa cấp")
            && scanned.contains("Ai cũng có thể in lại")
            && !scanned.contains("do Một Cửa in"),
        "{scanned}"
    );
    assert!(scanned.contains(&shown.counter.name), "where it hangs");
    let plain = check(&format!("http://motcua.example/q/{}", shown.board.code)).await;
    assert!(
        plain.contains("thiếu chữ s sau http") && !plain.contains("một trang khác"),
        "{plain}"
    );
}

#[rstest]
#[tokio::test]
async fn a_withdrawn_code_that_is_typed_leads_on(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, leader) = app.signed_in(LAN, Role::Leader, Some(AGENCY)).await;
    let old = poster(&app).board.code;
    let next = leader.supersede_qr_code(&old).await.unwrap().code;
    let why = RevokeQrCode {
        reason: "Có người dán mã khác lên biển này".to_owned(),
    };
    leader.revoke_qr_code(&old, &why).await.unwrap();
    let told = read(&app, &format!("/verify?code={old}")).await;
    for link in [
        format!("/q/{next}?seen=1"),
        "/thu-tuc".to_owned(),
        "/hoi".to_owned(),
    ] {
        assert!(told.contains(&format!("href=\"{link}\"")), "{link}: {told}");
    }
}

#[rstest]
#[tokio::test]
async fn a_receipt_hangs_nowhere_to_be_compared_with(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, link) = receipt(&app, DOSSIER, AGENCY).await;
    let request = app.get("/verify").query(&[("code", &link)]);
    let told = send(request).await.expect(200).text();
    assert!(told.contains("địa chỉ này do Một Cửa cấp"), "{told}");
    assert!(!told.contains("nơi treo"), "{told}");
}
