//! The pages behind a scanned code: light, without scripts, and honest about old, withdrawn and false codes.

use mobile_contract::accounts::Role;
use mobile_contract::qr::{NewQrCode, QrTarget, RevokeQrCode};
use motcua::qr::PosterCodes;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::{App, browser, send, spawn_app};
use rstest::rstest;

const COUNTER: &str = "hcc-tinh-tu-phap";
const AGENCY: &str = "so-tu-phap";
/// Most bytes of the page with its style, uncompressed. Scripts are not needed.
const WEIGHT: usize = 30_000;

fn poster(app: &App) -> PosterCodes {
    let resolver = &app.tickets().resolver;
    resolver.on_poster(&COUNTER.parse().unwrap()).unwrap()
}

/// The path of a printed address.
fn path(link: &str) -> String {
    format!("/Q/{}", link.rsplit('/').next().unwrap())
}

async fn read(app: &App, path: &str) -> String {
    send(app.get(path)).await.expect(200).text()
}

#[rstest]
#[tokio::test]
async fn a_board_says_where_one_is_and_leads_on(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = poster(&app);
    let code = &shown.board.code;
    let ward = shown.place.split(", ").next().unwrap();
    let first = send(app.get(&path(&shown.board.link))).await.expect(200);
    assert!(first.header("content-type").starts_with("text/html"));
    let page = first.text();
    for words in [
        shown.counter.name.as_str(),
        &shown.agency.name,
        ward,
        &code.printed(),
        "bản 1",
        "href=\"#tra-cuu\"",
        &format!("href=\"/hoi?qr={code}\""),
        &format!("href=\"/danh-gia?qr={code}\""),
        "href=\"/verify\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let css = send(app.get("/static/app.css")).await.expect(200);
    let icon = send(app.get("/static/icon.svg")).await.expect(200);
    let weight = first.body.len() + css.body.len() + icon.body.len();
    assert!(weight < WEIGHT, "{weight}");
    // Kept, and the same; known to the browser already, it is not sent.
    let again = send(
        app.get(&path(&shown.board.link))
            .header("if-none-match", first.header("etag")),
    );
    let _ = again.await.expect(304);
    let english = read(&app, &format!("/q/{code}?lang=en")).await;
    assert!(
        english.contains("You are at") && english.contains("?qr=") && english.contains("lang=en")
    );
    assert_eq!(
        read(&app, &format!("/q/{code}")).await,
        page,
        "typed or scanned"
    );
}

#[rstest]
#[tokio::test]
async fn each_code_leads_to_what_it_is_for(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = poster(&app);
    let rating = send(app.get(&path(&shown.rating.link))).await.expect(303);
    assert_eq!(
        rating.header("location"),
        format!("/danh-gia?qr={}", shown.rating.code)
    );
    let chat = read(&app, &path(&shown.chat.link)).await;
    let hidden = format!("name=\"qr\" value=\"{}\"", shown.chat.code);
    assert!(
        chat.contains(&hidden) && chat.contains(&shown.counter.name),
        "{chat}"
    );

    let (_, leader) = app.signed_in(LAN, Role::Leader, Some(AGENCY)).await;
    let target = QrTarget::Procedure {
        code: "1.001193".parse().unwrap(),
    };
    let new = NewQrCode {
        target,
        counter: Some(COUNTER.parse().unwrap()),
        agency: None,
    };
    let made = leader.new_qr_code(&new).await.unwrap();
    let link = made.link.unwrap();
    let led = send(app.get(&path(&link))).await.expect(303);
    assert_eq!(
        led.header("location"),
        format!("/thu-tuc/1.001193?qr={}", made.code)
    );
    let procedure = read(&app, led.header("location")).await;
    assert!(procedure.contains(&format!("name=\"qr\" value=\"{}\"", made.code)));
}

#[rstest]
#[tokio::test]
async fn an_old_poster_still_works_and_a_withdrawn_one_leads_to_safety(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, leader) = app.signed_in(LAN, Role::Leader, Some(AGENCY)).await;
    let shown = poster(&app);
    assert!(
        !read(&app, &path(&shown.board.link))
            .await
            .contains("bản cũ")
    );
    let next = leader.supersede_qr_code(&shown.board.code).await.unwrap();
    // The page that was kept is not shown any more.
    let old = read(&app, &path(&shown.board.link)).await;
    assert!(
        old.contains("Biển này là bản cũ") && old.contains("/hoi?qr="),
        "{old}"
    );
    // An old rating poster says so before it leads on.
    // It went out of date with the board: they hang on one poster.
    let rating = read(&app, &path(&shown.rating.link)).await;
    assert!(
        rating.contains("bản cũ") && rating.contains("/danh-gia?qr="),
        "{rating}"
    );

    let why = RevokeQrCode {
        reason: "Có người dán mã khác lên biển này".to_owned(),
    };
    leader
        .revoke_qr_code(&shown.board.code, &why)
        .await
        .unwrap();
    let gone = read(&app, &path(&shown.board.link)).await;
    assert!(gone.contains("đã bị thu hồi"), "{gone}");
    assert!(
        gone.contains(&format!("href=\"/q/{}?seen=1\"", next.code)),
        "the counter's page of today"
    );
    for trust in [&shown.counter.name, "/hoi?qr=", "/danh-gia", &why.reason] {
        assert!(!gone.contains(trust), "{trust}: {gone}");
    }
    let ask = read(&app, &format!("/hoi?qr={}", shown.board.code)).await;
    assert!(
        ask.contains("không còn dùng") && !ask.contains("name=\"qr\""),
        "{ask}"
    );
}

