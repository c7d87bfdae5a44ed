//! Tickets by plain form posts, without scripts; and on a phone's screen.

use mobile_contract::accounts::Role;
use mobile_contract::limits::TICKET_CHARS;
use mobile_contract::ticket::{ContactWay, NewAnswer, StaffTicketFilter};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::browser::{self, PHONE};
use motcua_tests::http::{Answer, post_form};
use motcua_tests::{App, send, spawn_app};
use reqwest::header::COOKIE;
use rstest::rstest;

const TEXT: &str = "Tôi nộp hồ sơ khai sinh cho con ở xã Yên Mỹ 10 ngày rồi mà chưa thấy gọi.";
const UNKNOWN: &str = "cho em hỏi thuê xuồng kayak cần giấy tờ gì";

/// What stands between two marks.
fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let rest = text.split_once(begin).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(end));
    found.unwrap_or_else(|| panic!("no {begin} in {text}")).0
}

fn cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{answer:?}"
    );
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// The form's key, as a browser would send it back.
async fn form_key(app: &App) -> String {
    let form = send(app.get("/phieu")).await.expect(200).text();
    between(&form, "name=\"key\" value=\"", "\"").to_owned()
}

/// A ticket that was sent by the form.
struct Sent {
    path: String,
    code: String,
    secret: String,
    cookie: String,
}

fn read(answer: &Answer) -> Sent {
    let page = answer.text();
    let code = between(&page, "id=\"ma-phieu\">", "<").to_owned();
    let secret = between(&page, "id=\"ma-bi-mat\">", "</dd>")
        .replace("<span>", "")
        .replace("</span><wbr>", "");
    assert_eq!(secret.len(), 64, "{page}");
    Sent {
        path: format!("/phieu/{}", code.replace('-', "")),
        code,
        secret,
        cookie: cookie(answer),
    }
}

async fn sent(app: &App, fields: &[(&str, &str)]) -> Sent {
    let key = form_key(app).await;
    let fields = [fields, &[("key", key.as_str())]].concat();
    read(&send(post_form(app, "/phieu", &fields)).await.expect(200))
}

async fn shown(app: &App, ticket: &Sent) -> String {
    let page = send(app.get(&ticket.path).header(COOKIE, &ticket.cookie)).await;
    assert_eq!(page.header("cache-control"), "no-store");
    page.expect(200).text()
}

#[rstest]
#[tokio::test]
async fn from_the_form_to_the_answer_being_taken_back(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ticket = sent(
        &app,
        &[("text", TEXT), ("kind", "question"), ("place", "xa-yen-my")],
    )
    .await;
    let page = shown(&app, &ticket).await;
    assert!(page.contains(TEXT) && page.contains("Yên Mỹ"), "{page}");
    assert!(page.contains(&ticket.code), "{page}");
    assert!(!page.contains(&ticket.secret), "the secret is shown once");
    assert!(page.contains("<details"), "{page}");

    let more = post_form(
        &app,
        &format!("{}/them", ticket.path),
        &[("text", "Số hẹn là 12.")],
    )
    .header(COOKIE, &ticket.cookie);
    let led = send(more).await.expect(303);
    assert_eq!(led.header("location"), format!("{}#moi", ticket.path));
    assert!(shown(&app, &ticket).await.contains("Số hẹn là 12."));

    // Taking back is asked about first; asking changes nothing.
    let rut = format!("{}/rut", ticket.path);
    let asked = send(app.get(&rut).header(COOKIE, &ticket.cookie)).await;
    assert!(asked.expect(200).text().contains("Bạn muốn rút phiếu này?"));
    assert!(!shown(&app, &ticket).await.contains("Bạn đã rút phiếu"));
    let _ = send(post_form(&app, &rut, &[]).header(COOKIE, &ticket.cookie))
        .await
        .expect(303);
    let page = shown(&app, &ticket).await;
    assert!(page.contains("Bạn đã rút phiếu"), "{page}");
    assert!(
        !page.contains("/them\""),
        "nothing is added any more: {page}"
    );
    // A form that still stands in another window keeps its words.
    let late = post_form(
        &app,
        &format!("{}/them", ticket.path),
        &[("text", "còn nữa")],
    )
    .header(COOKIE, &ticket.cookie);
    let _ = send(late).await.expect(409);
}

