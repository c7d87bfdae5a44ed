//! The whole way with a real mail server: a question that the assistant cannot answer becomes a ticket,
//! reaches the agency responsible by mail, comes back as an answer, by a link and by a reply, is asked
//! again and answered again, and becomes an answer for all that search finds and chat gives.

use mobile_contract::accounts::Role;
use mobile_contract::chat::Outcome;
use mobile_contract::client::TicketKey;
use mobile_contract::editorial::{EditFaqDraft, NewFaqDraft, PublishFaq};
use mobile_contract::mail::MailOutcome;
use mobile_contract::search::SearchParams;
use mobile_contract::ticket::{Author, NewContact, NewTicket, TicketFromChat, TicketState};
use motcua::config::Notifications;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::http::post_form;
use motcua_tests::letters::{link_in, with_mail};
use motcua_tests::smtp::MailServer;
use motcua_tests::{App, send};
use reqwest::header::{ACCEPT, COOKIE};
use rstest::rstest;
use serde_json::Value;

const UNKNOWN: &str = "cho em hỏi thuê xuồng kayak cần giấy tờ gì";
const BIRTH: &str = "Tôi nộp hồ sơ khai sinh cho con ở xã Yên Mỹ 10 ngày rồi mà chưa thấy gọi.";
const CITIZEN: &str = "hoa@thu.example";
/// Someone else, who asks the same in other words.
const OTHER: &str = "binh@thu.example";
const ASKED: &str = "thue xuong kayak can giay to gi";
/// Agencies without an account.
const TAX: (&str, &str) = ("thue-tinh-hung-yen", "hotro.thue@hungyen.example");
const DEPARTMENT: (&str, &str) = ("so-tu-phap", "vanthu.stp@hungyen.example");
const COMMUNE: (&str, &str) = ("ubnd-xa-yen-my", "motcua.yenmy@hungyen.example");

fn new(text: &str) -> NewTicket {
    NewTicket {
        text: text.to_owned(),
        contact: Some(NewContact {
            name: Some("Nguyễn Thị Hoa".to_owned()),
            mail: Some(CITIZEN.to_owned()),
            ..NewContact::default()
        }),
        ..NewTicket::default()
    }
}

/// The newest mail that a mailbox got, after all that is due was sent.
async fn newest(app: &App, server: &MailServer, to: &str) -> Value {
    let _ = app.deliver().await;
    let mails = server.mails();
    let own = mails.iter().rev().find(|mail| mail["rcpt"][0] == to);
    own.unwrap_or_else(|| panic!("no mail to {to}: {mails:#?}"))
        .clone()
}

fn text(mail: &Value) -> &str {
    mail["text"].as_str().unwrap()
}

/// Opens the link in a mail, as a browser does: the page's path, its cookie, the revision seen.
async fn opened_by(app: &App, mail: &Value) -> (String, String, String) {
    let opened = send(app.get(&link_in(text(mail)))).await.expect(303);
    let cookie = opened.header("set-cookie").split(';').next().unwrap();
    let path = opened.header("location").to_owned();
    let page = send(app.get(&path).header(COOKIE, cookie))
        .await
        .expect(200)
        .text();
    let revision = page.split_once("name=\"revision\" value=\"").unwrap().1;
    let revision = revision.split_once('"').unwrap().0.to_owned();
    (path, cookie.to_owned(), revision)
}

/// Answers by the link in a mail.
async fn answer_by_link(app: &App, mail: &Value, words: &str, cite: &str) {
    let (path, cookie, revision) = opened_by(app, mail).await;
    let fields = [
        ("viec", "gui"),
        ("text", words),
        ("cite", cite),
        ("revision", &revision),
    ];
    let answer = post_form(app, &path, &fields).header(COOKIE, &cookie);
    let _ = send(answer.header(ACCEPT, "text/html")).await.expect(303);
}

