//! The pages of dossiers for staff, by plain form posts.

use mobile_contract::accounts::Role;
use mobile_contract::dossier::event::{DossierApplicant, DossierEvent};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::dossiers::{BUREAU, code, received};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const LIST: &str = "/can-bo/ho-so";
const REASON: &str = "Cần thêm ý kiến xác minh của công an nơi cư trú trước đây.";

async fn visitor<'a>(app: &'a App, login: &str, role: Role, agency: &str) -> Visitor<'a> {
    app.staff(login, role, Some(agency)).await;
    Visitor::signed_in(app, login).await
}

#[rstest]
#[tokio::test]
async fn an_apology_goes_from_the_list_to_the_citizen(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(vec![
        received(&code(1), "2026-11-20T09:00:00+07:00", 2),
        received(&code(2), "2026-11-16T09:00:00+07:00", 2),
    ])
    .await;
    app.dossiers().keep_watch().await.unwrap();
    let mut officer = visitor(&app, "canbo@a.vn", Role::Officer, BUREAU).await;
    let list = officer.read(LIST).await;
    for part in [
        "Quá hạn <b>1</b>",
        "Còn 1 ngày <b>1</b>",
        code(1).as_str(),
        "ban-03",
        "Đăng ký khai sinh",
    ] {
        assert!(list.contains(part), "{part}: {list}");
    }
    assert!(
        list.contains("href=\"/can-bo/ho-so\" aria-current=\"true\""),
        "{list}"
    );
    let narrowed = officer
        .read(&format!("{LIST}?nhom=in_one&ban=ban-03"))
        .await;
    assert!(narrowed.contains(code(1).as_str()) && !narrowed.contains(code(2).as_str()));
    let led = officer
        .get(&format!("{LIST}/mo?code=h31+12+45+261101+0001"))
        .await
        .expect(303);
    let page = format!("{LIST}/{}", code(1));
    assert_eq!(led.header("location"), page);
    let shown = officer.read(&page).await;
    // The officer of these tests bears the same name, above.
    let (_, main) = shown.split_once("<main").unwrap();
    assert!(
        main.contains("N.T.L.") && !main.contains("Nguyễn Thị Lan"),
        "{shown}"
    );
    let form = action(&shown);
    let mut fields = vec![
        ("revision", "1"),
        ("reason", ""),
        ("new_due", "2026-11-27"),
        ("signer", "Giám đốc"),
        ("signer_name", "Trần Văn Minh"),
        ("do", "submit"),
    ];
    // What is refused stands in its field; what was typed stays, and was kept.
    let refused = officer.post(&form, &fields).await.expect(422).text();
    assert!(refused.contains("10 đến 1000 ký tự"), "{refused}");
    assert!(refused.contains("Trần Văn Minh"), "{refused}");
    fields[0].1 = "2";
    fields[1].1 = REASON;
    let led = officer.post(&form, &fields).await.expect(303);
    assert!(
        officer
            .read(led.header("location"))
            .await
            .contains("Đã trình lãnh đạo")
    );
    let refused = officer
        .post(
            &format!("{LIST}/{}/ly-do", code(1)),
            &[("kind", "supplement")],
        )
        .await;
    assert_eq!(refused.status, 403);

    let mut leader = visitor(&app, "truong@a.vn", Role::Leader, BUREAU).await;
    let shown = leader.read(&page).await;
    assert!(
        shown.contains("Duyệt và gửi người dân") && shown.contains("Chờ duyệt"),
        "{shown}"
    );
    let pdf = leader.get(&format!("{form}.pdf")).await.expect(200);
    assert_eq!(pdf.header("content-type"), "application/pdf");
    // Forms carry what the page that was read last carries.
    leader.read(&page).await;
    fields[0].1 = "4";
    fields[5].1 = "approve";
    let led = leader.post(&form, &fields).await.expect(303);
    let done = leader.read(led.header("location")).await;
    for part in ["Đã gửi", "Xin lỗi và hẹn lại", "27/11/2026", REASON] {
        assert!(done.contains(part), "{part}: {done}");
    }
    let letters = app.letters_to("lan@nguoidan.example").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
}

/// Where the form of the apology on a page leads.
fn action(page: &str) -> String {
    let (_, rest) = page.split_once("/xin-loi/").unwrap();
    let id = rest.split(['"', '.']).next().unwrap();
    format!("{LIST}/{}/xin-loi/{id}", code(1))
}

#[rstest]
#[tokio::test]
async fn another_agencys_page_is_not_there(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(vec![received(&code(1), "2026-11-20T09:00:00+07:00", 2)])
        .await;
    let mut stranger = visitor(&app, "x@yte.vn", Role::Leader, "so-y-te").await;
    let page = format!("{LIST}/{}", code(1));
    let _ = stranger.get(&page).await.expect(404);
    let _ = stranger
        .get(&format!("{LIST}/khong-phai-ma"))
        .await
        .expect(404);
    assert!(!stranger.read(LIST).await.contains(code(1).as_str()));
    let _ = stranger
        .post(&format!("{page}/xin-loi"), &[])
        .await
        .expect(404);
    let wrong = stranger
        .get(&format!("{LIST}/mo?code=abc"))
        .await
        .expect(303);
    assert!(
        stranger
            .read(wrong.header("location"))
            .await
            .contains("Mã hồ sơ có dạng")
    );
    // English is there as well.
    assert!(
        stranger
            .read(&format!("{LIST}?lang=en"))
            .await
            .contains("Dossiers")
    );
}

