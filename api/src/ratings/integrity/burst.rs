//! Too many at once from one network.
//!
//! Of counters, what comes beyond the threshold is flagged, and with it those before that say the same without a
//! word: that is what stuffing looks like, and what is different stays. Of dossiers, only what comes beyond is
//! flagged: each of them is of another dossier, and none tells that it is one of many.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use mobile_contract::rating::{RatingBasis, RatingFlag};
use uuid::Uuid;

use super::earlier::{self, Earlier};
use super::{Marks, NO_COUNTER};
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::ratings::spot::Spot;
use crate::ratings::store;
use crate::storage::WriteTransaction;

/// Ratings that one network may send within [`BURST`] of one counter, or of dossiers of one agency: serving a
/// person takes minutes, so that even a hall whose visitors share one address sends fewer.
const MOST: usize = 10;
/// Other dossiers that are looked for: as many as make a burst of one more.
const OTHERS: u64 = 10;
/// Ratings that are looked at. Whatever had ten before it is flagged by itself, so that the others are the first ten;
/// as many again, because who came first may have been written later.
const LOOKED_AT: u64 = 20;
/// The time in which more are a burst. Figures take a rating in only when it is older: no flag comes later.
const BURST: Duration = Duration::minutes(10);

/// Whether a rating of a counter is one of too many. Those by visits are told apart from the others: these
/// anybody sends, as many as they like.
pub(super) async fn at_counter(
    db: &WriteTransaction,
    marks: &Marks,
    spot: &Spot,
    now: DateTime<Utc>,
) -> Result<bool> {
    let Some(network) = &marks.network else {
        return Ok(false);
    };
    let counter = spot.counter.as_ref().map(|counter| counter.id.as_str());
    store::take_turn(&**db, network, counter.unwrap_or(NO_COUNTER), now).await?;
    let first = first(db, marks, (counter, spot.basis), now).await?;
    let is_burst = first.len() >= MOST;
    if is_burst {
        flag_same(db, marks, first, now).await?;
    }
    Ok(is_burst)
}

/// The network within [`BURST`], under the key of each day, in the order of days.
fn networks(marks: &Marks, now: DateTime<Utc>) -> impl Iterator<Item = &str> {
    let before_midnight = to_hanoi(now - BURST).date() != to_hanoi(now).date();
    let yesterday = marks.yesterday.iter().filter(move |_| before_midnight);
    yesterday.chain(&marks.network).map(String::as_str)
}

/// The first ratings within [`BURST`] that the network sent of the counter.
async fn first(
    db: &WriteTransaction,
    marks: &Marks,
    (counter, basis): (Option<&str>, RatingBasis),
    now: DateTime<Utc>,
) -> Result<Vec<Earlier>> {
    let mut first = Vec::new();
    for network in networks(marks, now) {
        let of = (network, counter, basis);
        first.extend(earlier::first(&**db, of, now - BURST, LOOKED_AT).await?);
    }
    Ok(first)
}

/// Flags the earlier ones that gave the same scores as one beyond the threshold, and have no words of their own.
async fn flag_same(
    db: &WriteTransaction,
    marks: &Marks,
    first: Vec<Earlier>,
    now: DateTime<Utc>,
) -> Result<()> {
    let wordless = first
        .into_iter()
        .filter(|rating| !rating.has_words && !rating.excluded);
    let wordless: Vec<Uuid> = wordless.map(|rating| rating.id).collect();
    if wordless.is_empty() {
        return Ok(());
    }
    let answers = earlier::answers(&**db, &wordless).await?;
    let same = answers
        .into_iter()
        .filter(|(_, answers)| *answers == marks.answers);
    let same: Vec<Uuid> = same.map(|(id, _)| id).collect();
    let burst = same.iter().map(|id| (*id, RatingFlag::Burst));
    store::flag(&**db, burst, now).await?;
    store::exclude(&**db, &same).await
}

/// Whether a rating of a dossier is one of too many of the agency. Dossiers are counted, not ratings: who rates one
/// of them ten times makes nobody else's one too many.
pub(super) async fn of_dossiers(
    db: &WriteTransaction,
    marks: &Marks,
    spot: &Spot,
    dossier: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let Some(network) = &marks.network else {
        return Ok(false);
    };
    let agency = spot.agency.as_ref().map(|agency| agency.id.as_str());
    store::take_turn(&**db, network, agency.unwrap_or(NO_COUNTER), now).await?;
    let mut others = BTreeSet::new();
    for network in networks(marks, now) {
        let of = (network, agency, dossier);
        others.extend(earlier::other_dossiers(&**db, of, now - BURST, OTHERS).await?);
    }
    Ok(others.len() >= MOST)
}