/// Answers by replying to a mail, as Outlook does.
async fn answer_by_reply(app: &App, mail: &Value, from: &str, words: &str) -> MailOutcome {
    let header = |name: &str| mail["headers"][name].as_str().unwrap().to_owned();
    let raw = format!(
        "From: {from}\r\nTo: {}\r\nSubject: RE: Phieu\r\nIn-Reply-To: {id}\r\nReferences: {id}\r\n\
         Message-ID: <dap.{}@hungyen.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         {words}\r\n\r\n________________________________\r\nTừ: Một Cửa <motcua@motcua.example>\r\n\
         Đã gửi: Thứ Hai, 23 Tháng Mười Một 2026 9:00 SA\r\nĐến: {from}\r\nChủ đề: Phieu\r\n\r\n{}\r\n",
        header("reply-to"),
        words.len(),
        text(mail),
        id = header("message-id"),
    );
    app.hand_over(raw).await.outcome
}

/// What one was answered becomes an answer for all; who asked the same is told by mail.
async fn becomes_an_answer_for_all(app: &App, server: &MailServer, answered: &TicketKey) {
    let of = async |login: &str, role, agency| app.signed_in(login, role, agency).await.1;
    let operator = of("truc@hungyen.example", Role::Operator, None).await;
    let officer = of("lan@hungyen.example", Role::Officer, Some(DEPARTMENT.0)).await;
    let leader = of("hung@hungyen.example", Role::Leader, Some(DEPARTMENT.0)).await;
    let client = app.client();
    let mut same = new(ASKED);
    if let Some(contact) = &mut same.contact {
        contact.mail = Some(OTHER.to_owned());
    }
    let same = client.send_ticket(&same, None).await.unwrap().ticket.code;
    // The office that sent the first one on has taught where such questions belong.
    let agency = operator.staff_ticket(&same).await.unwrap().ticket.agency;
    assert_eq!(agency.unwrap().id.as_str(), DEPARTMENT.0);

    let begun = NewFaqDraft {
        ticket: Some(answered.code().to_string()),
        question: None,
    };
    let draft = officer.new_faq_draft(&begun).await.unwrap();
    let words = EditFaqDraft {
        revision: draft.revision,
        question: "Thuê xuồng kayak cần giấy tờ gì?".to_owned(),
        also: Vec::new(),
        answer: draft.answer.clone(),
        procedure: None,
        facet: draft.facet,
        cites: draft.cites.clone(),
        correction: None,
    };
    let draft = officer.edit_faq_draft(draft.id, &words).await.unwrap();
    let draft = officer
        .submit_faq_draft(draft.id, draft.revision)
        .await
        .unwrap();
    let publish = PublishFaq {
        revision: draft.revision,
        same: vec![same.to_string()],
        impersonal: Vec::new(),
    };
    let published = leader.publish_faq(draft.id, &publish).await.unwrap();
    let faq = published.faq.unwrap().to_string();

    let asked = SearchParams {
        q: ASKED.to_owned(),
        ..SearchParams::default()
    };
    let hits = client.search(&asked).await.unwrap().hits;
    assert!(hits.iter().any(|hit| hit.code == faq), "{hits:?}");
    let chat = app.citizen().await.say(ASKED).await;
    assert_eq!(chat.outcome, Outcome::Answered, "{chat:?}");
    let mail = newest(app, server, OTHER).await;
    assert!(text(&mail).contains(&faq), "{mail:#}");
}

