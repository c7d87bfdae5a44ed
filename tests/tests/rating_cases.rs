//! Every rating with something to answer is looked into and answered, by the agency of the counter alone,
//! and nobody there learns who gave it.

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, FileToSend, Paging, SignedIn, TicketKey};
use mobile_contract::editorial::NewFaqDraft;
use mobile_contract::mail::{MailOutcome, MailReason};
use mobile_contract::rating::{NewServiceRating, RatingBasis};
use mobile_contract::ticket::{
    ClockPhase, Merge, NewAnswer, NewFinding, NewKind, NewNote, NewRequest, NewTicket, Revision,
    StaffTicketFilter, TicketCode, TicketEventKind, TicketKind, TicketSource, TicketState,
    Transfer,
};
use mobile_contract::{ErrorCode, Locale};
use motcua::config::Notifications;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{PASSWORD, with};
use motcua_tests::letters::{REPLIES, plain, with_mail};
use motcua_tests::office::OFFICE;
use motcua_tests::pictures::{document_with, photo_with_traces};
use motcua_tests::rated::{COUNTER, QR, content, cross, reach, scores, visited};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, codes, send, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

const FOUND: &str = "Đã xem lại lượt lấy số: chờ 70 phút vì một quầy nghỉ.";
const ANSWER: &str = "Xin lỗi bạn đã phải chờ. Từ tuần này, bạn lấy số trước trên Cổng dịch vụ công rồi đến đúng giờ hẹn.";
const MAIL: &str = "hoa.nguyen@thu.example";

/// A case, its agency, and somebody there.
struct Case {
    key: TicketKey,
    agency: String,
    lan: SignedIn,
}

impl Case {
    fn code(&self) -> &TicketCode {
        self.key.code()
    }
}

async fn case(app: &App, rating: &NewServiceRating) -> Case {
    let rated = visited(&app.client(), QR, rating).await;
    let agency = rated.agency.unwrap().id.to_string();
    let key = TicketKey::from(&rated.receipt.unwrap());
    let (_, lan) = app
        .signed_in("lan@a.vn", Role::Officer, Some(&agency))
        .await;
    Case { key, agency, lan }
}

async fn again(app: &App, login: &str) -> SignedIn {
    let client = app.client();
    let tokens = client.login(&with(login, PASSWORD)).await.unwrap();
    client.signed_in(tokens.access_token)
}

fn finding(revision: i32, text: &str) -> NewFinding {
    NewFinding {
        revision,
        text: text.to_owned(),
    }
}

fn answer(revision: i32) -> NewAnswer {
    NewAnswer {
        revision,
        text: Some(ANSWER.to_owned()),
        cites: Vec::new(),
        anyway: true,
    }
}

fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

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
async fn praise_without_words_needs_no_answer_and_words_do(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    assert!(visited(&client, QR, &content()).await.receipt.is_none());
    let praise = NewServiceRating {
        comment: Some("Cô ở quầy hướng dẫn rất kỹ".to_owned()),
        ..content()
    };
    let rated = visited(&client, QR, &praise).await;
    let ticket = client
        .ticket(&TicketKey::from(&rated.receipt.unwrap()))
        .await;
    let words = ticket.unwrap().messages.remove(0).text;
    assert!(words.contains("Góp ý khi đánh giá"), "{words}");
    // A contact that nobody will use is not kept.
    let left = NewServiceRating {
        contact: Some(reach(MAIL)),
        ..content()
    };
    let rated = visited(&client, QR, &left).await;
    assert!(rated.thanks.contains("không được lưu"), "{}", rated.thanks);

    // In English, both languages stand in the case.
    let rating = NewServiceRating {
        locale: Some(Locale::En),
        ..scores(&[("thoi-gian", 2)])
    };
    let rated = visited(&client, QR, &rating).await;
    assert!(rated.thanks.starts_with("Thank you"), "{}", rated.thanks);
    let ticket = client
        .ticket(&TicketKey::from(&rated.receipt.unwrap()))
        .await;
    let words = ticket.unwrap().messages.remove(0).text;
    assert!(
        words.contains("(Time it took: 2/5, dissatisfied)"),
        "{words}"
    );
}

