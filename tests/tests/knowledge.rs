//! What the assistant knows, read through the API.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mobile_contract::client::{
    AgencyFilter, Client, FaqFilter, Paging, PlaceFilter, ProcedureFilter,
};
use mobile_contract::knowledge::{Audience, Level, Origin};
use mobile_contract::limits::PAGE_LIMIT;
use mobile_contract::{ErrorCode, Page};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{send, spawn_app};
use rstest::rstest;

fn paging(cursor: Option<String>, limit: u32) -> Paging {
    Paging {
        cursor,
        limit: Some(limit),
    }
}

/// Reads a list to its end, in small pages, and gives the keys in the order they came.
macro_rules! whole_list {
    ($client:expr, $method:ident, $filter:expr, $key:expr) => {{
        let (mut keys, mut cursor): (Vec<String>, Option<String>) = (Vec::new(), None);
        loop {
            let page: Page<_> = $client.$method($filter, &paging(cursor, 7)).await.unwrap();
            assert!(page.items.len() <= 7);
            keys.extend(page.items.iter().map($key));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break keys;
            }
        }
    }};
}

async fn procedure_codes(client: &Client, filter: &ProcedureFilter) -> Vec<String> {
    whole_list!(client, procedures, filter, |p| p.code.to_string())
}

fn assert_in_order_without_overlap(keys: &[String]) {
    assert!(!keys.is_empty());
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
}

#[rstest]
#[tokio::test]
async fn every_list_pages_without_gap_or_overlap(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let procedures = procedure_codes(&client, &ProcedureFilter::default()).await;
    let faqs = whole_list!(client, faqs, &FaqFilter::default(), |f| f.id.to_string());
    let agencies = whole_list!(client, agencies, &AgencyFilter::default(), |a| a
        .id
        .to_string());
    let places = whole_list!(client, places, &PlaceFilter::default(), |p| p
        .id
        .to_string());
    for keys in [&procedures, &faqs, &agencies, &places] {
        assert_in_order_without_overlap(keys);
    }
    let at_once = client
        .procedures(&ProcedureFilter::default(), &paging(None, PAGE_LIMIT))
        .await
        .unwrap();
    let at_once: Vec<_> = at_once.items.iter().map(|p| p.code.to_string()).collect();
    assert_eq!(
        procedures[..at_once.len()],
        at_once,
        "small pages leave something out"
    );
}

#[rstest]
#[tokio::test]
async fn what_a_list_names_can_be_read(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let first = paging(None, PAGE_LIMIT);
    for row in client
        .procedures(&ProcedureFilter::default(), &first)
        .await
        .unwrap()
        .items
    {
        let procedure = client.procedure(&row.code).await.unwrap();
        assert_eq!(
            (&procedure.title, &procedure.field),
            (&row.title, &row.field)
        );
        assert!(!procedure.sources.is_empty(), "{} has no source", row.code);
    }
    for faq in client
        .faqs(&FaqFilter::default(), &first)
        .await
        .unwrap()
        .items
    {
        assert_eq!(client.faq(&faq.id).await.unwrap(), faq);
    }
    for agency in client
        .agencies(&AgencyFilter::default(), &first)
        .await
        .unwrap()
        .items
    {
        assert_eq!(client.agency(&agency.id).await.unwrap(), agency);
    }
    for place in client
        .places(&PlaceFilter::default(), &first)
        .await
        .unwrap()
        .items
    {
        assert_eq!(client.place(&place.id).await.unwrap(), place);
    }
}

#[rstest]
#[tokio::test]
async fn filters_combine_and_keep_only_what_fits(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let filter = ProcedureFilter {
        field: Some("ho-tich".parse().unwrap()),
        level: Some(Level::Commune),
        audience: Some(Audience::Citizen),
        origin: Some(Origin::Curated),
    };
    let codes = procedure_codes(&client, &filter).await;
    assert!(codes.contains(&"1.001193".to_owned()), "{codes:?}");
    for code in &codes {
        let procedure = client.procedure(&code.parse().unwrap()).await.unwrap();
        assert_eq!(procedure.field, "Hộ tịch");
        assert!(
            procedure.levels.contains(&Level::Commune)
                && procedure.audience.contains(&Audience::Citizen)
        );
    }
    let imported = ProcedureFilter {
        origin: Some(Origin::Imported),
        ..filter
    };
    assert_eq!(
        procedure_codes(&client, &imported).await,
        Vec::<String>::new()
    );
}

