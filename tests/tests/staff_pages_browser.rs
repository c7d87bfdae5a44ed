//! An officer's day in a real browser, on a phone and at a desk.

use mobile_contract::accounts::Role;
use mobile_contract::client::TicketKey;
use mobile_contract::ticket::{NewTicket, TicketState};
use motcua_tests::Database::Sqlite;
use motcua_tests::app::PASSWORD;
use motcua_tests::browser::{self, Browser, DESK, PHONE};
use motcua_tests::fitting::fits;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const LAN: &str = "lan@hungyen.example";
const HELPFUL: &str = "Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.";

async fn type_into(browser: &Browser, css: &str, words: &str) {
    let field = browser.wait(css).await;
    field.send_keys(words).await.unwrap();
}

async fn ticket(app: &App) -> (TicketKey, String) {
    let new = NewTicket {
        text: "Tôi nộp hồ sơ khai sinh cho con ở xã Yên Mỹ 10 ngày rồi mà chưa thấy gọi."
            .to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..NewTicket::default()
    };
    let opened = app.client().send_ticket(&new, None).await.unwrap();
    let agency = opened.ticket.agency.as_ref().unwrap().id.to_string();
    (TicketKey::from(&opened), agency)
}

/// Sign in → queue → open → take on → look up, cite, answer → sign out.
#[rstest]
#[case::on_a_phone(PHONE, true)]
#[case::at_a_desk(DESK, true)]
#[case::without_scripts(PHONE, false)]
#[tokio::test]
async fn an_officers_day(#[case] screen: (u32, u32), #[case] with_scripts: bool) {
    let Some(browser) = browser::open_at(screen, with_scripts).await else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (key, agency) = ticket(&app).await;
    app.staff(LAN, Role::Officer, Some(&agency)).await;
    browser.go(&format!("{}/can-bo", app.address())).await;
    let _ = browser.text_with("h1", "Đăng nhập").await;
    fits(&browser, "sign in").await;
    type_into(&browser, "#login", LAN).await;
    type_into(&browser, "#password", PASSWORD).await;
    browser.click("form.fill button").await;
    let _ = browser.text_with("h1", "Hàng chờ").await;
    fits(&browser, "queue").await;
    browser.click(".queue th a").await;
    let _ = browser.text_with("h1", &key.code().printed()).await;
    fits(&browser, "ticket").await;
    browser.click(".facts-side form button").await;
    let _ = browser.text_with(".safe", "Bạn đã nhận phiếu này").await;

    type_into(&browser, "#text", HELPFUL).await;
    type_into(&browser, "#q", "dang ky khai sinh").await;
    let _ = browser.run("window.untouched = true").await;
    browser.click("button[value=search]").await;
    let _ = browser.text_with("#tim-thay", "Kết quả").await;
    let stayed = browser.run("return window.untouched === true").await;
    assert_eq!(
        stayed, with_scripts,
        "with scripts, the page is not loaded anew"
    );
    let typed = browser.wait("#text").await.prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some(HELPFUL));
    browser.click(".hits label.tick").await;
    fits(&browser, "ticket with results").await;
    browser.click("button[value=send]").await;
    let _ = browser.text_with(".safe", "Đã gửi trả lời").await;
    let told = app.client().ticket(&key).await.unwrap();
    assert_eq!(told.state, TicketState::Answered);
    assert_eq!(told.messages.last().unwrap().citations.len(), 1);

    browser.go(&format!("{}/can-bo/phien", app.address())).await;
    let _ = browser.text_with("h1", "Tài khoản của tôi").await;
    fits(&browser, "account").await;
    browser
        .go(&format!("{}/can-bo/xac-thuc", app.address()))
        .await;
    browser.click("form.ask button").await;
    let _ = browser.wait(".qr svg").await;
    fits(&browser, "authenticator").await;
    browser.click(".who-bar form button").await;
    let _ = browser.text_with(".safe", "Bạn đã đăng xuất").await;
    browser.close().await;
}

#[tokio::test]
async fn the_secret_of_a_mailed_link_goes_into_the_form_and_out_of_the_address() {
    let Some(browser) = browser::open(true).await else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let link = format!("{}/can-bo/mat-khau#token=abc123", app.address());
    browser.go(&link).await;
    let _ = browser.text_with("h1", "Đặt mật khẩu").await;
    let field = browser
        .run("return document.getElementById('link').value")
        .await;
    assert_eq!(field, "token=abc123");
    assert_eq!(browser.run("return location.hash").await, "");
    fits(&browser, "password").await;
    browser.close().await;
}
