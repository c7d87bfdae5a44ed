//! The citizen's path in a real browser, on a phone's screen and without scripts: the receipt's code, how the dossier
//! stands, a subscription, and the mail, through a real mail server.

use mobile_contract::accounts::Role;
use mobile_contract::dossier::event::DossierEventKind as Kind;
use mobile_contract::dossier::receipt::ReceiptParams;
use motcua::config;
use motcua_tests::Database::Postgres;
use motcua_tests::app::{LAN, Setup};
use motcua_tests::followed::{CODE, event, received};
use motcua_tests::printed::Scanner;
use motcua_tests::smtp::MailServer;
use motcua_tests::{App, browser};
use serde_json::Value;

const MAIL: &str = "hoa@example.vn";

/// The newest mail, once there are so many.
async fn mail(app: &App, server: &MailServer, count: usize) -> Value {
    for _ in 0..200 {
        let _ = app.deliver().await;
        let mut mails = server.mails();
        if mails.len() == count {
            return mails.pop().unwrap();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{count} mails never came: {:?}", server.mails());
}

#[tokio::test]
async fn from_the_receipt_to_the_mail() {
    let (Some(browser), Some(scanner), Some(server)) = (
        browser::open(false).await,
        Scanner::find(),
        MailServer::start(),
    ) else {
        return;
    };
    let smtp = format!("smtp://127.0.0.1:{}?tls=none", server.port());
    let setup = Setup {
        notifications: config::Notifications {
            smtp_url: Some(smtp.parse().unwrap()),
            mail_from: "motcua@motcua.example".to_owned(),
            ..config::Notifications::default()
        },
        ..Setup::default()
    };
    let Some(app) = App::spawn(Postgres, setup).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    // Printed at the counter, and scanned from paper.
    let (_, officer) = app.signed_in(LAN, Role::Officer, Some("so-tu-phap")).await;
    let code = CODE.parse().unwrap();
    let pdf = officer
        .dossier_receipt(&code, &ReceiptParams::default())
        .await
        .unwrap();
    let scanned = scanner.codes(&pdf).remove(0).pop_first().unwrap();
    let (_, tail) = scanned.split_once("/Q/").unwrap();
    browser.go(&format!("{}/Q/{tail}", app.address())).await;
    browser.click("form[action='/ho-so'] button.go").await;
    let _ = browser
        .text_with("h1", "Đang giải quyết, còn trong hạn")
        .await;
    let address = browser.page.current_url().await.unwrap();
    assert_eq!(address.path(), "/ho-so/ket-qua");
    assert!(address.query().is_none(), "{address}");
    // Nothing is wider than the phone.
    let field = browser.wait("#address").await;
    field.send_keys(MAIL).await.unwrap();
    browser.click("#nhan-tin button.go").await;
    let _ = browser.wait("#ma").await;
    let sent = mail(&app, &server, 1).await;
    let words = sent["text"].as_str().unwrap();
    let six = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    let digits = words.split_whitespace().find(six).unwrap();
    browser.wait("#ma").await.send_keys(digits).await.unwrap();
    browser.click("form.ask button.go").await;
    let _ = browser
        .text_with("main", "Từ nay tin về hồ sơ này được gửi đến")
        .await;
    browser
        .go(&format!("{}/ho-so/ket-qua", app.address()))
        .await;
    let told = browser.text_with("#ai-nhan-tin", "Thư điện tử").await;
    assert!(
        told.contains("@example.vn") && !told.contains(MAIL),
        "{told}"
    );

    app.told(&[event(
        CODE,
        "2",
        "2026-11-23T08:55:00+07:00",
        Kind::Resolved,
    )])
    .await;
    let news = mail(&app, &server, 2).await;
    assert_eq!(news["rcpt"], serde_json::json!([MAIL]));
    let subject = news["headers"]["subject"].as_str().unwrap();
    assert!(
        subject.contains(CODE) && subject.contains("đã có kết quả"),
        "{subject}"
    );
    let text = news["text"].as_str().unwrap();
    for words in ["Mời bạn mang giấy hẹn", "/ho-so", "Ngừng nhận tin"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(
        news["headers"]["list-unsubscribe"].as_str().is_some(),
        "{news}"
    );
    let stop = text
        .split_whitespace()
        .find(|word| word.contains("/ho-so/ngung"))
        .unwrap();
    browser.go(stop).await;
    browser.click("main form button.go").await;
    let _ = browser.text_with("main", "Đã ngừng gửi tin").await;
    browser.close().await;
}
