//! Copies: words that many say, and words that nobody finds a second time.

use chrono::TimeDelta;
use mobile_contract::rating::NewServiceRating;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{OTHER, QR, scores};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{
    HALL, JUSTICE, MOBILE, OFFICE, OWN, STOCK, YEN_MY, count, flagged, from, pass, ratings,
    receipts, saying, visited, with_visit,
};

#[rstest]
#[tokio::test]
async fn what_many_say_is_a_copy_only_at_once_from_one_network_with_the_same_scores(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    let thanks = || saying("Cảm ơn");
    visited(&ratings, QR, thanks(), HALL).await;
    visited(&ratings, QR, thanks(), MOBILE).await;
    visited(&ratings, OTHER.1, thanks(), HALL).await;
    let happier = NewServiceRating {
        comment: thanks().comment,
        ..scores(&[("thai-do", 5), ("thoi-gian", 5)])
    };
    visited(&ratings, QR, happier, HALL).await;
    // Scores alone, and little pictures with them, are no words.
    for words in ["", "👍", "👍"] {
        visited(&ratings, QR, saying(words), HALL).await;
    }
    assert_eq!(count(&app, "excluded").await, 0);
    visited(&ratings, QR, saying("cam on!"), HALL).await;
    assert_eq!(flagged(&app, "copy").await, 1);
    // Who was served later.
    pass(&app, TimeDelta::minutes(11));
    visited(&ratings, QR, thanks(), HALL).await;
    assert_eq!(count(&app, "excluded").await, 1);
}

#[rstest]
#[tokio::test]
async fn stock_praise_is_a_copy_only_from_one_network_within_the_day(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    // Honest people who know the same sentence.
    for network in [HALL, MOBILE, "192.0.2.2"] {
        visited(&ratings, QR, saying(STOCK), network).await;
        pass(&app, TimeDelta::minutes(5));
    }
    visited(&ratings, OTHER.1, saying(STOCK), HALL).await;
    assert_eq!(count(&app, "excluded").await, 0);
    // Over midnight, and with other scores.
    pass(&app, TimeDelta::hours(20));
    let again = NewServiceRating {
        comment: Some(STOCK.to_uppercase()),
        ..scores(&[("thai-do", 5)])
    };
    visited(&ratings, QR, again, HALL).await;
    assert_eq!(flagged(&app, "copy").await, 1);
    assert_eq!(count(&app, "excluded").await, 1);
    pass(&app, TimeDelta::hours(25));
    visited(&ratings, QR, saying(STOCK), HALL).await;
    assert_eq!(count(&app, "excluded").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_text_pasted_from_five_phones_counts_once_a_day(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    // An office's own word for itself counts apart, and makes nobody a copy.
    visited(&ratings, QR, saying(OWN), OFFICE).await;
    for phone in 1..=5 {
        let pasted = NewServiceRating {
            comment: Some(format!("{OWN}{}", "!".repeat(phone))),
            ..scores(&[
                ("thai-do", 5),
                ("thoi-gian", if phone % 2 == 0 { 5 } else { 4 }),
            ])
        };
        visited(&ratings, QR, pasted, &format!("192.0.2.{phone}")).await;
        pass(&app, TimeDelta::hours(2));
    }
    assert_eq!(flagged(&app, "copy").await, 4);
    assert_eq!(count(&app, "NOT excluded").await, 1);
    // Elsewhere, in other words, or another day it is one's own.
    visited(&ratings, OTHER.1, saying(OWN), MOBILE).await;
    visited(&ratings, QR, saying(&format!("Lần này {OWN}")), MOBILE).await;
    pass(&app, TimeDelta::hours(25));
    visited(&ratings, QR, saying(OWN), MOBILE).await;
    assert_eq!(flagged(&app, "copy").await, 4);
}

#[rstest]
#[tokio::test]
async fn a_text_pasted_at_once_counts_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    let mut sending = tokio::task::JoinSet::new();
    for phone in 1..=6 {
        let rating = with_visit(&ratings, QR, saying(OWN)).await;
        let (ratings, giver) = (ratings.clone(), from(&format!("192.0.2.{phone}")));
        sending.spawn(async move { ratings.rate(&rating, &giver, None).await });
    }
    for rated in sending.join_all().await {
        rated.unwrap();
    }
    assert_eq!(count(&app, "NOT excluded").await, 1);
    assert_eq!(flagged(&app, "copy").await, 5);
}

#[rstest]
#[tokio::test]
async fn the_same_words_about_dossiers_are_a_copy_within_one_agency(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    let receipts = receipts(&app, &[YEN_MY, JUSTICE, YEN_MY]).await;
    for (receipt, copies) in receipts.iter().zip([0, 0, 1]) {
        visited(&ratings, receipt, saying(OWN), MOBILE).await;
        assert_eq!(flagged(&app, "copy").await, copies);
    }
}
