//! Ratings of dossiers: an officer who is first, and whoever hands out receipts.

use chrono::TimeDelta;
use mobile_contract::rating::NewServiceRating;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{content, scores};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{
    JUSTICE, MOBILE, OFFICE, YEN_MY, count, flagged, open, pass, ratings, receipts, visited,
};

#[rstest]
#[tokio::test]
async fn an_officer_who_rates_a_dossier_first_does_not_silence_the_citizen(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    let receipt = receipts(&app, &[YEN_MY]).await.remove(0);
    visited(&ratings, &receipt, scores(&[("ket-qua", 5)]), OFFICE).await;
    visited(&ratings, &receipt, scores(&[("ket-qua", 1)]), MOBILE).await;
    assert_eq!(count(&app, "NOT excluded AND lowest = 1").await, 1);
    // Once one counts it stays: who sends last takes no bad rating out.
    for network in ["192.0.2.2", OFFICE] {
        visited(&ratings, &receipt, scores(&[("ket-qua", 5)]), network).await;
    }
    assert_eq!(count(&app, "NOT excluded").await, 1);
    assert_eq!(count(&app, "NOT excluded AND lowest = 1").await, 1);
    assert_eq!(flagged(&app, "copy").await, 2);
    assert_eq!(flagged(&app, "staff_network").await, 2);
}

#[rstest]
#[tokio::test]
async fn of_many_dossiers_of_one_agency_from_one_address_the_newcomers_are_counted_apart(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    let mut agencies = vec![YEN_MY; 12];
    agencies.push(JUSTICE);
    let receipts = receipts(&app, &agencies).await;
    let (good, bad) = (|| scores(&[("ket-qua", 5)]), || scores(&[("ket-qua", 1)]));
    for receipt in &receipts {
        visited(&ratings, receipt, good(), MOBILE).await;
    }
    // The ten before stay, though they are the same; another agency's is none of them.
    for (agency, kept) in [(YEN_MY, 10), (JUSTICE, 1)] {
        let of = format!("NOT excluded AND agency = '{agency}'");
        assert_eq!(count(&app, &of).await, kept, "{agency}");
    }
    assert_eq!(flagged(&app, "burst").await, 2);
    // Whoever holds the receipt of one that was counted apart is not shut out.
    visited(&ratings, &receipts[10], bad(), "192.0.2.2").await;
    assert_eq!(count(&app, "NOT excluded AND lowest = 1").await, 1);
    // Later, what comes is like any other.
    pass(&app, TimeDelta::minutes(11));
    visited(&ratings, &receipts[11], bad(), MOBILE).await;
    assert_eq!(count(&app, "NOT excluded AND lowest = 1").await, 2);
    assert_eq!(flagged(&app, "burst").await, 2);
    assert_eq!(flagged(&app, "copy").await, 0);
}

#[rstest]
#[tokio::test]
async fn one_dossier_however_often_makes_no_other_one_too_many(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    let receipts = receipts(&app, &[YEN_MY, YEN_MY]).await;
    for _ in 0..12 {
        visited(&ratings, &receipts[0], content(), MOBILE).await;
    }
    // Nor do ratings that rest on no receipt.
    let of_nothing = NewServiceRating {
        counter: None,
        ..content()
    };
    for _ in 0..12 {
        open(&ratings, &of_nothing, MOBILE).await;
    }
    visited(&ratings, &receipts[1], scores(&[("ket-qua", 1)]), MOBILE).await;
    let counted = "basis = 'dossier' AND NOT excluded";
    assert_eq!(count(&app, counted).await, 2);
    assert_eq!(count(&app, "NOT excluded AND lowest = 1").await, 1);
    assert_eq!(flagged(&app, "copy").await, 11);
    assert_eq!(flagged(&app, "burst").await, 12);
}
