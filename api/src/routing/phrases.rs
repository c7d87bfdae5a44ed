//! Which competences the words of a text speak for.

use std::collections::{HashMap, HashSet};

use mobile_contract::ticket::TicketKind;
use motcua_seed::competences::{Competence, Competences, Desk, USUAL};
use motcua_seed::vocabulary::{GAP, Word, words};

use crate::kernel::phrase::stands_at;
use crate::kernel::text::Syllable;
use crate::search::Reading;

/// What is left of a word's weight where it is denied: "không phải ở bưu điện".
const DENIED: f32 = 0.2;

/// What each further word of a phrase adds to its weight: "luật sư miễn phí" says more than "hộ nghèo".
const LENGTH: f32 = 0.1;
/// What is left of a single word that was written without its marks: "chua" is chùa and chưa.
const AMBIGUOUS: f32 = 0.35;
/// Share of marked words from which a text is one that is written with marks.
const MARKED: f32 = 0.3;

/// What is left of a phrase that stands in the official name of what was said, not in what was said.
const READ: f32 = 0.7;

/// A phrase of a competence.
#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<Word>,
    weight: f32,
    competence: usize,
    said: String,
}

/// The phrases of all competences, by their first word.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    by_first: HashMap<String, Vec<Phrase>>,
}

/// A phrase that was found.
struct Found<'p> {
    phrase: &'p Phrase,
    own: Vec<usize>,
    /// How surely it was meant, when it was read into other words.
    read: Option<f32>,
}

/// A text as its phrases are looked for.
pub(super) struct Text<'t> {
    pub(super) words: &'t [Syllable],
    /// Official names of what it says.
    pub(super) readings: &'t [Reading],
    /// Positions of words that are denied.
    pub(super) denied: HashSet<usize>,
    /// Positions of words that name a place or agency.
    pub(super) names: HashSet<usize>,
}

impl Text<'_> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a text has a few hundred words at most"
    )]
    fn is_marked(&self) -> bool {
        let marked = self.words.iter().filter(|word| word.is_marked()).count();
        marked as f32 >= MARKED * self.words.len() as f32
    }
}

impl Found<'_> {
    /// How surely the phrase was meant: single words need their marks to be told from others.
    fn certainty(&self, text: &Text<'_>) -> f32 {
        if let Some(strength) = self.read {
            return READ * strength;
        }
        let ([known], [at]) = (self.phrase.words.as_slice(), self.own.as_slice()) else {
            return 1.0;
        };
        let typed = text.words.get(*at).is_some_and(Syllable::is_marked);
        if typed || known.exact == known.folded {
            1.0
        } else if text.is_marked() {
            0.0
        } else {
            AMBIGUOUS
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a phrase has few words")]
fn further(words: &[Word]) -> f32 {
    let own = words.iter().filter(|word| word.exact != GAP).count();
    own.saturating_sub(1) as f32
}

/// How much the words of a text speak for one competence.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Score {
    pub(super) weight: f32,
    /// The phrases, as the file writes them.
    pub(super) said: Vec<String>,
}

impl Phrases {
    pub(super) fn of(competences: &Competences) -> Self {
        let mut by_first: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (competence, entry) in competences.competences.iter().enumerate() {
            for (said, weight) in entry.phrases() {
                let words = words(said);
                let Some(first) = words.first() else { continue };
                let weight = weight * (1.0 + LENGTH * further(&words));
                by_first
                    .entry(first.folded.clone())
                    .or_default()
                    .push(Phrase {
                        words: words.clone(),
                        weight,
                        competence,
                        said: said.to_owned(),
                    });
            }
        }
        Self { by_first }
    }

    /// The score of each competence that anything speaks for. What is read into the words counts only where
    /// they say nothing of their own.
    pub(super) fn scores(
        &self,
        text: &Text<'_>,
        entries: &[Competence],
        kind: TicketKind,
    ) -> HashMap<usize, Score> {
        let counts = |found: &Found<'_>| {
            let entry = entries.get(found.phrase.competence);
            let of_kind = entry.is_some_and(|e| e.kinds.is_empty() || e.kinds.contains(&kind));
            of_kind && !found.own.iter().all(|at| text.names.contains(at))
        };
        let (mut said, mut read) = (self.found(text.words), self.read(text.readings));
        said.retain(counts);
        read.retain(counts);
        let scores = weighed(&said, text);
        if scores.values().any(|score| score.weight >= USUAL) {
            return scores;
        }
        said.extend(read);
        weighed(&said, text)
    }

    /// The phrases in the official names of what is said.
    fn read(&self, readings: &[Reading]) -> Vec<Found<'_>> {
        let mut all = Vec::new();
        for reading in readings {
            for mut found in self.found(&reading.phrase) {
                found.own = reading.span.clone().collect();
                found.read = Some(reading.strength);
                all.push(found);
            }
        }
        all
    }

    fn found(&self, text: &[Syllable]) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        for (at, word) in text.iter().enumerate() {
            for phrase in self.by_first.get(&word.folded).into_iter().flatten() {
                if let Some(own) = stands_at(&phrase.words, text, at) {
                    found.push(Found {
                        phrase,
                        own,
                        read: None,
                    });
                }
            }
        }
        found
    }
}

/// What phrases weigh together. A phrase inside a longer one says nothing of its own; the same phrase said twice
/// counts once.
fn weighed(found: &[Found<'_>], text: &Text<'_>) -> HashMap<usize, Score> {
    let mut scores: HashMap<usize, Score> = HashMap::new();
    for this in found.iter().filter(|this| !is_inside_another(this, found)) {
        let score = scores.entry(this.phrase.competence).or_default();
        if score.said.contains(&this.phrase.said) {
            continue;
        }
        let is_denied = this.own.iter().all(|at| text.denied.contains(at));
        let left = if is_denied { DENIED } else { 1.0 };
        score.weight += this.phrase.weight * left * this.certainty(text);
        score.said.push(this.phrase.said.clone());
    }
    scores.retain(|_, score| score.weight > 0.0);
    scores
}

/// Whether all words of a phrase belong to a longer one.
fn is_inside_another(this: &Found<'_>, all: &[Found<'_>]) -> bool {
    all.iter().any(|other| {
        other.own.len() > this.own.len() && this.own.iter().all(|at| other.own.contains(at))
    })
}

/// Whether a text holds one of a desk's phrases.
pub(super) fn names_desk(desk: &Desk, text: &[Syllable]) -> bool {
    desk.words.iter().any(|phrase| {
        let phrase = words(phrase);
        (0..text.len()).any(|at| stands_at(&phrase, text, at).is_some())
    })
}
