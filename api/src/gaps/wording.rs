//! What a text is about, in a form in which two texts can be compared and one can see why.

use std::collections::BTreeMap;

use super::rarity::Rarity;
use crate::kernel::marks::{Agreement, agreement};
use crate::kernel::text::Syllable;
use crate::search::{Reading, Role, Understood};

/// What two syllables side by side tell, beside what each of them tells.
const PAIR_SHARE: f32 = 0.5;

/// A text without its fillers and without the words that ask for a part ("cần giấy tờ gì"):
/// questions about the fee and about the papers of one thing belong together.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    /// In the citizen's own words, texting words spelt out.
    own: Bag,
    /// With lay names replaced by official ones: "bằng lái" and "giấy phép lái xe" are one.
    official: Bag,
}

impl Wording {
    /// What an understood text is about.
    pub(super) fn of(text: &Understood, rarity: &Rarity) -> Self {
        let own: Vec<&Syllable> = (0..text.terms.len())
            .filter_map(|at| word_at(text, at))
            .collect();
        Self {
            own: Bag::of(&own, rarity),
            official: Bag::of(&official(text), rarity),
        }
    }

    /// Whether no word of it says what it is about.
    pub(super) fn is_empty(&self) -> bool {
        self.own.words.is_empty() && self.official.words.is_empty()
    }

    /// How alike two texts are, 0..=1: half by their own words, half by official ones. Official
    /// names alone join too much (all that is lost is "cấp lại"), own words alone too little.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let own = self.own.likeness(&other.own);
        f32::midpoint(own, self.official.likeness(&other.official))
    }

    /// How alike two texts can be at most when they share syllables of these weights, in own and in
    /// official words. Cheaper than [`Self::likeness`], and never less.
    pub(super) fn at_most(&self, other: &Self, shared: [f32; 2]) -> f32 {
        let [own, official] = shared;
        f32::midpoint(
            self.own.at_most(&other.own, own),
            self.official.at_most(&other.official, official),
        )
    }

    /// Its folded syllables with their weights, of own and of official words.
    pub(super) fn syllables(&self) -> [impl Iterator<Item = (&str, f32)>; 2] {
        [&self.own, &self.official].map(|bag| {
            let words = bag.words.iter();
            words.map(|(folded, (_, weight))| (folded.as_str(), *weight))
        })
    }
}

fn word_at(text: &Understood, at: usize) -> Option<&Syllable> {
    let term = text.terms.get(at)?;
    (term.role == Role::Word).then_some(&term.syllable)
}

/// The words of a text, those of the surest readings replaced by what the law calls them.
fn official(text: &Understood) -> Vec<&Syllable> {
    let mut surest: Vec<&Reading> = text.readings.iter().collect();
    surest.sort_by(|a, b| {
        b.strength
            .total_cmp(&a.strength)
            .then(a.span.start.cmp(&b.span.start))
            .then(b.span.len().cmp(&a.span.len()))
            .then_with(|| a.phrase.len().cmp(&b.phrase.len()))
    });
    let mut taken: Vec<&Reading> = Vec::new();
    for reading in surest {
        let free = |other: &&Reading| {
            other.span.end <= reading.span.start || reading.span.end <= other.span.start
        };
        if taken.iter().all(free) {
            taken.push(reading);
        }
    }
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.terms.len() {
        if let Some(reading) = taken
            .iter()
            .find(|r| r.span.start == at && !r.span.is_empty())
        {
            words.extend(&reading.phrase);
            at = reading.span.end;
        } else {
            words.extend(word_at(text, at));
            at += 1;
        }
    }
    words
}

/// Syllables, and pairs of neighbours, with what each tells.
#[derive(Clone, Debug, Default)]
struct Bag {
    /// By folded spelling: the exact one, and its weight.
    words: BTreeMap<String, (String, f32)>,
    pairs: BTreeMap<(String, String), f32>,
    /// Weight of all pairs.
    paired: f32,
    /// Weight of all syllables and pairs.
    total: f32,
}

impl Bag {
    fn of(syllables: &[&Syllable], rarity: &Rarity) -> Self {
        let mut bag = Self::default();
        for word in syllables {
            let weight = rarity.weight(&word.folded);
            let known = (word.exact.clone(), weight);
            bag.words.entry(word.folded.clone()).or_insert(known);
        }
        for (a, b) in syllables.iter().zip(syllables.iter().skip(1)) {
            let least = rarity.weight(&a.folded).min(rarity.weight(&b.folded));
            let pair = (a.folded.clone(), b.folded.clone());
            bag.pairs.insert(pair, PAIR_SHARE * least);
        }
        bag.paired = bag.pairs.values().sum();
        bag.total = bag.paired + bag.words.values().map(|(_, weight)| weight).sum::<f32>();
        bag
    }

    fn at_most(&self, other: &Self, shared: f32) -> f32 {
        let both = self.total + other.total;
        if both <= 0.0 {
            return 0.0;
        }
        2.0 * (shared + self.paired.min(other.paired)) / both
    }

    /// Dice's coefficient over weights: what both share, of what both say. Missing marks speak
    /// against nothing, other marks do: "đất" and "đặt" are two words.
    fn likeness(&self, other: &Self) -> f32 {
        let both = self.total + other.total;
        if both <= 0.0 {
            return 0.0;
        }
        let shares = |folded: &str| {
            let (ours, theirs) = (self.words.get(folded), other.words.get(folded));
            ours.zip(theirs)
                .is_some_and(|((a, _), (b, _))| agrees(a, b))
        };
        let words = self.words.iter().filter(|(folded, _)| shares(folded));
        let pairs = self.pairs.iter().filter(|(pair, _)| {
            other.pairs.contains_key(*pair) && shares(&pair.0) && shares(&pair.1)
        });
        let words: f32 = words.map(|(_, (_, weight))| weight).sum();
        let pairs: f32 = pairs.map(|(_, weight)| weight).sum();
        2.0 * (words + pairs) / both
    }
}

/// Whether two spellings of one folded form can be the same word, whichever was typed with marks.
fn agrees(a: &str, b: &str) -> bool {
    agreement(a, b) != Agreement::Contradicts || agreement(b, a) != Agreement::Contradicts
}
