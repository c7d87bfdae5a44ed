//! Who may publish what, and what is looked for before.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::editorial::{EditFaqDraft, FaqDraftFilter, FaqState, NewFaqDraft};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::desk::{
    AGENCY, ANSWER, ASKED, QUESTION, RIGHT, WHY, because, code_of, edit, found, handed_in, people,
    publishing, wrong,
};

#[rstest]
#[tokio::test]
async fn nobody_publishes_their_own_words_or_another_agencys(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let handed = handed_in(&people).await;
    let (id, revision) = (handed.id, handed.revision);
    let publish = publishing(revision);

    // Whose it is not, does not find it.
    for refused in [
        people.stranger.faq_draft(id).await.unwrap_err(),
        people.stranger.publish_faq(id, &publish).await.unwrap_err(),
        people
            .stranger
            .edit_faq_draft(id, &edit(&handed))
            .await
            .unwrap_err(),
        people
            .stranger
            .withdraw_faq(id, &wrong(revision))
            .await
            .unwrap_err(),
        people.stranger.similar_tickets(id).await.unwrap_err(),
    ] {
        assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    }
    let list = people
        .stranger
        .faq_drafts(&FaqDraftFilter::default())
        .await
        .unwrap();
    assert!(list.items.is_empty());
    // Whose office it is not.
    for who in [&people.officer, &people.operator] {
        let refused = who.publish_faq(id, &publish).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::Forbidden));
    }
    // Who saw older words.
    let refused = people
        .leader
        .publish_faq(id, &publishing(revision - 1))
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::RecordChanged));
    let stale = EditFaqDraft {
        revision: 0,
        ..edit(&handed)
    };
    let refused = people.officer.edit_faq_draft(id, &stale).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::RecordChanged));
    // Who wrote them, even when they lead.
    let mine = people
        .leader
        .edit_faq_draft(id, &edit(&handed))
        .await
        .unwrap();
    let refused = people
        .leader
        .publish_faq(id, &publishing(mine.revision))
        .await
        .unwrap_err();
    assert_eq!(
        code_of(&refused),
        Some(ErrorCode::FaqState),
        "not handed in"
    );
    let mine = people
        .leader
        .submit_faq_draft(id, mine.revision)
        .await
        .unwrap();
    let refused = people
        .leader
        .publish_faq(id, &publishing(mine.revision))
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::OwnReview));
    // Sent back, it is written anew, and the reason is there to read.
    let back = people
        .leader
        .send_faq_draft_back(id, &because(mine.revision))
        .await
        .unwrap();
    assert_eq!(
        (back.state, back.note.as_deref()),
        (FaqState::Draft, Some(WHY))
    );
    assert!(
        found(&app.client(), ASKED)
            .await
            .iter()
            .all(|code| !code.starts_with("thue-"))
    );
}

#[rstest]
#[tokio::test]
async fn an_administrator_alone_publishes_what_they_wrote(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, admin) = app.signed_in("admin@a.vn", Role::Administrator, None).await;
    let begun = admin.new_faq_draft(&NewFaqDraft::default()).await.unwrap();
    let words = EditFaqDraft {
        question: QUESTION.to_owned(),
        answer: ANSWER.to_owned(),
        ..edit(&begun)
    };
    let written = admin.edit_faq_draft(begun.id, &words).await.unwrap();
    let handed = admin
        .submit_faq_draft(begun.id, written.revision)
        .await
        .unwrap();
    let (_, other) = app
        .signed_in("admin2@a.vn", Role::Administrator, None)
        .await;
    let refused = admin
        .publish_faq(begun.id, &publishing(handed.revision))
        .await
        .unwrap_err();
    assert_eq!(
        code_of(&refused),
        Some(ErrorCode::OwnReview),
        "there is another one"
    );
    let off = mobile_contract::accounts::UserChange {
        active: Some(false),
        ..Default::default()
    };
    let other = other.me().await.unwrap();
    admin.change_user(other.id, &off).await.unwrap();
    let out = admin
        .publish_faq(begun.id, &publishing(handed.revision))
        .await
        .unwrap();
    assert!(out.live);
}

