//! Search in people's own words.

use std::collections::BTreeSet;

use mobile_contract::ErrorCode;
use mobile_contract::knowledge::Facet;
use mobile_contract::limits::SEARCH_LIMIT;
use mobile_contract::search::{HitKind, SearchKind, SearchParams, SearchResponse};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

async fn search(app: &App, q: &str, kind: SearchKind, limit: u32) -> SearchResponse {
    let params = SearchParams {
        q: q.to_owned(),
        kind: Some(kind),
        limit: Some(limit),
        ..SearchParams::default()
    };
    app.client()
        .search(&params)
        .await
        .unwrap_or_else(|e| panic!("{q}: {e}"))
}

/// Everyday questions without diacritics, and the procedure that answers each.
const QUESTIONS: [(&str, &str); 5] = [
    ("lam giay khai sinh cho con can giay to gi", "1.001193"),
    ("mat can cuoc lam lai o dau", "1.014064"),
    ("sao y giay to het bao nhieu tien", "2.000815"),
    ("chung thuc ban sao", "2.000815"),
    ("dk ket hon can gi", "1.000894"),
];

#[rstest]
#[tokio::test]
async fn a_question_without_diacritics_finds_its_procedure_first(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for (question, code) in QUESTIONS {
        let found = search(&app, question, SearchKind::Procedure, 5).await;
        let codes: Vec<_> = found.hits.iter().map(|hit| hit.code.as_str()).collect();
        assert_eq!(codes.first(), Some(&code), "{question}: {codes:?}");
    }
}

#[rstest]
#[case("lam khai sinh can giay to gi", Some(Facet::Documents))]
#[case("làm khai sinh hết bao nhiêu tiền", Some(Facet::Fee))]
#[case("lam khai sinh mat bao lau", Some(Facet::TimeLimit))]
#[case("làm khai sinh ở đâu", Some(Facet::Place))]
#[case("khai sinh", None)]
#[tokio::test]
async fn the_part_that_is_asked_for_is_understood(
    #[case] question: &str,
    #[case] facet: Option<Facet>,
) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let found = search(&app, question, SearchKind::All, 5).await;
    assert_eq!(found.query.facet, facet, "{:?}", found.query);
}

#[tokio::test]
async fn hits_are_of_the_kind_asked_for_best_first_and_at_most_so_many() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for (kind, only) in [
        (SearchKind::Procedure, Some(HitKind::Procedure)),
        (SearchKind::Faq, Some(HitKind::Faq)),
        (SearchKind::All, None),
    ] {
        let hits = search(&app, "đăng ký khai sinh cho con", kind, 4)
            .await
            .hits;
        assert!((1..=4).contains(&hits.len()), "{hits:?}");
        assert!(
            hits.iter()
                .all(|hit| only.is_none_or(|only| hit.kind == only)),
            "{hits:?}"
        );
        assert!(
            hits.windows(2).all(|pair| pair[0].score >= pair[1].score),
            "{hits:?}"
        );
        let different: BTreeSet<_> = hits
            .iter()
            .map(|hit| (hit.kind == HitKind::Faq, &hit.code))
            .collect();
        assert_eq!(different.len(), hits.len(), "{hits:?}");
    }
}

#[tokio::test]
async fn the_most_that_can_be_asked_for_is_bounded() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let most = search(&app, "đăng ký", SearchKind::All, SEARCH_LIMIT).await;
    assert!(most.hits.len() <= SEARCH_LIMIT as usize);
    for limit in ["0", "51"] {
        let answer = send(app.get(&format!("/v1/search?q=khai+sinh&limit={limit}")))
            .await
            .expect(422);
        assert_eq!(
            answer.problem(ErrorCode::Invalid).errors[0].loc,
            "query.limit"
        );
    }
    for query in ["kind=sach", "trang=2"] {
        let answer = send(app.get(&format!("/v1/search?q=khai+sinh&{query}")))
            .await
            .expect(422);
        let _ = answer.problem(ErrorCode::Invalid);
    }
    let _ = send(app.get("/v1/search"))
        .await
        .expect(422)
        .problem(ErrorCode::Invalid);
}

#[tokio::test]
async fn nothing_is_found_for_what_means_nothing() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for gibberish in ["zzzxqwjf", "qwrtpsdf ghjklzx", "👶📄", "؟؟؟"] {
        let found = search(&app, gibberish, SearchKind::All, 10).await;
        assert!(found.hits.is_empty(), "{gibberish}: {found:?}");
    }
}

#[tokio::test]
async fn the_same_question_gets_the_same_hits_typed_in_any_way() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let composed = search(&app, "đăng ký khai sinh", SearchKind::All, 10).await;
    // The same letters as base letters and combining marks, as some keyboards send them.
    let decomposed = "đa\u{306}ng ky\u{301} khai sinh";
    for same in [decomposed, "  đăng   ký khai sinh ", "ĐĂNG KÝ KHAI SINH"] {
        let found = search(&app, same, SearchKind::All, 10).await;
        assert_eq!(found.hits, composed.hits, "{same:?}");
    }
}
