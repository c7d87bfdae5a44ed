//! The page of an agency's settings, by plain form posts.

use mobile_contract::accounts::Role;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const AGENCY: &str = "ubnd-xa-yen-my";
const PAGE: &str = "/can-bo/thiet-lap/ubnd-xa-yen-my";

async fn visitor<'a>(app: &'a App, login: &str, role: Role, agency: Option<&str>) -> Visitor<'a> {
    app.staff(login, role, agency).await;
    Visitor::signed_in(app, login).await
}

#[rstest]
#[tokio::test]
async fn a_leader_sets_hours_and_terms_of_their_agency(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let mut leader = visitor(&app, LAN, Role::Leader, Some(AGENCY)).await;
    let led = leader.get("/can-bo/thiet-lap").await.expect(303);
    assert_eq!(led.header("location"), PAGE);
    let page = leader.read(PAGE).await;
    assert!(page.contains("Thiết lập của cơ quan"), "{page}");
    // Whoever sets hours of their own begins with those that hold now.
    assert!(
        !page.contains("name=\"own_hours\" value=\"1\" checked"),
        "{page}"
    );
    for (day, hours) in [
        ("hours0", "07:30-11:30, 13:30-17:00"),
        ("hours4", "07:30-11:30, 13:30-17:00"),
        ("hours5", ""),
    ] {
        let (_, field) = page.split_once(&format!("name=\"{day}\"")).unwrap();
        let (_, value) = field.split_once("value=\"").unwrap();
        assert_eq!(value.split('"').next(), Some(hours), "{day}: {page}");
    }
    let mut fields = vec![
        ("revision", "0"),
        ("mail", "mot.cua@yenmy.example"),
        ("approval", "1"),
        ("own_hours", "1"),
        ("amount0", "3"),
        ("unit0", "working_day"),
        ("source0", "Quyết định số 12/QĐ-UBND ngày 05/01/2026"),
    ];
    let days = ["hours0", "hours1", "hours2", "hours3", "hours4"];
    fields.extend(days.map(|day| (day, "7h30-11h30, 13:30-17:00")));
    let led = leader.post(PAGE, &fields).await.expect(303);
    let page = leader.read(led.header("location")).await;
    for words in [
        "Đã lưu",
        "mot.cua@yenmy.example",
        "07:30-11:30, 13:30-17:00",
        "12/QĐ-UBND",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Typed over an older state, it is refused and stays on the page.
    fields[1].1 = "khac@yenmy.example";
    let stale = leader.post(PAGE, &fields).await.expect(409).text();
    assert!(stale.contains("khac@yenmy.example"), "{stale}");
    assert!(stale.contains("vừa được người khác đổi"), "{stale}");
    fields[0].1 = "1";
    fields.retain(|(name, _)| *name != "hours4");
    let wrong = leader.post(PAGE, &fields).await.expect(422).text();
    assert!(wrong.contains("Thứ hai đến thứ sáu đều cần giờ"), "{wrong}");
    let other = leader.get("/can-bo/thiet-lap/so-y-te").await;
    assert_eq!(other.status, 404);
}

#[rstest]
#[tokio::test]
async fn an_administrator_finds_every_agency_and_an_officer_none(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let mut administrator = visitor(&app, LAN, Role::Administrator, None).await;
    let page = administrator
        .read("/can-bo/thiet-lap?q=xa%20yen%20my")
        .await;
    assert!(page.contains(PAGE), "{page}");
    let none = administrator.read("/can-bo/thiet-lap?q=khong-co-dau").await;
    assert!(none.contains("Không có cơ quan nào"), "{none}");
    let officer = "binh@hungyen.example";
    let mut binh = visitor(&app, officer, Role::Officer, Some(AGENCY)).await;
    assert_eq!(binh.get(PAGE).await.status, 403);
}
