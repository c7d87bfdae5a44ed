//! Whose a case is, where no visit tells it, and whose it is not.

use chrono::TimeDelta;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::TicketKey;
use mobile_contract::rating::{NewServiceRating, RatingBasis};
use mobile_contract::ticket::{
    NewNote, NewRequest, Revision, StaffTicketFilter, TicketState, Transfer,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{COUNTER, QR, cross, scores};
use motcua_tests::visitor::Visitor;
use motcua_tests::{codes, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

use super::{FOUND, HANDLER, answer, case, code_of, finding, receipt};

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
async fn a_late_rating_of_a_withdrawn_code_still_finds_its_counter(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    // Scanned, and then withdrawn and late.
    let visit = client.begin_rating_visit(QR).await.unwrap();
    let agency = visit.agency.unwrap().id;
    let (_, admin) = app.signed_in("ad@a.vn", Role::Administrator, None).await;
    let code = QR.parse().unwrap();
    admin.revoke_qr_code(&code, &codes::reason()).await.unwrap();
    let rating = NewServiceRating {
        counter: None,
        qr: Some(QR.to_owned()),
        ..cross()
    };
    let rated = client.rate_service(&rating, None).await.unwrap();
    assert_eq!(rated.basis, RatingBasis::Open);
    assert_eq!(rated.agency.unwrap().id, agency);
    let db = app.database().await;
    let kept = format!(
        "SELECT COUNT(*) FROM ratings WHERE basis = 'open' AND counter = '{COUNTER}' AND agency = '{agency}'"
    );
    let query = Statement::from_string(db.get_database_backend(), kept);
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 1);

    // Of a receipt the bare number tells nothing, withdrawn or not.
    let (code, _) = codes::receipt(&app, "H31.12.45-261120-0012", HANDLER).await;
    let bare = NewServiceRating {
        form: "dossier".to_owned(),
        counter: None,
        qr: Some(code.to_string()),
        ..scores(&[("giay-to", 2)])
    };
    let before = client.rate_service(&bare, None).await.unwrap();
    assert!(before.agency.is_none());
    admin.revoke_qr_code(&code, &codes::reason()).await.unwrap();
    let after = client.rate_service(&bare, None).await.unwrap();
    assert!(after.agency.is_none());
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
