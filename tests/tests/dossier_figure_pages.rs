//! The page of figures of dossiers, as staff see it on a phone and at a desk.

use mobile_contract::accounts::Role;
use mobile_contract::dossier::event::DossierChannel;
use motcua_tests::Database::Sqlite;
use motcua_tests::app::PASSWORD;
use motcua_tests::books::{Alike, fill};
use motcua_tests::browser::{self, Browser, DESK, PHONE};
use motcua_tests::fitting::fits;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

const YEN_MY: &str = "ubnd-xa-yen-my";

/// A few thousand dossiers in October and November 2026.
async fn with_dossiers(app: &App) {
    let alike = |dossiers, received, ended| Alike {
        dossiers,
        agency: YEN_MY,
        field: Some("ho-tich"),
        channel: DossierChannel::Online,
        received,
        due: "2026-11-12",
        ended,
    };
    let blocks = [
        alike(
            2_000,
            "2026-11-02",
            Some(("resolved", Some("early"), "2026-11-10")),
        ),
        alike(
            900,
            "2026-11-02",
            Some(("resolved", Some("on_time"), "2026-11-12")),
        ),
        alike(
            1,
            "2026-11-02",
            Some(("resolved", Some("late"), "2026-11-13")),
        ),
        alike(7, "2026-10-20", None),
        alike(3, "2026-11-03", Some(("refused", None, "2026-11-04"))),
    ];
    fill(app, &blocks).await;
}

async fn type_into(browser: &Browser, css: &str, words: &str) {
    let field = browser.wait(css).await;
    field.send_keys(words).await.unwrap();
}

#[rstest]
#[case::phone_without_scripts(PHONE, false)]
#[case::desk(DESK, true)]
#[tokio::test]
async fn a_leader_reads_the_figures_of_a_period(#[case] screen: (u32, u32), #[case] scripts: bool) {
    let (Some(app), Some(browser)) = (
        spawn_app(Sqlite).await,
        browser::open_at(screen, scripts).await,
    ) else {
        return;
    };
    with_dossiers(&app).await;
    app.staff("lan@a.vn", Role::Leader, Some(YEN_MY)).await;
    browser
        .go(&format!("{}/can-bo/so-lieu-ho-so", app.address()))
        .await;
    type_into(&browser, "#login", "lan@a.vn").await;
    type_into(&browser, "#password", PASSWORD).await;
    browser.click("form.fill button").await;
    let _ = browser.text_with("h1", "Số liệu hồ sơ").await;
    fits(&browser, "this month").await;
    let told = browser.text("main").await;
    assert!(
        told.contains("2.911 = 7 kỳ trước chuyển qua + 2.904 mới"),
        "{told}"
    );
    assert!(told.contains("99,96 % (1 trễ hạn)"), "{told}");
    assert!(
        told.contains("7 quá hạn") && told.contains("Sổ cân"),
        "{told}"
    );
    // Choices are part of the address; a thumb cannot tap what a driver does not draw.
    let chosen = "/can-bo/so-lieu-ho-so?by=month&period=2026-Q4";
    browser.go(&format!("{}{chosen}", app.address())).await;
    browser.click("form.fill button.go").await;
    let _ = browser.text_with("main", "Tháng 11/2026").await;
    fits(&browser, "by month").await;
    browser.close().await;
}

