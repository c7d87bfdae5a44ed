//! What a citizen does on a phone, in a real browser.

use motcua_tests::Database::Sqlite;
use motcua_tests::browser::{self, Browser, PHONE};
use motcua_tests::{App, spawn_app};

const QUESTION: &str = "lam giay khai sinh cho con can giay to gi";

async fn phone(with_scripts: bool) -> Option<(App, Browser)> {
    let browser = browser::open(with_scripts).await?;
    Some((spawn_app(Sqlite).await?, browser))
}

/// Home → question → answer with its source → procedure → its papers.
async fn ask_and_read(app: &App, browser: &Browser) {
    browser.go(app.address()).await;
    let field = browser.wait("form.ask textarea[name=text]").await;
    field.send_keys(QUESTION).await.unwrap();
    browser.click("form.ask button[type=submit]").await;
    let answer = browser.text("#moi .answer").await;
    assert!(answer.contains("Tờ khai đăng ký khai sinh"), "{answer}");
    let source = browser.text("#moi .answer .source").await;
    assert!(source.contains("15/07/2026"), "{source}");

    browser.click("#moi a.onward").await;
    let _ = browser.text_with("h1", "Đăng ký khai sinh").await;
    assert!(browser.count(".papers input[type=checkbox]").await >= 2);
    browser.click(".papers label.tick").await;
    let ticked = browser
        .wait(".papers input[type=checkbox]")
        .await
        .prop("checked")
        .await
        .unwrap();
    assert_eq!(ticked.as_deref(), Some("true"));
    assert!(browser.text("#nguon").await.contains("1.001193"));
}

/// A poster's page → one of its procedures.
async fn scan(app: &App, browser: &Browser) {
    browser.go(&format!("{}/q/JVQ4GCU", app.address())).await;
    let _ = browser.text_with("h1", "Mỹ Hào").await;
    browser
        .click("a.row[href='/thu-tuc/1.001193?qr=JVQ4GCU']")
        .await;
    let _ = browser.text_with("h1", "Đăng ký khai sinh").await;
}

