//! Mail that comes in: agencies and senders answer letters, strangers write, and machines, too.

use chrono::TimeDelta;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{SignedIn, TicketKey};
use mobile_contract::limits::{INBOUND_MAIL_BYTES, MAIL_TICKETS_PER_SENDER};
use mobile_contract::mail::{MailOutcome, MailReason};
use mobile_contract::ticket::{
    Author, NewRequest, TicketCode, TicketSource, TicketState, Transfer,
};
use motcua::config::Notifications;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::letters::{KEY, REPLIES, plain, with_files, with_mail};
use motcua_tests::office::{
    AGENCY, ANSWER, CITIZEN, OFFICE, app, because, last, reply_address, sent,
};
use motcua_tests::pictures::{document, photo_with_traces};
use motcua_tests::{App, send, spawn_app};
use reqwest::header::CONTENT_TYPE;
use rstest::rstest;

async fn operator(app: &App) -> SignedIn {
    app.signed_in("tong.dai@hungyen.example", Role::Operator, None)
        .await
        .1
}

#[rstest]
#[tokio::test]
async fn an_agency_answers_by_replying_to_its_letter(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let letters = app.letters_to(OFFICE).await;
    assert_eq!(letters.len(), 1, "one letter: {letters:?}");
    let letter = &letters[0];
    assert!(
        letter.text.contains("hẹn ngày trả kết quả"),
        "the whole question: {letter:?}"
    );
    assert!(
        letter.text.contains("Có thể trả lời ngay thư này"),
        "{letter:?}"
    );
    let to = letter.reply_to.clone().unwrap();
    let (local, domain) = to.split_once('@').unwrap();
    assert_eq!(domain, REPLIES);
    assert!(
        local.len() <= 64 && *local == local.to_lowercase(),
        "{local}"
    );

    // As Gmail quotes in Vietnamese; the server of the agency has changed capitals.
    let text = format!(
        "{ANSWER}\r\n\r\nVào Th 2, 23 thg 11, 2026 vào lúc 09:00 Một Cửa <motcua@localhost> đã viết:\r\n\r\n> Phiếu được chuyển tới UBND xã Yên Mỹ. Người dân viết:\r\n> Tôi nộp hồ sơ 0912345678\r\n"
    );
    let mail = plain(OFFICE, &to.to_uppercase(), "tra-loi-1", "Re: Phieu", &text);
    let result = app.hand_over(mail.clone()).await;
    assert_eq!(because(&result), (MailOutcome::Answered, None));
    assert_eq!(result.ticket.as_ref(), Some(key.code()));
    // Delivered twice, it is one.
    assert_eq!(app.hand_over(mail).await, result);

    let ticket = app.client().ticket(&key).await.unwrap();
    assert_eq!(ticket.state, TicketState::Answered);
    let said: Vec<_> = ticket
        .messages
        .iter()
        .map(|m| (m.author, m.text.as_str()))
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[1], (Author::Agency, ANSWER));
    // What the question was about is what the answer cites.
    assert!(ticket.messages[1].citations[0].title.contains("1.001193"));
    let answer = last(&app, CITIZEN).await;
    assert!(answer.text.contains(ANSWER), "{answer:?}");

    // Answered, and not asked again: the address opens nothing any more.
    let late = plain(
        OFFICE,
        &to,
        "tra-loi-2",
        "Re: Phieu",
        "Bổ sung: nộp thêm ảnh.",
    );
    let result = app.hand_over(late).await;
    assert_eq!(
        because(&result),
        (MailOutcome::Refused, Some(MailReason::Closed))
    );
    let told = last(&app, OFFICE).await;
    assert!(told.text.contains("đã đóng"), "{told:?}");
    let ticket = app.client().ticket(&key).await.unwrap();
    assert_eq!(ticket.messages.len(), 2);
}