#[tokio::test]
async fn what_does_not_fit_is_told_beside_the_form() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let stranger = send(app.get("/can-bo/so-lieu-ho-so/bang.csv")).await;
    assert!(!stranger.text().contains("Tiếp nhận"), "{stranger:?}");
    app.staff("lan@a.vn", Role::Officer, Some(YEN_MY)).await;
    let mut lan = Visitor::signed_in(&app, "lan@a.vn").await;
    for (query, status, words) in [
        ("from=2026-02-01&to=2026-01-01", 422, "Kỳ chưa đúng"),
        ("from=mai", 422, "Kỳ chưa đúng"),
        ("period=2026-99", 422, "Kỳ chưa đúng"),
        ("agency=so-tu-phap", 404, "trong phạm vi của bạn"),
        ("place=%00", 404, "trong phạm vi của bạn"),
    ] {
        let told = lan.get(&format!("/can-bo/so-lieu-ho-so?{query}")).await;
        assert_eq!(told.status, status, "{query}: {told:?}");
        assert!(told.text().contains(words), "{query}: {told:?}");
    }
    // The form sends its days along with a named period: the name counts.
    let page = lan
        .read("/can-bo/so-lieu-ho-so?period=2026-10&from=2026-11-01&to=2026-11-23")
        .await;
    assert!(page.contains("Chưa có hồ sơ nào trong kỳ này"), "{page}");
    let csv = lan
        .get("/can-bo/so-lieu-ho-so/bang.csv?period=2026-10")
        .await;
    assert!(
        csv.header("content-disposition")
            .contains("ho-so-2026-10-01-2026-10-31.csv")
    );
    let book = lan
        .get("/can-bo/so-lieu-ho-so/bang.xlsx?lang=en")
        .await
        .expect(200);
    assert!(book.body.starts_with(b"PK"), "{:?}", book.headers);
}

#[rstest]
#[case::phone_without_scripts(PHONE, false)]
#[case::desk(DESK, true)]
#[tokio::test]
async fn a_leader_reads_how_well_dossiers_were_resolved(
    #[case] screen: (u32, u32),
    #[case] scripts: bool,
) {
    let (Some(app), Some(browser)) = (
        spawn_app(Sqlite).await,
        browser::open_at(screen, scripts).await,
    ) else {
        return;
    };
    with_dossiers(&app).await;
    app.staff("lan@a.vn", Role::Leader, Some(YEN_MY)).await;
    browser
        .go(&format!(
            "{}/can-bo/so-lieu-ho-so/chat-luong",
            app.address()
        ))
        .await;
    type_into(&browser, "#login", "lan@a.vn").await;
    type_into(&browser, "#password", PASSWORD).await;
    browser.click("form.fill button").await;
    let _ = browser.text_with("h1", "Chất lượng giải quyết hồ sơ").await;
    fits(&browser, "quality").await;
    let told = browser.text("main").await;
    // 2.000 early, 900 on time, one late; three were refused.
    assert!(told.contains("2.904") && told.contains("2.000"), "{told}");
    assert!(
        told.contains("chưa xếp loại được: còn thiếu chỉ số"),
        "{told}"
    );
    assert!(
        told.contains("không đủ điều kiện nên không có kết quả"),
        "{told}"
    );
    assert!(told.contains("2.900 trên 2.901"), "{told}");
    browser.close().await;
}

#[tokio::test]
async fn quality_is_a_page_a_table_and_a_workbook() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    with_dossiers(&app).await;
    app.staff("lan@a.vn", Role::Officer, Some(YEN_MY)).await;
    let mut lan = Visitor::signed_in(&app, "lan@a.vn").await;
    let room = "/can-bo/so-lieu-ho-so/chat-luong";
    let figures = lan.read("/can-bo/so-lieu-ho-so?period=2026-11").await;
    assert!(figures.contains(room), "{figures}");
    let csv = lan.get(&format!("{room}.csv?period=2026-11")).await;
    assert!(
        csv.header("content-disposition")
            .contains("chat-luong-ho-so-2026-11-01-2026-11-30.csv")
    );
    let text = csv.text();
    assert!(text.contains(",2000,900,1,"), "{text}");
    assert!(
        text.contains("không đủ điều kiện nên không có kết quả"),
        "{text}"
    );
    let book = lan
        .get(&format!("{room}.xlsx?period=2026-11"))
        .await
        .expect(200);
    assert!(book.body.starts_with(b"PK"), "{:?}", book.headers);
    for (query, status) in [("from=mai", 422), ("agency=so-tu-phap", 404)] {
        let told = lan.get(&format!("{room}?{query}")).await;
        assert_eq!(told.status, status, "{query}: {told:?}");
    }
    let stranger = send(app.get(&format!("{room}.csv"))).await;
    assert!(!stranger.text().contains("Chỉ số"), "{stranger:?}");
}
