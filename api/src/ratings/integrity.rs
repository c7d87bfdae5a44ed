//! What looks like stuffing is flagged and counted apart. It is kept and answered like any other: whoever
//! rates honestly from a full waiting room loses no word by it.
//!
//! Nor should anybody use the flags to take another's rating out. What rests on no visit flags nothing that rests
//! on one, and what is counted apart shuts nothing out. A burst takes out what comes beyond its threshold; of what
//! came before, only what says the same without a word.
//!
//! What remains open, because a network is all that is known of who sends:
//! - A photo of the poster gives as many visits as one likes. Whoever floods a counter from the hall's Wi-Fi makes
//!   each rating from there one too many while the flood lasts, and takes out those of the ten minutes before that
//!   gave just the scores of the flood, and no words.
//! - Ten ratings in ten minutes from each network count, also when one person sent them all.
//! - A receipt proves its dossier, not who holds it. Whoever hands receipts out can rate ten dossiers of an agency in
//!   ten minutes from each network that is no office's, before the citizens do, who then are copies. The eleventh
//!   is counted apart, and shuts nobody out; nor does any that is sent from an office.
//! - More than ten citizens who rate dossiers of one agency within ten minutes behind one address (a mobile
//!   operator's, too) are counted apart from the eleventh on.

mod burst;
mod earlier;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mobile_contract::rating::{RatingBasis, RatingFlag};

use self::earlier::{Answers, Said};
use super::reading::{Read, Words};
use super::spot::Spot;
use super::{Giver, Ratings, store};
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::storage::WriteTransaction;

/// How long words count as said again: a day, because a second visit is another one.
const COPY: Duration = Duration::hours(24);
/// How long few words do, from one network and with the same scores: of two who share it and say "Cảm ơn",
/// the second was served later.
const COPY_OF_FEW: Duration = Duration::minutes(10);
/// Names the counter, or the agency, of a rating that names none.
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
    /// How many words that is.
    words: Words,
    /// The scores.
    answers: Answers,
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
        let words = likeness
            .as_ref()
            .map_or(Words::Few, |likeness| likeness.words);
        let likeness = likeness.map(|likeness| {
            let said = format!("{}\n{}", matched_at(spot), likeness.said);
            self.vault.fingerprint("ratings.likeness", &said)
        });
        let answers = read.answers.iter();
        Marks {
            network: network(Some(day)),
            yesterday: network(day.pred_opt()),
            likeness,
            words,
            answers: answers
                .map(|(question, score)| (question.to_string(), i16::from(*score)))
                .collect(),
            from_staff: giver.network.is_some_and(|address| {
                let mut networks = self.staff_networks.iter();
                networks.any(|network| network.contains(address))
            }),
        }
    }

    /// What is wrong with a rating that is about to be kept. Earlier ones of a burst that are just the same are
    /// flagged with it. Until the transaction ends, nobody else of the network rates the counter, or a dossier of
    /// the agency; nobody rates the dossier, and nobody says the same.
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
            Some(dossier) => of_dossier(db, marks, spot, dossier, now).await?,
            None => {
                let many = burst::at_counter(db, marks, spot, now).await?;
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

/// What is wrong with a rating of a dossier. One that is a copy needs no other flag, however many come.
async fn of_dossier(
    db: &WriteTransaction,
    marks: &Marks,
    spot: &Spot,
    dossier: &str,
    now: DateTime<Utc>,
) -> Result<Option<RatingFlag>> {
    if is_rated(db, dossier, now).await? {
        return Ok(Some(RatingFlag::Copy));
    }
    let many = burst::of_dossiers(db, marks, spot, dossier, now).await?;
    Ok(many.then_some(RatingFlag::Burst))
}

/// Whether a dossier has a rating that counts. A dossier is one service: who rates it again says the same thing
/// twice, also with other scores. The first one stays, whatever comes: if the last one counted, whoever is rated
/// badly would only have to rate the dossier again. One that is counted apart shuts nobody out, or an officer
/// with the receipt in hand would only have to be first.
async fn is_rated(db: &WriteTransaction, dossier: &str, now: DateTime<Utc>) -> Result<bool> {
    // Of two at once, neither would see the other.
    store::take_turn(&**db, DOSSIER, dossier, now).await?;
    earlier::is_counted(&**db, dossier).await
}

/// Whether the words were said before, by a rating that counts. Many words nobody finds a second time, from
/// whatever network they come; a sentence of praise two may know, who hardly share a network within a day; scores
/// without words are never a copy.
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
    let near = Some(networks.as_slice());
    let (networks, kept) = match marks.words {
        Words::Few => (near, COPY_OF_FEW),
        Words::Several => (near, COPY),
        Words::Many => (None, COPY),
    };
    let said = Said {
        likeness,
        networks,
        since: now - kept,
        without_visit: spot.basis == RatingBasis::Open,
    };
    earlier::is_said(&**db, &said).await
}
