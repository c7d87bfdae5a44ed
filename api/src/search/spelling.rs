//! Spelling put right and short words spelt out, before anything is made of them.

use std::ops::Range;

use motcua_seed::vocabulary::{Meaning, Vocabulary, Word};

use super::phrase::short_forms_at;
use super::slips;
use super::understand::Reading;
use crate::kernel::text::{Syllable, syllables};

/// Most words of a question that are looked at. Longer stories have said it by then.
pub(super) const MAX_WORDS: usize = 160;

/// What ends a clause: what is denied before it is not denied after it.
const CLAUSE_ENDS: [char; 9] = [',', '.', ';', ':', '!', '?', '\n', '–', '…'];

/// The words of a question, spelt in full.
#[derive(Debug, Default)]
pub(super) struct Spelt {
    pub(super) words: Vec<Syllable>,
    /// Other meanings of short words.
    pub(super) readings: Vec<Reading>,
    /// Positions before which a clause ends, in order.
    pub(super) clauses: Vec<usize>,
}

impl Spelt {
    /// Where the clause that a position belongs to ends.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        self.clauses
            .iter()
            .copied()
            .find(|end| *end > at)
            .unwrap_or(self.words.len())
    }
}

/// A typed word, and whether a clause ends after it.
struct Typed {
    words: Vec<Syllable>,
    ends: Vec<bool>,
}

/// Cuts a text into words. Slips of Vietnamese typing are put right, unless `as_typed`.
fn typed(text: &str, vocabulary: &Vocabulary, as_typed: bool) -> Typed {
    let (mut words, mut ends) = (Vec::new(), Vec::new());
    for clause in text.split(CLAUSE_ENDS) {
        for word in syllables(clause).take(MAX_WORDS.saturating_sub(words.len())) {
            let keeps = as_typed || vocabulary.keeps(&word.folded);
            words.push(if keeps { word } else { put_right(word) });
            ends.push(false);
        }
        if let Some(last) = ends.last_mut() {
            *last = true;
        }
    }
    words.truncate(MAX_WORDS);
    ends.truncate(MAX_WORDS);
    Typed { words, ends }
}

fn put_right(word: Syllable) -> Syllable {
    slips::repair(&word).unwrap_or(word)
}

/// The words of a Vietnamese text, spelt in full.
pub(super) fn spell(text: &str, vocabulary: &Vocabulary) -> Spelt {
    spell_out(&typed(text, vocabulary, false), vocabulary)
}

/// The words of a text in another language: no slips of Vietnamese typing are looked for.
pub(super) fn spell_foreign(text: &str, vocabulary: &Vocabulary) -> Spelt {
    spell_out(&typed(text, vocabulary, true), vocabulary)
}

/// Puts long words in the place of short ones. Where a short word has several meanings, the others
/// become readings.
fn spell_out(typed: &Typed, vocabulary: &Vocabulary) -> Spelt {
    let mut spelt = Spelt::default();
    let mut at = 0;
    while let Some(word) = typed.words.get(at) {
        let from = at;
        match short_word(&typed.words, at, vocabulary) {
            Some((end, long)) => {
                let begin = spelt.words.len();
                let mut meanings = long.iter().map(|l| of_vocabulary(l));
                spelt.words.extend(meanings.next().unwrap_or_default());
                let span = begin..spelt.words.len();
                spelt
                    .readings
                    .extend(meanings.map(|phrase| other(&span, phrase)));
                at = end;
            }
            None => {
                spelt.words.push(word.clone());
                at += 1;
            }
        }
        let ended = typed.ends.get(from..at).unwrap_or_default();
        if ended.contains(&true) {
            spelt.clauses.push(spelt.words.len());
        }
    }
    spelt.words.truncate(MAX_WORDS);
    let length = spelt.words.len();
    spelt.readings.retain(|r| r.span.end <= length);
    spelt.clauses.retain(|end| *end <= length);
    spelt
}

fn other(span: &Range<usize>, phrase: Vec<Syllable>) -> Reading {
    const AMBIGUOUS: f32 = 0.9;
    Reading {
        span: span.clone(),
        phrase,
        strength: AMBIGUOUS,
    }
}

/// The longest short form that begins at a position: where it ends, and what it is short for.
fn short_word<'v>(
    words: &[Syllable],
    at: usize,
    vocabulary: &'v Vocabulary,
) -> Option<(usize, &'v Vec<Vec<Word>>)> {
    let found = short_forms_at(vocabulary, words, at);
    let longest = found.first().map_or(0, |m| m.own().len());
    found
        .iter()
        .filter(|m| m.own().len() == longest)
        .find_map(|m| match &m.entry.meaning {
            Meaning::Short(long) => Some((m.span().end, long)),
            _ => None,
        })
}

/// Words of the vocabulary as words of a question.
pub(super) fn of_vocabulary(words: &[Word]) -> Vec<Syllable> {
    words
        .iter()
        .filter_map(|w| Syllable::of(&w.exact))
        .collect()
}
