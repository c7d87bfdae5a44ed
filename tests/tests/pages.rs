//! The citizens' pages without a browser: plain form posts, languages, weight.

use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::http::post_form;
use motcua_tests::{App, send, spawn_app};
use reqwest::header::COOKIE;
use rstest::rstest;

/// Every kind of page.
const PAGES: [&str; 17] = [
    "/",
    "/tim-kiem",
    "/tim-kiem?q=khai+sinh",
    "/thu-tuc",
    "/thu-tuc/1.001193",
    "/thu-tuc/1.004222",
    "/hoi-dap",
    "/hoi-dap/ngay-lam-viec-khac-ngay-thuong",
    "/su-kien",
    "/su-kien/nguoi-than-qua-doi",
    "/q/JVQ4GCU",
    "/danh-gia",
    "/danh-gia?qr=JVQ4GCU",
    "/phieu",
    "/phieu?q=JVQ4GCU",
    "/phieu/tra-cuu",
    "/cua-toi",
];
/// Most bytes of a page with its style and script, uncompressed.
const WEIGHT: usize = 60 * 1024;

/// Posts a question and gives the page that follows, with the cookie that opens the conversation.
async fn ask(app: &App, question: &str, key: &str) -> (String, String) {
    let sent = send(post_form(app, "/chat", &[("text", question), ("key", key)]))
        .await
        .expect(303);
    let cookie = sent.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{sent:?}"
    );
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let path = sent
        .header("location")
        .split('#')
        .next()
        .unwrap_or_default()
        .to_owned();
    let page = send(app.get(&path).header(COOKIE, &cookie))
        .await
        .expect(200);
    (page.text(), cookie)
}

#[rstest]
#[tokio::test]
async fn a_question_is_answered_by_plain_form_posts(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (page, cookie) = ask(&app, "lam giay khai sinh cho con can giay to gi", "k1").await;
    for part in [
        "Tờ khai đăng ký khai sinh",
        "/thu-tuc/1.001193",
        "class=\"source\"",
        "15/07/2026",
    ] {
        assert!(page.contains(part), "{part} is missing: {page}");
    }
    // The browser's reload sends the form again: nothing is said twice.
    let again = post_form(
        &app,
        "/chat",
        &[("text", "the phi bao nhieu"), ("key", "k2")],
    )
    .header(COOKIE, &cookie);
    let _ = send(again.try_clone().unwrap()).await.expect(303);
    let _ = send(again).await.expect(303);
    let page = send(app.get("/chat").header(COOKIE, &cookie))
        .await
        .expect(200)
        .text();
    assert_eq!(page.matches("the phi bao nhieu").count(), 1, "{page}");
}

#[tokio::test]
async fn an_empty_question_is_told_above_the_box() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for text in ["", "   "] {
        let page = send(post_form(&app, "/chat", &[("text", text)]).header("accept", "text/html"))
            .await
            .expect(422);
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{page:?}"
        );
        assert!(page.text().contains("role=\"alert\""), "{page:?}");
    }
}

#[tokio::test]
async fn what_a_citizen_types_is_text_on_the_page() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (page, _) = ask(
        &app,
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "k",
    )
    .await;
    assert!(
        page.contains("alert(1)")
            && !page.contains("<script>alert")
            && !page.contains("<img src=x"),
        "{page}"
    );
}

#[tokio::test]
async fn every_page_is_light_and_asks_no_other_host() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let css = send(app.get("/static/app.css")).await.expect(200);
    let js = send(app.get("/static/app.js")).await.expect(200);
    assert!(
        !css.text().contains("http") && !css.text().contains("@import"),
        "{css:?}"
    );
    for path in PAGES {
        let page = send(app.get(path)).await.expect(200);
        let weight = page.body.len() + css.body.len() + js.body.len();
        assert!(weight <= WEIGHT, "{path} weighs {weight} bytes");
        let html = page.text();
        for outside in [
            "src=\"http",
            "src=\"//",
            "<link rel=\"stylesheet\" href=\"http",
            "style=\"",
            " onclick=",
        ] {
            assert!(!html.contains(outside), "{path}: {outside}");
        }
        assert!(
            html.contains("<html lang=\"vi\"") && html.contains("name=\"viewport\""),
            "{path}: {html}"
        );
    }
}

#[tokio::test]
async fn every_procedures_page_is_light() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let fixed = send(app.get("/static/app.css")).await.body.len()
        + send(app.get("/static/app.js")).await.body.len();
    let list = send(app.get("/v1/procedures?limit=100"))
        .await
        .expect(200)
        .json();
    for row in list["items"].as_array().unwrap() {
        let path = format!("/thu-tuc/{}", row["code"].as_str().unwrap());
        let weight = fixed + send(app.get(&path)).await.expect(200).body.len();
        assert!(weight <= WEIGHT, "{path} weighs {weight} bytes");
    }
}

#[tokio::test]
async fn every_link_of_a_page_leads_somewhere() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for page in PAGES {
        let html = send(app.get(page)).await.expect(200).text();
        for link in html
            .split("href=\"/")
            .skip(1)
            .filter_map(|rest| rest.split(['"', '#']).next())
        {
            let link = format!("/{}", link.replace("&amp;", "&").replace("&#38;", "&"));
            let answer = send(app.get(&link).header("accept", "text/html")).await;
            assert!(
                matches!(answer.status, 200 | 303 | 308),
                "{page} → {link}: {}",
                answer.status
            );
        }
    }
}

#[tokio::test]
async fn every_page_speaks_english_when_asked() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for path in PAGES {
        let join = if path.contains('?') { '&' } else { '?' };
        let html = send(app.get(&format!("{path}{join}lang=en")))
            .await
            .expect(200)
            .text();
        assert!(html.contains("<html lang=\"en\""), "{path}: {html:.300}");
    }
}
