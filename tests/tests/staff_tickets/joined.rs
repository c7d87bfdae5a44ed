//! Tickets that are answered together.

use super::*;

#[rstest]
#[tokio::test]
async fn joined_tickets_get_one_answer_each_privately(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (one, agency) = sent(&client, &about_birth()).await;
    let other = NewTicket {
        text: "chung toi cung cho khai sinh 10 ngay".to_owned(),
        ..about_birth()
    };
    let (two, _) = sent(&client, &other).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    let merge = Merge {
        revision: revision(&lan, two.code()).await,
        into: one.code().clone(),
    };
    let itself = Merge {
        into: two.code().clone(),
        ..merge.clone()
    };
    let refused = lan.merge_ticket(two.code(), &itself).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].loc, "body.into");
    lan.merge_ticket(two.code(), &merge).await.unwrap();
    assert_eq!(
        lan.tickets(&StaffTicketFilter::default())
            .await
            .unwrap()
            .items
            .len(),
        1
    );
    let waiting = client.ticket(&two).await.unwrap();
    assert_eq!(
        waiting.state,
        TicketState::WithAgency,
        "its sender still waits"
    );
    lan.answer_ticket(
        one.code(),
        &answer(revision(&lan, one.code()).await, HELPFUL),
    )
    .await
    .unwrap();
    let read = client.ticket(&two).await.unwrap();
    assert_eq!(read.state, TicketState::Merged);
    assert_eq!(read.messages.last().unwrap().text, HELPFUL);
    assert!(
        !serde_json::to_string(&read)
            .unwrap()
            .contains(one.code().as_str())
    );
    let again = client
        .reopen_ticket(&two, "Việc của tôi khác")
        .await
        .unwrap();
    assert_eq!(again.state, TicketState::WithAgency);
    assert_eq!(
        lan.tickets(&StaffTicketFilter::default())
            .await
            .unwrap()
            .items
            .len(),
        1
    );
}

#[rstest]
#[tokio::test]
async fn what_waited_for_a_ticket_that_is_taken_back_stands_for_itself_again(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (one, agency) = sent(&client, &about_birth()).await;
    let (two, _) = sent(&client, &about_birth()).await;
    let (three, _) = sent(&client, &about_birth()).await;
    let lan = officer(&app, agency.as_deref().unwrap(), "lan@a.vn").await;
    for joined in [&two, &three] {
        let merge = Merge {
            revision: revision(&lan, joined.code()).await,
            into: one.code().clone(),
        };
        lan.merge_ticket(joined.code(), &merge).await.unwrap();
    }
    let queue = async || {
        lan.tickets(&StaffTicketFilter::default())
            .await
            .unwrap()
            .items
    };
    assert_eq!(queue().await.len(), 1);
    // What its sender adds must be read.
    client
        .write_to_ticket(&three, "Việc của tôi khác")
        .await
        .unwrap();
    assert_eq!(queue().await.len(), 2);
    client.withdraw_ticket(&one).await.unwrap();
    let mut left: Vec<TicketCode> = queue().await.into_iter().map(|row| row.code).collect();
    left.sort();
    let mut expected = vec![two.code().clone(), three.code().clone()];
    expected.sort();
    assert_eq!(left, expected);
}
