//! "My tickets": for citizens who proved a contact, by the API and by plain pages.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, FileToSend, Paging, SignedIn, TicketKey};
use mobile_contract::ticket::{
    AttachmentSize, CallerTicket, NewAnswer, NewContact, NewRating, NewTicket, TicketState,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::http::{Answer, post_form};
use motcua_tests::pictures::document;
use motcua_tests::{App, send, spawn_app};
use reqwest::header::COOKIE;
use rstest::rstest;
use sea_orm::ConnectionTrait;

const PHONE: &str = "0912 345 678";
const MAIL: &str = "hoa@example.vn";

fn with(phone: Option<&str>, mail: Option<&str>) -> NewTicket {
    NewTicket {
        text: "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        contact: Some(NewContact {
            name: Some("Hoa".to_owned()),
            phone: phone.map(str::to_owned),
            mail: mail.map(str::to_owned),
            prefer: None,
        }),
        ..NewTicket::default()
    }
}

fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

async fn citizen(app: &App, phone: &str) -> SignedIn {
    let tokens = app.citizen_tokens(phone).await;
    app.client().signed_in(tokens.access_token)
}

async fn count(app: &App, table: &str) -> i64 {
    let database = app.database().await;
    let sql = format!("SELECT COUNT(*) AS n FROM {table}");
    let rows = sea_orm::Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(rows).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

#[rstest]
#[tokio::test]
async fn a_citizen_finds_the_tickets_on_which_their_number_was_left(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let first = client
        .send_ticket(&with(Some(PHONE), None), None)
        .await
        .unwrap()
        .ticket;
    let both = with(Some("+84 912 345 678"), Some(MAIL));
    let second = client.send_ticket(&both, None).await.unwrap().ticket;
    let others = client
        .send_ticket(&with(Some("0987 654 321"), None), None)
        .await
        .unwrap()
        .ticket;
    let nobodys = NewTicket {
        contact: None,
        ..with(None, None)
    };
    let nobodys = client.send_ticket(&nobodys, None).await.unwrap().ticket;
    // An operator wrote one down for the caller.
    let (_, operator) = app.signed_in("truc@a.vn", Role::Operator, None).await;
    let caller = CallerTicket {
        ticket: with(Some("0912345678"), None),
    };
    let third = operator
        .send_ticket_for_caller(&caller, None)
        .await
        .unwrap()
        .ticket;

    let hoa = citizen(&app, PHONE).await;
    let mine = hoa.my_tickets(&Paging::default()).await.unwrap();
    let codes: Vec<_> = mine.items.iter().map(|t| t.code.clone()).collect();
    assert_eq!(codes, [third.code, second.code.clone(), first.code.clone()]);
    assert!(mine.items[0].due.is_some() && mine.next_cursor.is_none());
    let paging = Paging {
        limit: Some(2),
        cursor: None,
    };
    let page = hoa.my_tickets(&paging).await.unwrap();
    let rest = Paging {
        limit: Some(2),
        cursor: page.next_cursor,
    };
    assert_eq!(
        hoa.my_tickets(&rest).await.unwrap().items[0].code,
        first.code
    );

    assert_eq!(hoa.my_ticket(&second.code).await.unwrap(), second);
    for other in [others.code, nobodys.code] {
        let refused = hoa.my_ticket(&other).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::TicketNotFound));
        let refused = hoa.withdraw_my_ticket(&other).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::TicketNotFound));
    }
    // Staff have no tickets of their own here.
    let refused = operator.my_tickets(&Paging::default()).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Forbidden));
}

