//! What looks like stuffing is flagged and counted apart. It is kept and answered like any other: whoever
//! rates honestly from a full waiting room loses no word by it.
//!
//! Nor may anybody use the flags to take another's rating out. What rests on no visit therefore flags nothing
//! that rests on one, what is counted apart shuts nothing out, and a dossier is never in a burst.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mobile_contract::rating::{RatingBasis, RatingFlag};
use uuid::Uuid;

use super::reading::{Likeness, Read};
use super::spot::Spot;
use super::store::Said;
use super::{Giver, Ratings, store};
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::storage::WriteTransaction;

/// Ratings that one network may send of one counter within [`BURST`]: serving a person takes minutes, so
/// that even a hall whose visitors share one address sends fewer.
const BURST_MOST: u64 = 10;
/// The time in which more are a burst. Figures take a rating in only when it is older: no flag comes later.
const BURST: Duration = Duration::minutes(10);
/// How long many words count as said again: a day, because a second visit is another one.
const COPY: Duration = Duration::hours(24);
/// How long few words do, from one network and with the same scores: of two who share it and say "Cảm ơn",
/// the second was served later.
const COPY_OF_FEW: Duration = Duration::minutes(10);
/// Names the counter of a rating that names none.
const NO_COUNTER: &str = "-";
/// Stands for the network where ratings of one dossier take turns, whoever sends them.
const DOSSIER: &str = "dossier";
/// Stands for the network where ratings with the same words take turns.
const WORDS: &str = "words";

/// What is known of where a rating comes from and what it says, as it is matched and kept.
pub(super) struct Marks {
    /// The network, under the key of today; `None`: nobody knows.
    pub(super) network: Option<String>,
    /// The same under the key of yesterday: what was sent before midnight is still near.
    yesterday: Option<String>,
    /// The words, and what they are about.
    pub(super) likeness: Option<String>,
    /// Its words are so few that many say the same.
    has_few_words: bool,
    from_staff: bool,
}

impl Marks {
    /// The network under either key.
    fn networks(&self) -> Vec<String> {
        self.network
            .iter()
            .chain(&self.yesterday)
            .cloned()
            .collect()
    }
}

impl Ratings {
    /// What a rating is matched by.
    pub(super) fn marks(
        &self,
        read: &Read<'_>,
        spot: &Spot,
        giver: &Giver,
        now: DateTime<Utc>,
    ) -> Marks {
        let day = to_hanoi(now).date();
        let network = |day: Option<NaiveDate>| {
            let purpose = format!("ratings.network {}", day?);
            Some(
                self.vault
                    .fingerprint(&purpose, &giver.network?.to_string()),
            )
        };
        let likeness = read.likeness();
        let has_few_words = matches!(likeness, Some(Likeness::Few(_)));
        let likeness = likeness.map(|(Likeness::Few(words) | Likeness::Many(words))| {
            let said = format!("{}\n{words}", matched_at(spot));
            self.vault.fingerprint("ratings.likeness", &said)
        });
        Marks {
            network: network(Some(day)),
            yesterday: network(day.pred_opt()),
            likeness,
            has_few_words,
            from_staff: giver.network.is_some_and(|address| {
                let mut networks = self.staff_networks.iter();
                networks.any(|network| network.contains(address))
            }),
        }
    }

    /// What is wrong with a rating that is about to be kept. Earlier ones of the same burst are flagged with
    /// it. Until the transaction ends, nobody else of the network rates the counter, nobody the dossier, and
    /// nobody says the same.
    pub(super) async fn look_at(
        &self,
        db: &WriteTransaction,
        marks: &Marks,
        spot: &Spot,
    ) -> Result<Vec<RatingFlag>> {
        // Not when it came: it may have waited, and what is older now is in the figures.
        let now = self.clock.now();
        let mut flags = Vec::new();
        if marks.from_staff {
            flags.push(RatingFlag::StaffNetwork);
        }
        // Turns are taken in this order by all, or two would wait for each other.
        flags.extend(match &spot.dossier {
            // It counts once, however many come; a burst would take that one out as well.
            Some(dossier) => {
                let again = is_rated(db, dossier, now).await?;
                again.then_some(RatingFlag::Copy)
            }
            None => {
                let many = is_burst(db, marks, spot, now).await?;
                many.then_some(RatingFlag::Burst)
            }
        });
        if is_said(db, marks, spot, now).await? {
            flags.push(RatingFlag::Copy);
        }
        // A dossier rated again in the same words is one copy.
        flags.sort_unstable();
        flags.dedup();
        Ok(flags)
    }
}