#[rstest]
#[tokio::test]
async fn where_everybody_had_a_hand_in_the_words_an_administrator_publishes_them(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, admin) = app.signed_in("admin@a.vn", Role::Administrator, None).await;
    let (_, other) = app
        .signed_in("admin2@a.vn", Role::Administrator, None)
        .await;
    let begun = admin.new_faq_draft(&NewFaqDraft::default()).await.unwrap();
    let words = EditFaqDraft {
        question: QUESTION.to_owned(),
        answer: ANSWER.to_owned(),
        ..edit(&begun)
    };
    let written = admin.edit_faq_draft(begun.id, &words).await.unwrap();
    let mended = EditFaqDraft {
        answer: RIGHT.to_owned(),
        ..edit(&written)
    };
    let mended = other.edit_faq_draft(begun.id, &mended).await.unwrap();
    let handed = other.submit_faq_draft(begun.id, mended.revision).await;
    let handed = handed.unwrap();
    // Nobody is left who had none: else nothing could ever be published.
    let out = admin
        .publish_faq(begun.id, &publishing(handed.revision))
        .await
        .unwrap();
    assert!(out.live);
}

#[rstest]
#[tokio::test]
async fn whoever_wrote_any_of_the_words_does_not_publish_them(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let (_, second) = app.signed_in("mai@a.vn", Role::Leader, Some(AGENCY)).await;
    let handed = handed_in(&people).await;
    let id = handed.id;
    // The leader writes, and an officer saves after them: the words are the leader's all the same.
    let mine = EditFaqDraft {
        answer: RIGHT.to_owned(),
        ..edit(&handed)
    };
    let mine = people.leader.edit_faq_draft(id, &mine).await.unwrap();
    let last = people
        .officer
        .edit_faq_draft(id, &edit(&mine))
        .await
        .unwrap();
    let (officer, leader) = (
        people.officer.me().await.unwrap().id,
        people.leader.me().await.unwrap().id,
    );
    assert_eq!(
        (last.writer, last.writers.as_slice()),
        (officer, [officer, leader].as_slice())
    );
    let handed = people
        .officer
        .submit_faq_draft(id, last.revision)
        .await
        .unwrap();
    let publish = publishing(handed.revision);
    let refused = people.leader.publish_faq(id, &publish).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::OwnReview));
    let out = second.publish_faq(id, &publish).await.unwrap();
    assert_eq!(out.history[0].writers, [officer, leader]);

    // With the next version it begins anew.
    let words = EditFaqDraft {
        answer: format!("{RIGHT} Nhớ mặc áo phao."),
        ..edit(&out)
    };
    let edited = people.officer.edit_faq_draft(id, &words).await.unwrap();
    assert_eq!(edited.writers, [officer]);
    let handed = people
        .officer
        .submit_faq_draft(id, edited.revision)
        .await
        .unwrap();
    let publish = publishing(handed.revision);
    let out = people.leader.publish_faq(id, &publish).await.unwrap();
    assert_eq!(
        (out.version, out.history[0].writers.as_slice()),
        (2, [officer].as_slice())
    );
}

#[rstest]
#[tokio::test]
async fn that_a_draft_was_looked_at_is_recorded(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let handed = handed_in(&people).await;
    let _ = people.leader.faq_draft(handed.id).await.unwrap();
    let _ = people.stranger.faq_draft(handed.id).await.unwrap_err();
    let (_, admin) = app.signed_in("admin@a.vn", Role::Administrator, None).await;
    let entries = admin.audit(&Default::default()).await.unwrap().items;
    let looks = entries.iter().filter(|entry| entry.action == "faq.viewed");
    let looks: Vec<_> = looks.map(|e| (e.actor, e.subject.id.clone())).collect();
    let leader = people.leader.me().await.unwrap().id;
    assert_eq!(looks, [(Some(leader), handed.id.to_string())]);
}