#[rstest]
#[tokio::test]
async fn fields_count_what_their_filter_lists(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let fields = client.fields().await.unwrap();
    assert!(
        fields.iter().any(|field| field.name == "Hộ tịch"),
        "{fields:?}"
    );
    for field in fields {
        let filter = ProcedureFilter {
            field: Some(field.id.clone()),
            ..Default::default()
        };
        let listed = procedure_codes(&client, &filter).await.len();
        assert_eq!(listed, field.procedures as usize, "{field:?}");
    }
}

#[rstest]
#[tokio::test]
async fn questions_about_a_procedure_are_about_that_one(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let code = "1.001193".parse().unwrap();
    let filter = FaqFilter {
        procedure: Some(code),
    };
    let faqs = app
        .client()
        .faqs(&filter, &paging(None, PAGE_LIMIT))
        .await
        .unwrap()
        .items;
    assert!(!faqs.is_empty());
    assert!(
        faqs.iter().all(|faq| faq.procedure == filter.procedure),
        "{faqs:?}"
    );
}

#[rstest]
#[tokio::test]
async fn places_and_agencies_are_those_of_the_day(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    for (date, district_stands) in [("2025-06-30", true), ("2025-07-01", false)] {
        let day: Option<NaiveDate> = Some(date.parse().unwrap());
        let places = whole_list!(client, places, &PlaceFilter { day, parent: None }, |p| p
            .id
            .to_string());
        let places: BTreeSet<_> = places.into_iter().collect();
        assert_eq!(
            places.contains("huyen-yen-my"),
            district_stands,
            "{date}: {places:?}"
        );
        let agencies = whole_list!(client, agencies, &AgencyFilter { day, place: None }, |a| a
            .id
            .to_string());
        let agencies: BTreeSet<_> = agencies.into_iter().collect();
        assert_eq!(
            agencies.contains("ubnd-huyen-yen-my"),
            district_stands,
            "{date}: {agencies:?}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn an_agency_that_ended_names_its_successors(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let ended = client
        .agency(&"so-ke-hoach-va-dau-tu".parse().unwrap())
        .await
        .unwrap();
    assert!(
        ended.valid_to.is_some() && !ended.successors.is_empty(),
        "{ended:?}"
    );
    for successor in &ended.successors {
        let successor = client.agency(successor).await.unwrap();
        assert!(
            successor.valid_from > ended.valid_to || successor.valid_from.is_none(),
            "{successor:?}"
        );
    }
}

#[rstest]
#[case("/v1/procedures/9.999999", ErrorCode::ProcedureNotFound)]
#[case("/v1/procedures/khai-sinh", ErrorCode::ProcedureNotFound)]
#[case("/v1/procedures/%00", ErrorCode::ProcedureNotFound)]
#[case("/v1/faqs/khong-co", ErrorCode::NotFound)]
#[case("/v1/agencies/KHONG%20CO", ErrorCode::NotFound)]
#[case("/v1/places/khong-co", ErrorCode::NotFound)]
#[tokio::test]
async fn what_does_not_exist_is_told_by_a_stable_code(#[case] path: &str, #[case] code: ErrorCode) {
    for db in [Sqlite, Postgres] {
        let Some(app) = spawn_app(db).await else {
            continue;
        };
        let _ = send(app.get(path)).await.expect(404).problem(code);
    }
}

#[rstest]
#[tokio::test]
async fn the_cursor_of_another_list_is_refused(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let page = app
        .client()
        .procedures(&ProcedureFilter::default(), &paging(None, 1))
        .await
        .unwrap();
    let cursor = page.next_cursor.unwrap();
    for path in [
        "/v1/faqs?cursor=",
        "/v1/places?cursor=",
        "/v1/procedures?level=commune&cursor=",
    ] {
        let answer = send(app.get(&format!("{path}{cursor}"))).await.expect(400);
        let _ = answer.problem(ErrorCode::BadCursor);
    }
    let _ = send(app.get("/v1/procedures?cursor=%E2%92%B6"))
        .await
        .expect(400)
        .problem(ErrorCode::BadCursor);
}

#[rstest]
#[case("limit=0", "query.limit")]
#[case("limit=101", "query.limit")]
#[case("limit=-1", "query")]
#[case("limit=nhieu", "query")]
#[case("trang=2", "query")]
#[case("field=H%E1%BB%99%20t%E1%BB%8Bch", "query")]
#[tokio::test]
async fn a_list_says_which_parameter_it_cannot_take(#[case] query: &str, #[case] loc: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = send(app.get(&format!("/v1/procedures?{query}")))
        .await
        .expect(422);
    let problem = answer.problem(ErrorCode::Invalid);
    assert_eq!(problem.errors.len(), 1, "{problem:?}");
    assert_eq!(problem.errors[0].loc, loc, "{problem:?}");
}
