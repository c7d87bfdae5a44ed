//! Pages of the call centre and of those who keep the service, by plain forms.

use mobile_contract::accounts::Role;
use mobile_contract::ticket::TicketSource;
use motcua::config::Notifications;
use motcua::notifications::Outbox as Messages;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::http::{Answer, post_form};
use motcua_tests::letters::with_mail;
use motcua_tests::outbox::message;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use reqwest::header::COOKIE;
use rstest::rstest;
use sea_orm::ConnectionTrait;

const QUESTION: &str = "lam giay khai sinh cho con can giay to gi";
/// Where a call is looked for.
const SEEK: &str = "/can-bo/goi/tim";

/// What stands between two marks.
fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let rest = text.split_once(begin).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(end));
    found.unwrap_or_else(|| panic!("no {begin} in {text}")).0
}

/// The secret that is read out, group by group.
fn secret_groups(page: &str) -> Vec<String> {
    let groups = between(page, "id=\"ma-bi-mat\">", "</ol>").split("<span class=\"code\">");
    let group = |text: &str| {
        text.split_once("</span>")
            .map(|(group, _)| group.to_owned())
    };
    groups.filter_map(group).collect()
}

/// The browser of someone of the staff.
struct Pages<'a> {
    app: &'a App,
    cookie: String,
}

