//! What counts ratings apart, and what must not: an officer who is first, a neighbour on the hall's Wi-Fi, words
//! that many say, and words that nobody finds a second time.

mod bursts;
mod copies;
mod dossiers;
mod kept;

use chrono::TimeDelta;
use mobile_contract::Locale;
use mobile_contract::rating::{NewRatingVisit, NewServiceRating, RatingBasis};
use motcua::ratings::{Giver, Parts, Ratings};
use motcua_tests::rated::content;
use motcua_tests::{App, codes};
use sea_orm::{ConnectionTrait, Statement};

/// An address of an office.
const OFFICE: &str = "198.51.100.7";
/// The address that all in a hall share.
const HALL: &str = "203.0.113.1";
/// Somebody's own.
const MOBILE: &str = "192.0.2.1";
const YEN_MY: &str = "ubnd-xa-yen-my";
const JUSTICE: &str = "so-tu-phap";
/// What nobody writes a second time.
const OWN: &str = "Cán bộ rất tận tình, chỉ rõ từng mục phải điền trong tờ khai, còn gọi điện nhắc tôi mang thêm bản sao \
                   sổ đỏ và giấy khai sinh của cháu.";
/// What many write.
const STOCK: &str = "Cán bộ tiếp dân nhiệt tình, hướng dẫn tận tình chu đáo";

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
        let (_, link) = codes::receipt(app, &dossier, agency).await;
        links.push(codes::tail(&link).to_owned());
    }
    links
}
