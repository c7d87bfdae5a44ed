//! Looked into, and then answered.

use chrono::TimeDelta;
use mobile_contract::ErrorCode;
use mobile_contract::client::TicketKey;
use mobile_contract::mail::MailOutcome;
use mobile_contract::ticket::{
    ClockPhase, NewRequest, StaffTicketFilter, TicketEventKind, TicketKind, TicketSource,
    TicketState,
};
use motcua::config::Notifications;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::letters::{plain, with_mail};
use motcua_tests::office::OFFICE;
use motcua_tests::rated::{QR, cross, visited};
use motcua_tests::visitor::Visitor;
use motcua_tests::{send, spawn_app};
use rstest::rstest;

use super::{ANSWER, FOUND, again, answer, case, code_of, finding};

#[rstest]
#[tokio::test]
async fn it_is_received_looked_into_and_answered(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let case = case(&app, &cross()).await;
    let (lan, code) = (&case.lan, case.code());

    let received = client.ticket(&case.key).await.unwrap();
    assert_eq!(
        (received.state, received.kind),
        (TicketState::WithAgency, TicketKind::Service)
    );
    assert!(received.verified_at.is_none());
    assert!(received.reply.unwrap().due.is_some());
    let words = &received.messages[0].text;
    assert!(words.starts_with("Chờ hơn một giờ"), "{words}");
    assert!(words.contains("Thời gian giải quyết: 1/5"), "{words}");
    assert!(!words.contains("4/5"), "{words}");

    let ratings = StaffTicketFilter {
        source: Some(TicketSource::Rating),
        ..StaffTicketFilter::default()
    };
    let queue = lan.tickets(&ratings).await.unwrap().items;
    assert_eq!((queue.len(), &queue[0].code), (1, code));
    let seen = lan.staff_ticket(code).await.unwrap();
    assert!(seen.routing.contains("đánh giá"), "{}", seen.routing);

    // First it is looked into.
    let early = lan.answer_ticket(code, &answer(seen.revision)).await;
    let early = early.unwrap_err();
    assert_eq!(code_of(&early), Some(ErrorCode::FindingRequired));
    assert!(early.problem().unwrap().detail.is_some());
    let short = lan.note_finding(code, &finding(seen.revision, "ok")).await;
    assert_eq!(code_of(&short.unwrap_err()), Some(ErrorCode::Invalid));
    let stale = lan
        .note_finding(code, &finding(seen.revision + 7, FOUND))
        .await;
    assert_eq!(code_of(&stale.unwrap_err()), Some(ErrorCode::TicketChanged));
    let found = lan.note_finding(code, &finding(seen.revision, FOUND)).await;
    let found = found.unwrap();
    assert_eq!(found.finding.as_ref().unwrap().text, FOUND);
    assert_eq!(
        found.history.last().unwrap().kind,
        TicketEventKind::Verified
    );

    let verified = client.ticket(&case.key).await.unwrap();
    assert_eq!(verified.verified_at, Some(app.clock().now()));
    assert!(
        verified.explanation.contains("đã xem xét"),
        "{}",
        verified.explanation
    );
    let told = serde_json::to_string(&verified).unwrap();
    assert!(!told.contains("một quầy nghỉ"), "{told}");

    lan.answer_ticket(code, &answer(found.revision))
        .await
        .unwrap();
    let answered = client.ticket(&case.key).await.unwrap();
    assert_eq!(answered.state, TicketState::Answered);
    assert_eq!(answered.messages.last().unwrap().text, ANSWER);

    // What is asked again is looked into again.
    client
        .reopen_ticket(&case.key, "Hôm qua vẫn phải chờ")
        .await
        .unwrap();
    let open = lan.staff_ticket(code).await.unwrap();
    assert!(open.finding.is_none());
    let refused = lan.answer_ticket(code, &answer(open.revision)).await;
    assert_eq!(
        code_of(&refused.unwrap_err()),
        Some(ErrorCode::FindingRequired)
    );
}

#[rstest]
#[tokio::test]
async fn asking_who_rated_puts_nothing_off(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let case = case(&app, &cross()).await;
    let code = case.code();
    let due = client.ticket(&case.key).await.unwrap().reply.unwrap().due;
    let question = NewRequest {
        revision: case.lan.staff_ticket(code).await.unwrap().revision,
        text: "Bạn đến quầy vào buổi nào".to_owned(),
    };
    let asked = case.lan.ask_sender(code, &question).await.unwrap();
    assert_eq!(asked.ticket.state, TicketState::WaitingForCitizen);
    let told = client.ticket(&case.key).await.unwrap();
    let clock = told.reply.unwrap();
    assert_eq!((clock.phase, clock.due), (ClockPhase::Running, due));
    assert!(
        !told.explanation.contains("tạm dừng"),
        "{}",
        told.explanation
    );

    // Nobody answers: it is late like any other, and answered then, it was not answered in time.
    app.clock().set(app.clock().now() + TimeDelta::days(14));
    let lan = again(&app, "lan@a.vn").await;
    let late = StaffTicketFilter {
        overdue: Some(true),
        ..StaffTicketFilter::default()
    };
    let rows = lan.tickets(&late).await.unwrap().items;
    assert_eq!((rows.len(), rows[0].overdue), (1, true));
    let revision = lan.staff_ticket(code).await.unwrap().revision;
    let noted = finding(revision, FOUND);
    let found = lan.note_finding(code, &noted).await.unwrap();
    let done = lan.answer_ticket(code, &answer(found.revision)).await;
    let clock = done.unwrap().ticket.reply.unwrap();
    assert_eq!(clock.due, due);
    assert!(clock.done_at > due && clock.overdue, "{clock:?}");
}

