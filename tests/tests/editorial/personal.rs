//! What tells of a person is looked for before words are published.

use mobile_contract::ErrorCode;
use mobile_contract::editorial::{EditFaqDraft, PersonalKind, PublishFaq};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::desk::{code_of, edit, handed_in, people, publishing, words_of};

#[rstest]
#[tokio::test]
async fn what_tells_of_a_person_is_not_published(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let handed = handed_in(&people).await;
    let words = EditFaqDraft {
        question: "Đường Nguyễn Văn Linh thuê xuồng của chị Hoa, số 0912345678?".to_owned(),
        answer: "Gặp ông Trần Văn Bình.".to_owned(),
        ..edit(&handed)
    };
    let edited = people
        .officer
        .edit_faq_draft(handed.id, &words)
        .await
        .unwrap();
    let kinds: Vec<PersonalKind> = edited.personal.iter().map(|found| found.kind).collect();
    assert_eq!(
        kinds,
        [PersonalKind::Name, PersonalKind::Number, PersonalKind::Name]
    );
    let handed = people
        .officer
        .submit_faq_draft(handed.id, edited.revision)
        .await
        .unwrap();
    let refused = people
        .leader
        .publish_faq(handed.id, &publishing(handed.revision))
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Invalid));
    let words = words_of(&refused);
    for named in ["Hoa", "0912345678", "Trần Văn Bình"] {
        assert!(words.contains(named), "{words}");
    }
    // A reviewer knows that a name is a boat's; a number is let through by nobody.
    let publish = PublishFaq {
        impersonal: vec![
            "hoa".to_owned(),
            "Trần Văn Bình".to_owned(),
            "0912345678".to_owned(),
        ],
        ..publishing(handed.revision)
    };
    let refused = people
        .leader
        .publish_faq(handed.id, &publish)
        .await
        .unwrap_err();
    let words = words_of(&refused);
    assert!(
        words.contains("0912345678") && !words.contains("Bình"),
        "{words}"
    );
}

#[rstest]
#[tokio::test]
async fn names_without_capitals_are_not_published_and_what_stands_is_kept(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let handed = handed_in(&people).await;
    let words = EditFaqDraft {
        question: "toi ten nguyen van an thue xuong can gi?".to_owned(),
        also: vec!["chị lê thị hoa ở tổ 5 thuê xuồng".to_owned()],
        answer: "Bạn mang căn cước đến bến; hỏi thêm: (0221) 3.862.345/346.".to_owned(),
        ..edit(&handed)
    };
    let edited = people
        .officer
        .edit_faq_draft(handed.id, &words)
        .await
        .unwrap();
    let found: Vec<&str> = edited.personal.iter().map(|p| p.words.as_str()).collect();
    assert_eq!(found, ["nguyen van an", "lê thị hoa", "tổ 5"]);
    let handed = people.officer.submit_faq_draft(handed.id, edited.revision);
    let handed = handed.await.unwrap();
    let publish = |impersonal: &[&str]| PublishFaq {
        impersonal: impersonal.iter().map(|w| (*w).to_owned()).collect(),
        ..publishing(handed.revision)
    };
    let refused = people
        .leader
        .publish_faq(handed.id, &publish(&["tổ 5"]))
        .await;
    let words = words_of(&refused.unwrap_err());
    assert!(
        words.contains("nguyen van an") && words.contains("lê thị hoa"),
        "{words}"
    );
    let ticked = publish(&["nguyen van an", "lê thị hoa", "tổ 5", "không có ở đây"]);
    let out = people.leader.publish_faq(handed.id, &ticked).await.unwrap();
    // Who let what stand can be seen later: what was found, not what was sent along.
    assert_eq!(
        out.history[0].impersonal,
        ["nguyen van an", "lê thị hoa", "tổ 5"]
    );
    assert_eq!(
        out.history[0].reviewer,
        people.leader.me().await.unwrap().id
    );
}
