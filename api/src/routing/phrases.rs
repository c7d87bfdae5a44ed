//! Which competences the words of a text speak for.

use std::collections::{HashMap, HashSet};

use mobile_contract::ticket::TicketKind;
use motcua_seed::competences::{Competence, Competences, Desk};
use motcua_seed::vocabulary::{Word, words};

use crate::kernel::phrase::stands_at;
use crate::kernel::text::Syllable;

/// What is left of a word's weight where it is denied: "không phải ở bưu điện".
const DENIED: f32 = 0.2;

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

    /// The score of each competence that anything speaks for. A phrase inside a longer one says nothing of its
    /// own; the same phrase said twice counts once.
    pub(super) fn scores(
        &self,
        text: &[Syllable],
        denied: &HashSet<usize>,
        entries: &[Competence],
        kind: TicketKind,
    ) -> HashMap<usize, Score> {
        let counts = |found: &Found<'_>| {
            let entry = entries.get(found.phrase.competence);
            entry.is_some_and(|e| e.kinds.is_empty() || e.kinds.contains(&kind))
        };
        let found: Vec<Found<'_>> = self.found(text).into_iter().filter(counts).collect();
        let mut scores: HashMap<usize, Score> = HashMap::new();
        for this in found.iter().filter(|this| !is_inside_another(this, &found)) {
            let score = scores.entry(this.phrase.competence).or_default();
            if score.said.contains(&this.phrase.said) {
                continue;
            }
            let is_denied = this.own.iter().all(|at| denied.contains(at));
            score.weight += this.phrase.weight * if is_denied { DENIED } else { 1.0 };
            score.said.push(this.phrase.said.clone());
        }
        scores
    }

    fn found(&self, text: &[Syllable]) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        for (at, word) in text.iter().enumerate() {
            for phrase in self.by_first.get(&word.folded).into_iter().flatten() {
                if let Some(own) = stands_at(&phrase.words, text, at) {
                    found.push(Found { phrase, own });
                }
            }
        }
        found
    }
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
