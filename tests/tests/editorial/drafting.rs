//! Drafts that are begun: from an answered ticket, from a question, from nothing.

use mobile_contract::ErrorCode;
use mobile_contract::chat::Outcome;
use mobile_contract::client::GapFilter;
use mobile_contract::editorial::{EditFaqDraft, FaqDraftFilter, FaqState, NewFaqDraft, PublishFaq};
use mobile_contract::ticket::{NewTicket, TicketCode};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{send, spawn_app};
use rstest::rstest;
use uuid::Uuid;

use super::desk::{
    AGENCY, ANSWER, ASKED, LETTER, QUESTION, answered, code_of, edit, found, from, given,
    of_ticket, people, sent, sorted, told,
};

#[rstest]
#[tokio::test]
async fn an_answer_becomes_a_question_for_all(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let before = app.citizen().await;
    assert_eq!(before.say(ASKED).await.outcome, Outcome::NotFound);
    let people = people(&app).await;
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    let same = sent(&client, &from("hoa@b.vn", ASKED)).await;
    let silent = NewTicket {
        text: "em muốn thuê xuồng kayak thì cần giấy tờ gì ạ".to_owned(),
        ..NewTicket::default()
    };
    let silent = sent(&client, &silent).await;
    let other = sent(&client, &from("binh@b.vn", "khi nao co ket qua ho chieu")).await;
    for code in [&same, &silent, &other] {
        given(&people.operator, code).await;
    }
    answered(
        &people,
        &asked,
        &format!("Chào bạn. {ANSWER} Trân trọng."),
        &["1.001193"],
    )
    .await;

    // Drafted: nothing of who asked, nothing of the salutation.
    let draft = people
        .officer
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap();
    assert_eq!(
        (draft.question.as_str(), draft.answer.as_str()),
        (QUESTION, ANSWER)
    );
    assert_eq!(draft.agency.as_ref().unwrap().id.as_str(), AGENCY);
    assert_eq!(draft.cites, ["1.001193"]);
    assert!(draft.personal.is_empty(), "{draft:?}");
    assert_eq!(draft.ticket.as_ref(), Some(&asked));
    let again = people
        .leader
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap();
    assert_eq!(again.id, draft.id, "one ticket, one draft");

    // Reviewed, with those who asked the same.
    let handed = people
        .officer
        .submit_faq_draft(draft.id, draft.revision)
        .await
        .unwrap();
    let near = people.leader.similar_tickets(draft.id).await.unwrap().items;
    let codes: Vec<&TicketCode> = near.iter().map(|t| &t.code).collect();
    assert!(
        codes.contains(&&same) && codes.contains(&&silent),
        "{near:?}"
    );
    assert!(
        !codes.contains(&&asked) && !codes.contains(&&other),
        "{near:?}"
    );
    assert!(
        found(&client, ASKED)
            .await
            .iter()
            .all(|code| !code.starts_with("thue-xuong"))
    );
    let out = people
        .leader
        .publish_faq(
            draft.id,
            &PublishFaq {
                revision: handed.revision,
                same: vec![same.to_string(), silent.to_string(), asked.to_string()],
                impersonal: Vec::new(),
            },
        )
        .await
        .unwrap();
    assert_eq!(
        (out.state, out.live, out.version),
        (FaqState::Published, true, 1)
    );

    // Found, answered and shown at once, with who stands for it; the ticket stands nowhere.
    let id = out.faq.unwrap();
    assert_eq!(found(&client, ASKED).await[0], id.as_str());
    let citizen = app.citizen().await;
    let said = citizen.say(ASKED).await;
    assert_eq!(said.outcome, Outcome::Answered, "{said:?}");
    assert!(said.text.contains(ANSWER), "{said:?}");
    let page_url = said.citations[0].url.clone().unwrap();
    assert!(page_url.ends_with(&format!("/hoi-dap/{id}")), "{page_url}");
    let faq = client.faq(&id).await.unwrap();
    let by = faq.answered_by.as_ref().unwrap();
    assert_eq!(
        (by.agency.as_ref().unwrap().as_str(), by.version),
        (AGENCY, 1)
    );
    assert_eq!(faq.sources.len(), 2, "{faq:?}");
    let page = send(app.get(&format!("/hoi-dap/{id}")))
        .await
        .expect(200)
        .text();
    for text in [page, serde_json::to_string(&faq).unwrap()] {
        assert!(text.contains(ANSWER));
        assert!(
            !text.contains(asked.as_str()) && !text.contains("Nguyễn Văn"),
            "{text}"
        );
    }

    // Who asked the same and left a contact is told, once.
    assert_eq!(told(&app, "faq_published").await, sorted(&[&same]));
    let report = people
        .leader
        .knowledge_gaps(&GapFilter::default())
        .await
        .unwrap();
    assert_eq!((report.closed, report.groups.len()), (1, 0), "{report:?}");
}

#[rstest]
#[tokio::test]
async fn a_draft_needs_an_answer_and_a_ticket_of_ones_own(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let people = people(&app).await;
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    given(&people.operator, &asked).await;
    let open = people
        .officer
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap_err();
    assert_eq!(code_of(&open), Some(ErrorCode::TicketState));
    answered(&people, &asked, ANSWER, &[]).await;
    let foreign = people
        .stranger
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap_err();
    assert_eq!(code_of(&foreign), Some(ErrorCode::TicketNotFound));

    let of_gap = NewFaqDraft {
        ticket: None,
        question: Some("cho em hỏi thuê xuồng kayak ở đâu".to_owned()),
    };
    let draft = people.operator.new_faq_draft(&of_gap).await.unwrap();
    assert_eq!(draft.question, "Thuê xuồng kayak ở đâu");
    let refused = people
        .operator
        .submit_faq_draft(draft.id, draft.revision)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Invalid), "no answer yet");
    let unknown = EditFaqDraft {
        answer: ANSWER.to_owned(),
        cites: vec!["9.999999".to_owned()],
        ..edit(&draft)
    };
    let refused = people
        .operator
        .edit_faq_draft(draft.id, &unknown)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Invalid));
    let missing = people.operator.faq_draft(Uuid::nil()).await.unwrap_err();
    assert_eq!(code_of(&missing), Some(ErrorCode::NotFound));

    let first = FaqDraftFilter {
        limit: Some(1),
        ..FaqDraftFilter::default()
    };
    people
        .operator
        .new_faq_draft(&NewFaqDraft::default())
        .await
        .unwrap();
    let page = people.operator.faq_drafts(&first).await.unwrap();
    let next = FaqDraftFilter {
        cursor: page.next_cursor.clone(),
        ..first
    };
    let rest = people.operator.faq_drafts(&next).await.unwrap();
    assert_ne!(page.items[0].id, rest.items[0].id);
    assert!(rest.next_cursor.is_none(), "two drafts in all");
}
