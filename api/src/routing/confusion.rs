//! How often guesses were right, and what they were mistaken for.

use std::collections::BTreeMap;

use mobile_contract::Slug;
use serde::Serialize;

/// How often one guess ended at one agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConfusionRow {
    /// What was guessed; absent: the queue.
    pub guessed: Option<Slug>,
    /// The agency that was responsible in the end.
    pub final_agency: Slug,
    /// How often.
    pub count: u64,
}

/// A confusion table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// The rows that were mistaken, the most frequent first.
    pub mistaken: Vec<ConfusionRow>,
    /// How many guesses were right.
    pub right: u64,
    /// How many there were.
    pub total: u64,
}

impl Confusion {
    /// Counts pairs of a guess and the agency that was responsible in the end.
    #[must_use]
    pub fn of(pairs: impl IntoIterator<Item = (Option<Slug>, Slug)>) -> Self {
        let mut counts: BTreeMap<(Option<Slug>, Slug), u64> = BTreeMap::new();
        for pair in pairs {
            *counts.entry(pair).or_default() += 1;
        }
        let mut table = Self::default();
        for ((guessed, final_agency), count) in counts {
            table.total += count;
            if guessed.as_ref() == Some(&final_agency) {
                table.right += count;
            } else {
                table.mistaken.push(ConfusionRow {
                    guessed,
                    final_agency,
                    count,
                });
            }
        }
        table
            .mistaken
            .sort_by_key(|row| std::cmp::Reverse(row.count));
        table
    }
}
