//! An agency without an account handles one ticket by the link in its letter: plain form posts, without
//! scripts, and on a phone's screen.

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::client::{FileToSend, TicketKey};
use mobile_contract::ticket::{NewContact, NewTicket, TicketCode, TicketState};
use motcua::config::Notifications;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::browser;
use motcua_tests::http::{Answer, post_form};
use motcua_tests::letters::{REPLIES, plain, with_mail};
use motcua_tests::pictures::photo_with_traces;
use motcua_tests::{App, send};
use reqwest::header::{ACCEPT, COOKIE};
use rstest::rstest;
use uuid::Uuid;

const AGENCY: &str = "ubnd-xa-yen-my";
const OFFICE: &str = "motcua.yenmy@hungyen.example";
const CITIZEN: &str = "hoa@thu.example";
const QUESTION: &str = "Tôi nộp hồ sơ khai sinh cho con ở xã Yên Mỹ 10 ngày rồi mà chưa thấy gọi.";
const ANSWER: &str = "Bạn mang giấy hẹn đến bộ phận một cửa của xã để nhận kết quả.";

/// A ticket with an agency that has a mailbox, and the link in its letter.
struct Routed {
    app: App,
    key: TicketKey,
    link: String,
}

impl Routed {
    async fn new(db: Database, approval: bool) -> Option<Self> {
        let app = with_mail(db, Notifications::default()).await?;
        app.mailbox(AGENCY, OFFICE, approval).await;
        let new = NewTicket {
            text: QUESTION.to_owned(),
            procedure: Some("1.001193".to_owned()),
            place: Some("xa-yen-my".to_owned()),
            contact: Some(NewContact {
                mail: Some(CITIZEN.to_owned()),
                ..NewContact::default()
            }),
            ..NewTicket::default()
        };
        let key = TicketKey::from(&app.client().send_ticket(&new, None).await.unwrap());
        let link = app.letters_to(OFFICE).await[0].link();
        Some(Self { app, key, link })
    }

    fn path(&self) -> String {
        format!("/tra-loi/{}", self.key.code())
    }

    /// Follows the link, and gives the cookie that it leaves.
    async fn open(&self) -> String {
        let opened = send(self.app.get(&self.link)).await.expect(303);
        assert_eq!(opened.header("location"), self.path());
        let cookie = opened.header("set-cookie");
        for part in [
            "HttpOnly",
            "SameSite=Lax",
            "Max-Age=14400",
            &format!("Path={}", self.path()),
        ] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        cookie.split(';').next().unwrap().to_owned()
    }

    async fn page(&self, cookie: &str) -> Answer {
        let request = self.app.get(&self.path()).header(ACCEPT, "text/html");
        send(request.header(COOKIE, cookie)).await
    }

    async fn post(&self, below: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let path = format!("{}{below}", self.path());
        let request = post_form(&self.app, &path, fields).header(ACCEPT, "text/html");
        send(request.header(COOKIE, cookie)).await
    }

    async fn state(&self) -> TicketState {
        self.app.client().ticket(&self.key).await.unwrap().state
    }
}

/// The revision that stands in the forms of a page.
fn revision(page: &str) -> String {
    let rest = page.split_once("name=\"revision\" value=\"").unwrap().1;
    rest.split_once('"').unwrap().0.to_owned()
}

