//! Published answers that are taken back.

use mobile_contract::chat::Outcome;
use mobile_contract::editorial::{
    EditFaqDraft, FaqDraft, FaqState, PublishFaq, WithdrawFaq, WithdrawalCause,
};
use mobile_contract::ticket::{TicketCode, TicketFromChat};
use mobile_contract::{ErrorCode, FaqId};
use motcua::app::open_database;
use motcua::knowledge::{Engines, Knowledge, store_bundle};
use motcua_seed::Bundle;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

use super::desk::{
    ANSWER, ASKED, LETTER, People, QUESTION, RIGHT, WHY, answered, code_of, edit, found, from,
    given, handed_in, of_ticket, people, publishing, sent, sorted, told, wrong,
};

#[rstest]
#[tokio::test]
async fn what_was_taken_back_is_found_no_more(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let handed = handed_in(&people).await;
    let words = EditFaqDraft {
        answer: "<script>alert(1)</script> Bạn mang căn cước đến bến thuyền.".to_owned(),
        ..edit(&handed)
    };
    let edited = people
        .officer
        .edit_faq_draft(handed.id, &words)
        .await
        .unwrap();
    let handed = people
        .officer
        .submit_faq_draft(handed.id, edited.revision)
        .await
        .unwrap();
    let out = people
        .leader
        .publish_faq(handed.id, &publishing(handed.revision))
        .await
        .unwrap();
    let id = out.faq.clone().unwrap();
    let path = format!("/hoi-dap/{id}");
    let page = send(app.get(&path)).await.expect(200).text();
    assert!(
        page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"),
        "{page}"
    );

    // Two servers over one database, and a program of tomorrow that brings other questions along.
    let db = open_database(app.storage()).await.unwrap();
    let second = Knowledge::load(&db, Engines::default()).await.unwrap();
    assert!(second.faqs.get().find(&id).is_some());
    let mut tomorrow = Bundle::embedded().unwrap();
    tomorrow.fingerprint = "tomorrow".to_owned();
    assert!(
        store_bundle(&db, &tomorrow, app.clock().now())
            .await
            .unwrap()
    );
    assert!(second.refresh(&db).await.unwrap());
    assert!(second.faqs.get().find(&id).is_some(), "an import keeps it");

    let gone = people
        .leader
        .withdraw_faq(out.id, &wrong(out.revision))
        .await
        .unwrap();
    assert_eq!((gone.state, gone.live), (FaqState::Withdrawn, false));
    assert!(second.refresh(&db).await.unwrap());
    assert!(second.faqs.get().find(&id).is_none());
    let client = app.client();
    assert!(!found(&client, ASKED).await.contains(&id.to_string()));
    let refused = client.faq(&id).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::FaqWithdrawn));
    let page = send(app.get(&path).header("accept", "text/html"))
        .await
        .expect(410)
        .text();
    assert!(page.contains("không còn đúng"), "{page}");
    let never: FaqId = "khong-co-cau-nay".parse().unwrap();
    let refused = client.faq(&never).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    let twice = people
        .leader
        .withdraw_faq(out.id, &wrong(gone.revision))
        .await
        .unwrap_err();
    assert_eq!(code_of(&twice), Some(ErrorCode::FaqState));

    // Mended, it comes back under its old address, on the other server, too.
    let words = EditFaqDraft {
        answer: RIGHT.to_owned(),
        ..edit(&gone)
    };
    let edited = people.officer.edit_faq_draft(out.id, &words).await.unwrap();
    let handed = people
        .officer
        .submit_faq_draft(out.id, edited.revision)
        .await
        .unwrap();
    let back = people
        .leader
        .publish_faq(out.id, &publishing(handed.revision))
        .await
        .unwrap();
    assert_eq!(back.faq.as_ref(), Some(&id));
    assert_eq!(found(&client, ASKED).await[0], id.as_str());
    assert!(second.refresh(&db).await.unwrap());
    assert_eq!(second.faqs.get().find(&id).unwrap().faq.answer, RIGHT);
    db.close().await.unwrap();
}