#[tokio::test]
async fn a_question_is_asked_and_its_papers_are_ticked_off() {
    let Some((app, browser)) = phone(true).await else {
        return;
    };
    ask_and_read(&app, &browser).await;
    scan(&app, &browser).await;
    // Ticks stay on the phone.
    let kept = browser
        .wait(".papers input[type=checkbox]")
        .await
        .prop("checked")
        .await
        .unwrap();
    assert_eq!(kept.as_deref(), Some("true"));
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn everything_works_without_scripts() {
    let Some((app, browser)) = phone(false).await else {
        return;
    };
    ask_and_read(&app, &browser).await;
    scan(&app, &browser).await;
    browser.close().await;
}

#[tokio::test]
async fn the_next_question_is_answered_on_the_same_page() {
    let Some((app, browser)) = phone(true).await else {
        return;
    };
    browser.go(app.address()).await;
    browser
        .wait("form.ask textarea[name=text]")
        .await
        .send_keys(QUESTION)
        .await
        .unwrap();
    browser.click("form.ask button[type=submit]").await;
    let _ = browser.wait("#moi .answer").await;
    let _ = browser.run("window.untouched = true").await;
    browser
        .wait("form.boxed textarea[name=text]")
        .await
        .send_keys("the phi bao nhieu")
        .await
        .unwrap();
    browser.click("form.boxed button[type=submit]").await;
    let _ = browser.text_with("#moi .answer", "Miễn phí").await;
    assert_eq!(
        browser.run("return window.untouched === true").await,
        true,
        "the page was loaded anew"
    );
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn an_option_is_chosen_by_touch() {
    let Some((app, browser)) = phone(true).await else {
        return;
    };
    browser.go(app.address()).await;
    browser
        .wait("form.ask textarea[name=text]")
        .await
        .send_keys("dang ky")
        .await
        .unwrap();
    browser.click("form.ask button[type=submit]").await;
    let label = browser.text("#moi button[name=option]").await;
    browser.click("#moi button[name=option]").await;
    let onward = browser.text("#moi a.onward").await;
    assert!(onward.contains(&label), "{label}: {onward}");
    browser.close().await;
}

/// Asks, says that the answer did not help, and why.
async fn ask_and_rate(app: &App, browser: &Browser) {
    browser.go(app.address()).await;
    let field = browser.wait("form.ask textarea[name=text]").await;
    field.send_keys(QUESTION).await.unwrap();
    browser.click("form.ask button[type=submit]").await;
    let question = browser.text("#moi .rate legend").await;
    assert!(question.contains("có giúp được bạn không"), "{question}");
    browser.click("#moi .rate button[value=false]").await;
    let _ = browser.text_with("#moi .rate", "Cảm ơn").await;
    let why = browser.wait("#moi .rate textarea").await;
    why.send_keys("tôi hỏi lệ phí").await.unwrap();
    browser.click("#moi .rate button").await;
    browser.gone("#moi .rate textarea").await;
    let thanks = browser.text("#moi .rate").await;
    assert!(thanks.contains("Cảm ơn"), "{thanks}");
}

#[tokio::test]
async fn an_answer_is_rated_on_the_same_page_also_one_that_was_appended() {
    let Some((app, browser)) = phone(true).await else {
        return;
    };
    ask_and_rate(&app, &browser).await;
    let _ = browser.run("window.untouched = true").await;
    browser
        .wait("form.boxed textarea[name=text]")
        .await
        .send_keys("the phi bao nhieu")
        .await
        .unwrap();
    browser.click("form.boxed button[type=submit]").await;
    let _ = browser.text_with("#moi .answer", "Miễn phí").await;
    assert_eq!(
        browser.count(".rate").await,
        1,
        "only the last one is asked about"
    );
    let too_small = browser.run(TOO_SMALL).await;
    assert_eq!(too_small, serde_json::json!([]));
    let sticking_out = browser.run(STICKING_OUT).await;
    assert_eq!(sticking_out, serde_json::json!([]));
    browser.click("#moi .rate button[value=true]").await;
    let _ = browser.text_with("#moi .rate", "Cảm ơn").await;
    assert_eq!(
        browser.run("return window.untouched === true").await,
        true,
        "the page was loaded anew"
    );
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn an_answer_is_rated_without_scripts() {
    let Some((app, browser)) = phone(false).await else {
        return;
    };
    ask_and_rate(&app, &browser).await;
    browser.close().await;
}

/// Elements that stick out of the screen's right side.
const STICKING_OUT: &str = "
    const width = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth > width;
    return wide ? [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 120)) : [];";
/// Buttons and links outside of running text that are too small for a thumb.
const TOO_SMALL: &str = "
    return [...document.querySelectorAll('button, a.row, a.onward, nav a, input:not([type=hidden]):not([type=checkbox]), label.tick')]
        .filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.height < 44 || r.width < 44); })
        .map(e => e.outerHTML.slice(0, 120));";

#[tokio::test]
async fn every_page_fits_a_phone_and_a_thumb_and_keeps_the_console_quiet() {
    let Some((app, browser)) = phone(true).await else {
        return;
    };
    let (width, _) = PHONE;
    for path in [
        "/",
        "/tim-kiem?q=khai+sinh",
        "/tim-kiem?q=zzzxqwjf",
        "/thu-tuc",
        "/thu-tuc/1.001193",
        "/thu-tuc/1.004222",
        "/hoi-dap",
        "/hoi-dap/ngay-lam-viec-khac-ngay-thuong",
        "/q/JVQ4GCU",
        "/q/WDSS2A6",
        "/?lang=en",
        "/thu-tuc/1.001193?lang=en",
    ] {
        browser.go(&format!("{}{path}", app.address())).await;
        assert_eq!(
            browser.run("return window.innerWidth").await,
            width,
            "{path}"
        );
        let sticking_out = browser.run(STICKING_OUT).await;
        assert_eq!(sticking_out, serde_json::json!([]), "{path}");
        let too_small = browser.run(TOO_SMALL).await;
        assert_eq!(too_small, serde_json::json!([]), "{path}");
        let size = browser
            .run("return parseFloat(getComputedStyle(document.body).fontSize)")
            .await;
        assert!(
            size.as_f64().is_some_and(|size| size >= 18.0),
            "{path}: {size}"
        );
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "{path}");
    }
    browser.go(&format!("{}/docs/", app.address())).await;
    let _ = browser.wait(".swagger-ui .opblock").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new(), "/docs/");
    browser.close().await;
}
