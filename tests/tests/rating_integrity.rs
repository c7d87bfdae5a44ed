//! What counts ratings apart, and what must not: an officer who is first, a neighbour on the hall's Wi-Fi, words
//! that many say, and words that nobody finds a second time.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::Locale;
use mobile_contract::rating::{NewRatingVisit, NewServiceRating, RatingBasis};
use motcua::ratings::{Giver, Parts, Ratings};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{OTHER, QR, content, cross, scores};
use motcua_tests::{App, codes, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// An address of an office.
const OFFICE: &str = "198.51.100.7";
/// The address that all in a hall share.
const HALL: &str = "203.0.113.1";
/// Somebody's own.
const MOBILE: &str = "192.0.2.1";
const YEN_MY: &str = "ubnd-xa-yen-my";
const JUSTICE: &str = "so-tu-phap";
/// What nobody writes a second time.
const OWN: &str = "Cán bộ rất tận tình, chỉ rõ từng mục phải điền trong tờ khai.";

/// How many ratings are so.
async fn count(app: &App, so: &str) -> i64 {
    let db = app.database().await;
    let sql = format!("SELECT COUNT(*) FROM ratings WHERE {so}");
    let query = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

async fn flagged(app: &App, flag: &str) -> i64 {
    let of = format!("id IN (SELECT rating_id FROM rating_flags WHERE flag = '{flag}')");
    count(app, &of).await
}

fn pass(app: &App, time: TimeDelta) {
    app.clock().set(app.clock().now() + time);
}

/// The server's ratings, so that they come from any network.
fn ratings(app: &App) -> Ratings {
    Ratings::new(Parts {
        tickets: app.tickets().clone(),
        forms: motcua_seed::Bundle::embedded().unwrap().rating_forms,
        staff_networks: vec!["198.51.100.0/24".parse().unwrap()],
    })
}

fn from(network: &str) -> Giver {
    Giver {
        network: Some(network.parse().unwrap()),
        ..Giver::default()
    }
}

async fn with_visit(ratings: &Ratings, qr: &str, rating: NewServiceRating) -> NewServiceRating {
    let new = NewRatingVisit { qr: qr.to_owned() };
    let visit = ratings.begin_visit(&new, Locale::Vi).await.unwrap();
    NewServiceRating {
        visit: Some(visit.token),
        counter: None,
        ..rating
    }
}

/// Scans a code, and rates by that visit.
async fn visited(ratings: &Ratings, qr: &str, rating: NewServiceRating, network: &str) {
    let rating = with_visit(ratings, qr, rating).await;
    let rated = ratings.rate(&rating, &from(network), None).await.unwrap();
    assert_ne!(rated.basis, RatingBasis::Open);
}

/// Rates without a visit.
async fn open(ratings: &Ratings, rating: &NewServiceRating, network: &str) {
    let rated = ratings.rate(rating, &from(network), None).await.unwrap();
    assert_eq!(rated.basis, RatingBasis::Open);
}

fn saying(words: &str) -> NewServiceRating {
    NewServiceRating {
        comment: Some(words.to_owned()),
        ..content()
    }
}

/// What stands on the receipts of dossiers, one of each agency.
async fn receipts(app: &App, agencies: &[&str]) -> Vec<String> {
    let mut links = Vec::new();
    for (number, agency) in (1..).zip(agencies) {
        let dossier = format!("H31.12.45-261120-{number:04}");
        links.push(codes::receipt(app, &dossier, agency).await.1);
    }
    links
}

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
async fn many_dossiers_from_one_address_are_no_burst_and_one_dossier_neither(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let ratings = ratings(&app);
    let receipts = receipts(&app, &[YEN_MY; 12]).await;
    let bad = || scores(&[("ket-qua", 1)]);
    for receipt in &receipts {
        visited(&ratings, receipt, bad(), MOBILE).await;
    }
    // Nor do ratings that name nothing at all make one of them.
    let of_nothing = NewServiceRating {
        counter: None,
        ..content()
    };
    for _ in 0..12 {
        open(&ratings, &of_nothing, MOBILE).await;
    }
    assert_eq!(count(&app, "basis = 'dossier' AND excluded").await, 0);
    // Whoever sends one of them ten times more does not take it out.
    for _ in 0..12 {
        visited(&ratings, &receipts[0], content(), MOBILE).await;
    }
    assert_eq!(count(&app, "basis = 'dossier' AND NOT excluded").await, 12);
    assert_eq!(count(&app, "NOT excluded AND lowest = 1").await, 12);
    assert_eq!(flagged(&app, "burst").await, 12);
}

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
    let (sql, at, found) = match db.get_database_backend() {
        DbBackend::Sqlite => (
            "EXPLAIN QUERY PLAN UPDATE ratings SET network = NULL, likeness = NULL \
             WHERE (network IS NOT NULL OR likeness IS NOT NULL) AND given_at < '2026-11-01'",
            3,
            "ratings_with_marks (given_at<?)",
        ),
        // On a table so small it reads the table, whatever indexes there are.
        _ => (
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'ratings' \
             AND indexdef LIKE '%(given_at) WHERE%network IS NOT NULL%likeness IS NOT NULL%'",
            0,
            "ratings_with_marks",
        ),
    };
    let query = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    let plan: String = row.try_get_by_index(at).unwrap();
    assert!(plan.contains(found), "{plan}");
}
