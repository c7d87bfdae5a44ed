//! Words of a form that came after its session had ended are not lost; and who types is told of others.

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::client::TicketKey;
use mobile_contract::ticket::{NewTicket, TicketState};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::PASSWORD;
use motcua_tests::http::{Answer, post_form};
use motcua_tests::pictures::photo_with_traces;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

const LAN: &str = "lan@hungyen.example";
const MINH: &str = "minh@hungyen.example";
const WORDS: &str = "Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.";

/// A ticket, and the agency that has it.
async fn ticket(app: &App) -> (TicketKey, String) {
    let new = NewTicket {
        text: "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..NewTicket::default()
    };
    let opened = app.client().send_ticket(&new, None).await.unwrap();
    let agency = opened.ticket.agency.as_ref().unwrap().id.to_string();
    (TicketKey::from(&opened), agency)
}

/// The hidden fields of the page's forms, as a browser would send them.
fn hidden(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1);
    let pair = |input: &str| {
        let (name, rest) = input.split_once("\" value=\"")?;
        let (value, _) = rest.split_once('"')?;
        Some((name.to_owned(), value.replace("&#38;", "&")))
    };
    inputs.filter_map(pair).collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = fields.iter();
    pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// Signs in by the page that was shown last, with everything that stands in its form.
async fn sign_in_again(visitor: &mut Visitor<'_>, page: &str) -> Answer {
    let mut fields = hidden(page);
    fields.push(("login".to_owned(), LAN.to_owned()));
    fields.push(("password".to_owned(), PASSWORD.to_owned()));
    visitor
        .post_bare("/can-bo/dang-nhap", &borrowed(&fields))
        .await
}

#[rstest]
#[case::typed(false)]
#[case::with_a_file(true)]
#[tokio::test]
async fn words_go_along_through_signing_in_and_are_sent_by_one_press(
    #[values(Sqlite, Postgres)] db: Database,
    #[case] with_file: bool,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, agency) = ticket(&app).await;
    app.staff(LAN, Role::Officer, Some(&agency)).await;
    let mut lan = Visitor::signed_in(&app, LAN).await;
    let path = format!("/can-bo/phieu/{}", key.code());
    let reply = format!("{path}/tra-loi");
    let _ = lan.read(&path).await;
    let old = lan.token();
    app.clock().set(app.clock().now() + TimeDelta::hours(13));
    lan.from_own_pages();
    let fields = [("text", WORDS), ("cites", "1.001193"), ("do", "send")];
    let asked = if with_file {
        let file = ("anh.jpg", "image/jpeg", photo_with_traces());
        lan.post_file(&reply, &fields, file).await
    } else {
        lan.post(&reply, &fields).await
    };
    let asked = asked.expect(401);
    assert_eq!(asked.header("cache-control"), "no-store");
    let page = asked.text();
    assert!(page.contains("những gì bạn vừa viết vẫn còn"), "{page}");
    assert!(page.contains(WORDS) && !page.contains(&old), "{page}");
    // A slip with the password loses nothing.
    let mut slip = hidden(&page);
    slip.push(("login".to_owned(), LAN.to_owned()));
    slip.push(("password".to_owned(), "not the password".to_owned()));
    let refused = lan.post_bare("/can-bo/dang-nhap", &borrowed(&slip)).await;
    assert_eq!(refused.status / 100, 4, "{refused:?}");
    let again = refused.text();
    assert!(
        again.contains(WORDS) && !again.contains("not the password"),
        "{again}"
    );

    let shown = sign_in_again(&mut lan, &again).await.expect(200);
    assert_eq!(shown.header("cache-control"), "no-store");
    let page = shown.text();
    assert!(page.contains("Gửi tiếp những gì bạn vừa viết?"), "{page}");
    assert!(
        page.contains(&format!("<p class=\"words\" lang=\"vi\">{WORDS}</p>")),
        "{page}"
    );
    assert!(page.contains(&format!("action=\"{reply}\"")), "{page}");
    assert_eq!(
        app.client().ticket(&key).await.unwrap().state,
        TicketState::WithAgency
    );
    // The form is one like any other: without its new token it does nothing.
    let mut fields: Vec<_> = hidden(&page);
    fields.retain(|(name, _)| name != "csrf");
    let forged = post_form(&app, &reply, &borrowed(&fields));
    let cookie = format!("motcua_staff={}", lan.cookie("motcua_staff").unwrap());
    let _ = send(forged.header("cookie", cookie)).await.expect(403);
    fields.push(("csrf".to_owned(), lan.token()));
    let _ = lan.post_bare(&reply, &borrowed(&fields)).await.expect(303);
    let answered = app.client().ticket(&key).await.unwrap();
    assert_eq!(answered.state, TicketState::Answered);
    assert_eq!(answered.messages.last().unwrap().text, WORDS);
}

