//! Mail that is not as one expects it: passed on, to several tickets at once, written by programs that do not
//! say so, and files without words.

use mobile_contract::client::FileToSend;
use mobile_contract::mail::{MailOutcome, MailReason};
use mobile_contract::ticket::TicketState;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::letters::{REPLIES, plain};
use motcua_tests::office::{ANSWER, CITIZEN, OFFICE, app, because, last, reply_address, sent};
use motcua_tests::pictures::document;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn what_is_passed_on_is_the_question(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let text = "Nhờ các bạn trả lời giúp mẹ tôi.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Me <me@thu.example>\r\nDate: Mon, 23 Nov 2026\r\nSubject: khai sinh\r\n\r\nCon ơi, làm lại giấy khai sinh bị mất ở xã Yên Mỹ thì nộp ở đâu?\r\n";
    let to = format!("phieu@{REPLIES}");
    let mail = plain(CITIZEN, &to, "chuyen", "Fwd: khai sinh", text);
    let result = app.hand_over(mail).await;
    assert_eq!(result.outcome, MailOutcome::NewTicket);
    let code = result.ticket.unwrap();
    let (_, desk) = app
        .signed_in(
            "tong.dai@a.vn",
            mobile_contract::accounts::Role::Operator,
            None,
        )
        .await;
    let seen = desk.staff_ticket(&code).await.unwrap();
    let said = &seen.ticket.messages[0].text;
    assert!(
        said.contains("giúp mẹ tôi") && said.contains("giấy khai sinh bị mất"),
        "{said}"
    );
}

#[rstest]
#[tokio::test]
async fn one_mail_answers_each_ticket_it_is_sent_to(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let first = sent(&app).await;
    let to_first = reply_address(&app, OFFICE).await;
    let second = sent(&app).await;
    let letters = app.letters_to(OFFICE).await;
    let to_second = letters
        .iter()
        .filter_map(|letter| letter.reply_to.clone())
        .find(|to| *to != to_first)
        .unwrap();
    let both = format!("{to_first}, {to_second}");
    let mail = plain(OFFICE, &both, "hai", "Re: Phieu", ANSWER);
    for _ in 0..2 {
        assert_eq!(
            app.hand_over(mail.clone()).await.outcome,
            MailOutcome::Answered
        );
        for key in [&first, &second] {
            let ticket = app.client().ticket(key).await.unwrap();
            assert_eq!(ticket.state, TicketState::Answered);
            assert_eq!(ticket.messages.len(), 2);
        }
    }
}

#[rstest]
#[tokio::test]
async fn an_absence_notice_without_marks_answers_nothing(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let to = reply_address(&app, OFFICE).await;
    for (id, subject) in [
        ("vang-1", "Trả lời tự động: Phiếu cần trả lời"),
        ("vang-2", "Automatic reply: Phieu"),
        ("vang-3", "Out of Office"),
    ] {
        let text = "Tôi đi vắng, việc gấp mời liên hệ bộ phận một cửa.";
        let result = app.hand_over(plain(OFFICE, &to, id, subject, text)).await;
        assert_eq!(
            because(&result),
            (MailOutcome::Ignored, Some(MailReason::AutoReply))
        );
    }
    let ticket = app.client().ticket(&key).await.unwrap();
    assert_eq!(ticket.state, TicketState::WithAgency);
    // Who writes about such a notice is heard.
    let subject = "Thư trả lời tự động của xã Yên Mỹ không đúng";
    let text = "Khai sinh cho con nộp ở đâu vậy?";
    let mail = plain(
        CITIZEN,
        &format!("phieu@{REPLIES}"),
        "ve-thu",
        subject,
        text,
    );
    assert_eq!(app.hand_over(mail).await.outcome, MailOutcome::NewTicket);
}

#[rstest]
#[tokio::test]
async fn two_programs_that_answer_each_other_come_to_an_end(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let _ = sent(&app).await;
    let to = reply_address(&app, OFFICE).await;
    for n in 0..30 {
        let text = format!("Số {n}.");
        let mail = plain(OFFICE, &to, &format!("may-{n}"), "Re", &text);
        assert_eq!(app.hand_over(mail).await.reason, Some(MailReason::Unfit));
    }
    let letters = app.letters_to(OFFICE).await;
    let told = letters
        .iter()
        .filter(|l| l.subject.contains("chưa được gửi"));
    let told = told.count();
    assert!((5..=11).contains(&told), "{told} letters");
}

#[rstest]
#[tokio::test]
async fn files_without_words_are_told_of(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let file = |name: &str| FileToSend {
        name: name.to_owned(),
        bytes: document(),
    };
    let client = app.client();
    let attached = client.attach_to_ticket(&key, vec![file("hen.pdf")], None);
    attached.await.unwrap();
    let told = last(&app, OFFICE).await;
    assert!(told.text.contains("Gửi kèm 1 tệp"), "{told:?}");
    // More within the hour is told of when that is over.
    let letters = app.letters_to(OFFICE).await.len();
    app.clock()
        .set(app.clock().now() + chrono::TimeDelta::minutes(5));
    let more = vec![file("a.pdf"), file("b.pdf")];
    client.attach_to_ticket(&key, more, None).await.unwrap();
    assert_eq!(app.letters_to(OFFICE).await.len(), letters);
    app.clock()
        .set(app.clock().now() + chrono::TimeDelta::hours(1));
    app.tickets().watch().await.unwrap();
    let told = app.letters_to(OFFICE).await;
    let told = told
        .iter()
        .find(|letter| letter.text.contains("Gửi kèm 2 tệp"));
    assert!(told.is_some());
}