/// Where the same words are the same said again: at the counter; of dossiers, about the agency.
fn matched_at(spot: &Spot) -> String {
    let counter = spot.counter.as_ref().map(|counter| &counter.id);
    let agency = spot.agency.as_ref().map(|agency| &agency.id);
    match (&spot.dossier, counter, agency) {
        (None, Some(counter), _) => format!("counter {counter}"),
        (_, _, Some(agency)) => format!("agency {agency}"),
        (Some(dossier), _, None) => format!("dossier {dossier}"),
        (None, None, None) => String::new(),
    }
}

/// Whether a dossier has a rating that counts. A dossier is one service: who rates it again says the same thing
/// twice, also with other scores. The first one stays, whatever comes: if the last one counted, whoever is rated
/// badly would only have to rate the dossier again. One that is counted apart shuts nobody out, or an officer
/// with the receipt in hand would only have to be first.
async fn is_rated(db: &WriteTransaction, dossier: &str, now: DateTime<Utc>) -> Result<bool> {
    // Of two at once, neither would see the other.
    store::take_turn(&**db, DOSSIER, dossier, now).await?;
    store::is_counted(&**db, dossier).await
}

/// Whether a rating of a counter is one of too many. Those by visits are told apart from the others: these
/// anybody sends, as many as they like.
async fn is_burst(
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
    let lately = lately(db, marks, (counter, spot.basis), now).await?;
    let is_burst = lately.len() as u64 >= BURST_MOST;
    if is_burst {
        flag_burst(db, lately, now).await?;
    }
    Ok(is_burst)
}

/// The last ratings that the network sent of the counter, as many as make a burst of one more.
async fn lately(
    db: &WriteTransaction,
    marks: &Marks,
    (counter, basis): (Option<&str>, RatingBasis),
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let since = now - BURST;
    let mut lately = Vec::new();
    let before_midnight = (to_hanoi(since).date() != to_hanoi(now).date()).then_some(());
    let yesterday = before_midnight.and(marks.yesterday.as_ref());
    for network in marks.network.iter().chain(yesterday) {
        let missing = BURST_MOST.saturating_sub(lately.len() as u64);
        let sent = store::lately(&**db, (network, counter, basis), since, missing).await?;
        lately.extend(sent);
    }
    Ok(lately)
}

/// Flags the ratings before the one that made a burst of them. There are ten when it begins; from then on
/// each rating flags itself, and finds the ten before it flagged.
async fn flag_burst(db: &WriteTransaction, lately: Vec<Uuid>, now: DateTime<Utc>) -> Result<()> {
    let flagged = store::flagged(&**db, &lately, RatingFlag::Burst).await?;
    let mut earlier = lately;
    earlier.retain(|id| !flagged.contains(id));
    if earlier.is_empty() {
        return Ok(());
    }
    let burst = earlier.iter().map(|id| (*id, RatingFlag::Burst));
    store::flag(&**db, burst, now).await?;
    store::exclude(&**db, &earlier).await
}

/// Whether the words were said before, by a rating that counts. Many words nobody finds a second time, from
/// whatever network they come; scores without words are never a copy.
async fn is_said(
    db: &WriteTransaction,
    marks: &Marks,
    spot: &Spot,
    now: DateTime<Utc>,
) -> Result<bool> {
    let Some(likeness) = &marks.likeness else {
        return Ok(false);
    };
    store::take_turn(&**db, WORDS, likeness, now).await?;
    let networks = marks.networks();
    let (networks, kept) = match marks.has_few_words {
        true => (Some(networks.as_slice()), COPY_OF_FEW),
        false => (None, COPY),
    };
    let said = Said {
        likeness,
        networks,
        since: now - kept,
        without_visit: spot.basis == RatingBasis::Open,
    };
    store::is_said(&**db, &said).await
}