#[rstest]
#[tokio::test]
async fn to_another_agency_the_case_does_not_exist(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let case = case(&app, &cross()).await;
    let code = case.code();
    let other = if case.agency == "so-tu-phap" {
        "so-y-te"
    } else {
        "so-tu-phap"
    };
    for (role, login) in [(Role::Officer, "x@b.vn"), (Role::Leader, "y@b.vn")] {
        let (_, them) = app.signed_in(login, role, Some(other)).await;
        let words = NewRequest {
            revision: 0,
            text: "Bạn đến quầy nào".to_owned(),
        };
        let on = Transfer {
            revision: 0,
            to: other.to_owned(),
            reason: "Việc này của chúng tôi".to_owned(),
        };
        let refused = [
            them.staff_ticket(code).await.unwrap_err(),
            them.note_finding(code, &finding(0, FOUND))
                .await
                .unwrap_err(),
            them.answer_ticket(code, &answer(0)).await.unwrap_err(),
            them.ask_sender(code, &words).await.unwrap_err(),
            them.transfer_ticket(code, &on).await.unwrap_err(),
            them.assign_ticket(code, Revision { revision: 0 })
                .await
                .unwrap_err(),
            them.note_on_ticket(
                code,
                &NewNote {
                    text: "x".to_owned(),
                },
            )
            .await
            .unwrap_err(),
        ];
        for refused in refused {
            assert_eq!(code_of(&refused), Some(ErrorCode::TicketNotFound));
        }
        let all = them.tickets(&StaffTicketFilter::default()).await.unwrap();
        assert!(all.items.is_empty());
    }
}