#[rstest]
#[tokio::test]
async fn papers_are_asked_for_on_the_page(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(vec![received(&code(1), "2026-11-20T09:00:00+07:00", 9)])
        .await;
    let mut officer = visitor(&app, "canbo@a.vn", Role::Officer, BUREAU).await;
    let page = format!("{LIST}/{}", code(1));
    officer.read(&page).await;
    let form = format!("{page}/bo-sung");
    let refused = officer
        .post(&form, &[("missing", "ngắn")])
        .await
        .expect(422)
        .text();
    assert!(
        refused.contains("10 đến 1000 ký tự") && refused.contains("ngắn"),
        "{refused}"
    );
    let asked = officer
        .post(&form, &[("missing", "Còn thiếu giấy chứng sinh.")])
        .await
        .expect(303);
    let done = officer.read(asked.header("location")).await;
    assert!(
        done.contains("Chờ bổ sung") && done.contains("Còn thiếu giấy chứng sinh."),
        "{done}"
    );
}

#[rstest]
#[tokio::test]
async fn after_the_days_to_ask_in_a_leader_asks_and_says_why(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Three working days to ask in are over.
    app.tell(vec![received(&code(1), "2026-11-17T09:00:00+07:00", 9)])
        .await;
    let page = format!("{LIST}/{}", code(1));
    let form = format!("{page}/bo-sung");
    let mut officer = visitor(&app, "canbo@a.vn", Role::Officer, BUREAU).await;
    let shown = officer.read(&page).await;
    assert!(
        shown.contains("Lúc này chỉ lãnh đạo cơ quan yêu cầu được") && !shown.contains(&form),
        "{shown}"
    );
    let missing = ("missing", "Còn thiếu giấy chứng sinh.");
    let refused = officer.post(&form, &[missing]).await.expect(409).text();
    assert!(
        refused.contains("Lúc này cần lãnh đạo cơ quan nêu lý do"),
        "{refused}"
    );
    let mut leader = visitor(&app, "truong@a.vn", Role::Leader, BUREAU).await;
    let shown = leader.read(&page).await;
    assert!(
        shown.contains("Vì sao yêu cầu khi đã muộn") && shown.contains("name=\"why\""),
        "{shown}"
    );
    let why = ("why", "Phát hiện giấy tờ bị sửa khi thẩm tra.");
    let asked = leader.post(&form, &[missing, why]).await.expect(303);
    let done = leader.read(asked.header("location")).await;
    assert!(
        done.contains("Chờ bổ sung") && done.contains(why.1),
        "{done}"
    );
}

#[rstest]
#[tokio::test]
async fn an_agency_above_sees_no_buttons(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(vec![received(&code(1), "2026-11-20T09:00:00+07:00", 2)])
        .await;
    app.dossiers().keep_watch().await.unwrap();
    let mut above = visitor(&app, "ct@tinh.vn", Role::Leader, "ubnd-tinh-hung-yen").await;
    let page = format!("{LIST}/{}", code(1));
    let shown = above.read(&page).await;
    assert!(
        shown.contains("Cơ quan khác giải quyết hồ sơ này"),
        "{shown}"
    );
    for part in ["/bo-sung", "/xin-loi", "Duyệt và gửi người dân"] {
        assert!(!shown.contains(part), "{part}: {shown}");
    }
    let refused = above
        .post(&format!("{page}/xin-loi"), &[])
        .await
        .expect(403);
    assert!(
        refused.text().contains("không làm thay"),
        "{}",
        refused.text()
    );
}

#[rstest]
#[tokio::test]
async fn who_approves_reads_the_text_message_first(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let by_phone = DossierEvent {
        applicant: Some(DossierApplicant {
            phone: Some("0912345678".to_owned()),
            ..DossierApplicant::default()
        }),
        ..received(&code(1), "2026-11-20T09:00:00+07:00", 2)
    };
    app.tell(vec![by_phone]).await;
    app.dossiers().keep_watch().await.unwrap();
    let mut officer = visitor(&app, "canbo@a.vn", Role::Officer, BUREAU).await;
    let page = format!("{LIST}/{}", code(1));
    let form = action(&officer.read(&page).await);
    let fields = [
        ("revision", "1"),
        ("reason", REASON),
        ("new_due", "2026-11-27"),
        ("signer", "Giám đốc"),
        ("signer_name", "Trần Văn Minh"),
        ("do", "save"),
    ];
    let led = officer.post(&form, &fields).await.expect(303);
    let saved = officer.read(led.header("location")).await;
    let words = format!("cần thêm thời gian. Lý do: {REASON}");
    assert!(saved.contains(&words), "{saved}");
}
