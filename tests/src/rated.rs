//! Ratings of counters, as citizens give them.

use chrono::TimeDelta;
use mobile_contract::client::Client;
use mobile_contract::rating::{NewServiceRating, ServiceRated};
use mobile_contract::ticket::NewContact;

use crate::App;

/// The code of a counter of the demo, whose agency has ended and is followed by others.
pub const QR: &str = "JVQ4GCU";
/// That counter.
pub const COUNTER: &str = "mot-cua-my-hao-tu-phap";
/// Another counter, and its code.
pub const OTHER: (&str, &str) = ("mot-cua-yen-my-dat-dai", "WDSS2A6");

/// A rating with these scores and no visit.
#[must_use]
pub fn scores(answers: &[(&str, i32)]) -> NewServiceRating {
    NewServiceRating {
        form: "default".to_owned(),
        version: 1,
        counter: Some(COUNTER.to_owned()),
        answers: answers
            .iter()
            .map(|(question, score)| ((*question).to_owned(), *score))
            .collect(),
        ..NewServiceRating::default()
    }
}

/// A rating that nobody has to answer.
#[must_use]
pub fn content() -> NewServiceRating {
    scores(&[("thai-do", 5), ("thoi-gian", 4)])
}

/// A rating that is looked into.
#[must_use]
pub fn cross() -> NewServiceRating {
    NewServiceRating {
        comment: Some("Chờ hơn một giờ mà quầy chỉ có một người".to_owned()),
        ..scores(&[("thai-do", 4), ("thoi-gian", 1)])
    }
}

/// A way to reach somebody.
#[must_use]
pub fn reach(mail: &str) -> NewContact {
    NewContact {
        name: Some("Nguyễn Thị Hoa".to_owned()),
        phone: Some("0912 345 678".to_owned()),
        mail: Some(mail.to_owned()),
        ..NewContact::default()
    }
}

/// Scans a code, and rates by that visit.
///
/// # Panics
/// When either is refused.
pub async fn visited(client: &Client, qr: &str, rating: &NewServiceRating) -> ServiceRated {
    let visit = client.begin_rating_visit(qr).await.expect("a visit");
    let rating = NewServiceRating {
        visit: Some(visit.token),
        counter: None,
        ..rating.clone()
    };
    client.rate_service(&rating, None).await.expect("a rating")
}

/// Lets ten minutes go by, and what is a group by then enter the figures. How many ratings these were.
///
/// # Panics
/// When the database fails.
pub async fn settled(app: &App) -> usize {
    let clock = app.clock();
    clock.set(clock.now() + TimeDelta::minutes(10));
    app.ratings().close_lots().await.expect("lots")
}
