//! From an answered ticket to a question for all, in a real browser, on a phone and at a desk.

use mobile_contract::accounts::Role;
use mobile_contract::ticket::{NewAnswer, NewContact, NewTicket, TicketCode, Transfer};
use motcua_tests::Database::Sqlite;
use motcua_tests::app::PASSWORD;
use motcua_tests::browser::{self, Browser, DESK, PHONE};
use motcua_tests::fitting::fits;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const AGENCY: &str = "so-tu-phap";
const LAN: &str = "lan@hungyen.example";
const HUNG: &str = "hung@hungyen.example";
const LETTER: &str =
    "Chào anh chị. Tôi tên là Nguyễn Văn An, cho tôi hỏi thuê xuồng kayak cần giấy tờ gì?";
const QUESTION: &str = "Thuê xuồng kayak cần giấy tờ gì?";
const ANSWER: &str = "Bạn mang căn cước đến bến thuyền để thuê xuồng.";

async fn asked(app: &App, mail: &str, text: &str) -> TicketCode {
    let new = NewTicket {
        text: text.to_owned(),
        contact: Some(NewContact {
            mail: Some(mail.to_owned()),
            ..NewContact::default()
        }),
        ..NewTicket::default()
    };
    let opened = app.client().send_ticket(&new, None).await.unwrap();
    opened.ticket.code
}

/// An answered ticket of the agency, and one that asks the same.
async fn tickets(app: &App) -> (TicketCode, TicketCode) {
    let code = asked(app, "an@b.vn", LETTER).await;
    let same = asked(app, "hoa@b.vn", "thue xuong kayak can giay to gi").await;
    let (_, operator) = app.signed_in("truc@a.vn", Role::Operator, None).await;
    for code in [&code, &same] {
        let ticket = operator.staff_ticket(code).await.unwrap();
        let agency = ticket.ticket.agency;
        if agency.is_some_and(|agency| agency.id.as_str() == AGENCY) {
            continue;
        }
        let transfer = Transfer {
            revision: ticket.revision,
            to: AGENCY.to_owned(),
            reason: "Việc này thuộc nơi nhận trả lời".to_owned(),
        };
        operator.transfer_ticket(code, &transfer).await.unwrap();
    }
    let (_, officer) = app
        .signed_in("minh@a.vn", Role::Officer, Some(AGENCY))
        .await;
    let answer = NewAnswer {
        revision: officer.staff_ticket(&code).await.unwrap().revision,
        text: Some(format!("Chào bạn. {ANSWER}")),
        cites: vec!["1.001193".to_owned()],
        anyway: false,
    };
    officer.answer_ticket(&code, &answer).await.unwrap();
    (code, same)
}

async fn type_into(browser: &Browser, css: &str, words: &str) {
    let field = browser.wait(css).await;
    field.send_keys(words).await.unwrap();
}

async fn sign_in(browser: &Browser, app: &App, login: &str) {
    browser.go(&format!("{}/can-bo", app.address())).await;
    type_into(browser, "#login", login).await;
    type_into(browser, "#password", PASSWORD).await;
    browser.click("form.fill button").await;
    let _ = browser.text_with("h1", "Hàng chờ").await;
}

/// Officer: answered ticket → draft → handed in. Leader: reviewed, published, taken back. Citizen: reads it, and what
/// is read in its place.
#[rstest]
#[case::on_a_phone(PHONE, true)]
#[case::at_a_desk(DESK, true)]
#[case::without_scripts(PHONE, false)]
#[tokio::test]
async fn an_answer_becomes_a_question_that_citizens_read(
    #[case] screen: (u32, u32),
    #[case] with_scripts: bool,
) {
    let Some(browser) = browser::open_at(screen, with_scripts).await else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (code, same) = tickets(&app).await;
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    app.staff(HUNG, Role::Leader, Some(AGENCY)).await;

    sign_in(&browser, &app, LAN).await;
    let ticket = format!("{}/can-bo/phieu/{code}", app.address());
    browser.go(&ticket).await;
    browser
        .click("form[action='/can-bo/hoi-dap/moi'] button")
        .await;
    let _ = browser.text_with("h1", "Câu hỏi đáp").await;
    fits(&browser, "draft").await;
    let question = browser.wait("#question").await.prop("value").await.unwrap();
    assert_eq!(question.as_deref(), Some(QUESTION));
    type_into(&browser, "#also", "chị lê thị hoa muốn thuê xuồng").await;
    browser.click("button[name=submit]").await;
    let _ = browser.text_with(".safe", "Đã nộp").await;
    let _ = browser.text_with("section.alert", "lê thị hoa").await;
    fits(&browser, "handed in").await;
    browser.click(".who-bar form button").await;

    sign_in(&browser, &app, HUNG).await;
    let list = format!("{}/can-bo/hoi-dap?state=submitted", app.address());
    browser.go(&list).await;
    let _ = browser.text_with("main", QUESTION).await;
    fits(&browser, "list").await;
    browser.click("main ul.cards a, main ol.cards a").await;
    let _ = browser.text_with("h2#duyet", "Duyệt").await;
    fits(&browser, "review").await;
    // Refused as long as a name stands, and said where.
    browser
        .click(&format!("label.tick:has(input[value='{same}'])"))
        .await;
    browser.click("form[action$='/dang'] button").await;
    let _ = browser
        .text_with("form[action$='/dang'] .alert", "lê thị hoa")
        .await;
    // The browser notes that it was refused; nothing else is wrong.
    let complaints = browser.complaints().await;
    assert!(
        complaints.iter().all(|said| said.contains("422")),
        "{complaints:?}"
    );
    fits(&browser, "refused").await;
    let name = "label.tick:has(input[name=impersonal])";
    browser.click(name).await;
    browser.click("form[action$='/dang'] button").await;
    let _ = browser.text_with(".safe", "Đã đăng").await;
    let _ = browser
        .text_with("section[aria-labelledby=da-dang]", "lê thị hoa")
        .await;
    fits(&browser, "published").await;
    let draft = browser.page.current_url().await.unwrap();

    // What citizens read.
    browser.click("main p > a.quiet[href^='/hoi-dap/']").await;
    let _ = browser.text_with("h1", QUESTION).await;
    let _ = browser.text_with("main", ANSWER).await;
    let public = browser.page.current_url().await.unwrap();
    fits(&browser, "public page").await;

    // Taken back: the form says what follows, and the old address leads on.
    browser.go(draft.as_str()).await;
    browser.click("section[aria-labelledby=rut] summary").await;
    fits(&browser, "taking back").await;
    browser.click("label.tick:has(input[value=wrong])").await;
    type_into(&browser, "#thay", "/hoi-dap/khai-sinh-mat-tien-khong").await;
    type_into(&browser, "#rut-vi-sao", "Bến thuyền đã đổi quy định.").await;
    browser.click("form[action$='/rut'] button").await;
    let _ = browser.text_with(".safe", "Đã rút").await;
    fits(&browser, "taken back").await;
    browser.go(public.as_str()).await;
    let _ = browser
        .text_with("h1", "Làm khai sinh cho con có mất tiền không?")
        .await;
    let letters = app.letters_to("hoa@b.vn").await;
    let gone = letters
        .iter()
        .find(|letter| letter.text.contains("đừng làm theo"));
    assert!(gone.is_some(), "{letters:?}");
    browser.close().await;
}