#[rstest]
#[tokio::test]
async fn they_do_with_them_what_the_secret_allows(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let opened = client
        .send_ticket(&with(Some(PHONE), None), None)
        .await
        .unwrap();
    let (code, agency) = (
        opened.ticket.code.clone(),
        opened.ticket.agency.clone().unwrap(),
    );
    let hoa = citizen(&app, PHONE).await;
    let shown = hoa
        .write_to_my_ticket(&code, "Số hẹn là 12.")
        .await
        .unwrap();
    assert_eq!(shown.messages.len(), 2);
    let file = FileToSend {
        name: "don.pdf".to_owned(),
        bytes: document(),
    };
    let shown = hoa
        .attach_to_my_ticket(&code, vec![file], None)
        .await
        .unwrap();
    let id = shown.attachments[0].id;
    let read = hoa
        .my_ticket_attachment(&code, id, AttachmentSize::Full)
        .await
        .unwrap();
    assert_eq!(read, document());
    let (_, lan) = app
        .signed_in("lan@a.vn", Role::Officer, Some(agency.id.as_str()))
        .await;
    let answer = NewAnswer {
        revision: lan.staff_ticket(&code).await.unwrap().revision,
        text: Some("Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.".to_owned()),
        cites: vec!["1.001193".to_owned()],
        anyway: false,
    };
    lan.answer_ticket(&code, &answer).await.unwrap();
    let rating = NewRating {
        score: 4,
        comment: None,
    };
    let rated = hoa.rate_my_ticket(&code, &rating).await.unwrap();
    assert_eq!(rated.rating.unwrap().score, 4);
    let again = hoa
        .reopen_my_ticket(&code, "Tôi mất giấy hẹn.")
        .await
        .unwrap();
    assert_eq!(again.state, TicketState::WithAgency);
    let gone = hoa.withdraw_my_ticket(&code).await.unwrap();
    assert_eq!(
        (gone.state, gone.attachments.len()),
        (TicketState::Withdrawn, 0)
    );
}

#[rstest]
#[tokio::test]
async fn tickets_from_before_are_found_too(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    for _ in 0..3 {
        client
            .send_ticket(&with(Some(PHONE), Some(MAIL)), None)
            .await
            .unwrap();
    }
    let named = with(None, None);
    client.send_ticket(&named, None).await.unwrap();
    let database = app.database().await;
    database
        .execute_unprepared("DELETE FROM ticket_contacts")
        .await
        .unwrap();
    let hoa = citizen(&app, PHONE).await;
    assert!(
        hoa.my_tickets(&Paging::default())
            .await
            .unwrap()
            .items
            .is_empty()
    );
    assert_eq!(app.tickets().remember_owners().await.unwrap(), 4);
    assert_eq!(
        hoa.my_tickets(&Paging::default())
            .await
            .unwrap()
            .items
            .len(),
        3
    );
    assert_eq!(count(&app, "ticket_contacts").await, 6);
    // Only a name leads to nobody: looked at again, and nothing changes.
    assert_eq!(app.tickets().remember_owners().await.unwrap(), 1);
    let rows = database.query_all_raw(sea_orm::Statement::from_string(
        database.get_database_backend(),
        "SELECT fingerprint FROM ticket_contacts".to_owned(),
    ));
    for row in rows.await.unwrap() {
        let print: String = row.try_get("", "fingerprint").unwrap();
        assert!(print.len() == 64 && !print.contains("912345678"));
    }
}

