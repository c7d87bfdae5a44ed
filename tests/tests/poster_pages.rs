//! The page that prints posters, by plain forms and in a real browser.

use mobile_contract::accounts::Role;
use mobile_contract::qr::RevokeQrCode;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::PASSWORD;
use motcua_tests::browser::{self, Browser};
use motcua_tests::spawn_app;
use motcua_tests::visitor::Visitor;
use rstest::rstest;

const WARD: &str = "ubnd-phuong-my-hao";
const COUNTER: &str = "hcc-phuong-my-hao-ho-tich";

#[rstest]
#[tokio::test]
async fn a_leader_chooses_among_their_own(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    drop(app.staff("lan@a.vn", Role::Leader, Some(WARD)).await);
    let mut leader = Visitor::signed_in(&app, "lan@a.vn").await;
    let page = leader.read("/can-bo/bang-qr").await;
    assert!(
        page.contains("href=\"/can-bo/bang-qr\""),
        "in the navigation"
    );
    assert!(
        page.contains(&format!("value=\"counter.{COUNTER}\"")),
        "{page}"
    );
    assert!(page.contains(&format!("value=\"agency.{WARD}\"")), "{page}");
    assert!(!page.contains("cong-an-tinh"), "{page}");

    let path = format!("/can-bo/bang-qr?of=counter.{COUNTER}&sheet=a5_tent");
    let page = leader.read(&path).await;
    let file = format!("/can-bo/bang-qr/tep?of=counter.{COUNTER}&sheet=a5_tent&kind=");
    for kind in ["pdf", "svg", "png"] {
        let shown = format!("{file}{kind}").replace('&', "&#38;");
        assert!(page.contains(&shown), "{shown}: {page}");
    }
    for (kind, begin) in [
        ("pdf", &b"%PDF-"[..]),
        ("svg", b"<svg "),
        ("png", b"\x89PNG"),
    ] {
        let answer = leader.get(&format!("{file}{kind}")).await.expect(200);
        assert!(answer.body.starts_with(begin), "{kind}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }

    // What is another's does not exist, on the page or as a file.
    for of in [
        "counter.cong-an-tinh-xe-va-bang-lai",
        "agency.cong-an-tinh",
        "x",
        "room.x",
    ] {
        let page = leader
            .get(&format!("/can-bo/bang-qr?of={of}"))
            .await
            .expect(404);
        assert!(page.text().contains("role=\"alert\""), "{of}");
        let _ = leader
            .get(&format!("/can-bo/bang-qr/tep?of={of}"))
            .await
            .expect(404);
    }
    let _ = leader.get("/can-bo/bang-qr/tep").await.expect(404);
    let odd = format!("/can-bo/bang-qr/tep?of=counter.{COUNTER}&kind=docx");
    let _ = leader.get(&odd).await.expect(404);
}

#[tokio::test]
async fn a_page_offers_the_others_where_counters_lack_codes() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, keeper) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    let counter = COUNTER.parse().unwrap();
    let shown = app.tickets().resolver.on_poster(&counter).unwrap();
    let why = RevokeQrCode {
        reason: "Có người dán mã khác lên biển này".to_owned(),
    };
    keeper.revoke_qr_code(&shown.chat.code, &why).await.unwrap();
    let mut staff = Visitor::signed_in(&app, "qt@a.vn").await;
    let district = "/can-bo/bang-qr?of=place.thi-xa-my-hao&sheet=a4";
    let page = staff.get(district).await.expect(409).text();
    assert!(page.contains("chứng thực (hỏi đáp)"), "{page}");
    assert!(
        page.contains("href=\"/can-bo/ma-qr\">Mở trang Mã QR"),
        "{page}"
    );
    let skipping = format!("{district}&skip_incomplete=true");
    let offered = format!("href=\"{}\"", skipping.replace('&', "&#38;"));
    assert!(page.contains(&offered), "{page}");

    let page = staff.read(&skipping).await;
    assert!(page.contains("Không có trong tệp vì thiếu mã"), "{page}");
    assert!(page.contains("Quầy Hộ tịch, chứng thực"), "{page}");
    let file = "/can-bo/bang-qr/tep?of=place.thi-xa-my-hao&sheet=a4&kind=pdf&skip_incomplete=true";
    assert!(page.contains(&file.replace('&', "&#38;")), "{page}");
    let file = staff.get(file).await.expect(200);
    assert!(file.body.starts_with(b"%PDF-"));
    assert_eq!(file.header("x-left-out"), "1");

    // By itself there is nothing else to print.
    let own = format!("/can-bo/bang-qr?of=counter.{COUNTER}");
    let page = staff.get(&own).await.expect(409).text();
    assert!(!page.contains("skip_incomplete"), "{page}");
}

#[tokio::test]
async fn whoever_is_not_signed_in_gets_no_poster() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let mut stranger = Visitor::new(&app);
    for path in ["/can-bo/bang-qr", "/can-bo/bang-qr/tep?of=counter.x"] {
        let led = stranger.get(path).await.expect(303);
        assert!(led.header("location").starts_with("/can-bo/dang-nhap"));
    }
}

async fn see(browser: &Browser, at: &str) {
    browser.go(&format!("{at}/can-bo/bang-qr")).await;
    let login = browser.wait("input[name=login]").await;
    login.send_keys("qt@a.vn").await.unwrap();
    let password = browser.wait("input[name=password]").await;
    password.send_keys(PASSWORD).await.unwrap();
    browser.click("form.ask button.go").await;
    let district = browser.wait("option[value='place.thi-xa-my-hao']").await;
    assert!(district.text().await.unwrap().contains("đến 30/06/2025"));
    district.click().await.unwrap();
    browser.click("input[value=a4]").await;
    browser.click("form.ask button.go").await;
    let told = browser.text_with("main", "trang, mỗi quầy một trang").await;
    assert!(told.contains('2'), "{told}");
    let _ = browser.wait("img.poster").await;
}

#[tokio::test]
async fn a_district_is_looked_at_in_a_browser_without_scripts() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    drop(app.staff("qt@a.vn", Role::Administrator, None).await);
    for screen in [browser::PHONE, browser::DESK] {
        let Some(browser) = browser::open_at(screen, false).await else {
            return;
        };
        see(&browser, app.address()).await;
        // The picture is there, and nothing stands out at the side.
        let mut drawn = serde_json::Value::Null;
        for _ in 0..200 {
            drawn = browser
                .run("const i = document.querySelector('img.poster'); return i.complete && i.naturalWidth > 0")
                .await;
            if drawn == true {
                break;
            }
        }
        assert_eq!(drawn, true);
        let wide = "return document.documentElement.scrollWidth <= window.innerWidth";
        assert_eq!(browser.run(wide).await, true);
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        browser.close().await;
    }
}