#[rstest]
#[tokio::test]
async fn a_link_opens_its_ticket_and_answers_it_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(routed) = Routed::new(db, false).await else {
        return;
    };
    let opened = send(routed.app.get(&routed.link)).await.expect(303);
    assert_eq!(opened.header("cache-control"), "no-store");
    assert_eq!(opened.header("referrer-policy"), "no-referrer");
    let token = routed.link.split_once("t=").unwrap().1;
    assert!(!opened.header("location").contains(token));

    let cookie = routed.open().await;
    let page = routed.page(&cookie).await.expect(200);
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    assert!(
        text.contains(QUESTION) && text.contains("Hạn trả lời"),
        "{text}"
    );
    assert!(
        !text.contains(CITIZEN),
        "a mail may be passed on; the sender's address is not in it"
    );
    assert!(
        !text.contains(token),
        "the token stands nowhere but in the cookie"
    );
    // Opening changes nothing, however often programs look.
    assert_eq!(routed.page(&cookie).await.text(), text);
    assert_eq!(routed.state().await, TicketState::WithAgency);

    let seen = revision(&text);
    let fields = [
        ("viec", "gui"),
        ("text", ANSWER),
        ("cite", "1.001193"),
        ("revision", &seen),
    ];
    let done = routed.post("", &cookie, &fields).await.expect(303);
    assert!(done.header("set-cookie").contains("Max-Age=0"), "{done:?}");
    let after = send(routed.app.get(done.header("location")))
        .await
        .expect(200)
        .text();
    assert!(after.contains("Đã gửi. Cảm ơn bạn."), "{after}");
    let ticket = routed.app.client().ticket(&routed.key).await.unwrap();
    assert_eq!(ticket.state, TicketState::Answered);
    assert_eq!(ticket.messages[1].text, ANSWER);
    assert_eq!(ticket.messages[1].citations.len(), 1);

    // Answered: neither the link nor what the browser kept opens it, and what was typed is not lost.
    let closed = send(routed.app.get(&routed.link).header(ACCEPT, "text/html")).await;
    assert!(closed.expect(410).text().contains("đã đóng"));
    let typed = routed.post("", &cookie, &[("text", "Bổ sung thêm.")]).await;
    let typed = typed.expect(410).text();
    assert!(
        typed.contains("Bổ sung thêm.") && typed.contains("đã đóng"),
        "{typed}"
    );
    // Reopened, it opens again.
    let client = routed.app.client();
    client
        .reopen_ticket(&routed.key, "Tôi đến rồi mà chưa có.")
        .await
        .unwrap();
    let page = routed.page(&cookie).await.expect(200).text();
    assert!(page.contains("Tôi đến rồi mà chưa có."));
}

#[rstest]
#[tokio::test]
async fn a_link_that_is_wrong_or_old_or_of_another_ticket_opens_nothing(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(routed) = Routed::new(db, false).await else {
        return;
    };
    let cookie = routed.open().await;
    let html = |path: &str| routed.app.get(path).header(ACCEPT, "text/html");
    let mut changed = routed.link.clone();
    let end = changed.len();
    let other = if changed.ends_with('a') { "b" } else { "a" };
    changed.replace_range(end - 1..end, other);
    for wrong in [changed.as_str(), "/tra-loi?t=", "/tra-loi?t=abc"] {
        let refused = send(html(wrong)).await.expect(403);
        assert!(
            refused.text().contains("Liên kết này không đúng"),
            "{wrong}"
        );
        assert_eq!(refused.header("referrer-policy"), "no-referrer");
    }
    // A reply address is no link.
    let to = routed.app.letters_to(OFFICE).await[0]
        .reply_to
        .clone()
        .unwrap();
    let token = to.split_once('+').unwrap().1.split_once('@').unwrap().0;
    let _ = send(html(&format!("/tra-loi?t={token}"))).await.expect(403);
    // Without the cookie, and with that of another ticket, the page says to open the link again.
    let bare = send(html(&routed.path())).await.expect(403).text();
    assert!(bare.contains("mở lại liên kết"), "{bare}");
    let other = send(html("/tra-loi/P000000011").header(COOKIE, &cookie)).await;
    assert!(other.expect(403).text().contains("mở lại liên kết"));

    routed
        .app
        .clock()
        .set(routed.app.clock().now() + TimeDelta::days(31));
    let old = send(html(&routed.link)).await.expect(410).text();
    assert!(old.contains("hết hạn"), "{old}");
    let old = routed
        .post("", &cookie, &[("text", ANSWER)])
        .await
        .expect(410)
        .text();
    assert!(old.contains(ANSWER), "{old}");
    assert_eq!(routed.state().await, TicketState::WithAgency);
}

