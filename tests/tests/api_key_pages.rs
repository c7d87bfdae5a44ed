//! The page of API keys, by plain form posts.

use mobile_contract::accounts::Role;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;
use serde_json::json;

const PATH: &str = "/can-bo/khoa-api";

/// The secret on the page that made it.
fn secret(page: &str) -> String {
    let (_, rest) = page.split_once("id=\"bi-mat\">").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

/// What handing over an event of the bureau's dossier is answered with.
async fn handed_over(app: &App, secret: &str, number: u32) -> u16 {
    let event = json!({
        "id": number.to_string(), "dossier": format!("H31.12.45-261110-{number:04}"),
        "at": "2026-11-10T08:00:00+07:00", "kind": "received", "agency": "so-tu-phap",
    });
    let request = app.post("/v1/integrations/dossiers").bearer_auth(secret);
    send(request.json(&[event])).await.status
}

#[rstest]
#[tokio::test]
async fn a_key_is_made_renewed_and_ended(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff("quantri@a.vn", Role::Administrator, None).await;
    let mut keeper = Visitor::signed_in(&app, "quantri@a.vn").await;
    assert!(keeper.read(PATH).await.contains("Chưa có khóa nào"));
    let mut fields = vec![
        ("name", "Một cửa điện tử"),
        ("source", "Mot Cua"),
        ("scope", ""),
        ("agency", "so-tu-phap"),
        ("days", "30"),
    ];
    // What is wrong stands at its field, and what was typed stays.
    let page = keeper.post(PATH, &fields).await.expect(422).text();
    assert!(
        page.contains("Chỉ gồm chữ thường") && page.contains("Một cửa điện tử"),
        "{page}"
    );
    fields[1].1 = "mot-cua";
    let page = keeper.post(PATH, &fields).await.expect(422).text();
    assert!(page.contains("Mời chọn phạm vi"), "{page}");
    assert!(
        page.contains("value=\"so-tu-phap\" selected"),
        "the agency stays chosen: {page}"
    );
    fields[2].1 = "some";
    let made = keeper.post(PATH, &fields).await.expect(200);
    assert_eq!(made.header("cache-control"), "no-store");
    let first = secret(&made.text());
    assert_eq!(handed_over(&app, &first, 1).await, 200);
    let page = keeper.post(PATH, &fields).await.expect(409).text();
    assert!(page.contains("role=\"alert\""), "{page}");

    let list = keeper.read(PATH).await;
    assert!(
        list.contains("mot-cua") && list.contains("Sở Tư pháp"),
        "{list}"
    );
    assert!(!list.contains(&first), "the secret is nowhere else");
    let (_, rest) = list.split_once("/can-bo/khoa-api/").unwrap();
    let id = rest.split('/').next().unwrap();
    let renew = format!("{PATH}/{id}/doi");
    let refused = keeper.post(&renew, &[("old_days", "91")]).await;
    assert_eq!(refused.status, 422);
    keeper.read(PATH).await;
    let page = keeper.post(&renew, &[("old_days", "0")]).await.expect(200);
    let second = secret(&page.text());
    assert_eq!(handed_over(&app, &first, 2).await, 401);
    assert_eq!(handed_over(&app, &second, 2).await, 200);

    keeper.read(PATH).await;
    let led = keeper
        .post(&format!("{PATH}/{id}/thu-hoi"), &[])
        .await
        .expect(303);
    let list = keeper.read(led.header("location")).await;
    assert!(list.contains("Đã thu hồi"), "{list}");
    assert_eq!(handed_over(&app, &second, 3).await, 401);
    keeper.read(PATH).await;
    let again = keeper.post(&format!("{PATH}/{id}/thu-hoi"), &[]).await;
    assert_eq!(again.status, 409);
    let record = keeper.read("/can-bo/nhat-ky").await;
    assert!(record.contains("Tạo khóa API") && record.contains("Thu hồi khóa API"));
}

#[rstest]
#[tokio::test]
async fn forms_of_others_are_refused(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff("truong@a.vn", Role::Leader, Some("so-tu-phap"))
        .await;
    let mut leader = Visitor::signed_in(&app, "truong@a.vn").await;
    leader.read("/can-bo").await;
    let fields = [("name", "x"), ("source", "x"), ("scope", "all")];
    assert_eq!(leader.post(PATH, &fields).await.status, 403);
    app.staff("quantri@a.vn", Role::Administrator, None).await;
    let mut keeper = Visitor::signed_in(&app, "quantri@a.vn").await;
    assert_eq!(keeper.post_bare(PATH, &fields).await.status, 403);
}