/// A question that was made of a ticket's answer and published, with everyone who was shown it.
struct Shown {
    draft: FaqDraft,
    /// Senders who left a contact.
    readers: [TicketCode; 4],
}

/// The letter that tells somebody that an answer holds no longer.
async fn gone_letter(app: &App, to: &str) -> String {
    let letters = app.letters_to(to).await;
    let gone = letters
        .iter()
        .find(|letter| letter.subject.contains("không còn dùng"));
    gone.unwrap_or_else(|| panic!("{letters:?}")).text.clone()
}

/// Made from the answer to one, told to another who asked the same, cited to a third, shown to a fourth in chat.
/// Others asked, too, and were shown nothing.
async fn shown_to_four(app: &App, people: &People) -> Shown {
    let client = app.client();
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    let same = sent(&client, &from("hoa@b.vn", ASKED)).await;
    let cited = sent(&client, &from("dung@b.vn", ASKED)).await;
    let untold = sent(&client, &from("binh@b.vn", ASKED)).await;
    for code in [&asked, &same, &cited, &untold] {
        given(&people.operator, code).await;
    }
    answered(people, &asked, ANSWER, &[]).await;
    let begun = people.officer.new_faq_draft(&of_ticket(&asked)).await;
    let begun = begun.unwrap();
    let handed = people.officer.submit_faq_draft(begun.id, begun.revision);
    let publish = PublishFaq {
        same: vec![same.to_string()],
        ..publishing(handed.await.unwrap().revision)
    };
    let draft = people.leader.publish_faq(begun.id, &publish).await.unwrap();
    let id = draft.faq.clone().unwrap();
    let see = "Mời bạn xem câu trả lời chung.";
    answered(people, &cited, see, &[id.as_str()]).await;
    let reader = app.citizen().await;
    assert_eq!(reader.say(ASKED).await.outcome, Outcome::Answered);
    let pass_on = TicketFromChat {
        ticket: from("em@b.vn", "cho em hoi them gio mo cua"),
        share_conversation: false,
        ..TicketFromChat::default()
    };
    let opened = reader.client.pass_on(&reader.conversation, &pass_on, None);
    let chatted = opened.await.unwrap().ticket.code;
    Shown {
        draft,
        readers: [asked, same, cited, chatted],
    }
}

#[rstest]
#[tokio::test]
async fn who_was_shown_a_wrong_answer_hears_that_it_holds_no_longer(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let Shown { draft, readers } = shown_to_four(&app, &people).await;
    let (id, revision) = (draft.id, draft.revision);

    // Strangers read the reason: it tells of nobody, in whatever case.
    for reason in [
        "Chị lê thị hoa báo là sai rồi",
        "Sai, gọi 0912 345 678 để hỏi",
        "ngắn",
    ] {
        let why = WithdrawFaq {
            reason: reason.to_owned(),
            ..wrong(revision)
        };
        let refused = people.leader.withdraw_faq(id, &why).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::Invalid), "{reason}");
    }
    assert!(told(&app, "answer_withdrawn").await.is_empty());

    let gone = people.leader.withdraw_faq(id, &wrong(revision)).await;
    let gone = gone.unwrap();
    let readers: Vec<&TicketCode> = readers.iter().collect();
    assert_eq!(told(&app, "answer_withdrawn").await, sorted(&readers));
    let letter = gone_letter(&app, "an@b.vn").await;
    for words in [WHY, QUESTION, "/phieu", "đừng làm theo"] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    // Kept with the version that it was.
    let kept = gone.history[0].withdrawn.clone().unwrap();
    let leader = people.leader.me().await.unwrap().id;
    assert_eq!(
        (kept.cause, kept.reason.as_str(), kept.by),
        (WithdrawalCause::Wrong, WHY, leader)
    );
    assert_eq!(kept.instead, None);

    // Mended and published with what was wrong, they hear what is right; and of another end of it, again.
    let words = EditFaqDraft {
        answer: RIGHT.to_owned(),
        correction: Some(WHY.to_owned()),
        ..edit(&gone)
    };
    let edited = people.officer.edit_faq_draft(id, &words).await.unwrap();
    let handed = people.officer.submit_faq_draft(id, edited.revision).await;
    let publish = publishing(handed.unwrap().revision);
    let back = people.leader.publish_faq(id, &publish).await.unwrap();
    assert_eq!(told(&app, "answer_corrected").await, sorted(&readers));
    let again = people.leader.withdraw_faq(id, &wrong(back.revision)).await;
    assert_eq!(again.unwrap().history.len(), 2);
    assert_eq!(told(&app, "answer_withdrawn").await.len(), 8);
}

