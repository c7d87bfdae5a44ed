//! Answers: looked at, approved, and whole when they arrive.

use super::*;

#[rstest]
#[tokio::test]
async fn an_answer_is_looked_at_before_it_goes_out(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &about_birth()).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    let seen = revision(&lan, key.code()).await;
    let good = answer(seen, HELPFUL);
    for (bad, loc) in [
        (
            answer(seen, "Bạn gọi chị Hoa 0912 345 678 nhé"),
            "body.text",
        ),
        (answer(seen, "Việc này đúng quy định."), "body.text"),
        (
            NewAnswer {
                cites: vec![],
                ..good.clone()
            },
            "body.cites",
        ),
        (
            NewAnswer {
                cites: vec!["9.999999".to_owned()],
                ..good.clone()
            },
            "body.cites",
        ),
        (
            NewAnswer {
                cites: vec!["1.001193".to_owned(); 11],
                ..good.clone()
            },
            "body.cites",
        ),
        (answer(seen, &"a".repeat(8_001)), "body.text"),
    ] {
        let refused = lan.answer_ticket(key.code(), &bad).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].loc, loc, "{bad:?}");
    }
    assert_eq!(
        client.ticket(&key).await.unwrap().messages.len(),
        1,
        "nothing went out"
    );
    let stale = answer(seen - 1, HELPFUL);
    let refused = lan.answer_ticket(key.code(), &stale).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::TicketChanged));
    let anyway = NewAnswer {
        text: Some("Việc này đúng quy định.".to_owned()),
        cites: vec![],
        anyway: true,
        ..good
    };
    lan.answer_ticket(key.code(), &anyway).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_leader_approves_what_an_officer_wrote_or_sends_it_back(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &about_birth()).await;
    let (code, agency) = (key.code(), agency.unwrap());
    let lan = officer(&app, &agency, "lan@a.vn").await;
    let (_, head) = app
        .signed_in("truong@a.vn", Role::Leader, Some(&agency))
        .await;
    let draft = |revision, submit| NewDraft {
        revision,
        text: HELPFUL.to_owned(),
        cites: vec!["1.001193".to_owned()],
        submit,
    };
    let approval = |revision| NewAnswer {
        revision,
        text: None,
        cites: vec![],
        anyway: false,
    };
    let saved = lan
        .draft_answer(code, &draft(revision(&lan, code).await, true))
        .await
        .unwrap();
    assert_eq!(saved.draft.unwrap().state, DraftState::Submitted);
    let refused = lan
        .answer_ticket(code, &approval(saved.revision))
        .await
        .unwrap_err();
    assert_eq!(
        code_of(&refused),
        Some(ErrorCode::Forbidden),
        "officers do not approve"
    );
    let back = head
        .send_draft_back(code, &request(saved.revision, "Thêm giờ làm việc"))
        .await
        .unwrap();
    assert_eq!(back.draft.unwrap().state, DraftState::Writing);
    let saved = lan
        .draft_answer(code, &draft(back.revision, true))
        .await
        .unwrap();
    let sent = head
        .answer_ticket(code, &approval(saved.revision))
        .await
        .unwrap();
    assert_eq!(
        (sent.ticket.state, sent.draft),
        (TicketState::Answered, None)
    );
    let read = client.ticket(&key).await.unwrap();
    assert_eq!(read.messages.last().unwrap().text, HELPFUL);
    assert!(
        !serde_json::to_string(&read)
            .unwrap()
            .contains("giờ làm việc")
    );
}

#[rstest]
#[tokio::test]
async fn an_offices_line_reaches_the_citizen_whole(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = sent(&client, &about_birth()).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    let text = "Bạn gọi Sở Tư pháp, 0221 3862 345, để được hẹn.";
    lan.answer_ticket(key.code(), &answer(revision(&lan, key.code()).await, text))
        .await
        .unwrap();
    let read = client.ticket(&key).await.unwrap();
    assert_eq!(read.messages.last().unwrap().text, text);
}