#[rstest]
#[tokio::test]
async fn nobody_of_the_agency_learns_who_rated(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_mail(db, Notifications::default()).await else {
        return;
    };
    let rating = NewServiceRating {
        contact: Some(reach(MAIL)),
        ..cross()
    };
    let visit = app.client().begin_rating_visit(QR).await.unwrap();
    app.mailbox(visit.agency.unwrap().id.as_str(), OFFICE, false)
        .await;
    let case = case(&app, &rating).await;
    let (lan, code) = (&case.lan, case.code());
    let (_, leader) = app
        .signed_in("leader@a.vn", Role::Leader, Some(&case.agency))
        .await;
    let (_, operator) = app.signed_in("op@a.vn", Role::Operator, None).await;
    let (_, admin) = app.signed_in("ad@a.vn", Role::Administrator, None).await;
    let clean = |what: &str, text: &str| {
        // The server's own address is no trace of anybody.
        let text = text.replace(app.address(), "");
        for trace in [
            "hoa.nguyen",
            "912345678",
            "0912",
            "Nguyễn Thị Hoa",
            "127.0.0.1",
        ] {
            assert!(!text.contains(trace), "{trace} in {what}: {text}");
        }
    };
    for staff in [lan, &leader, &operator, &admin] {
        let seen = staff.staff_ticket(code).await.unwrap();
        assert!(seen.contact.is_none());
        clean("the ticket", &serde_json::to_string(&seen).unwrap());
        let queue = staff.tickets(&StaffTicketFilter::default()).await.unwrap();
        clean("the queue", &serde_json::to_string(&queue).unwrap());
    }
    let seen = lan.staff_ticket(code).await.unwrap();
    let found = lan.note_finding(code, &finding(seen.revision, FOUND)).await;
    lan.answer_ticket(code, &answer(found.unwrap().revision))
        .await
        .unwrap();
    let audit = admin.audit(&Paging::default()).await.unwrap();
    clean("the audit record", &serde_json::to_string(&audit).unwrap());

    let mut visitor = Visitor::signed_in(&app, "lan@a.vn").await;
    let page = visitor
        .get(&format!("/can-bo/phieu/{code}"))
        .await
        .expect(200)
        .text();
    clean("the page", &page);
    assert!(page.contains("Người đánh giá được giữ kín"), "{page}");
    assert!(
        !page.contains("/can-bo/hoi-dap/moi\""),
        "no question for all is made of it"
    );

    // The answer reaches who rated; letters to the office name nobody.
    let letters = app.letters().await;
    let (to_sender, to_staff): (Vec<_>, Vec<_>) = letters
        .into_iter()
        .partition(|letter| letter.to.contains(MAIL));
    assert!(to_sender.last().unwrap().text.contains("lấy số trước"));
    assert!(!to_staff.is_empty());
    for letter in to_staff {
        clean("a letter", &format!("{}\n{}", letter.subject, letter.text));
    }
    // Nothing in the clear in what is kept.
    let db = app.database().await;
    for (table, column) in [("tickets", "contact"), ("ratings", "network")] {
        let query = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL");
        let query = Statement::from_string(db.get_database_backend(), query);
        let row = db.query_one_raw(query).await.unwrap().unwrap();
        clean(table, &row.try_get_by_index::<String>(0).unwrap());
    }
    // Their own list still has it: they proved the contact.
    let tokens = app.citizen_tokens("0912345678").await;
    let mine = app.client().signed_in(tokens.access_token);
    let mine = mine.my_tickets(&Paging::default()).await.unwrap();
    assert_eq!(mine.items.len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_mail_of_who_rated_reaches_no_agency(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_mail(db, Notifications::default()).await else {
        return;
    };
    let rating = NewServiceRating {
        contact: Some(reach(MAIL)),
        ..cross()
    };
    let case = case(&app, &rating).await;
    let (lan, code) = (&case.lan, case.code());
    let question = NewRequest {
        revision: lan.staff_ticket(code).await.unwrap().revision,
        text: "Bạn đến quầy vào buổi nào".to_owned(),
    };
    let asked = lan.ask_sender(code, &question).await.unwrap();
    let mut letters = app.letters_to(MAIL).await.into_iter();
    let letter = letters.find(|letter| letter.text.contains("vào buổi nào"));
    let letter = letter.unwrap();
    assert!(letter.text.contains("đừng ký tên"), "{letter:?}");
    assert!(!letter.text.contains("tạm dừng"), "{letter:?}");
    let noted = finding(asked.revision, FOUND);
    let found = lan.note_finding(code, &noted).await.unwrap();
    lan.answer_ticket(code, &answer(found.revision))
        .await
        .unwrap();
    let letters = app.letters_to(MAIL).await;
    assert!(letters.iter().all(|letter| letter.reply_to.is_none()));
    let mut letters = letters.into_iter();
    let letter = letters.find(|letter| letter.text.contains("lấy số trước"));
    let letter = letter.unwrap();
    assert!(letter.text.contains("đừng ký tên"), "{letter:?}");

    // Answered all the same, it becomes neither a part of the case nor a ticket that names them.
    let signed = "Hôm qua vẫn phải chờ. Nguyễn Thị Hoa";
    let thread = letter.thread.as_deref().unwrap();
    let head = format!("References: <{thread}> <{}>\r\nMIME-", letter.message_id);
    let to = format!("phieu@{REPLIES}");
    let reply = plain(MAIL, &to, "ky-ten", "Re: phiếu", signed).replacen("MIME-", &head, 1);
    let result = app.hand_over(reply).await;
    assert_eq!(
        (result.outcome, result.reason),
        (MailOutcome::Refused, Some(MailReason::Closed))
    );
    let told = app.letters_to(MAIL).await;
    let refusal = |text: &str| text.contains("không nhận lời qua thư");
    assert!(told.iter().any(|letter| refusal(&letter.text)), "{told:?}");
    let seen = lan.staff_ticket(code).await.unwrap();
    assert_eq!(seen.ticket.state, TicketState::Answered);
    let seen = serde_json::to_string(&seen).unwrap();
    assert!(!seen.contains("Nguyễn Thị Hoa"), "{seen}");
    let db = app.database().await;
    let tickets = "SELECT COUNT(*) FROM tickets";
    let query = Statement::from_string(db.get_database_backend(), tickets);
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 1);
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
async fn what_one_agency_found_answers_nothing_for_another(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let case = case(&app, &cross()).await;
    let (lan, code) = (&case.lan, case.code());
    let seen = lan.staff_ticket(code).await.unwrap();
    let noted = finding(seen.revision, FOUND);
    let found = lan.note_finding(code, &noted);
    let other = if case.agency == "so-tu-phap" {
        "so-y-te"
    } else {
        "so-tu-phap"
    };
    let on = Transfer {
        revision: found.await.unwrap().revision,
        to: other.to_owned(),
        reason: "Cán bộ của sở ngồi ở quầy này".to_owned(),
    };
    lan.transfer_ticket(code, &on).await.unwrap();
    let (_, them) = app.signed_in("x@b.vn", Role::Officer, Some(other)).await;
    let seen = them.staff_ticket(code).await.unwrap();
    assert!(seen.finding.is_none() && seen.ticket.verified_at.is_none());
    let mut history = seen.history.iter();
    let kept = history.find(|event| event.kind == TicketEventKind::Verified);
    assert_eq!(kept.unwrap().reason.as_deref(), Some(FOUND));
    let refused = them.answer_ticket(code, &answer(seen.revision)).await;
    assert_eq!(
        code_of(&refused.unwrap_err()),
        Some(ErrorCode::FindingRequired)
    );
    let noted = finding(seen.revision, FOUND);
    let found = them.note_finding(code, &noted).await.unwrap();
    let done = them.answer_ticket(code, &answer(found.revision)).await;
    assert_eq!(done.unwrap().ticket.state, TicketState::Answered);
}

#[rstest]
#[tokio::test]
async fn it_stays_a_rating_of_that_counter(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let case = case(&app, &cross()).await;
    let (lan, code) = (&case.lan, case.code());
    let revision = lan.staff_ticket(code).await.unwrap().revision;
    // It is not joined to others, nor turned into something else that needs no answer.
    let second = visited(&client, QR, &cross()).await.receipt.unwrap();
    let into = Merge {
        revision,
        into: second.code,
    };
    let merged = lan.merge_ticket(code, &into).await.unwrap_err();
    assert_eq!(code_of(&merged), Some(ErrorCode::TicketState));
    let kind = NewKind {
        revision,
        kind: TicketKind::Complaint,
        reason: "Người này khiếu nại cán bộ".to_owned(),
    };
    let rekinded = lan.change_ticket_kind(code, &kind).await.unwrap_err();
    assert_eq!(code_of(&rekinded), Some(ErrorCode::TicketState));
    let question = NewTicket {
        text: "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..NewTicket::default()
    };
    let question = client.send_ticket(&question, None).await.unwrap().ticket;
    let (_, admin) = app.signed_in("ad@a.vn", Role::Administrator, None).await;
    let none = admin.note_finding(&question.code, &finding(0, FOUND)).await;
    assert_eq!(code_of(&none.unwrap_err()), Some(ErrorCode::TicketState));
    let into = Merge {
        revision: 0,
        into: code.clone(),
    };
    let merged = admin.merge_ticket(&question.code, &into).await;
    assert_eq!(code_of(&merged.unwrap_err()), Some(ErrorCode::TicketState));

    // Sent on, it is still told of the agency that was rated, and teaches the router nothing.
    let on = Transfer {
        revision,
        to: "so-tu-phap".to_owned(),
        reason: "Cán bộ của sở ngồi ở quầy này".to_owned(),
    };
    lan.transfer_ticket(code, &on).await.unwrap();
    assert_eq!(
        code_of(&lan.staff_ticket(code).await.unwrap_err()),
        Some(ErrorCode::TicketNotFound)
    );
    let db = app.database().await;
    let agency = &case.agency;
    for (sql, expected) in [
        ("SELECT COUNT(*) FROM route_corrections".to_owned(), 0_i64),
        (
            format!(
                "SELECT COUNT(*) FROM ratings WHERE agency = '{agency}' AND counter = '{COUNTER}'"
            ),
            2,
        ),
    ] {
        let query = Statement::from_string(db.get_database_backend(), sql.as_str());
        let row = db.query_one_raw(query).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), expected, "{sql}");
    }
}

