//! The pages behind a scanned code: light, without scripts, and honest about old, withdrawn and false codes.

use mobile_contract::accounts::Role;
use mobile_contract::qr::{NewQrCode, QrTarget, RevokeQrCode};
use motcua::qr::PosterCodes;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{LAN, Setup};
use motcua_tests::visitor::Visitor;
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
    let (ward, _province) = shown.place.split_once(", ").unwrap();
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
        !scanned.contains(only) && scanned.contains("hình QR này do Một Cửa in"),
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
async fn staff_see_one_counter_and_what_it_adds_up_to(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Administrator, None).await;
    let mut keeper = Visitor::signed_in(&app, LAN).await;
    let shown = poster(&app);
    for link in [&shown.board.link, &shown.chat.link] {
        let _ = send(app.get(&path(link))).await.expect(200);
    }
    app.tickets().resolver.scans.flush().await.unwrap();
    // Of another counter.
    let other = "7WPPH2-2";
    for list in [
        format!("?quay={COUNTER}"),
        format!("?co_quan={AGENCY}"),
        "?tim=quay+tu+phap+phuc+vu".to_owned(),
        format!("?tim={}", shown.chat.code.as_str().to_lowercase()),
    ] {
        let page = keeper.read(&format!("/can-bo/ma-qr{list}")).await;
        assert!(page.contains(&shown.chat.code.printed()), "{list}: {page}");
        assert!(!page.contains(other), "{list}: {page}");
        assert!(
            page.contains("Cả quầy: <b>2</b> lượt quét"),
            "{list}: {page}"
        );
    }
    // Days without a scan stand in the table, too.
    let one = keeper.read(&format!("/can-bo/ma-qr?quay={COUNTER}")).await;
    assert!(
        one.contains("<details open>") && one.contains("Không quét"),
        "{one}"
    );
    let none = keeper.read("/can-bo/ma-qr?tim=khong+co+quay+nay").await;
    assert!(none.contains("Không có mã nào khớp"), "{none}");
    let all = keeper.read("/can-bo/ma-qr").await;
    assert!(all.contains(other), "{all}");
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
async fn staff_look_after_codes_on_their_pages(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Leader, Some(AGENCY)).await;
    app.staff("can.bo@hungyen.example", Role::Officer, Some(AGENCY))
        .await;
    let mut leader = Visitor::signed_in(&app, LAN).await;
    let shown = poster(&app);
    let code = &shown.chat.code;
    let list = leader.read("/can-bo/ma-qr").await;
    assert!(
        list.contains(&code.printed()) && list.contains("Tạo mã"),
        "{list}"
    );
    let one = format!("/can-bo/ma-qr/{code}");
    let page = leader.read(&one).await;
    assert!(
        page.contains(&shown.counter.name) && page.contains("Thay bằng bản mới"),
        "{page}"
    );
    let refused = leader
        .post(&format!("{one}/thu-hoi"), &[("reason", "sai")])
        .await
        .expect(422);
    assert!(refused.text().contains("từ 10 đến"), "{refused:?}");
    let _ = leader.read(&one).await;
    let led = leader.post(&format!("{one}/thay"), &[]).await.expect(303);
    let next = leader.read(led.header("location")).await;
    assert!(
        next.contains("Đã tạo bản mới") && next.contains("bản 2"),
        "{next}"
    );
    let _ = leader.read(&one).await;
    let why = [("reason", "Có người dán mã khác lên biển này")];
    let led = leader
        .post(&format!("{one}/thu-hoi"), &why)
        .await
        .expect(303);
    assert!(
        leader
            .read(led.header("location"))
            .await
            .contains("Đã thu hồi")
    );
    let _ = leader.read("/can-bo/ma-qr").await;
    let fields = [
        ("kind", "procedure"),
        ("counter", COUNTER),
        ("subject", "1.001193"),
    ];
    let led = leader.post("/can-bo/ma-qr", &fields).await.expect(303);
    assert!(
        leader
            .read(led.header("location"))
            .await
            .contains("Thủ tục 1.001193")
    );
    let _ = leader.read("/can-bo/ma-qr").await;
    let fields = [("kind", "board"), ("counter", COUNTER), ("subject", "")];
    let busy = leader.post("/can-bo/ma-qr", &fields).await.expect(409);
    assert!(busy.text().contains("đang dùng cho việc này"), "{busy:?}");
    for kind in [
        "silent",
        "pasted_over",
        "stale",
        "revoked_scanned",
        "not_genuine",
    ] {
        let _ = leader.read(&format!("/can-bo/ma-qr?xem={kind}")).await;
    }

    let mut officer = Visitor::signed_in(&app, "can.bo@hungyen.example").await;
    let list = officer.read("/can-bo/ma-qr").await;
    assert!(!list.contains("Tạo mã</h2>"), "{list}");
    let page = officer.read(&one).await;
    assert!(!page.contains("thu-hoi\""), "{page}");
    let _ = officer.post(&format!("{one}/thay"), &[]).await.expect(403);
}