#[rstest]
#[tokio::test]
async fn an_answer_that_lacks_something_is_kept_and_its_agency_told(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let to = reply_address(&app, OFFICE).await;
    for (id, text, says) in [
        ("thieu", "Việc này đúng quy định.", "tiếp"),
        (
            "so",
            "Bạn gọi chị Hoa 0912 345 678 để nhận kết quả.",
            "điện thoại cá nhân",
        ),
    ] {
        let mail = plain(OFFICE, &to, id, "Re: Phieu", text);
        let result = app.hand_over(mail).await;
        assert_eq!(
            because(&result),
            (MailOutcome::Refused, Some(MailReason::Unfit))
        );
        let told = last(&app, OFFICE).await;
        assert!(told.text.contains(says), "{told:?}");
        assert!(told.text.contains(text), "{told:?}");
        assert!(told.reply_to.is_some());
    }
    // The same words once more within the hour are a program's: no letter, or two of them go on for ever.
    let letters = app.letters_to(OFFICE).await.len();
    let mail = plain(OFFICE, &to, "may", "Re: Phieu", "Việc này đúng quy định.");
    assert_eq!(app.hand_over(mail).await.reason, Some(MailReason::Unfit));
    assert_eq!(app.letters_to(OFFICE).await.len(), letters);
    let operator = operator(&app).await;
    let seen = operator.staff_ticket(key.code()).await.unwrap();
    assert_eq!(seen.ticket.messages.len(), 1, "nothing went out");
    assert_eq!(seen.notes.len(), 3);
    assert!(seen.notes.iter().all(|note| note.by.is_none()));
    assert_eq!(seen.notes[0].agency.as_ref().unwrap().id.as_str(), AGENCY);
    assert_eq!(seen.notes[0].text, "Việc này đúng quy định.");
    assert!(!seen.notes[1].text.contains("0912"), "{:?}", seen.notes[1]);

    let meant = "Gửi luôn\r\nViệc này đúng quy định.";
    let result = app
        .hand_over(plain(OFFICE, &to, "luon", "Re: Phieu", meant))
        .await;
    assert_eq!(result.outcome, MailOutcome::Answered);
    let ticket = app.client().ticket(&key).await.unwrap();
    assert_eq!(ticket.messages[1].text, "Việc này đúng quy định.");
}

#[rstest]
#[tokio::test]
async fn where_a_leader_approves_a_reply_waits_for_that(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_mail(db, Notifications::default()).await else {
        return;
    };
    app.mailbox(AGENCY, OFFICE, true).await;
    let key = sent(&app).await;
    let to = reply_address(&app, OFFICE).await;
    let result = app
        .hand_over(plain(OFFICE, &to, "1", "Re: Phieu", ANSWER))
        .await;
    assert_eq!(result.outcome, MailOutcome::Submitted);
    let (_, leader) = app
        .signed_in("truong@a.vn", Role::Leader, Some(AGENCY))
        .await;
    let seen = leader.staff_ticket(key.code()).await.unwrap();
    let draft = seen.draft.clone().unwrap();
    assert_eq!((draft.text.as_str(), draft.by), (ANSWER, None));
    assert_eq!(seen.ticket.messages.len(), 1);
    let approval = mobile_contract::ticket::NewAnswer {
        revision: seen.revision,
        text: None,
        cites: Vec::new(),
        anyway: false,
    };
    leader.answer_ticket(key.code(), &approval).await.unwrap();
    let ticket = app.client().ticket(&key).await.unwrap();
    assert_eq!(ticket.messages[1].text, ANSWER);
}

