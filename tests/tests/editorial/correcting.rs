//! Published answers that were wrong, and are put right.

use mobile_contract::chat::Outcome;
use mobile_contract::client::TicketKey;
use mobile_contract::editorial::{EditFaqDraft, FaqState, PublishFaq};
use mobile_contract::ticket::{Merge, TicketFromChat};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::desk::{
    ANSWER, ASKED, LETTER, RIGHT, WHY, answered, edit, from, given, of_ticket, people, publishing,
    sent, sorted, told,
};

#[rstest]
#[tokio::test]
async fn a_correction_reaches_who_was_shown_the_answer(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let people = people(&app).await;
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    let joined = sent(&client, &from("chi@b.vn", ASKED)).await;
    let same = sent(&client, &from("hoa@b.vn", ASKED)).await;
    let cited = sent(&client, &from("dung@b.vn", ASKED)).await;
    let untold = sent(&client, &from("binh@b.vn", ASKED)).await;
    for code in [&asked, &joined, &same, &cited, &untold] {
        given(&people.operator, code).await;
    }
    let merge = Merge {
        revision: people.officer.staff_ticket(&joined).await.unwrap().revision,
        into: asked.clone(),
    };
    people.officer.merge_ticket(&joined, &merge).await.unwrap();
    answered(&people, &asked, ANSWER, &[]).await;
    let draft = people
        .officer
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap();
    let handed = people
        .officer
        .submit_faq_draft(draft.id, draft.revision)
        .await
        .unwrap();
    let publish = PublishFaq {
        same: vec![same.to_string()],
        ..publishing(handed.revision)
    };
    let out = people.leader.publish_faq(draft.id, &publish).await.unwrap();
    let id = out.faq.clone().unwrap();
    answered(
        &people,
        &cited,
        "Mời bạn xem câu trả lời chung.",
        &[id.as_str()],
    )
    .await;
    // One is shown it in a conversation that does not go along; another conversation never was.
    let shown = app.citizen().await;
    assert_eq!(shown.say(ASKED).await.outcome, Outcome::Answered);
    let body = |mail: &str| TicketFromChat {
        ticket: from(mail, "cho em hoi them gio mo cua"),
        share_conversation: false,
        ..TicketFromChat::default()
    };
    let pass_on = async |citizen: &motcua_tests::Citizen, mail: &str| {
        let opened = citizen
            .client
            .pass_on(&citizen.conversation, &body(mail), None)
            .await
            .unwrap();
        TicketKey::from(&opened).code().clone()
    };
    let chatted = pass_on(&shown, "em@b.vn").await;
    let _ = pass_on(&app.citizen().await, "giang@b.vn").await;

    // The new words wait for review; until then the old ones stand.
    let words = EditFaqDraft {
        answer: RIGHT.to_owned(),
        correction: Some(WHY.to_owned()),
        ..edit(&out)
    };
    let edited = people
        .officer
        .edit_faq_draft(draft.id, &words)
        .await
        .unwrap();
    assert_eq!((edited.state, edited.live), (FaqState::Draft, true));
    assert_eq!(client.faq(&id).await.unwrap().answer, ANSWER);
    assert!(told(&app, "answer_corrected").await.is_empty());
    let handed = people
        .officer
        .submit_faq_draft(draft.id, edited.revision)
        .await
        .unwrap();
    let out = people
        .leader
        .publish_faq(draft.id, &publishing(handed.revision))
        .await
        .unwrap();
    assert_eq!(
        (out.version, out.faq.as_ref()),
        (2, Some(&id)),
        "the id stays"
    );
    assert_eq!(client.faq(&id).await.unwrap().answer, RIGHT);
    assert!(app.citizen().await.say(ASKED).await.text.contains(RIGHT));
    assert_eq!(out.history.len(), 2);
    assert_eq!(out.history[0].correction.as_deref(), Some(WHY));
    assert_eq!(out.history[1].answer, ANSWER);
    assert_eq!(
        told(&app, "answer_corrected").await,
        sorted(&[&asked, &joined, &same, &cited, &chatted])
    );

    // A slip of the pen is nobody's news.
    let words = EditFaqDraft {
        answer: format!("{RIGHT} "),
        also: vec!["xuồng kayak thuê sao".to_owned()],
        ..edit(&out)
    };
    let edited = people
        .officer
        .edit_faq_draft(draft.id, &words)
        .await
        .unwrap();
    let handed = people
        .officer
        .submit_faq_draft(draft.id, edited.revision)
        .await
        .unwrap();
    let publish = PublishFaq {
        same: vec![same.to_string()],
        ..publishing(handed.revision)
    };
    people.leader.publish_faq(draft.id, &publish).await.unwrap();
    assert_eq!(told(&app, "answer_corrected").await.len(), 5);
    assert_eq!(
        told(&app, "faq_published").await,
        sorted(&[&same]),
        "told once"
    );
}