#[rstest]
#[tokio::test]
async fn signed_in_again_in_another_tab_the_first_one_loses_nothing(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, agency) = ticket(&app).await;
    app.staff(LAN, Role::Officer, Some(&agency)).await;
    let mut lan = Visitor::signed_in(&app, LAN).await;
    let path = format!("/can-bo/phieu/{}", key.code());
    let note = format!("{path}/ghi-chu");
    let _ = lan.read(&path).await;
    let old = lan.token();
    let _ = lan.get("/can-bo/dang-nhap").await.expect(200);
    let fields = [("login", LAN), ("password", PASSWORD)];
    let _ = lan.post("/can-bo/dang-nhap", &fields).await.expect(303);
    let typed = [("csrf", old.as_str()), ("text", "Đã gọi cho xã.")];
    // Another site could send this, too: it is refused as before.
    let _ = lan.post_bare(&note, &typed).await.expect(403);
    lan.from_own_pages();
    let page = lan.post_bare(&note, &typed).await.expect(200).text();
    assert!(page.contains("Đã gọi cho xã."), "{page}");
    let fields = hidden(&page);
    let fields: Vec<_> = fields
        .into_iter()
        .filter(|(name, _)| name != "csrf")
        .collect();
    let _ = lan.post(&note, &borrowed(&fields)).await.expect(303);
    let page = lan.read(&path).await;
    assert!(page.contains("Đã gọi cho xã."), "{page}");
}

#[rstest]
#[tokio::test]
async fn what_another_site_sends_is_neither_kept_nor_shown(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, _) = ticket(&app).await;
    let reply = format!("/can-bo/phieu/{}/tra-loi", key.code());
    let fields = [("text", WORDS), ("do", "send")];
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "none"),
        ("origin", "https://evil.example"),
        ("accept", "text/html"),
    ] {
        let sent = post_form(&app, &reply, &fields).header(name, value);
        let led = send(sent).await.expect(303);
        assert!(led.header("location").starts_with("/can-bo/dang-nhap"));
        assert!(!led.text().contains(WORDS));
    }
    // Nor is a form led elsewhere by fields that were put into it.
    app.staff(LAN, Role::Officer, Some("so-y-te")).await;
    let mut lan = Visitor::new(&app);
    let page = lan.read("/can-bo/dang-nhap").await;
    let mut made = page;
    for action in [
        "https://evil.example/can-bo",
        "/chat",
        "/can-bo/phien/mat-khau",
    ] {
        made.push_str(&format!(
            "<input type=\"hidden\" name=\"giu\" value=\"{action}\">"
        ));
        made.push_str("<input type=\"hidden\" name=\"giu.text\" value=\"a b\">");
        let led = sign_in_again(&mut lan, &made).await.expect(303);
        assert_eq!(led.header("location"), "/can-bo");
        made = lan.read("/can-bo/dang-nhap").await;
    }
}

#[rstest]
#[tokio::test]
async fn who_types_says_so_and_is_told_who_else_does(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, agency) = ticket(&app).await;
    for login in [LAN, MINH] {
        app.staff(login, Role::Officer, Some(&agency)).await;
    }
    let mut lan = Visitor::signed_in(&app, LAN).await;
    let mut minh = Visitor::signed_in(&app, MINH).await;
    let path = format!("/can-bo/phieu/{}", key.code());
    let typing = format!("{path}/dang-viet");
    let page = lan.read(&path).await;
    assert!(
        page.contains(&format!("data-writing=\"{typing}\"")),
        "{page}"
    );
    assert!(
        page.contains("id=\"cung-phieu\" aria-live=\"polite\""),
        "{page}"
    );
    let alone = lan.post(&typing, &[]).await.expect(200);
    assert_eq!(alone.header("cache-control"), "no-store");
    assert!(
        !alone.text().contains("<p") && !alone.text().contains("<html"),
        "{alone:?}"
    );
    let page = minh.read(&path).await;
    assert!(page.contains("đang soạn trả lời"), "{page}");
    let _ = lan.read(&path).await;
    let _ = minh.post(&typing, &[]).await.expect(200);
    let told = lan.post(&typing, &[]).await.expect(200).text();
    assert!(told.contains("đang soạn trả lời"), "{told}");
    // Not without the token of the session, and not at another agency's ticket.
    let _ = lan.post_bare(&typing, &[]).await.expect(403);
    app.staff("khac@hungyen.example", Role::Officer, Some("so-y-te"))
        .await;
    let mut other = Visitor::signed_in(&app, "khac@hungyen.example").await;
    let _ = other.read("/can-bo/phien").await;
    let _ = other.post(&typing, &[]).await.expect(404);
}