#[rstest]
#[tokio::test]
async fn a_doubled_question_leads_to_the_other_and_troubles_nobody(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (client, people) = (app.client(), people(&app).await);
    let Shown { draft, readers } = shown_to_four(&app, &people).await;
    let id = draft.faq.clone().unwrap();
    let other = handed_in(&people).await;
    let publish = publishing(other.revision);
    let other = people.leader.publish_faq(other.id, &publish).await.unwrap();
    let other_id = other.faq.clone().unwrap();
    assert_ne!(id, other_id);

    // It needs another one that citizens can read.
    let doubled = |instead: Option<&str>| WithdrawFaq {
        cause: WithdrawalCause::Doubled,
        reason: "Trùng với câu của phòng khác".to_owned(),
        instead: instead.map(str::to_owned),
        ..wrong(draft.revision)
    };
    for instead in [
        None,
        Some(""),
        Some("khong-co-cau-nay"),
        Some("??"),
        Some(id.as_str()),
    ] {
        let refused = people
            .leader
            .withdraw_faq(draft.id, &doubled(instead))
            .await;
        let refused = refused.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::Invalid), "{instead:?}");
    }
    let gone = doubled(Some(other_id.as_str()));
    let gone = people.leader.withdraw_faq(draft.id, &gone).await.unwrap();
    let kept = gone.history[0].withdrawn.clone().unwrap();
    assert_eq!(kept.instead.as_ref(), Some(&other_id));
    assert!(told(&app, "answer_withdrawn").await.is_empty());

    // Old links lead on; the app is told which one to read.
    for (query, to) in [("", ""), ("?lang=en", "?lang=en")] {
        let page = send(
            app.get(&format!("/hoi-dap/{id}{query}"))
                .header("accept", "text/html"),
        );
        let page = page.await.expect(303);
        assert_eq!(page.header("location"), format!("/hoi-dap/{other_id}{to}"));
    }
    let refused = client.faq(&id).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::FaqWithdrawn));
    let detail = refused.problem().unwrap().detail.clone().unwrap();
    assert!(detail.contains(other_id.as_str()), "{detail}");

    // Who was shown the one hears when the other turns out wrong.
    let why = wrong(other.revision);
    people.leader.withdraw_faq(other.id, &why).await.unwrap();
    let readers: Vec<&TicketCode> = readers.iter().collect();
    assert_eq!(told(&app, "answer_withdrawn").await, sorted(&readers));
    let page = send(
        app.get(&format!("/hoi-dap/{id}"))
            .header("accept", "text/html"),
    );
    let _ = page.await.expect(410);
}

#[rstest]
#[tokio::test]
async fn a_wrong_answer_may_lead_to_the_right_one(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let Shown { draft, readers } = shown_to_four(&app, &people).await;
    let instead = "khai-sinh-mat-tien-khong";
    let why = WithdrawFaq {
        instead: Some(instead.to_owned()),
        ..wrong(draft.revision)
    };
    people.leader.withdraw_faq(draft.id, &why).await.unwrap();
    assert_eq!(told(&app, "answer_withdrawn").await.len(), readers.len());
    let letter = gone_letter(&app, "hoa@b.vn").await;
    assert!(letter.contains(&format!("/hoi-dap/{instead}")), "{letter}");
    assert!(!letter.contains("/phieu"), "{letter}");
}