#[rstest]
#[tokio::test]
async fn a_question_goes_to_its_agency_by_mail_and_comes_back_answered(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(server) = MailServer::start() else {
        return;
    };
    let smtp = format!("smtp://127.0.0.1:{}?tls=none", server.port());
    let notifications = Notifications {
        smtp_url: Some(smtp.parse().unwrap()),
        mail_from: "Một Cửa Hưng Yên <motcua@motcua.example>".to_owned(),
        ..Notifications::default()
    };
    let Some(app) = with_mail(db, notifications).await else {
        return;
    };
    for (agency, mail) in [TAX, DEPARTMENT, COMMUNE] {
        app.mailbox(agency, mail, false).await;
    }

    // Asked in chat, not known, passed on.
    let citizen = app.citizen().await;
    assert_eq!(citizen.say(UNKNOWN).await.outcome, Outcome::NotFound);
    let passed_on = TicketFromChat {
        ticket: new(UNKNOWN),
        share_conversation: true,
        ..TicketFromChat::default()
    };
    let opened = citizen
        .client
        .pass_on(&citizen.conversation, &passed_on, None)
        .await;
    let kayak = TicketKey::from(&opened.unwrap());
    // Its words lead to the wrong office, which sends it on by the link in its mail.
    let mail = newest(&app, &server, TAX.1).await;
    assert!(text(&mail).contains(UNKNOWN), "{mail:#}");
    let (path, cookie, revision) = opened_by(&app, &mail).await;
    let fields = [
        ("to", DEPARTMENT.0),
        ("reason", "Hợp đồng thuê tài sản, Sở Tư pháp hướng dẫn"),
        ("revision", &revision),
    ];
    let sent_on = post_form(&app, &format!("{path}/chuyen"), &fields).header(COOKIE, &cookie);
    let _ = send(sent_on.header(ACCEPT, "text/html")).await.expect(303);
    // Another one finds its agency by itself.
    let about = NewTicket {
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..new(BIRTH)
    };
    let client = app.client();
    let birth = TicketKey::from(&client.send_ticket(&about, None).await.unwrap());

    // The one agency answers by the link in the mail that arrived, the other one by a reply to it.
    let mail = newest(&app, &server, DEPARTMENT.1).await;
    assert!(text(&mail).contains(UNKNOWN), "{mail:#}");
    assert!(text(&mail).contains("chuyển đến: Hợp đồng"), "{mail:#}");
    let by_link = "Bạn thuê theo hợp đồng dân sự, không phải xin phép; mời gọi Sở Tư pháp nếu cần.";
    answer_by_link(&app, &mail, by_link, "1.001193").await;
    let mail = newest(&app, &server, COMMUNE.1).await;
    let by_reply = "Bạn mang giấy hẹn đến bộ phận một cửa của xã để nhận kết quả.";
    assert_eq!(
        answer_by_reply(&app, &mail, COMMUNE.1, by_reply).await,
        MailOutcome::Answered
    );

    // The citizen reads both, in the mail and on the page.
    let mails = newest(&app, &server, CITIZEN).await;
    assert!(text(&mails).contains(by_reply), "{mails:#}");
    for (key, words) in [(&kayak, by_link), (&birth, by_reply)] {
        let ticket = client.ticket(key).await.unwrap();
        let last = ticket.messages.last().unwrap();
        assert_eq!(
            (ticket.state, last.author),
            (TicketState::Answered, Author::Agency)
        );
        assert_eq!(last.text, words);
    }

    // Something is left open: the agency hears of it, and answers once more.
    client
        .reopen_ticket(&birth, "Tôi đến rồi, cán bộ nói chưa có.")
        .await
        .unwrap();
    let mail = newest(&app, &server, COMMUNE.1).await;
    assert!(text(&mail).contains("chưa có"), "{mail:#}");
    let again = "Xin lỗi bạn. Hồ sơ đã ký hôm nay, bạn đến nhận từ 8 giờ sáng mai.";
    answer_by_link(&app, &mail, again, "1.001193").await;
    let ticket = client.ticket(&birth).await.unwrap();
    assert_eq!(ticket.state, TicketState::Answered);
    assert_eq!(ticket.messages.len(), 4);
    assert_eq!(ticket.messages[3].text, again);
    becomes_an_answer_for_all(&app, &server, &kayak).await;
    // No letter, in any of its parts, was broken on its way.
    assert!(
        server
            .mails()
            .iter()
            .all(|mail| mail["defects"] == serde_json::json!([]))
    );
}