#[rstest]
#[tokio::test]
async fn code_and_secret_open_it_on_another_phone_and_nothing_else_does(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ticket = sent(&app, &[("text", TEXT)]).await;
    let open = |code: &str, secret: &str| {
        post_form(
            &app,
            "/phieu/tra-cuu",
            &[("code", code), ("secret", secret)],
        )
    };
    let wrong = send(open(&ticket.code, "sai")).await.expect(404);
    let unknown = send(open("P7K3M-9QWX-Z", "sai")).await.expect(404);
    let alike = |page: &Answer, code: &str| page.text().replace(&format!("value=\"{code}\""), "");
    assert_eq!(
        alike(&wrong, &ticket.code),
        alike(&unknown, "P7K3M-9QWX-Z"),
        "an unknown code and a wrong secret look alike"
    );
    assert_eq!(wrong.header("set-cookie"), "");

    // Written down in groups, read back in lower case.
    let (head, tail) = ticket.secret.split_at(8);
    let typed = send(open(&ticket.code.to_lowercase(), &format!("{head} {tail}")))
        .await
        .expect(303);
    assert_eq!(typed.header("location"), ticket.path);
    let page = send(app.get(&ticket.path).header(COOKIE, cookie(&typed))).await;
    assert!(page.expect(200).text().contains(TEXT));

    // Without the cookie, the page asks for the secret and tells nothing.
    let page = send(app.get(&ticket.path)).await.expect(200).text();
    assert!(page.contains("name=\"secret\"") && !page.contains(TEXT));
    let stranger = send(app.get(&ticket.path).header(COOKIE, "motcua_ticket=sai")).await;
    assert!(!stranger.expect(200).text().contains(TEXT));

    let closed = send(post_form(&app, &format!("{}/dong", ticket.path), &[]))
        .await
        .expect(303);
    assert!(
        closed.header("set-cookie").contains("Max-Age=0"),
        "{closed:?}"
    );
}

#[rstest]
#[tokio::test]
async fn pressed_twice_it_is_one_ticket(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let key = form_key(&app).await;
    let press = || send(post_form(&app, "/phieu", &[("text", TEXT), ("key", &key)]));
    let (one, two) = tokio::join!(press(), press());
    let codes = [read(&one.expect(200)).code, read(&two.expect(200)).code];
    assert_eq!(codes[0], codes[1]);
    // The page shown last opens it.
    let last = read(&press().await.expect(200));
    assert!(shown(&app, &last).await.contains(TEXT));
    // Another text under the key of a page that was gone back to is asked about, and kept.
    let other = send(post_form(
        &app,
        "/phieu",
        &[("text", "việc khác hẳn"), ("key", &key)],
    ))
    .await;
    let page = other.expect(409).text();
    assert!(
        page.contains("việc khác hẳn") && page.contains("Gửi lần nữa"),
        "{page}"
    );
    assert_ne!(between(&page, "name=\"key\" value=\"", "\""), key);
}

