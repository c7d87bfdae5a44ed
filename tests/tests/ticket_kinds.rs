//! Complaints and denunciations have laws of their own: told apart, handed over, and put right by staff.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::TicketKey;
use mobile_contract::ticket::{
    NewContact, NewKind, NewTicket, ReportDays, TicketEventKind, TicketKind, TicketState,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const REASON: &str = "Người dân chỉ hỏi cách làm, không khiếu nại ai";

async fn sent(app: &App, text: &str) -> TicketKey {
    let new = NewTicket {
        text: text.to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        contact: Some(NewContact {
            mail: Some("hoa@dan.vn".to_owned()),
            ..NewContact::default()
        }),
        ..NewTicket::default()
    };
    TicketKey::from(&app.client().send_ticket(&new, None).await.unwrap())
}

fn kind(revision: i32, kind: TicketKind) -> NewKind {
    NewKind {
        revision,
        kind,
        reason: REASON.to_owned(),
    }
}

/// Templates of the letters about tickets so far, by name.
async fn letters(app: &App) -> Vec<String> {
    use sea_orm::{ConnectionTrait, Statement};
    let db = app.database().await;
    let all = "SELECT template FROM notifications WHERE about_kind = 'ticket' ORDER BY id";
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), all))
        .await;
    let rows = rows.unwrap();
    rows.iter()
        .map(|row| row.try_get("", "template").unwrap())
        .collect()
}

#[rstest]
#[tokio::test]
async fn what_was_wrongly_taken_for_a_complaint_goes_where_it_belongs(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let key = sent(
        &app,
        "toi khieu nai quyet dinh xu phat cua ubnd xa, lam khai sinh",
    )
    .await;
    let operator = app.signed_in("tong.dai@a.vn", Role::Operator, None).await.1;
    let seen = operator.staff_ticket(key.code()).await.unwrap();
    assert_eq!(seen.ticket.state, TicketState::HandedOver);
    assert!(
        letters(&app).await.contains(&"handed_over".to_owned()),
        "its sender is told where to go"
    );

    let changed = kind(seen.revision, TicketKind::Question);
    let put_right = operator
        .change_ticket_kind(key.code(), &changed)
        .await
        .unwrap();
    assert_eq!(put_right.ticket.kind, TicketKind::Question);
    assert_eq!(put_right.ticket.state, TicketState::WithAgency);
    assert_eq!(
        put_right.ticket.agency.unwrap().id.as_str(),
        "ubnd-xa-yen-my"
    );
    assert_eq!(
        put_right.history.last().unwrap().kind,
        TicketEventKind::KindChanged
    );
    let for_sender = app.client().ticket(&key).await.unwrap();
    let clock = for_sender.reply.unwrap();
    assert!(clock.due.is_some() && clock.done_at.is_none());

    // The same once more is refused, and so is who saw it before.
    let again = kind(put_right.revision, TicketKind::Question);
    let refused = operator
        .change_ticket_kind(key.code(), &again)
        .await
        .unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);
    let stale = kind(seen.revision, TicketKind::Service);
    let refused = operator
        .change_ticket_kind(key.code(), &stale)
        .await
        .unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::TicketChanged);
}

#[rstest]
#[tokio::test]
async fn what_is_a_denunciation_after_all_is_explained_and_handed_over(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let key = sent(
        &app,
        "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi",
    )
    .await;
    let lan = app
        .signed_in("lan@a.vn", Role::Officer, Some("ubnd-xa-yen-my"))
        .await
        .1;
    let seen = lan.staff_ticket(key.code()).await.unwrap();
    let changed = kind(seen.revision, TicketKind::Denunciation);
    // Where denunciations are received is another body: it is theirs from now on.
    let handed = lan.change_ticket_kind(key.code(), &changed).await.unwrap();
    assert_eq!(handed.ticket.state, TicketState::HandedOver);
    let for_sender = app.client().ticket(&key).await.unwrap();
    assert!(
        for_sender.explanation.contains("Luật Tố cáo"),
        "{}",
        for_sender.explanation
    );
    assert!(letters(&app).await.contains(&"handed_over".to_owned()));
    let stranger = app
        .signed_in("ha@b.vn", Role::Officer, Some("so-y-te"))
        .await
        .1;
    let foreign = kind(handed.revision, TicketKind::Question);
    let refused = stranger
        .change_ticket_kind(key.code(), &foreign)
        .await
        .unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::TicketNotFound);
}

#[rstest]
#[tokio::test]
async fn a_report_tells_where_guesses_went_wrong(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let operator = app.signed_in("tong.dai@a.vn", Role::Operator, None).await.1;
    let right = "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi";
    let keys = [sent(&app, right).await, sent(&app, right).await];
    let seen = operator.staff_ticket(keys[0].code()).await.unwrap();
    let transfer = mobile_contract::ticket::Transfer {
        revision: seen.revision,
        to: "so-tu-phap".to_owned(),
        reason: "Có yếu tố nước ngoài, thuộc thẩm quyền của tỉnh".to_owned(),
    };
    operator
        .transfer_ticket(keys[0].code(), &transfer)
        .await
        .unwrap();
    let report = operator
        .routing_report(&ReportDays::default())
        .await
        .unwrap();
    assert_eq!((report.total, report.right, report.unguessed), (2, 1, 0));
    let [mistaken] = report.mistaken.as_slice() else {
        panic!("{:?}", report.mistaken);
    };
    assert_eq!(
        mistaken.guessed.as_ref().unwrap().id.as_str(),
        "ubnd-xa-yen-my"
    );
    assert_eq!(
        (mistaken.with.id.as_str(), mistaken.count),
        ("so-tu-phap", 1)
    );
    let day = |text: &str| Some(text.parse().unwrap());
    for (from, to) in [("2026-11-23", "2026-11-22"), ("2020-01-01", "2026-11-23")] {
        let days = ReportDays {
            from: day(from),
            to: day(to),
        };
        let refused = operator.routing_report(&days).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);
    }
}