#[rstest]
#[tokio::test]
async fn a_reply_address_opens_its_own_ticket_while_it_is_with_the_agency(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let letter = last(&app, OFFICE).await;
    let to = letter.reply_to.clone().unwrap();
    let (local, _) = to.split_once('@').unwrap();
    let token = local.strip_prefix("phieu+").unwrap();
    let mut changed = token.to_owned();
    changed.replace_range(9..10, if &token[9..10] == "a" { "b" } else { "a" });
    let link = letter.link();
    let link = link.split_once("t=").unwrap().1;
    let refused = |reason| (MailOutcome::Refused, Some(reason));
    for (id, local, result) in [
        // A changed letter, a token of a link, something else altogether.
        (
            "sua",
            format!("phieu+{changed}"),
            refused(MailReason::Forged),
        ),
        ("link", format!("phieu+{link}"), refused(MailReason::Forged)),
        ("bua", "phieu+abc".to_owned(), refused(MailReason::Forged)),
    ] {
        let mail = plain(
            "nguoi.la@dau.example",
            &format!("{local}@{REPLIES}"),
            id,
            "Re",
            ANSWER,
        );
        assert_eq!(because(&app.hand_over(mail).await), result, "{id}");
    }
    // Another domain is none of ours, and neither is a hidden recipient.
    for (id, to) in [
        ("khac", format!("{local}@khac.example")),
        ("an", "ai@dau.example".to_owned()),
    ] {
        let mail = plain("nguoi.la@dau.example", &to, id, "Re", ANSWER);
        let result = app.hand_over(mail).await;
        assert_eq!(because(&result), refused(MailReason::NotForUs), "{id}");
    }
    // No stranger is written to.
    assert!(app.letters_to("nguoi.la@dau.example").await.is_empty());
    assert_eq!(app.letters_to(OFFICE).await.len(), 1);

    let operator = operator(&app).await;
    let seen = operator.staff_ticket(key.code()).await.unwrap();
    let transfer = Transfer {
        revision: seen.revision,
        to: "so-tu-phap".to_owned(),
        reason: "Việc này thuộc thẩm quyền của Sở".to_owned(),
    };
    operator
        .transfer_ticket(key.code(), &transfer)
        .await
        .unwrap();
    let result = app.hand_over(plain(OFFICE, &to, "xa", "Re", ANSWER)).await;
    assert_eq!(because(&result), refused(MailReason::Elsewhere));
    assert!(last(&app, OFFICE).await.text.contains("cơ quan khác"));
    assert_eq!(app.client().ticket(&key).await.unwrap().messages.len(), 1);
}

#[rstest]
#[tokio::test]
async fn an_old_reply_address_opens_nothing(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let _ = sent(&app).await;
    let to = reply_address(&app, OFFICE).await;
    app.clock().set(app.clock().now() + TimeDelta::days(61));
    let result = app
        .hand_over(plain(OFFICE, &to, "muon", "Re", ANSWER))
        .await;
    assert_eq!(
        because(&result),
        (MailOutcome::Refused, Some(MailReason::Expired))
    );
}

#[rstest]
#[tokio::test]
async fn a_sender_adds_by_mail_and_the_agency_hears_of_it(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let (_, lan) = app.signed_in("lan@a.vn", Role::Officer, Some(AGENCY)).await;
    let key = sent(&app).await;
    let seen = lan.staff_ticket(key.code()).await.unwrap();
    let question = NewRequest {
        revision: seen.revision,
        text: "Bạn cho biết ngày ghi trên giấy hẹn.".to_owned(),
    };
    lan.ask_sender(key.code(), &question).await.unwrap();
    let asked = last(&app, CITIZEN).await;
    let to = asked
        .reply_to
        .clone()
        .expect("a letter that can be answered");

    let before = app.letters_to(OFFICE).await.len();
    // As Outlook writes: HTML only, with the old mail below.
    let html = format!(
        "From: {CITIZEN}\r\nTo: <{to}>\r\nSubject: RE: Phieu\r\nMessage-ID: <them-1@thu.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <html><body><p>Giấy hẹn ghi ngày 20&nbsp;tháng 11.</p><script>alert(1)</script>\
         <hr><p><b>From:</b> Một Cửa &lt;motcua@localhost&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Hoa<br>\
         <b>Subject:</b> Phiếu</p><p>Bạn cho biết ngày</p></body></html>\r\n"
    );
    let result = app.hand_over(html).await;
    assert_eq!(because(&result), (MailOutcome::Added, None));
    let ticket = app.client().ticket(&key).await.unwrap();
    assert_eq!(ticket.state, TicketState::WithAgency, "its clock goes on");
    let words = &ticket.messages.last().unwrap().text;
    assert!(words.starts_with("Giấy hẹn ghi ngày 20"), "{words}");
    assert!(
        !words.contains("Bạn cho biết") && !words.contains("alert"),
        "{words}"
    );
    assert_eq!(app.letters_to(OFFICE).await.len(), before + 1);
    assert!(last(&app, OFFICE).await.text.contains("ngày 20"));

    // Two more within the hour are one letter after it.
    for (id, text) in [
        ("them-2", "Tên cháu là Bình An."),
        ("them-3", "Xin cảm ơn, tôi chờ."),
    ] {
        app.clock().set(app.clock().now() + TimeDelta::minutes(10));
        let result = app.hand_over(plain(CITIZEN, &to, id, "Re", text)).await;
        assert_eq!(result.outcome, MailOutcome::Added);
    }
    app.tickets().watch().await.unwrap();
    assert_eq!(app.letters_to(OFFICE).await.len(), before + 1);
    app.clock().set(app.clock().now() + TimeDelta::minutes(41));
    app.tickets().watch().await.unwrap();
    app.tickets().watch().await.unwrap();
    let letters = app.letters_to(OFFICE).await;
    assert_eq!(letters.len(), before + 2, "{letters:#?}");
    let later = &letters.last().unwrap().text;
    assert!(
        later.contains("Bình An") && later.contains("tôi chờ"),
        "{later}"
    );
    assert!(!later.contains("ngày 20"), "{later}");
}