impl<'a> Pages<'a> {
    async fn of(app: &'a App, login: &str, role: Role, agency: Option<&str>) -> Self {
        drop(app.staff(login, role, agency).await);
        let visitor = Visitor::signed_in(app, login).await;
        let key = visitor.cookie("motcua_staff").unwrap();
        Self {
            app,
            cookie: format!("motcua_staff={key}"),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        send(self.app.get(path).header(COOKIE, &self.cookie)).await
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        answer.text()
    }

    /// Sends a form with the token of the session, and the key of the page it stands on.
    async fn send(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.page(page).await;
        let token = between(&page, "name=\"csrf\" value=\"", "\"");
        let mut all = vec![("csrf", token)];
        if page.contains("name=\"key\"") {
            all.push(("key", between(&page, "name=\"key\" value=\"", "\"")));
        }
        all.extend(fields);
        send(post_form(self.app, path, &all).header(COOKIE, &self.cookie)).await
    }
}

#[rstest]
#[tokio::test]
async fn an_operator_reads_an_answer_out_and_writes_a_ticket_down(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let desk = Pages::of(&app, "tong-dai@a.vn", Role::Operator, None).await;
    // Their words come by POST; an address with words shows none.
    let bare = desk.page("/can-bo/goi?q=khai+sinh&place=xa-yen-my").await;
    assert!(
        !bare.contains("khai sinh") && !bare.contains("read-out"),
        "{bare}"
    );
    assert!(!bare.contains("method=\"get\""), "{bare}");
    let asked = [
        ("q", QUESTION),
        ("phone", "0912 345 678"),
        ("name", "Nguyễn Thị Hoa"),
    ];
    let answer = desk.send("/can-bo/goi", SEEK, &asked).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.text();
    // The answer with its source, the words in the form, and what was written there before.
    assert!(page.contains("Tờ khai đăng ký khai sinh"), "{page}");
    assert!(between(&page, "class=\"read-out\"", "</section>").contains("15/07/2026"));
    assert!(between(&page, "<textarea id=\"loi\"", "</textarea>").contains(QUESTION));
    assert!(page.contains("value=\"0912 345 678\"") && page.contains("Nguyễn Thị Hoa"));
    // The ticket follows other words, until it has its own.
    let follows = [
        ("q", "mat giay khai sinh"),
        ("was", QUESTION),
        ("text", QUESTION),
    ];
    let page_of = |answer: Answer| answer.expect(200).text();
    let other_words = page_of(desk.send("/can-bo/goi", SEEK, &follows).await);
    let words = between(&other_words, "<textarea id=\"loi\"", "</textarea>");
    assert!(words.contains("mat giay khai sinh"), "{words}");
    let own = [
        ("q", "mat giay khai sinh"),
        ("was", QUESTION),
        ("text", "Bà Hoa hỏi"),
    ];
    let other_words = page_of(desk.send("/can-bo/goi", SEEK, &own).await);
    let words = between(&other_words, "<textarea id=\"loi\"", "</textarea>");
    assert!(words.contains("Bà Hoa hỏi"), "{words}");
    // Another hit is read out in its place.
    let other = between(&page, "name=\"chon\" value=\"", "\"");
    let again = page_of(
        desk.send("/can-bo/goi", SEEK, &[("q", QUESTION), ("chon", other)])
            .await,
    );
    let title = |page: &str| between(page, "id=\"doc-len\" lang=\"vi\">", "<").to_owned();
    assert_ne!(title(&again), title(&page));
    // While one types, only that part is sent; and nothing without the token of the page.
    let token = between(&page, "name=\"csrf\" value=\"", "\"");
    let part = |fields: &[(&str, &str)]| {
        let part = post_form(&app, SEEK, fields).header(COOKIE, &desk.cookie);
        send(part.header("x-fragment", "1"))
    };
    let found = part(&[("csrf", token), ("q", QUESTION)]).await.expect(200);
    assert!(found.text().contains("read-out") && !found.text().contains("<html"));
    let _ = part(&[("q", QUESTION)]).await.expect(403);
    let led = desk.get(SEEK).await.expect(303);
    assert_eq!(led.header("location"), "/can-bo/goi");

    let sent = desk
        .send(
            "/can-bo/goi",
            "/can-bo/goi",
            &[
                (
                    "text",
                    "Bà Hoa hỏi: nộp hồ sơ khai sinh 10 ngày chưa thấy gọi.",
                ),
                ("phone", "0912 345 678"),
                ("name", "Nguyễn Thị Hoa"),
                ("place", "xa-yen-my"),
                ("procedure", "1.001193"),
            ],
        )
        .await
        .expect(200)
        .text();
    let code = between(&sent, "id=\"ma-phieu\">", "<");
    let groups = secret_groups(&sent);
    assert_eq!((groups.len(), groups[0].len()), (3, 4), "{sent}");
    assert!(sent.contains("Mã phiếu và câu trả lời được gửi đến <b>0912 345 678</b>"));
    // The caller opens it with both, as it was heard: by the app, and on the page.
    let opened = send(
        app.get(&format!("/v1/tickets/{}", code.replace('-', "")))
            .bearer_auth(groups.concat().to_lowercase()),
    )
    .await;
    let typed = groups.join(" ").to_lowercase();
    let fields = [("code", code), ("secret", typed.as_str())];
    let _ = send(post_form(&app, "/phieu/tra-cuu", &fields))
        .await
        .expect(303);
    let _ = opened.expect(200);
    let (_, staff) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    let queue = staff.tickets(&Default::default()).await.unwrap();
    let seen = staff.staff_ticket(&queue.items[0].code).await.unwrap();
    assert_eq!(seen.source, TicketSource::Phone);
    assert!(seen.on_behalf.is_some());
    assert_eq!(seen.contact.unwrap().phone.as_deref(), Some("+84912345678"));
}

#[rstest]
#[tokio::test]
async fn what_is_wrong_with_a_ticket_is_told_and_no_word_is_lost(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let desk = Pages::of(&app, "tong-dai@a.vn", Role::Operator, None).await;
    let refused = desk
        .send(
            "/can-bo/goi",
            "/can-bo/goi",
            &[
                ("text", "Hỏi <b>phí</b> khai sinh"),
                ("phone", "113"),
                ("name", "Hoa"),
            ],
        )
        .await
        .expect(422)
        .text();
    assert!(
        refused.contains("Không phải số điện thoại Việt Nam."),
        "{refused}"
    );
    assert!(refused.contains("Hỏi &#60;b&#62;phí&#60;/b&#62; khai sinh"));
    assert!(refused.contains("value=\"113\"") && refused.contains("value=\"Hoa\""));
    // A way without an address for it.
    let refused = desk
        .send(
            "/can-bo/goi",
            "/can-bo/goi",
            &[("text", "Hỏi phí khai sinh"), ("prefer", "mail")],
        )
        .await
        .expect(422);
    assert!(
        refused
            .text()
            .contains("Chưa có số điện thoại hoặc địa chỉ thư")
    );
    // Nothing found is said plainly, and so is a question that is too long.
    let seek = async |q: &str| {
        let answer = desk.send("/can-bo/goi", SEEK, &[("q", q)]).await;
        answer.expect(200).text()
    };
    let page = seek("xyzzyqwv").await;
    assert!(page.contains("Chưa có câu trả lời cho câu này") || page.contains("read-out"));
    let long = seek(&"a".repeat(501)).await;
    assert!(long.contains("Câu tìm dài quá"), "{long}");
}

#[rstest]
#[tokio::test]
async fn sent_twice_it_is_one_ticket(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let desk = Pages::of(&app, "tong-dai@a.vn", Role::Operator, None).await;
    let page = desk.page("/can-bo/goi").await;
    let token = between(&page, "name=\"csrf\" value=\"", "\"");
    let key = between(&page, "name=\"key\" value=\"", "\"");
    let fields = [
        ("csrf", token),
        ("key", key),
        ("text", "Phí khai sinh là bao nhiêu?"),
    ];
    let post = || send(post_form(&app, "/can-bo/goi", &fields).header(COOKIE, &desk.cookie));
    let mut seen = Vec::new();
    for _ in 0..2 {
        let sent = post().await.expect(200).text();
        let code = between(&sent, "id=\"ma-phieu\">", "<").to_owned();
        seen.push((code, secret_groups(&sent).concat()));
    }
    // What was read out first is what is shown again, and opens it.
    assert_eq!(seen[0], seen[1]);
    let (code, secret) = &seen[0];
    let path = format!("/v1/tickets/{}", code.replace('-', ""));
    let _ = send(app.get(&path).bearer_auth(secret)).await.expect(200);
    let (_, admin) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    let queue = admin.tickets(&Default::default()).await.unwrap();
    assert_eq!(queue.items.len(), 1);
    // Later it is said which ticket it is, and the secret still opens it.
    app.clock()
        .set(app.clock().now() + chrono::TimeDelta::minutes(11));
    let late = post().await.expect(409).text();
    assert!(
        late.contains(code.as_str()) && !late.contains(&secret[..4]),
        "{late}"
    );
    let _ = send(app.get(&path).bearer_auth(secret)).await.expect(200);
}

#[rstest]
#[tokio::test]
async fn a_caller_gets_the_code_by_letter_and_not_what_opens_it(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = with_mail(db, Notifications::default()).await else {
        return;
    };
    let desk = Pages::of(&app, "tong-dai@a.vn", Role::Operator, None).await;
    let caller = "hoa@thu.example";
    let fields = [
        ("text", "Bà Hoa hỏi phí khai sinh ở xã Yên Mỹ."),
        ("place", "xa-yen-my"),
        ("procedure", "1.001193"),
        ("mail", caller),
    ];
    let sent = desk.send("/can-bo/goi", "/can-bo/goi", &fields).await;
    let sent = sent.expect(200).text();
    assert!(
        sent.contains(&format!("được gửi đến <b>{caller}</b>")),
        "{sent}"
    );
    let letters = app.letters_to(caller).await;
    assert_eq!(letters.len(), 1, "one letter tells all");
    let text = &letters[0].text;
    let code = between(&sent, "id=\"ma-phieu\">", "<");
    let secret = secret_groups(&sent).join("-");
    // An operator may have mistyped the address: what opens the ticket was only read out.
    assert!(text.contains(code) && !text.contains(&secret), "{text}");
    // The address is only claimed: the caller's words do not go there.
    assert!(!text.contains("Bà Hoa"), "{text}");
}

#[rstest]
#[tokio::test]
async fn pages_are_for_those_whose_work_they_are(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let pages = [
        "goi",
        "lo-hong",
        "nguoi-dung",
        "nhat-ky",
        "thong-bao",
        "khoa-api",
    ];
    for (role, agency, allowed) in [
        (
            Role::Operator,
            None,
            [true, true, false, false, true, false],
        ),
        (Role::Officer, Some("so-y-te"), [false; 6]),
        (
            Role::Leader,
            Some("so-y-te"),
            [false, true, true, false, false, false],
        ),
        (Role::Administrator, None, [true; 6]),
    ] {
        let login = format!("{}@a.vn", role.as_str());
        let desk = Pages::of(&app, &login, role, agency).await;
        let first = desk.page("/can-bo/phien").await;
        for (page, allowed) in pages.into_iter().zip(allowed) {
            let path = format!("/can-bo/{page}");
            let status = desk.get(&path).await.status;
            assert_eq!(status, if allowed { 200 } else { 403 }, "{role:?} {page}");
            // The menu leads where one may go, and nowhere else.
            let link = format!("href=\"{path}\"");
            assert_eq!(first.contains(&link), allowed, "{role:?} {page}");
        }
    }
    for page in pages {
        let led = send(app.get(&format!("/can-bo/{page}"))).await.expect(303);
        assert!(led.header("location").starts_with("/can-bo/dang-nhap"));
    }
}

#[rstest]
#[tokio::test]
async fn an_administrator_keeps_users(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let desk = Pages::of(&app, "qt@a.vn", Role::Administrator, None).await;
    let new = [
        ("name", "Trần Văn <Minh>"),
        ("login", "Minh@a.vn"),
        ("role", "officer"),
        ("agency", "so-y-te"),
    ];
    let form = "/can-bo/nguoi-dung/moi";
    let led = desk
        .send(form, "/can-bo/nguoi-dung", &new)
        .await
        .expect(303);
    let list = desk.page(led.header("location")).await;
    assert!(list.contains("Trần Văn &#60;Minh&#62;") && list.contains("minh@a.vn"));
    assert!(list.contains("Một liên kết đặt mật khẩu đã được gửi"));
    // The same address again; a role without its agency.
    let twice = desk
        .send(form, "/can-bo/nguoi-dung", &new)
        .await
        .expect(409);
    assert!(twice.text().contains("Địa chỉ này đã có tài khoản"));
    let lone = [
        ("name", "Hoa"),
        ("login", "hoa@a.vn"),
        ("role", "leader"),
        ("agency", ""),
    ];
    let lone = desk
        .send(form, "/can-bo/nguoi-dung", &lone)
        .await
        .expect(422);
    assert!(lone.text().contains("cần có cơ quan") && lone.text().contains("value=\"hoa@a.vn\""));

    let row = list
        .split("class=\"row\"")
        .find(|row| row.contains("minh@a.vn"));
    let user = between(row.unwrap(), "href=\"", "\"").to_owned();
    let change = [
        ("name", "Trần Văn Minh"),
        ("role", "operator"),
        ("agency", "so-y-te"),
    ];
    let led = desk.send(&user, &user, &change).await.expect(303);
    let page = desk.page(led.header("location")).await;
    assert!(
        page.contains("Đã lưu") && page.contains("<h1>Trần Văn Minh</h1>"),
        "{page}"
    );
    let off = format!("{user}/khoa");
    let led = desk
        .send(&user, &off, &[("active", "false")])
        .await
        .expect(303);
    assert!(
        desk.page(led.header("location"))
            .await
            .contains("Tài khoản đã khóa")
    );
    let led = desk
        .send(&user, &off, &[("active", "true")])
        .await
        .expect(303);
    assert!(
        desk.page(led.header("location"))
            .await
            .contains("Tài khoản đã mở lại")
    );
    let led = desk
        .send(&user, &format!("{user}/dat-lai"), &[])
        .await
        .expect(303);
    assert!(
        desk.page(led.header("location"))
            .await
            .contains("Một liên kết mới đã được gửi")
    );
    // The last administrator stays one.
    let own = list
        .split("class=\"row\"")
        .find(|row| row.contains("qt@a.vn"));
    let own = between(own.unwrap(), "href=\"", "\"").to_owned();
    let last = desk
        .send(&own, &format!("{own}/khoa"), &[("active", "false")])
        .await;
    assert!(
        last.expect(422)
            .text()
            .contains("ít nhất một tài khoản quản trị")
    );

    // All of it is in the record, which is whole.
    let record = desk.page("/can-bo/nhat-ky?kiem=1").await;
    assert!(record.contains("Nhật ký nguyên vẹn"), "{record}");
    for told in ["Thêm người dùng", "Sửa người dùng", "Đặt lại mật khẩu"] {
        assert!(record.contains(told), "{told} in {record}");
    }
}

#[rstest]
#[tokio::test]
async fn a_leader_keeps_officers_of_one_agency(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (foreign, _) = app
        .staff("xa@a.vn", Role::Officer, Some("so-tu-phap"))
        .await;
    let desk = Pages::of(&app, "ld@a.vn", Role::Leader, Some("so-y-te")).await;
    let new = [
        ("name", "Hoa"),
        ("login", "hoa@a.vn"),
        ("role", "administrator"),
        ("agency", "so-tu-phap"),
    ];
    let led = desk
        .send("/can-bo/nguoi-dung/moi", "/can-bo/nguoi-dung", &new)
        .await
        .expect(303);
    let list = desk.page(led.header("location")).await;
    assert!(
        list.contains("hoa@a.vn") && !list.contains("xa@a.vn"),
        "{list}"
    );
    let row = list
        .split("class=\"row\"")
        .find(|row| row.contains("hoa@a.vn"));
    assert!(
        row.unwrap().contains("Cán bộ"),
        "a leader makes officers, whatever is sent"
    );
    let _ = desk
        .get(&format!("/can-bo/nguoi-dung/{}", foreign.id))
        .await
        .expect(404);
    let _ = desk.get("/can-bo/nguoi-dung/x").await.expect(404);
}

#[rstest]
#[tokio::test]
async fn a_form_of_nobody_changes_nothing(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let desk = Pages::of(&app, "qt@a.vn", Role::Administrator, None).await;
    for path in ["/can-bo/goi", "/can-bo/nguoi-dung", "/can-bo/thong-bao"] {
        for token in ["", "0123456789abcdef"] {
            let fields = [("csrf", token), ("text", "Phí khai sinh?")];
            let sent = post_form(&app, path, &fields).header(COOKIE, &desk.cookie);
            let _ = send(sent).await.expect(403);
        }
    }
}

#[rstest]
#[tokio::test]
async fn what_citizens_asked_in_vain_is_listed_with_a_way_to_answer_it(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for _ in 0..2 {
        let citizen = app.citizen().await;
        drop(
            citizen
                .say("cho em hỏi thuê xuồng kayak cần giấy tờ gì")
                .await,
        );
    }
    let desk = Pages::of(&app, "tong-dai@a.vn", Role::Operator, None).await;
    let page = desk.page("/can-bo/lo-hong").await;
    assert!(
        page.contains("xuồng kayak") && page.contains("2 lần hỏi"),
        "{page}"
    );
    // The words go along in a form: they stand in no address.
    assert!(page.contains("action=\"/can-bo/hoi-dap/moi\""), "{page}");
    assert!(
        page.contains("name=\"q\" value=\"") && !page.contains("moi?q="),
        "{page}"
    );
    let _ = desk.get("/can-bo/lo-hong?days=7").await.expect(200);
    let _ = desk.get("/can-bo/lo-hong?days=999").await.expect(422);
}

#[rstest]
#[tokio::test]
async fn what_did_not_arrive_is_sent_again(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let database = motcua::app::open_database(app.storage()).await.unwrap();
    let messages = Messages::new(app.vault());
    let transaction = database.begin().await.unwrap();
    // Not due yet, so that the server's own worker leaves it alone.
    let later = app.clock().now() + chrono::TimeDelta::hours(14);
    let stored = messages.enqueue(&*transaction, later, message("lan@example.vn", "A"));
    let id = stored.await.unwrap().to_string();
    let dead = "UPDATE notifications SET state = 'dead', error = 'SMTP 550 5.1.1', \
                secret = TRUE, ended_at = created_at";
    transaction.execute_unprepared(dead).await.unwrap();
    transaction.commit().await.unwrap();
    let desk = Pages::of(&app, "tong-dai@a.vn", Role::Operator, None).await;
    let path = "/can-bo/thong-bao";
    let page = desk.page(path).await;
    assert!(
        page.contains("l•••@example.vn") && page.contains("SMTP 550 5.1.1"),
        "{page}"
    );
    assert!(page.contains("Người nhận cần xin mã mới"), "{page}");
    let fields = [("id", id.as_str())];
    let refused = desk.send(path, path, &fields).await.expect(409).text();
    assert!(refused.contains("nội dung đã được xóa"), "{refused}");
    let open = "UPDATE notifications SET secret = FALSE";
    database.execute_unprepared(open).await.unwrap();
    for _ in 0..2 {
        let led = desk.send(path, path, &fields).await.expect(303);
        let page = desk.page(led.header("location")).await;
        assert!(page.contains("Đã đưa vào hàng gửi lại"), "{page}");
    }
    assert!(
        desk.page(path)
            .await
            .contains("Mọi thông báo đều đã đến nơi")
    );
}