#[rstest]
#[tokio::test]
async fn words_of_a_denunciation_do_not_close_it_and_no_question_for_all_is_made(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let rating = NewServiceRating {
        comment: Some("Tôi tố cáo cán bộ ở quầy đòi thêm tiền".to_owned()),
        ..content()
    };
    let case = case(&app, &rating).await;
    let (lan, code) = (&case.lan, case.code());
    let seen = lan.staff_ticket(code).await.unwrap();
    assert_eq!(
        (seen.ticket.state, seen.ticket.kind),
        (TicketState::WithAgency, TicketKind::Service)
    );
    let found = lan.note_finding(code, &finding(seen.revision, FOUND)).await;
    lan.answer_ticket(code, &answer(found.unwrap().revision))
        .await
        .unwrap();
    let draft = NewFaqDraft {
        ticket: Some(code.to_string()),
        question: None,
    };
    let refused = lan.new_faq_draft(&draft).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::TicketState));
}

#[rstest]
#[tokio::test]
async fn a_rating_of_no_known_counter_is_sent_where_it_belongs_by_a_person(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let rating = NewServiceRating {
        counter: None,
        ..cross()
    };
    let rated = client.rate_service(&rating, None).await.unwrap();
    assert!(rated.agency.is_none() && rated.answer_by.is_none());
    let key = TicketKey::from(&rated.receipt.unwrap());
    let (_, operator) = app.signed_in("op@a.vn", Role::Operator, None).await;
    let seen = operator.staff_ticket(key.code()).await.unwrap();
    assert_eq!(seen.ticket.state, TicketState::Unrouted);
    assert!(
        seen.routing.contains("không qua mã tại quầy"),
        "{}",
        seen.routing
    );
    let on = Transfer {
        revision: seen.revision,
        to: "ubnd-xa-yen-my".to_owned(),
        reason: "Người dân nói quầy ở Yên Mỹ".to_owned(),
    };
    let sent = operator.transfer_ticket(key.code(), &on).await.unwrap();
    assert_eq!(sent.ticket.state, TicketState::WithAgency);
    let found = operator
        .note_finding(key.code(), &finding(sent.revision, FOUND))
        .await;
    let done = operator
        .answer_ticket(key.code(), &answer(found.unwrap().revision))
        .await;
    assert_eq!(done.unwrap().ticket.state, TicketState::Answered);
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

/// The agency that a dossier lies with.
const HANDLER: &str = "ubnd-xa-yen-my";

/// What stands behind `/q/` in the picture on the receipt of a dossier.
async fn receipt(app: &App) -> String {
    let (_, link) = codes::receipt(app, "H31.12.45-261120-0012", HANDLER).await;
    codes::tail(&link).to_owned()
}

#[rstest]
#[tokio::test]
async fn a_late_rating_of_a_dossier_still_finds_its_agency(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let qr = receipt(&app).await;
    let visit = client.begin_rating_visit(&qr).await.unwrap();
    assert_eq!(visit.form.id.as_str(), "dossier");
    let mut visitor = Visitor::new(&app);
    let page = visitor.read(&format!("/danh-gia?qr={qr}")).await;
    assert!(page.contains("Đánh giá việc giải quyết hồ sơ"), "{page}");
    assert!(!page.contains("tại quầy không?"), "{page}");
    let held = ["key", "form", "version", "visit", "qr"];
    let held = held.map(|name| (name, visitor.hidden(name).unwrap()));
    app.clock().set(app.clock().now() + TimeDelta::minutes(31));
    let mut fields: Vec<(&str, &str)> = held
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fields.extend([("a.thai-do", "1"), ("do", "send")]);
    let late = visitor.post_bare("/danh-gia", &fields).await.expect(410);
    let late = late.text();
    assert!(late.contains("Lấy lượt mới cho hồ sơ này"), "{late}");
    assert!(late.contains("Hồ sơ của bạn"), "{late}");
    assert!(!late.contains("Không rõ quầy nào"), "{late}");
    let held = ["key", "form", "version", "qr"].map(|name| (name, visitor.hidden(name).unwrap()));
    let mut fields: Vec<(&str, &str)> = held
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fields.extend([("a.thai-do", "1"), ("do", "open")]);
    let sent = visitor.post_bare("/danh-gia", &fields).await.expect(200);
    assert!(sent.text().contains("thống kê riêng"), "{sent:?}");

    let (_, lan) = app
        .signed_in("lan@a.vn", Role::Officer, Some(HANDLER))
        .await;
    let rows = lan.tickets(&StaffTicketFilter::default()).await.unwrap();
    assert_eq!(rows.items.len(), 1, "it is with the agency of the dossier");
    let seen = lan.staff_ticket(&rows.items[0].code).await.unwrap();
    let words = &seen.ticket.messages[0].text;
    assert!(words.contains("giải quyết một hồ sơ"), "{words}");
    assert!(
        seen.routing.contains("không kèm lượt quét"),
        "{}",
        seen.routing
    );
    // Counted apart, and no rating of that dossier: who comes in time rates it first.
    let db = app.database().await;
    let kept = format!(
        "SELECT COUNT(*) FROM ratings WHERE basis = 'open' AND agency = '{HANDLER}' AND dossier IS NULL"
    );
    let query = Statement::from_string(db.get_database_backend(), kept);
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 1);

    // The same over the API; a code that is none is refused where it stands.
    let rating = NewServiceRating {
        form: "dossier".to_owned(),
        counter: None,
        qr: Some(qr),
        ..scores(&[("giay-to", 2)])
    };
    let rated = client.rate_service(&rating, None).await.unwrap();
    assert_eq!(rated.basis, RatingBasis::Open);
    assert_eq!(rated.agency.unwrap().id.as_str(), HANDLER);
    let wrong = NewServiceRating {
        qr: Some("ZZZZZZZ".to_owned()),
        ..rating
    };
    let refused = client.rate_service(&wrong, None).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].loc, "body.qr");
}

