//! What becomes a case, and that it stays one.

use mobile_contract::accounts::Role;
use mobile_contract::client::TicketKey;
use mobile_contract::editorial::NewFaqDraft;
use mobile_contract::rating::NewServiceRating;
use mobile_contract::ticket::{
    Merge, NewKind, NewTicket, TicketEventKind, TicketKind, TicketState, Transfer,
};
use mobile_contract::{ErrorCode, Locale};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{COUNTER, QR, content, cross, reach, scores, visited};
use motcua_tests::spawn_app;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

use super::{FOUND, MAIL, answer, case, code_of, finding};

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
