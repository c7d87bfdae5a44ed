//! Texts that answers begin with.

use mobile_contract::ErrorCode;
use mobile_contract::editorial::{AnswerTemplateFilter, EditAnswerTemplate, NewAnswerTemplate};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::desk::{LETTER, code_of, from, given, people, sent};

#[rstest]
#[tokio::test]
async fn texts_for_answers_are_an_agencys_or_everyones(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let people = people(&app).await;
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    given(&people.operator, &asked).await;
    let text = |title: &str| NewAnswerTemplate {
        title: title.to_owned(),
        text: "{co_quan} đã xem phiếu {ma_phieu}.".to_owned(),
    };
    let everyones = people
        .operator
        .new_answer_template(&text("Chung"))
        .await
        .unwrap();
    let own = people
        .officer
        .new_answer_template(&text("Riêng"))
        .await
        .unwrap();
    let filter = AnswerTemplateFilter {
        ticket: Some(asked.to_string()),
    };
    let seen = people
        .officer
        .answer_templates(&filter)
        .await
        .unwrap()
        .items;
    let titles: Vec<(&str, bool)> = seen
        .iter()
        .map(|t| (t.title.as_str(), t.editable))
        .collect();
    assert_eq!(titles, [("Riêng", true), ("Chung", false)]);
    let filled = format!("Sở Tư pháp tỉnh Hưng Yên đã xem phiếu {}.", asked.printed());
    assert_eq!(seen[0].filled.as_deref(), Some(filled.as_str()));
    let foreign = people.stranger.answer_templates(&filter).await.unwrap_err();
    assert_eq!(code_of(&foreign), Some(ErrorCode::TicketNotFound));
    let others = people
        .stranger
        .answer_templates(&AnswerTemplateFilter::default())
        .await;
    assert_eq!(others.unwrap().items.len(), 1);

    let change = EditAnswerTemplate {
        revision: 0,
        title: "Khác".to_owned(),
        text: "Lời khác.".to_owned(),
    };
    let refused = people
        .stranger
        .edit_answer_template(own.id, &change)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    let refused = people
        .officer
        .edit_answer_template(everyones.id, &change)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Forbidden));
    let changed = people
        .leader
        .edit_answer_template(own.id, &change)
        .await
        .unwrap();
    assert_eq!((changed.title.as_str(), changed.revision), ("Khác", 1));
    let refused = people
        .officer
        .edit_answer_template(own.id, &change)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::RecordChanged));
    for bad in ["Gọi 0912345678.", "Chào {ten}.", "", &"a".repeat(4_001)] {
        let bad = NewAnswerTemplate {
            title: "Sai".to_owned(),
            text: bad.to_owned(),
        };
        let refused = people.officer.new_answer_template(&bad).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::Invalid), "{bad:?}");
    }
    people.officer.delete_answer_template(own.id).await.unwrap();
    let left = people
        .officer
        .answer_templates(&AnswerTemplateFilter::default())
        .await;
    assert_eq!(left.unwrap().items.len(), 1);
}
