//! Bursts of ratings of a counter: what comes beyond the threshold, and what is just the same.

use chrono::TimeDelta;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{QR, content, cross, scores};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{HALL, MOBILE, OWN, count, flagged, open, pass, ratings, saying, visited};

#[rstest]
#[tokio::test]
async fn a_neighbour_on_the_halls_network_takes_nobodys_rating_out(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    visited(&ratings, QR, cross(), HALL).await;
    // Without scanning anything, and in the words that the next one will write.
    for _ in 0..12 {
        open(&ratings, &content(), HALL).await;
    }
    open(&ratings, &saying(OWN), HALL).await;
    open(&ratings, &saying("Cảm ơn"), HALL).await;
    visited(&ratings, QR, saying(OWN), HALL).await;
    visited(&ratings, QR, saying("Cảm ơn"), HALL).await;
    assert_eq!(count(&app, "basis = 'visit' AND excluded").await, 0);
    assert_eq!(count(&app, "basis = 'open' AND excluded").await, 14);
    assert_eq!(flagged(&app, "burst").await, 14);
    // Said again without a visit, it is a copy of what counts.
    pass(&app, TimeDelta::minutes(30));
    open(&ratings, &saying(OWN), MOBILE).await;
    assert_eq!(flagged(&app, "copy").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_flood_by_a_photo_of_the_poster_takes_out_what_is_the_same_and_nothing_else(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    // Other scores, a score of one question only, and the same scores in words of one's own.
    visited(&ratings, QR, scores(&[("thai-do", 1)]), HALL).await;
    visited(&ratings, QR, scores(&[("thai-do", 5)]), HALL).await;
    visited(&ratings, QR, saying("Cô Lan rất kiên nhẫn"), HALL).await;
    for _ in 0..12 {
        visited(&ratings, QR, content(), HALL).await;
    }
    assert_eq!(count(&app, "NOT excluded").await, 3);
    assert_eq!(count(&app, "NOT excluded AND lowest = 1").await, 1);
    let with_words = "NOT excluded AND likeness IS NOT NULL";
    assert_eq!(count(&app, with_words).await, 1);
    assert_eq!(flagged(&app, "burst").await, 12);
}

#[rstest]
#[tokio::test]
async fn ten_equal_ones_go_with_an_equal_one_and_stay_with_another(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    for _ in 0..10 {
        visited(&ratings, QR, content(), HALL).await;
    }
    assert_eq!(count(&app, "excluded").await, 0);
    // Somebody else in the hall, too late: it goes, and alone.
    visited(&ratings, QR, scores(&[("thai-do", 2)]), HALL).await;
    assert_eq!(count(&app, "excluded").await, 1);
    // From another network it is one of its own.
    visited(&ratings, QR, content(), MOBILE).await;
    assert_eq!(count(&app, "excluded").await, 1);
    visited(&ratings, QR, content(), HALL).await;
    assert_eq!(count(&app, "excluded").await, 12);
    assert_eq!(flagged(&app, "burst").await, 12);
    assert_eq!(count(&app, "NOT excluded").await, 1);
}

#[rstest]
#[tokio::test]
async fn the_first_of_a_flood_are_found_however_many_came_since(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    for _ in 0..10 {
        visited(&ratings, QR, content(), HALL).await;
        pass(&app, TimeDelta::seconds(5));
    }
    for score in 0..25 {
        visited(&ratings, QR, scores(&[("thai-do", score % 5 + 1)]), HALL).await;
        pass(&app, TimeDelta::seconds(5));
    }
    assert_eq!(count(&app, "excluded").await, 25);
    visited(&ratings, QR, content(), HALL).await;
    assert_eq!(count(&app, "excluded").await, 36);
}