#[rstest]
#[tokio::test]
async fn what_nobody_answers_in_time_is_late_in_the_queue(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let case = case(&app, &cross()).await;
    app.clock().set(app.clock().now() + TimeDelta::days(14));
    let lan = again(&app, "lan@a.vn").await;
    let late = StaffTicketFilter {
        source: Some(TicketSource::Rating),
        overdue: Some(true),
        ..StaffTicketFilter::default()
    };
    let rows = lan.tickets(&late).await.unwrap().items;
    assert_eq!((rows.len(), rows[0].overdue), (1, true));
    assert_eq!(&rows[0].code, case.code());
    let mut visitor = Visitor::signed_in(&app, "lan@a.vn").await;
    let page = visitor
        .get("/can-bo?source=rating&late=1")
        .await
        .expect(200)
        .text();
    assert!(page.contains(&case.code().printed()), "{page}");
    let other = visitor.get("/can-bo?source=mail").await.expect(200).text();
    assert!(!other.contains(&case.code().printed()), "{other}");
}

#[rstest]
#[tokio::test]
async fn staff_do_it_by_forms(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let case = case(&app, &cross()).await;
    let code = case.code();
    let path = format!("/can-bo/phieu/{code}");
    let mut visitor = Visitor::signed_in(&app, "lan@a.vn").await;
    let page = visitor.get(&path).await.expect(200).text();
    assert!(
        page.contains("cần được xem xét trước khi trả lời"),
        "{page}"
    );
    assert!(!page.contains("Gộp vào phiếu"), "{page}");
    let refused = visitor
        .post(
            &format!("{path}/kiem-tra"),
            &[("revision", "0"), ("text", "ok")],
        )
        .await;
    assert!(refused.expect(422).text().contains("ít nhất 10 ký tự"));
    let led = visitor
        .post(
            &format!("{path}/kiem-tra"),
            &[("revision", "0"), ("text", FOUND)],
        )
        .await
        .expect(303);
    assert!(led.header("location").contains("done=kiem-tra"));
    let page = visitor.get(&path).await.expect(200).text();
    assert!(page.contains(FOUND), "{page}");
}

#[rstest]
#[tokio::test]
async fn an_agency_without_accounts_does_it_from_its_mail(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = with_mail(db, Notifications::default()).await else {
        return;
    };
    let client = app.client();
    // The mailbox first, so that the letter opens its page.
    let agency = client
        .begin_rating_visit(QR)
        .await
        .unwrap()
        .agency
        .unwrap()
        .id;
    app.mailbox(agency.as_str(), OFFICE, false).await;
    let rated = visited(&client, QR, &cross()).await;
    let key = TicketKey::from(&rated.receipt.unwrap());
    let letters = app.letters_to(OFFICE).await;
    let letter = letters.last().unwrap();
    assert!(letter.text.contains("Chờ hơn một giờ"), "{}", letter.text);

    // A reply alone is not enough: the office is told what is missing, and its words are kept.
    let to = letter.reply_to.clone().unwrap();
    let reply = plain(OFFICE, &to, "<1@hungyen.example>", "Re: phiếu", ANSWER);
    let result = app.hand_over(reply).await;
    assert_eq!(result.outcome, MailOutcome::Refused);
    let told = app.letters_to(OFFICE).await;
    let told = &told.last().unwrap().text;
    assert!(told.contains("đã kiểm tra gì"), "{told}");

    let mut visitor = Visitor::new(&app);
    let link = letter.link();
    let led = visitor.get(&link).await.expect(303);
    let path = led.header("location").to_owned();
    let page = visitor.get(&path).await.expect(200).text();
    assert!(
        page.contains("Kết quả kiểm tra") && page.contains("Xin lỗi bạn"),
        "{page}"
    );
    let early = visitor
        .post_bare(
            &path,
            &[
                ("revision", "0"),
                ("text", ANSWER),
                ("anyway", "1"),
                ("viec", "gui"),
            ],
        )
        .await;
    assert!(early.expect(409).text().contains("đã kiểm tra gì"));
    let found = visitor
        .post_bare(
            &format!("{path}/kiem-tra"),
            &[("revision", "0"), ("text", FOUND)],
        )
        .await;
    assert!(
        found
            .expect(303)
            .header("location")
            .contains("viec=kiem-tra")
    );
    let page = visitor.get(&path).await.expect(200).text();
    assert!(page.contains(FOUND), "{page}");
    let sent = visitor
        .post_bare(
            &path,
            &[
                ("revision", "1"),
                ("text", ANSWER),
                ("anyway", "1"),
                ("viec", "gui"),
            ],
        )
        .await;
    assert!(sent.expect(303).header("location").contains("viec=tra-loi"));
    let ticket = client.ticket(&key).await.unwrap();
    assert_eq!(ticket.state, TicketState::Answered);
    let _ = send(app.get(&path)).await.expect(403);
}
