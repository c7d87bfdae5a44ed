//! The pages on which staff look after codes.

use mobile_contract::accounts::Role;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::codes::{AGENCY, COUNTER, poster, tail};
use motcua_tests::visitor::Visitor;
use motcua_tests::{send, spawn_app};
use rstest::rstest;

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
        let _ = send(app.get(&format!("/Q/{}", tail(link))))
            .await
            .expect(200);
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