fn cookie_of(answer: &Answer, name: &str) -> String {
    let set: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let found = set
        .iter()
        .map(|c| c.to_str().unwrap())
        .find(|c| c.starts_with(name));
    let cookie = found.unwrap_or_else(|| panic!("no {name} in {set:?}"));
    for part in ["HttpOnly", "SameSite=Lax", "Path=/cua-toi"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

/// The code in the mail that was written to a file.
async fn mailed_code(app: &App) -> String {
    for _ in 0..200 {
        let list = send(app.get("/dev/mail")).await.expect(200).text();
        for link in list.split("href=\"/dev/mail/").skip(1) {
            let id = link.split('"').next().unwrap();
            let mail = send(app.get(&format!("/dev/mail/{id}")));
            let mail = mail.await.expect(200).text();
            // Ids and addresses have digits, too: the code stands after the words that tell of it.
            let told = mail.split_once("Mã đăng nhập dùng được đến");
            let after = told.and_then(|(_, rest)| rest.split_once(':'));
            let runs = after.map(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()));
            if let Some(code) = runs.and_then(|mut runs| runs.find(|run| run.len() == 6)) {
                return code.to_owned();
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no mail came");
}

#[rstest]
#[tokio::test]
async fn the_pages_need_no_script_and_no_secret(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let opened = client
        .send_ticket(&with(None, Some(MAIL)), None)
        .await
        .unwrap();
    let key = TicketKey::from(&opened);
    let other = client
        .send_ticket(&with(Some(PHONE), None), None)
        .await
        .unwrap();
    let ask = send(app.get("/cua-toi")).await.expect(200).text();
    assert!(ask.contains("Số di động hoặc địa chỉ thư"), "{ask}");
    let wrong = send(post_form(
        &app,
        "/cua-toi/ma",
        &[("contact", "0221 3863 456")],
    ))
    .await;
    assert!(wrong.expect(422).text().contains("0221 3863 456"));
    let sent = send(post_form(
        &app,
        "/cua-toi/ma",
        &[("contact", " HOA@example.vn ")],
    ))
    .await
    .expect(303);
    assert_eq!(sent.header("location"), "/cua-toi/ma");
    let asked = cookie_of(&sent, "motcua_me_code=");
    let page = send(app.get("/cua-toi/ma").header(COOKIE, &asked))
        .await
        .expect(200)
        .text();
    // What code it is stands in no form: nobody can be signed in as somebody else.
    assert!(!page.contains(asked.split('=').nth(1).unwrap()), "{page}");
    let code = mailed_code(&app).await;
    let slip = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    let refused = post_form(&app, "/cua-toi/vao", &[("code", &slip)]).header(COOKIE, &asked);
    let _ = send(refused).await.expect(401);
    let elsewhere = send(post_form(&app, "/cua-toi/vao", &[("code", &code)]))
        .await
        .expect(303);
    assert!(elsewhere.headers.get("set-cookie").is_none());
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let right = post_form(&app, "/cua-toi/vao", &[("code", &spaced)]).header(COOKIE, &asked);
    let signed = send(right).await.expect(303);
    let me = cookie_of(&signed, "motcua_me=");

    let list = send(app.get("/cua-toi").header(COOKIE, &me))
        .await
        .expect(200);
    assert_eq!(list.header("cache-control"), "no-store");
    let list = list.text();
    let path = format!("/cua-toi/phieu/{}", key.code());
    assert!(
        list.contains(&path) && list.contains("h•••@example.vn"),
        "{list}"
    );
    assert!(!list.contains(other.ticket.code.as_str()), "{list}");
    // An address opens no dossiers; it is said what does.
    assert!(
        list.contains("Muốn xem hồ sơ, mời đăng nhập bằng số điện thoại"),
        "{list}"
    );
    let foreign = format!("/cua-toi/phieu/{}", other.ticket.code);
    let _ = send(app.get(&foreign).header(COOKIE, &me))
        .await
        .expect(404);
    let shown = send(app.get(&path).header(COOKIE, &me))
        .await
        .expect(200)
        .text();
    let csrf = shown
        .split("name=\"csrf\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let write = |token: &str| {
        let fields = [("text", "Số hẹn là 12."), ("csrf", token)];
        post_form(&app, &format!("{path}/them"), &fields)
    };
    for forged in ["", "0", &"0".repeat(64)] {
        let refused = send(write(forged).header(COOKIE, &me))
            .await
            .expect(403)
            .text();
        assert!(refused.contains("mở lại trang"), "{refused}");
    }
    let led = send(write(csrf).header(COOKIE, &me)).await.expect(303);
    assert_eq!(led.header("location"), format!("{path}#moi"));
    let shown = send(app.get(&path).header(COOKIE, &me))
        .await
        .expect(200)
        .text();
    assert!(shown.contains("Số hẹn là 12."));
    // Not signed in: where one signs in; and no page of the ticket's own path opens.
    let led = send(app.get(&path)).await.expect(303);
    assert_eq!(led.header("location"), "/cua-toi");

    let forged = send(post_form(&app, "/cua-toi/ra", &[("csrf", "0")]).header(COOKIE, &me)).await;
    let _ = forged.expect(403);
    let left = post_form(&app, "/cua-toi/ra", &[("csrf", csrf)]).header(COOKIE, &me);
    let _ = send(left).await.expect(303);
    // The session has ended, and not only the cookie.
    let after = send(app.get("/cua-toi").header(COOKIE, &me))
        .await
        .expect(200)
        .text();
    assert!(after.contains("Số di động hoặc địa chỉ thư"), "{after}");
}