#[rstest]
#[tokio::test]
async fn a_reply_to_an_answer_opens_the_ticket_again_unless_it_is_thanks(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let office = reply_address(&app, OFFICE).await;
    app.hand_over(plain(OFFICE, &office, "dap", "Re", ANSWER))
        .await;
    let to = reply_address(&app, CITIZEN).await;
    let thanks = plain(CITIZEN, &to, "cam-on", "Re", "Cảm ơn cơ quan nhiều ạ.");
    let result = app.hand_over(thanks).await;
    assert_eq!(
        because(&result),
        (MailOutcome::Ignored, Some(MailReason::Thanks))
    );
    let again = plain(
        CITIZEN,
        &to,
        "hoi-lai",
        "Re",
        "Tôi đến rồi nhưng không ai biết hồ sơ ở đâu.",
    );
    let result = app.hand_over(again).await;
    assert_eq!(result.outcome, MailOutcome::Reopened);
    let ticket = app.client().ticket(&key).await.unwrap();
    assert_eq!(ticket.state, TicketState::WithAgency);
    // The agency's new letter can be answered like the first one.
    let letter = last(&app, OFFICE).await;
    assert!(letter.subject.contains("mở lại"), "{letter:?}");
    let office = letter.reply_to.unwrap();
    let result = app
        .hand_over(plain(OFFICE, &office, "dap-2", "Re", ANSWER))
        .await;
    assert_eq!(result.outcome, MailOutcome::Answered);
    // Past the days for asking again, the sender is told so, by the contact of the ticket.
    app.clock().set(app.clock().now() + TimeDelta::days(11));
    let late = plain(
        "ke.la@dau.example",
        &to,
        "muon",
        "Re",
        "Tôi vẫn chưa nhận được gì cả?",
    );
    let result = app.hand_over(late).await;
    assert_eq!(
        because(&result),
        (MailOutcome::Refused, Some(MailReason::Closed))
    );
    assert!(last(&app, CITIZEN).await.text.contains("đã đóng"));
    assert!(app.letters_to("ke.la@dau.example").await.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_mail_to_the_service_is_a_ticket(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    // Headers in headers: what is encoded in a subject stays words.
    let subject = "=?utf-8?q?Khai_sinh_cho_con=0D=0ABcc:_ke.xau@dau.example?=";
    let text = "Làm khai sinh cho con ở xã Yên Mỹ cần những giấy tờ gì? Số của tôi 0912345678.";
    let mail = plain(CITIZEN, &format!("phieu@{REPLIES}"), "moi-1", subject, text);
    let result = app.hand_over(mail.clone()).await;
    assert_eq!(because(&result), (MailOutcome::NewTicket, None));
    assert_eq!(app.hand_over(mail).await, result, "delivered twice");
    let code: TicketCode = result.ticket.unwrap();
    let operator = operator(&app).await;
    let seen = operator.staff_ticket(&code).await.unwrap();
    assert_eq!(seen.source, TicketSource::Mail);
    assert_eq!(seen.contact.unwrap().mail.as_deref(), Some(CITIZEN));
    let words = &seen.ticket.messages[0].text;
    assert!(
        words.contains("Khai sinh cho con") && words.contains("giấy tờ gì"),
        "{words}"
    );
    assert!(!words.contains("0912345678"), "{words}");

    let letters = app.letters().await;
    assert!(
        letters.iter().all(|l| !l.to.contains("ke.xau")),
        "{letters:#?}"
    );
    let taken = letters.iter().find(|l| l.to.contains(CITIZEN)).unwrap();
    assert!(taken.text.contains(code.as_str()), "{taken:?}");
    assert!(
        !taken.text.contains("giấy tờ gì"),
        "nobody's words go to a claimed address: {taken:?}"
    );
    // The secret in it opens the ticket, and the letter can be answered.
    let secret = taken
        .text
        .split_whitespace()
        .find(|word| word.len() == 64)
        .unwrap();
    let key = TicketKey::new(code.clone(), secret);
    assert_eq!(app.client().ticket(&key).await.unwrap().code, code);
    let to = taken.reply_to.clone().unwrap();
    let more = plain(CITIZEN, &to, "moi-2", "Re", "Cháu sinh ngày 1 tháng 11.");
    assert_eq!(app.hand_over(more).await.outcome, MailOutcome::Added);
}

#[rstest]
#[tokio::test]
async fn one_sender_makes_only_so_many_tickets_a_day(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let to = format!("phieu@{REPLIES}");
    for number in 0..MAIL_TICKETS_PER_SENDER {
        let mail = plain(
            CITIZEN,
            &to,
            &format!("n{number}"),
            "Hỏi",
            "Lệ phí bao nhiêu?",
        );
        assert_eq!(app.hand_over(mail).await.outcome, MailOutcome::NewTicket);
    }
    let more = plain(CITIZEN, &to, "qua", "Hỏi", "Lệ phí bao nhiêu?");
    let result = app.hand_over(more).await;
    assert_eq!(
        because(&result),
        (MailOutcome::Refused, Some(MailReason::TooMany))
    );
    let other = plain("khac@thu.example", &to, "khac", "Hỏi", "Lệ phí bao nhiêu?");
    assert_eq!(app.hand_over(other).await.outcome, MailOutcome::NewTicket);
    app.clock().set(app.clock().now() + TimeDelta::hours(25));
    let next = plain(CITIZEN, &to, "mai", "Hỏi", "Lệ phí bao nhiêu?");
    assert_eq!(app.hand_over(next).await.outcome, MailOutcome::NewTicket);
}

#[rstest]
#[tokio::test]
async fn what_no_person_wrote_answers_nothing(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let letter = last(&app, OFFICE).await;
    let to = letter.reply_to.clone().unwrap();
    let away = plain(OFFICE, &to, "vang", "Vắng mặt", ANSWER).replace(
        "MIME-Version",
        "Auto-Submitted: auto-replied\r\nMIME-Version",
    );
    let result = app.hand_over(away).await;
    assert_eq!(
        because(&result),
        (MailOutcome::Ignored, Some(MailReason::AutoReply))
    );
    // Our own mail come back, and mail that says to be from us.
    let own = plain(OFFICE, &to, "x", "Re", ANSWER)
        .replace("<x@thu.example>", &format!("<{}>", letter.message_id));
    let result = app.hand_over(own).await;
    assert_eq!(
        because(&result),
        (MailOutcome::Ignored, Some(MailReason::Loop))
    );
    let result = app
        .hand_over(plain("motcua@localhost", &to, "y", "Re", ANSWER))
        .await;
    assert_eq!(
        because(&result),
        (MailOutcome::Ignored, Some(MailReason::Loop))
    );

    let bounce = |status: &str, action: &str, id: &str| {
        format!(
            "From: <>\r\nTo: motcua@localhost\r\nSubject: Undelivered\r\nMessage-ID: <{id}@may.example>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nKhông gửi được.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; may.example\r\n\r\n\
             Final-Recipient: rfc822; {OFFICE}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}>\r\n\r\n--b--\r\n",
            letter.message_id
        )
    };
    let late = app.hand_over(bounce("4.4.1", "delayed", "d1")).await;
    assert_eq!(
        because(&late),
        (MailOutcome::Ignored, Some(MailReason::Delayed))
    );
    let lost = app.hand_over(bounce("5.1.1", "failed", "d2")).await;
    assert_eq!(because(&lost), (MailOutcome::Bounced, None));
    let id = key.code();
    let operator = operator(&app).await;
    let seen = operator.staff_ticket(id).await.unwrap();
    assert_eq!(seen.ticket.messages.len(), 1);
    let db = app.database().await;
    let row = sea_orm::ConnectionTrait::query_one_raw(
        &db,
        sea_orm::Statement::from_string(
            sea_orm::ConnectionTrait::get_database_backend(&db),
            "SELECT error FROM notifications WHERE state = 'dead'",
        ),
    );
    let error: String = row.await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(error, "bounced 5.1.1");
}

#[rstest]
#[tokio::test]
async fn only_the_mail_server_hands_mail_over(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let mail = plain(
        CITIZEN,
        &format!("phieu@{REPLIES}"),
        "1",
        "Hỏi",
        "Lệ phí bao nhiêu?",
    );
    let path = "/v1/integrations/mail";
    let as_mail = |request: reqwest::RequestBuilder| request.header(CONTENT_TYPE, "message/rfc822");
    let bare = send(as_mail(app.post(path)).body(mail.clone())).await;
    let _ = bare.expect(401).problem(ErrorCode::Unauthorized);
    let wrong = KEY.replace('0', "1");
    let wrong = send(as_mail(app.post(path).bearer_auth(wrong)).body(mail.clone())).await;
    let _ = wrong.expect(401).problem(ErrorCode::Unauthorized);
    let json = app.post(path).bearer_auth(KEY).json(&mail);
    let _ = send(json)
        .await
        .expect(415)
        .problem(ErrorCode::UnsupportedMedia);
    let nothing = send(app.mail("không phải thư")).await;
    let _ = nothing.expect(422).problem(ErrorCode::Invalid);
    let large = format!("{mail}{}", "x".repeat(INBOUND_MAIL_BYTES));
    let _ = send(app.mail(large))
        .await
        .expect(413)
        .problem(ErrorCode::TooLarge);
    assert_eq!(
        app.hand_over(mail.clone()).await.outcome,
        MailOutcome::NewTicket
    );

    let Some(closed) = spawn_app(db).await else {
        return;
    };
    let _ = send(closed.mail(mail))
        .await
        .expect(404)
        .problem(ErrorCode::NotFound);
}

#[rstest]
#[tokio::test]
async fn photos_and_documents_of_a_mail_are_taken_and_the_rest_is_told_of(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let (photo, paper) = (photo_with_traces(), document());
    let files: [(&str, &str, &[u8]); 3] = [
        ("giay-hen.jpg", "image/jpeg", &photo),
        ("van-ban.pdf", "application/octet-stream", &paper),
        ("chay.exe", "application/octet-stream", b"MZ khong phai anh"),
    ];
    // A sender's photo without words, to the reply address of a letter.
    app.hand_over(plain(
        OFFICE,
        &reply_address(&app, OFFICE).await,
        "0",
        "Re",
        "Gửi luôn\r\nĐã nhận.",
    ))
    .await;
    let to = reply_address(&app, CITIZEN).await;
    let result = app
        .hand_over(with_files(CITIZEN, &to, "anh", "", &files[..1]))
        .await;
    assert_eq!(result.outcome, MailOutcome::Reopened);
    assert_eq!(result.attachments_left_out, 0);
    let ticket = app.client().ticket(&key).await.unwrap();
    let last = ticket.messages.last().unwrap();
    assert_eq!(last.attachments[0].name, "giay-hen.jpg");
    // What an agency attaches goes out with its answer.
    let to = reply_address(&app, OFFICE).await;
    let mail = with_files(OFFICE, &to, "tep", ANSWER, &files[1..]);
    let result = app.hand_over(mail).await;
    assert_eq!(result.outcome, MailOutcome::Answered);
    assert_eq!(result.attachments_left_out, 1, "what is no photo or PDF");
    let ticket = app.client().ticket(&key).await.unwrap();
    let last = ticket.messages.last().unwrap();
    assert_eq!((last.text.as_str(), last.attachments.len()), (ANSWER, 1));
    assert_eq!(last.attachments[0].name, "van-ban.pdf");
    // A new question with files; what was left out stands in its letter.
    let mail = with_files(
        CITIZEN,
        &format!("phieu@{REPLIES}"),
        "moi",
        "Giấy này còn dùng được không?",
        &files,
    );
    let result = app.hand_over(mail).await;
    assert_eq!(
        (result.outcome, result.attachments_left_out),
        (MailOutcome::NewTicket, 1)
    );
    let operator = operator(&app).await;
    let seen = operator
        .staff_ticket(&result.ticket.unwrap())
        .await
        .unwrap();
    assert_eq!(seen.ticket.messages[0].attachments.len(), 2);
    assert!(seen.notes[0].text.contains("1 tệp"), "{:?}", seen.notes);
    let letter = self::last(&app, CITIZEN).await;
    assert!(letter.text.contains("1 tệp chưa được nhận"), "{letter:?}");
}