#[rstest]
#[tokio::test]
async fn what_is_refused_keeps_its_words_and_a_search_finds_what_to_cite(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(routed) = Routed::new(db, false).await else {
        return;
    };
    let cookie = routed.open().await;
    let page = routed.page(&cookie).await.text();
    assert!(
        page.contains("value=\"1.001193\" checked"),
        "what it is about is cited: {page}"
    );
    let seen = revision(&page);
    let vague = "Việc này <b>đúng</b> quy định.";
    let fields = [("viec", "gui"), ("text", vague), ("revision", &seen)];
    let refused = routed.post("", &cookie, &fields).await.expect(422).text();
    assert!(
        refused.contains("Việc này &#60;b&#62;đúng&#60;/b&#62; quy định."),
        "{refused}"
    );
    assert!(
        refused.contains("Chưa dẫn thủ tục") && refused.contains("cần làm gì tiếp"),
        "{refused}"
    );
    let number = "Bạn gọi anh Nam 0912 345 678.";
    let fields = [
        ("viec", "gui"),
        ("text", number),
        ("anyway", "1"),
        ("revision", &seen),
    ];
    let refused = routed.post("", &cookie, &fields).await.expect(422).text();
    assert!(refused.contains("cá nhân"), "{refused}");

    let fields = [
        ("viec", "tim"),
        ("text", vague),
        ("cite", "1.001193"),
        ("q", "cap lai ban sao trich luc khai sinh"),
        ("revision", &seen),
    ];
    let found = routed.post("", &cookie, &fields).await.expect(200).text();
    assert!(found.contains("value=\"1.001193\" checked"), "{found}");
    assert!(found.matches("name=\"cite\"").count() > 2, "{found}");
    assert!(found.contains("quy định."), "the words stay: {found}");
    assert_eq!(routed.state().await, TicketState::WithAgency);

    // Somebody else was faster.
    let (_, lan) = routed
        .app
        .signed_in("lan@a.vn", Role::Officer, Some(AGENCY))
        .await;
    let take = mobile_contract::ticket::Revision {
        revision: seen.parse().unwrap(),
    };
    lan.assign_ticket(routed.key.code(), take).await.unwrap();
    let fields = [
        ("viec", "gui"),
        ("text", ANSWER),
        ("cite", "1.001193"),
        ("revision", &seen),
    ];
    let changed = routed.post("", &cookie, &fields).await.expect(409).text();
    assert!(
        changed.contains(ANSWER) && changed.contains("người khác"),
        "{changed}"
    );
    let fields = [
        ("viec", "gui"),
        ("text", "Việc này đúng quy định."),
        ("anyway", "1"),
        ("revision", &revision(&changed)),
    ];
    let _ = routed.post("", &cookie, &fields).await.expect(303);
    assert_eq!(routed.state().await, TicketState::Answered);
}

#[rstest]
#[tokio::test]
async fn an_agency_asks_the_sender_or_sends_the_ticket_on(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(routed) = Routed::new(db, false).await else {
        return;
    };
    let cookie = routed.open().await;
    let seen = revision(&routed.page(&cookie).await.text());
    let fields = [
        ("text", "Bạn cho biết ngày trên giấy hẹn."),
        ("revision", &seen),
    ];
    let asked = routed.post("/hoi", &cookie, &fields).await.expect(303);
    let done = send(routed.app.get(asked.header("location")))
        .await
        .expect(200)
        .text();
    assert!(done.contains("Câu hỏi đã đến người gửi"), "{done}");
    assert_eq!(routed.state().await, TicketState::WaitingForCitizen);
    let page = routed.page(&cookie).await.expect(200).text();
    assert!(
        page.contains("Đang chờ người gửi") && !page.contains("/hoi\""),
        "{page}"
    );

    let seen = revision(&page);
    let short = [
        ("to", "so-tu-phap"),
        ("reason", "sai"),
        ("revision", seen.as_str()),
    ];
    let refused = routed
        .post("/chuyen", &cookie, &short)
        .await
        .expect(422)
        .text();
    assert!(
        refused.contains("ít nhất") && refused.contains("value=\"so-tu-phap\" selected"),
        "{refused}"
    );
    let fields = [
        ("to", "so-tu-phap"),
        ("reason", "Việc này của Sở Tư pháp"),
        ("revision", &seen),
    ];
    let sent = routed.post("/chuyen", &cookie, &fields).await.expect(303);
    assert!(sent.header("location").contains("viec=chuyen"));
    let ticket = routed.app.client().ticket(&routed.key).await.unwrap();
    assert_eq!(ticket.agency.unwrap().id.as_str(), "so-tu-phap");
    // It has left: what the agency holds opens nothing.
    let gone = routed.page(&cookie).await.expect(410).text();
    assert!(
        gone.contains("cơ quan khác") && !gone.contains(QUESTION),
        "{gone}"
    );
    let gone = send(routed.app.get(&routed.link).header(ACCEPT, "text/html")).await;
    let _ = gone.expect(410);
    let (_, admin) = routed
        .app
        .signed_in("qt@a.vn", Role::Administrator, None)
        .await;
    let history = admin.staff_ticket(routed.key.code()).await.unwrap().history;
    let transfer = history
        .iter()
        .find(|e| e.reason.as_deref() == Some("Việc này của Sở Tư pháp"));
    assert_eq!(transfer.unwrap().by, None);
}