#[rstest]
#[tokio::test]
async fn a_false_signature_is_told_on_a_page(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let link = path(&poster(&app).board.link);
    let last = if link.ends_with('0') { "1" } else { "0" };
    let wrong = format!("{}{last}", &link[..link.len() - 1]);
    let told = send(app.get(&wrong)).await.expect(400);
    assert!(told.header("content-type").starts_with("text/html"));
    let page = told.text();
    for words in ["không phải của Một Cửa", "OTP", "tel:1022", "/verify"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("name=\"qr\"") && !page.contains("/danh-gia"));
    let missing = send(app.get("/q/0000000").header("accept", "text/html"))
        .await
        .expect(404);
    assert!(missing.text().contains("Không có mã QR này"), "{missing:?}");
}

#[tokio::test]
async fn a_scan_leads_to_a_question_at_the_counter_without_scripts() {
    let Some(window) = browser::open(false).await else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let shown = poster(&app);
    window
        .go(&format!("{}{}", app.address(), path(&shown.board.link)))
        .await;
    let _ = window.text_with("h1", &shown.counter.name).await;
    window.click(".doors a[href^='/hoi']").await;
    let _ = window.text_with(".context", &shown.counter.name).await;
    let field = window.wait("form.ask textarea[name=text]").await;
    field
        .send_keys("lam giay khai sinh cho con can giay to gi")
        .await
        .unwrap();
    window.click("form.ask button[type=submit]").await;
    let _ = window.text("#moi .answer").await;
    let _ = window.text_with(".context", &shown.counter.name).await;
    window.close().await;
}

#[rstest]
#[tokio::test]
async fn a_question_says_why_it_belongs_to_no_counter(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let link = poster(&app).board.link;
    let tail = link.rsplit('/').next().unwrap();
    let last = if tail.ends_with('0') { "1" } else { "0" };
    let forged = format!("{}{last}", &tail[..tail.len() - 1]);
    for (code, words) in [
        (forged.as_str(), "Chữ ký trong mã không phải của Một Cửa"),
        ("0000000", "Không tìm thấy mã này"),
        ("xin-chao", "Không tìm thấy mã này"),
    ] {
        let ask = read(&app, &format!("/hoi?qr={code}")).await;
        assert!(
            ask.contains(words) && ask.contains("không gắn với quầy nào"),
            "{code}: {ask}"
        );
        assert!(
            !ask.contains("không còn dùng") && !ask.contains("name=\"qr\""),
            "{code}: {ask}"
        );
    }
}