#[rstest]
#[tokio::test]
async fn operators_ask_from_the_queue(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let rating = NewServiceRating {
        counter: None,
        ..cross()
    };
    let rated = client.rate_service(&rating, None).await.unwrap();
    let key = TicketKey::from(&rated.receipt.unwrap());
    let (_, operator) = app.signed_in("op@a.vn", Role::Operator, None).await;
    let due = client.ticket(&key).await.unwrap().dispatch.due;
    let path = format!("/can-bo/phieu/{}", key.code());
    let mut visitor = Visitor::signed_in(&app, "op@a.vn").await;
    let page = visitor.read(&path).await;
    assert!(page.contains("Thời hạn chuyển phiếu vẫn chạy"), "{page}");
    let question = NewRequest {
        revision: operator.staff_ticket(key.code()).await.unwrap().revision,
        text: "Bạn đã đến quầy nào".to_owned(),
    };
    let asked = operator.ask_sender(key.code(), &question).await.unwrap();
    assert_eq!(asked.ticket.state, TicketState::WaitingForCitizen);
    let told = client.ticket(&key).await.unwrap();
    assert!(
        told.explanation.starts_with("Tổng đài đang chờ"),
        "{told:?}"
    );
    assert!(!told.explanation.contains("tạm dừng"), "{told:?}");
    assert_eq!(told.dispatch.due, due);
    let back = client.write_to_ticket(&key, "Quầy đất đai ở Yên Mỹ").await;
    assert_eq!(back.unwrap().state, TicketState::Unrouted);
    let on = Transfer {
        revision: operator.staff_ticket(key.code()).await.unwrap().revision,
        to: HANDLER.to_owned(),
        reason: "Người dân nói quầy ở Yên Mỹ".to_owned(),
    };
    let sent = operator.transfer_ticket(key.code(), &on).await.unwrap();
    assert_eq!(sent.ticket.state, TicketState::WithAgency);
}