#[rstest]
#[tokio::test]
async fn an_answer_by_mail_that_was_not_fit_waits_in_the_form(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(routed) = Routed::new(db, true).await else {
        return;
    };
    let to = routed.app.letters_to(OFFICE).await[0]
        .reply_to
        .clone()
        .unwrap();
    assert!(to.ends_with(REPLIES));
    let unfit = "Việc này đúng quy định.";
    routed
        .app
        .hand_over(plain(OFFICE, &to, "1", "Re", unfit))
        .await;
    let cookie = routed.open().await;
    let page = routed.page(&cookie).await.text();
    assert!(page.contains(unfit), "{page}");
    // Where a leader approves, the page says so and lays the answer before them.
    assert!(page.contains("Trình lãnh đạo duyệt"), "{page}");
    let seen = revision(&page);
    let fields = [
        ("viec", "gui"),
        ("text", ANSWER),
        ("cite", "1.001193"),
        ("revision", &seen),
    ];
    let done = routed.post("", &cookie, &fields).await.expect(303);
    assert!(done.header("location").contains("viec=duyet"));
    assert_eq!(routed.state().await, TicketState::WithAgency);
}

#[rstest]
#[tokio::test]
async fn a_file_goes_to_whoever_holds_the_link_of_its_ticket_only(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(routed) = Routed::new(db, false).await else {
        return;
    };
    let (app, client) = (&routed.app, routed.app.client());
    let photo = |name: &str| FileToSend {
        name: name.to_owned(),
        bytes: photo_with_traces(),
    };
    let sent = client.attach_to_ticket(&routed.key, vec![photo("Giấy hẹn.jpg")], None);
    let own = sent.await.unwrap().attachments[0].id;
    // Another ticket of the same agency, with a link and a file of its own.
    let new = NewTicket {
        text: format!("{QUESTION} Bà Lan."),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..NewTicket::default()
    };
    let other = TicketKey::from(&client.send_ticket(&new, None).await.unwrap());
    let sent = client.attach_to_ticket(&other, vec![photo("khac.jpg")], None);
    let foreign = sent.await.unwrap().attachments[0].id;

    let cookie = routed.open().await;
    let page = routed.page(&cookie).await.expect(200).text();
    let path = |code: &TicketCode, id: Uuid| format!("/tra-loi/{code}/tep/{id}");
    let mine = path(routed.key.code(), own);
    assert!(page.contains(&mine), "{page}");
    let get = |path: &str, cookie: &str| send(app.get(path).header(COOKIE, cookie));
    let file = get(&mine, &cookie).await.expect(200);
    assert!(file.body.starts_with(&[0xff, 0xd8]), "a JPEG");
    assert_eq!(file.header("content-type"), "image/jpeg");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(file.header("cache-control"), "no-store");
    assert!(
        file.header("content-disposition")
            .starts_with("inline; filename=\"giay-hen.jpg\"")
    );
    let policy = file.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("sandbox"),
        "{policy}"
    );

    // Nothing, something made up, a token with a letter changed, and the sender's own secret.
    let last = if cookie.ends_with('a') { 'b' } else { 'a' };
    let mut forged = cookie.clone();
    let _ = forged.pop();
    forged.push(last);
    let secret = format!("motcua_reply={}", routed.key.secret());
    for wrong in ["", "motcua_reply=abc", forged.as_str(), secret.as_str()] {
        let _ = get(&mine, wrong).await.expect(404);
    }
    // A file of another ticket, below one's own and below its own address, and what is none.
    for wrong in [
        path(routed.key.code(), foreign),
        path(other.code(), foreign),
        path(other.code(), own),
        path(routed.key.code(), Uuid::nil()),
        format!("/tra-loi/{}/tep/xyz", routed.key.code()),
    ] {
        let _ = get(&wrong, &cookie).await.expect(404);
    }
    app.clock().set(app.clock().now() + TimeDelta::days(31));
    let _ = get(&mine, &cookie).await.expect(404);
}

#[tokio::test]
async fn an_answer_is_written_on_a_phone() {
    let Some(browser) = browser::open(true).await else {
        return;
    };
    let Some(routed) = Routed::new(Sqlite, false).await else {
        return;
    };
    browser
        .go(&format!("{}{}", routed.app.address(), routed.link))
        .await;
    let _ = browser.text_with("h1", "Câu hỏi chờ bạn trả lời").await;
    let field = browser.wait("#cau-tra-loi").await;
    field.send_keys(ANSWER).await.unwrap();
    let search = browser.wait("#tim").await;
    search.send_keys("trích lục khai sinh").await.unwrap();
    browser.click("button[value=tim]").await;
    browser.click("input[name=cite]:not(:checked)").await;
    browser.click("button[value=gui]").await;
    let _ = browser.text_with("h1", "Đã gửi").await;
    assert_eq!(routed.state().await, TicketState::Answered);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}
