//! Nobody of an agency learns who rated.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{FileToSend, Paging, TicketKey};
use mobile_contract::mail::{MailOutcome, MailReason};
use mobile_contract::rating::NewServiceRating;
use mobile_contract::ticket::{NewRequest, NewTicket, StaffTicketFilter, TicketState};
use motcua::config::Notifications;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::letters::{REPLIES, plain, with_mail};
use motcua_tests::office::OFFICE;
use motcua_tests::pictures::{document_with, photo_with_traces};
use motcua_tests::rated::{QR, cross, reach};
use motcua_tests::spawn_app;
use motcua_tests::visitor::Visitor;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

use super::{FOUND, MAIL, answer, case, code_of, finding};

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
