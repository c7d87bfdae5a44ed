//! From when a rating is taken, and how what it is matched by is forgotten.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::rating::NewServiceRating;
use motcua::ratings::forgetting_networks;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{content, cross};
use motcua_tests::spawn_app;
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, StatementBuilder, TransactionTrait};

use super::{HALL, count, from, ratings};

#[rstest]
#[tokio::test]
async fn a_form_is_filled_in_from_the_day_on_which_it_is_given_out(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let rating = NewServiceRating {
        counter: None,
        ..content()
    };
    // A minute before midnight in Vietnam, and midnight.
    app.clock().set("2025-12-31T16:59:00Z".parse().unwrap());
    let refused = app.client().rate_service(&rating, None).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.errors[0].loc, "body.form");
    assert!(problem.errors[0].msg.contains("chưa được dùng"));
    assert_eq!(count(&app, "1 = 1").await, 0);
    app.clock().set("2025-12-31T17:00:00Z".parse().unwrap());
    app.client().rate_service(&rating, None).await.unwrap();
}

/// On SQLite, where who writes can be made to wait; what waits is the same on both.
#[tokio::test]
async fn the_clock_of_a_case_begins_when_its_rating_came_and_not_at_its_turn() {
    let app = spawn_app(Sqlite).await.unwrap();
    // Whatever comes after 15:00 counts from the next working day.
    let came: DateTime<Utc> = "2026-11-23T07:59:59Z".parse().unwrap();
    app.clock().set(came);
    let ratings = ratings(&app);
    let held = ratings.db.begin().await.unwrap();
    let mut sending = tokio::task::JoinSet::new();
    // Six are written at once; the seventh waits before it is routed.
    for _ in 0..7 {
        let ratings = ratings.clone();
        sending.spawn(async move { ratings.rate(&cross(), &from(HALL), None).await });
    }
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    app.clock().set(came + TimeDelta::seconds(17));
    drop(held);
    let mut promised = Vec::new();
    for rated in sending.join_all().await {
        promised.push(rated.unwrap().answer_by);
    }
    promised.dedup();
    assert_eq!(promised.len(), 1, "{promised:?}");
    let of_then = "ticket_id IN (SELECT id FROM tickets WHERE received_at = given_at)";
    assert_eq!(count(&app, of_then).await, 7);
}

#[rstest]
#[tokio::test]
async fn old_marks_are_found_without_reading_every_rating(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let db = app.database().await;
    let backend = db.get_database_backend();
    let transaction = db.begin().await.unwrap();
    let (explain, told_at) = match backend {
        DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", 3),
        _ => {
            // A table so small it would read whole, whatever indexes there are.
            let large = "SET LOCAL enable_seqscan = off";
            transaction.execute_unprepared(large).await.unwrap();
            ("EXPLAIN", 0)
        }
    };
    // What the store runs, asked for its plan.
    let mut asked = StatementBuilder::build(&forgetting_networks(app.clock().now()), &backend);
    asked.sql = format!("{explain} {}", asked.sql);
    let rows = transaction.query_all_raw(asked).await.unwrap();
    let steps = rows
        .iter()
        .map(|row| row.try_get_by_index(told_at).unwrap());
    let plan = steps.collect::<Vec<String>>().join("\n");
    assert!(plan.contains("ratings_with_marks"), "{plan}");
}