#[rstest]
#[tokio::test]
async fn files_of_who_rated_name_nobody(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let case = case(&app, &cross()).await;
    let named = "Don cua Nguyen Thi Hoa";
    let document =
        document_with("<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R/Author(Nguyen Thi Hoa)>>");
    let file = |ending: &str, bytes: Vec<u8>| FileToSend {
        name: format!("{named}.{ending}"),
        bytes,
    };
    // A document says who made it, and goes to the agency as it is: it is not taken, and one is told why.
    let refused = client.attach_to_ticket(&case.key, vec![file("pdf", document.clone())], None);
    let refused = refused.await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::AttachmentRefused));
    let told = &refused.problem().unwrap().errors[0].msg;
    assert!(told.contains("chỉ nhận ảnh"), "{told}");
    // Together with a photo, neither is.
    let both = vec![file("jpg", photo_with_traces()), file("pdf", document)];
    let refused = client
        .attach_to_ticket(&case.key, both, None)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::AttachmentRefused));

    for _ in 0..2 {
        let photo = vec![file("jpg", photo_with_traces())];
        client
            .attach_to_ticket(&case.key, photo, None)
            .await
            .unwrap();
    }
    let seen = case.lan.staff_ticket(case.code()).await.unwrap();
    let files = &seen.ticket.attachments;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["tep-1.jpg", "tep-2.jpg"]);
    let seen = serde_json::to_string(&seen).unwrap();
    assert!(!seen.contains("Nguyen Thi Hoa"), "{seen}");
    let own = client.ticket(&case.key).await.unwrap();
    assert_eq!(own.attachments[0].name, "tep-1.jpg");

    // Other tickets take documents by their names, as ever.
    let question = NewTicket {
        text: "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..NewTicket::default()
    };
    let opened = client.send_ticket(&question, None).await.unwrap();
    let key = TicketKey::from(&opened);
    let plain = document_with("<</Type/Catalog/Pages 2 0 R>>");
    let shown = client
        .attach_to_ticket(&key, vec![file("pdf", plain)], None)
        .await;
    let shown = shown.unwrap();
    assert_eq!(shown.attachments[0].name, format!("{named}.pdf"));
    assert!(!shown.confidential && own.confidential);
}

#[rstest]
#[tokio::test]
async fn who_writes_on_is_told_not_to_sign(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let case = case(&app, &cross()).await;
    let (lan, code) = (&case.lan, case.code());
    let mut hoa = Visitor::new(&app);
    let path = format!("/phieu/{code}");
    let typed = [("code", code.as_str()), ("secret", case.key.secret())];
    let _ = hoa.post_bare("/phieu/tra-cuu", &typed).await.expect(303);
    let unsigned = "đừng ghi tên mình nếu không muốn cơ quan biết";
    let page = hoa.read(&path).await;
    assert!(page.contains(unsigned), "{page}");
    assert!(page.contains("Chỉ nhận ảnh"), "{page}");
    assert!(!page.contains("application/pdf"), "{page}");

    let revision = lan.staff_ticket(code).await.unwrap().revision;
    let found = lan.note_finding(code, &finding(revision, FOUND)).await;
    lan.answer_ticket(code, &answer(found.unwrap().revision))
        .await
        .unwrap();
    let page = hoa.read(&path).await;
    let reopening = page.split_once("id=\"hoi-lai-hint\"").unwrap().1;
    let reopening = reopening.split_once("</p>").unwrap().0;
    assert!(reopening.contains(unsigned), "{reopening}");
}