#[rstest]
#[tokio::test]
async fn what_is_refused_comes_back_with_its_words(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let long = "dai ".repeat(TICKET_CHARS / 4 + 1) + "het";
    let key = form_key(&app).await;
    let refused = send(post_form(
        &app,
        "/phieu",
        &[
            ("text", &long),
            ("kind", "service"),
            ("name", "Lan & Hoa"),
            ("key", &key),
        ],
    ))
    .await
    .expect(422)
    .text();
    assert!(refused.contains(&long), "the words are kept");
    assert!(refused.contains("Cần 1 đến 4000 ký tự"), "{refused}");
    assert!(refused.contains("value=\"service\" checked"), "{refused}");
    assert!(refused.contains("Lan &#38; Hoa"), "{refused}");
    let phone = [("text", TEXT), ("phone", "12"), ("key", &key)];
    let refused = send(post_form(&app, "/phieu", &phone)).await.expect(422);
    assert!(
        refused.text().contains("Không phải số điện thoại"),
        "{refused:?}"
    );

    let ticket = sent(&app, &[("text", TEXT)]).await;
    let refused = send(
        post_form(&app, &format!("{}/them", ticket.path), &[("text", &long)])
            .header(COOKIE, &ticket.cookie),
    )
    .await
    .expect(422);
    assert!(refused.text().contains(&long), "the words are kept");
}

#[rstest]
#[tokio::test]
async fn an_answer_is_read_rated_and_asked_about_again(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ticket = sent(&app, &[("text", TEXT), ("place", "xa-yen-my")]).await;
    let (_, desk) = app.signed_in("tong@a.vn", Role::Operator, None).await;
    let row = desk.tickets(&StaffTicketFilter::default()).await.unwrap();
    let code = row.items[0].code.clone();
    let seen = desk.staff_ticket(&code).await.unwrap();
    let answer = NewAnswer {
        revision: seen.revision,
        text: Some("Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.".to_owned()),
        cites: vec!["1.001193".to_owned()],
        anyway: false,
    };
    desk.answer_ticket(&code, &answer).await.unwrap();
    let page = shown(&app, &ticket).await;
    assert!(
        page.contains("Đã trả lời") && page.contains("Bạn mang giấy hẹn"),
        "{page}"
    );
    assert!(page.contains("class=\"source\""), "what it cites: {page}");

    let rate = post_form(
        &app,
        &format!("{}/danh-gia", ticket.path),
        &[("score", "2"), ("comment", "chậm")],
    )
    .header(COOKIE, &ticket.cookie);
    let _ = send(rate).await.expect(303);
    let page = shown(&app, &ticket).await;
    assert!(page.contains("value=\"2\" required checked"), "{page}");
    let again = post_form(
        &app,
        &format!("{}/hoi-lai", ticket.path),
        &[("text", "Giấy hẹn mất rồi.")],
    )
    .header(COOKIE, &ticket.cookie);
    let _ = send(again).await.expect(303);
    let page = shown(&app, &ticket).await;
    assert!(
        page.contains("Giấy hẹn mất rồi.") && !page.contains("/hoi-lai"),
        "{page}"
    );
}

#[tokio::test]
async fn pages_that_lead_to_the_form_tell_it_what_they_know() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    assert!(
        send(app.get("/"))
            .await
            .expect(200)
            .text()
            .contains("href=\"/phieu\"")
    );
    let poster = send(app.get("/q/JVQ4GCU")).await.expect(200).text();
    assert!(poster.contains("href=\"/phieu?q=JVQ4GCU\""), "{poster}");
    let form = send(app.get("/phieu?q=JVQ4GCU")).await.expect(200).text();
    assert!(
        form.contains("name=\"qr\" value=\"JVQ4GCU\"") && form.contains("Mỹ Hào"),
        "{form}"
    );
    let form = send(app.get("/phieu?q=khong")).await.expect(200).text();
    assert!(!form.contains("name=\"qr\""));
    let english = send(app.get("/phieu?lang=en")).await.expect(200).text();
    assert!(english.contains("What do you want to ask or tell?"));

    let asked = send(post_form(&app, "/chat", &[("text", UNKNOWN)]))
        .await
        .expect(303);
    let cookie = cookie(&asked);
    let chat = send(app.get("/chat").header(COOKIE, &cookie))
        .await
        .expect(200)
        .text();
    assert!(chat.contains("Gửi câu hỏi này đến cơ quan"), "{chat}");
    let form = send(app.get("/phieu?tu=chat&kem=1").header(COOKIE, &cookie)).await;
    let form = form.expect(200).text();
    assert!(form.contains(&format!("\n{UNKNOWN}</textarea>")), "{form}");
    assert!(
        form.contains("name=\"share\" value=\"1\" checked"),
        "{form}"
    );
    // Nobody else's words stand in it.
    let form = send(app.get("/phieu?tu=chat")).await.expect(200).text();
    assert!(!form.contains("xuồng kayak") && !form.contains("name=\"share\""));
}

