//! Whose a ticket is: seen within rights, sent on, bounced.

use super::*;

#[rstest]
#[tokio::test]
async fn another_agencys_ticket_does_not_exist(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, agency) = sent(&app.client(), &about_birth()).await;
    let code = key.code();
    assert_ne!(agency.as_deref(), Some("so-tu-phap"));
    let other = officer(&app, "cong-an-tinh", "hung@b.vn").await;
    assert!(
        other
            .tickets(&StaffTicketFilter::default())
            .await
            .unwrap()
            .items
            .is_empty()
    );
    assert_eq!(other.ticket_counts().await.unwrap().with_agency, 0);
    // Naming the agency in a filter opens nothing either.
    let filter = StaffTicketFilter {
        agency,
        ..StaffTicketFilter::default()
    };
    assert!(other.tickets(&filter).await.unwrap().items.is_empty());
    let note = NewNote {
        text: "x".to_owned(),
    };
    for refused in [
        other.staff_ticket(code).await.unwrap_err(),
        other.ticket_clock(code).await.unwrap_err(),
        other.note_on_ticket(code, &note).await.unwrap_err(),
        other
            .answer_ticket(code, &answer(0, HELPFUL))
            .await
            .unwrap_err(),
        other
            .transfer_ticket(code, &to(0, "so-tu-phap"))
            .await
            .unwrap_err(),
        other
            .assign_ticket(code, Revision { revision: 0 })
            .await
            .unwrap_err(),
        other.ask_sender(code, &request(0, "x")).await.unwrap_err(),
    ] {
        assert_eq!(code_of(&refused), Some(ErrorCode::TicketNotFound));
    }
    let caller = CallerTicket {
        ticket: about_birth(),
    };
    let refused = other
        .send_ticket_for_caller(&caller, None)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Forbidden));
}

#[rstest]
#[tokio::test]
async fn an_operator_sends_what_nobody_could_tell_and_the_reply_counts_from_receipt(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &unclear()).await;
    assert_eq!(agency, None);
    app.signed_in("tong-dai@a.vn", Role::Operator, None).await;
    app.clock().set("2026-11-23T07:00:00Z".parse().unwrap());
    let desk = again(&app, "tong-dai@a.vn").await;
    let seen = revision(&desk, key.code()).await;
    for (transfer, loc) in [
        (
            Transfer {
                reason: "sai".to_owned(),
                ..to(seen, "so-tu-phap")
            },
            "body.reason",
        ),
        (to(seen, "khong-co-co-quan-nay"), "body.to"),
    ] {
        let refused = desk
            .transfer_ticket(key.code(), &transfer)
            .await
            .unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].loc, loc);
    }
    let moved = desk
        .transfer_ticket(key.code(), &to(seen, "so-tu-phap"))
        .await
        .unwrap();
    assert_eq!(moved.ticket.state, TicketState::WithAgency);
    assert!(
        moved.ticket.dispatch.overdue,
        "fifteen working minutes were over"
    );
    let reply = moved.ticket.reply.unwrap();
    assert_eq!(reply.due.unwrap().to_rfc3339(), "2026-11-30T10:00:00+00:00");
    let event = moved.history.last().unwrap();
    assert_eq!(event.kind, TicketEventKind::Dispatched);
    assert_eq!(event.reason.as_deref(), Some(REASON));
}

#[rstest]
#[tokio::test]
async fn the_third_bounce_goes_to_the_coordination_desk(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, first) = sent(&app.client(), &about_birth()).await;
    let code = key.code();
    let first = first.unwrap();
    let here = officer(&app, &first, "lan@a.vn").await;
    let there = officer(&app, "so-tu-phap", "tu@b.vn").await;
    let due = here
        .staff_ticket(code)
        .await
        .unwrap()
        .ticket
        .reply
        .unwrap()
        .due;
    here.transfer_ticket(code, &to(revision(&here, code).await, "so-tu-phap"))
        .await
        .unwrap();
    there
        .transfer_ticket(code, &to(revision(&there, code).await, &first))
        .await
        .unwrap();
    let last = here
        .transfer_ticket(code, &to(revision(&here, code).await, "so-tu-phap"))
        .await
        .unwrap();
    assert_eq!(
        last.history.last().unwrap().kind,
        TicketEventKind::SentToArbiter
    );
    let arbiter = last.ticket.agency.unwrap();
    assert!(
        arbiter.id.as_str() != first && arbiter.id.as_str() != "so-tu-phap",
        "{arbiter:?}"
    );
    assert_eq!(
        last.ticket.reply.unwrap().due,
        due,
        "sending on wins nobody time"
    );
    // The desk decides, and then it is decided.
    let desk = officer(&app, arbiter.id.as_str(), "dieu-phoi@c.vn").await;
    let decided = desk
        .transfer_ticket(code, &to(revision(&desk, code).await, "so-tu-phap"))
        .await
        .unwrap();
    assert_eq!(decided.ticket.agency.unwrap().id.as_str(), "so-tu-phap");
    let (_, operator) = app.signed_in("tong-dai@a.vn", Role::Operator, None).await;
    let moved = operator
        .transfer_ticket(code, &to(decided.revision, &first))
        .await
        .unwrap();
    assert_eq!(moved.ticket.agency.unwrap().id.as_str(), first);
}
