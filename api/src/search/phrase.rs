//! Finds the vocabulary's phrases in a question.

use std::ops::Range;

use motcua_seed::vocabulary::{CueStrength, Entry, Meaning, Vocabulary};

use crate::kernel::phrase::stands_at;
use crate::kernel::text::Syllable;

/// A phrase of the vocabulary, found.
#[derive(Clone, Debug)]
pub(super) struct Match<'v> {
    /// Positions of the words that are its own, without those in a gap; never empty.
    own: Vec<usize>,
    /// What it is.
    pub(super) entry: &'v Entry,
}

impl Match<'_> {
    /// From its first word to its last.
    pub(super) fn span(&self) -> Range<usize> {
        let first = self.own.first().copied().unwrap_or_default();
        let last = self.own.last().map_or(first, |at| at + 1);
        first..last
    }

    /// Positions of its own words.
    pub(super) fn own(&self) -> &[usize] {
        &self.own
    }

    /// Whether it only tells who asks, where, and what is not meant.
    pub(super) const fn sets_the_scene(&self) -> bool {
        matches!(
            self.entry.meaning,
            Meaning::Negation | Meaning::Want | Meaning::Level(_) | Meaning::Audience(_)
        )
    }

    /// Whether it asks for exactly one part of a procedure.
    pub(super) const fn asks_surely(&self) -> bool {
        matches!(
            self.entry.meaning,
            Meaning::Cue {
                strength: CueStrength::Strong,
                ..
            }
        )
    }

    /// Whether other words stand between its own.
    pub(super) fn has_gap(&self) -> bool {
        self.own.len() < self.span().len()
    }

    /// Whether a longer phrase says all of it.
    pub(super) fn is_inside(&self, outer: &Self) -> bool {
        outer.own.len() > self.own.len() && self.own.iter().all(|at| outer.own.contains(at))
    }

    /// Whether both use a word.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.own.iter().any(|at| other.own.contains(at))
    }
}

/// Every phrase that begins at a position, longest first.
pub(super) fn matches_at<'v>(
    vocabulary: &'v Vocabulary,
    words: &[Syllable],
    at: usize,
) -> Vec<Match<'v>> {
    let second = words.get(at + 1).map(|word| word.folded.as_str());
    found_among(
        vocabulary.beginning_with(folded(words, at), second),
        words,
        at,
    )
}

/// Every short form that begins at a position, longest first.
pub(super) fn short_forms_at<'v>(
    vocabulary: &'v Vocabulary,
    words: &[Syllable],
    at: usize,
) -> Vec<Match<'v>> {
    let begin = vocabulary.short_beginning_with(folded(words, at));
    found_among(begin, words, at)
}

fn folded(words: &[Syllable], at: usize) -> &str {
    words.get(at).map_or("", |word| word.folded.as_str())
}

fn found_among<'v>(
    entries: impl Iterator<Item = (usize, &'v Entry)>,
    words: &[Syllable],
    at: usize,
) -> Vec<Match<'v>> {
    let mut found: Vec<(usize, Match<'v>)> = entries
        .filter_map(|(number, entry)| {
            let own = stands_at(&entry.words, words, at)?;
            Some((number, Match { own, entry }))
        })
        .collect();
    // Equals in the order of the files.
    found.sort_by_key(|(number, m)| (std::cmp::Reverse(m.own.len()), *number));
    found.into_iter().map(|(_, found)| found).collect()
}