#[tokio::test]
async fn a_phone_sends_and_reads_a_ticket() {
    let Some(browser) = browser::open(true).await else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    browser.go(app.address()).await;
    let field = browser.wait("form.ask textarea[name=text]").await;
    field.send_keys(UNKNOWN).await.unwrap();
    browser.click("form.ask button[type=submit]").await;
    browser.click("#moi form.pass label").await;
    browser.click("#moi form.pass button").await;
    let words = browser
        .wait("#noi-dung-phieu")
        .await
        .prop("value")
        .await
        .unwrap();
    assert_eq!(words.as_deref(), Some(UNKNOWN));
    assert_eq!(browser.count("input[name=share]:checked").await, 1);
    browser.click("form.fill button.go").await;
    let secret = browser.text("#ma-bi-mat").await;
    browser.click("a.onward").await;
    let _ = browser
        .text_with("article.turn .words", "xuồng kayak")
        .await;
    let page = browser.page.source().await.unwrap();
    assert!(!page.contains(&secret.replace(char::is_whitespace, "")));
    let address = browser.page.current_url().await.unwrap();
    assert!(address.path().starts_with("/phieu/P"), "{address}");
    for path in [address.path(), "/phieu", "/phieu/tra-cuu"] {
        browser.go(&format!("{}{path}", app.address())).await;
        let wide = browser
            .run("return document.documentElement.scrollWidth")
            .await;
        assert_eq!(wide, PHONE.0, "{path} is too wide");
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[rstest]
#[tokio::test]
async fn who_leaves_both_ways_says_which_one_to_be_told_by(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let form = send(app.get("/phieu")).await.expect(200).text();
    assert!(
        form.contains("name=\"prefer\" value=\"mail\" checked"),
        "{form}"
    );
    let (_, admin) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    for (phone, mail, chosen, kept) in [
        ("0912 345 678", "hoa@a.vn", "phone", Some(ContactWay::Phone)),
        ("0912 345 678", "hoa@a.vn", "mail", Some(ContactWay::Mail)),
        // The way is asked all the same where the browser cannot hide it.
        ("0912 345 678", "", "mail", None),
        ("", "", "phone", None),
    ] {
        let key = form_key(&app).await;
        let fields = [
            ("key", key.as_str()),
            ("text", TEXT),
            ("phone", phone),
            ("mail", mail),
            ("prefer", chosen),
        ];
        let sent = read(&send(post_form(&app, "/phieu", &fields)).await.expect(200));
        let ticket = admin
            .staff_ticket(&sent.code.parse().unwrap())
            .await
            .unwrap();
        let prefer = ticket.contact.and_then(|contact| contact.prefer);
        assert_eq!(prefer, kept, "{phone} {mail} {chosen}");
    }
    // What was chosen is not lost when something is refused.
    let key = form_key(&app).await;
    let fields = [
        ("key", key.as_str()),
        ("text", TEXT),
        ("phone", "113"),
        ("mail", "hoa@a.vn"),
        ("prefer", "phone"),
    ];
    let refused = send(post_form(&app, "/phieu", &fields))
        .await
        .expect(422)
        .text();
    assert!(
        refused.contains("name=\"prefer\" value=\"phone\" checked"),
        "{refused}"
    );
}
