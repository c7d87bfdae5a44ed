//! The operator's day, in a real browser on a phone's screen.

use mobile_contract::accounts::Role;
use motcua_tests::Database::Sqlite;
use motcua_tests::app::PASSWORD;
use motcua_tests::browser::{self, Browser};
use motcua_tests::{App, spawn_app};

const LOGIN: &str = "tong-dai@a.vn";
const QUESTION: &str = "lam giay khai sinh cho con can giay to gi";

async fn signed_in(app: &App, browser: &Browser) {
    drop(app.staff(LOGIN, Role::Operator, None).await);
    browser.go(&format!("{}/can-bo/goi", app.address())).await;
    let login = browser.wait("input[name=login]").await;
    login.send_keys(LOGIN).await.unwrap();
    let password = browser.wait("input[name=password]").await;
    password.send_keys(PASSWORD).await.unwrap();
    browser.click("form.ask button.go").await;
}

async fn value(browser: &Browser, css: &str) -> String {
    let value = browser.wait(css).await.prop("value").await.unwrap();
    value.unwrap_or_default()
}

#[tokio::test]
async fn a_call_is_answered_written_down_and_sent_to_the_agency_responsible() {
    let Some(browser) = browser::open(true).await else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    signed_in(&app, &browser).await;
    let query = browser.wait("#q").await;
    drop(browser.run("window.same = true").await);
    query.send_keys(QUESTION).await.unwrap();
    let answer = browser
        .text_with("#tra-loi .answer", "Tờ khai đăng ký khai sinh")
        .await;
    assert!(!answer.is_empty());
    assert_eq!(value(&browser, "#loi").await, QUESTION);
    // Another answer; what was written by hand stays.
    let words = browser.wait("#loi").await;
    words.send_keys(" (bà Hoa gọi)").await.unwrap();
    // The script puts a new element in the place of the old one: it is looked up at each look.
    let shown = "return document.querySelector('#doc-len')?.textContent";
    let first = browser.run(shown).await;
    browser.click("#tra-loi button[name=chon]").await;
    for _ in 0..200 {
        let now = browser.run(shown).await;
        if !now.is_null() && now != first {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_ne!(browser.run(shown).await, first);
    assert!(value(&browser, "#loi").await.ends_with("(bà Hoa gọi)"));
    assert_eq!(browser.run("return window.same").await, true);

    // Loaded anew, the words come back, and no address holds them.
    let address = browser.run("return location.href").await;
    assert!(!address.as_str().unwrap().contains('?'), "{address}");
    browser.go(&format!("{}/can-bo/phien", app.address())).await;
    let _ = browser.wait("main").await;
    drop(browser.run("history.back()").await);
    let answer = browser.text_with("#tra-loi .answer", "khai sinh").await;
    assert!(!answer.is_empty());
    assert_eq!(value(&browser, "#q").await, QUESTION);
    assert!(value(&browser, "#loi").await.ends_with("(bà Hoa gọi)"));

    let phone = browser.wait("#so").await;
    phone.send_keys("0912 345 678").await.unwrap();
    browser.click("#lap-phieu button.go").await;
    let code = browser.text("#ma-phieu").await;
    assert!(code.len() >= 10, "{code}");
    assert_eq!(browser.count("#ma-bi-mat li").await, 3);

    // The queue, and on to the agency responsible.
    browser.click(".menu a[href='/can-bo']").await;
    browser.click(".queue th a").await;
    let agency = browser.wait("#chuyen #agency").await;
    agency.send_keys("UBND xã Yên Mỹ").await.unwrap();
    browser.click("#chuyen button[value=search]").await;
    browser.click("#chuyen fieldset.choice label.tick").await;
    let reason = browser.wait("#chuyen #reason").await;
    let why = "Khai sinh do UBND xã nơi cư trú giải quyết.";
    reason.send_keys(why).await.unwrap();
    browser.click("#chuyen button.go").await;
    let _ = browser.text_with("main", "Đã chuyển phiếu").await;
    browser.click("#lich-su summary").await;
    let _ = browser.text_with("#lich-su", "Khai sinh do UBND xã").await;
    let (_, staff) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    let queue = staff.tickets(&Default::default()).await.unwrap();
    let agency = queue.items[0].agency.as_ref().unwrap();
    assert!(agency.name.contains("Yên Mỹ"), "{agency:?}");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn a_call_is_answered_without_scripts() {
    let Some(browser) = browser::open(false).await else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    signed_in(&app, &browser).await;
    let query = browser.wait("#q").await;
    query.send_keys(QUESTION).await.unwrap();
    browser.click("[role=search] button.go").await;
    let answer = browser.text_with("#tra-loi .answer", "Tờ khai").await;
    assert!(!answer.is_empty());
    assert_eq!(value(&browser, "#loi").await, QUESTION);
    let address = browser.run("return location.href").await;
    assert!(!address.as_str().unwrap().contains('?'), "{address}");
    browser.close().await;
}
