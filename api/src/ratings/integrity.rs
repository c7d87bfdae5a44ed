//! What looks like stuffing is flagged and counted apart. It is kept and answered like any other: whoever
//! rates honestly from a full waiting room loses no word by it.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::rating::RatingFlag;
use uuid::Uuid;

use super::reading::Read;
use super::spot::Spot;
use super::{Giver, Ratings, store};
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::storage::WriteTransaction;

/// Ratings that one network may send of one counter within [`BURST`]: serving a person takes minutes, so
/// that even a hall whose visitors share one address sends fewer.
const BURST_MOST: u64 = 10;
/// The time in which more are a burst.
const BURST: Duration = Duration::minutes(10);
/// How long the same words count as said again: a day, because a second visit is another one.
const COPY: Duration = Duration::hours(24);
/// Names the counter of a rating that names none.
const NO_COUNTER: &str = "-";
/// Stands for the network where ratings of one dossier take turns, whoever sends them.
const DOSSIER: &str = "dossier";

/// The last ratings that the network sent of the counter, as many as make a burst of one more.
async fn lately(
    db: &WriteTransaction,
    marks: &Marks,
    counter: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let since = now - BURST;
    let mut lately = Vec::new();
    let before_midnight = (to_hanoi(since).date() != to_hanoi(now).date()).then_some(());
    let yesterday = before_midnight.and(marks.yesterday.as_ref());
    for network in marks.network.iter().chain(yesterday) {
        let missing = BURST_MOST.saturating_sub(lately.len() as u64);
        let sent = store::lately(&**db, (network, counter), since, missing).await?;
        lately.extend(sent);
    }
    Ok(lately)
}

/// What is known of where a rating comes from, as it is matched and kept.
pub(super) struct Marks {
    /// The network, under the key of today; `None`: nobody knows.
    pub(super) network: Option<String>,
    /// The same under the key of yesterday: what was sent before midnight is still near.
    yesterday: Option<String>,
    pub(super) likeness: Option<String>,
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
    pub(super) fn marks(&self, read: &Read<'_>, giver: &Giver, now: DateTime<Utc>) -> Marks {
        let day = to_hanoi(now).date();
        let network = |day: Option<chrono::NaiveDate>| {
            let purpose = format!("ratings.network {}", day?);
            Some(
                self.vault
                    .fingerprint(&purpose, &giver.network?.to_string()),
            )
        };
        let likeness = read.likeness();
        Marks {
            network: network(Some(day)),
            yesterday: network(day.pred_opt()),
            likeness: likeness.map(|words| self.vault.fingerprint("ratings.likeness", &words)),
            from_staff: giver.network.is_some_and(|address| {
                let mut networks = self.staff_networks.iter();
                networks.any(|network| network.contains(address))
            }),
        }
    }

    /// What is wrong with a rating that is about to be kept. Earlier ones of the same burst are flagged with
    /// it. Until the transaction ends, nobody else of the network rates the counter, and nobody the dossier.
    pub(super) async fn look_at(
        &self,
        db: &WriteTransaction,
        marks: &Marks,
        spot: &Spot,
        now: DateTime<Utc>,
    ) -> Result<Vec<RatingFlag>> {
        let mut flags = Vec::new();
        if marks.from_staff {
            flags.push(RatingFlag::StaffNetwork);
        }
        // A dossier is one service: who rates it again says the same thing twice.
        if let Some(dossier) = &spot.dossier {
            // Of two at once, neither would see the other.
            store::take_turn(&**db, DOSSIER, dossier, now).await?;
            if store::is_rated(&**db, dossier).await? {
                flags.push(RatingFlag::Copy);
            }
        }
        let Some(network) = &marks.network else {
            return Ok(flags);
        };
        let counter = spot.counter.as_ref().map(|counter| counter.id.as_str());
        store::take_turn(&**db, network, counter.unwrap_or(NO_COUNTER), now).await?;
        let lately = lately(db, marks, counter, now).await?;
        if lately.len() as u64 >= BURST_MOST {
            flags.push(RatingFlag::Burst);
            self.flag_burst(db, lately, now).await?;
        }
        if let Some(likeness) = &marks.likeness
            && store::is_said(&**db, (&marks.networks(), counter), likeness, now - COPY).await?
        {
            flags.push(RatingFlag::Copy);
        }
        // A dossier rated again in the same words is one copy.
        flags.sort_unstable();
        flags.dedup();
        Ok(flags)
    }

    /// Flags the ratings before the one that made a burst of them. There are ten when it begins; from then on
    /// each rating flags itself, and finds the ten before it flagged.
    async fn flag_burst(
        &self,
        db: &WriteTransaction,
        lately: Vec<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<()> {
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
}
