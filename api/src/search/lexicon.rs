//! Every syllable of the titles and aliases, in how many records it stands, and beside which others.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::kernel::marks::Marks;
use crate::kernel::text::Syllable;

/// A folded syllable.
pub(super) type FoldedId = u32;
/// A syllable with its marks.
pub(super) type ExactId = u32;

/// A syllable of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Learnt {
    pub(super) folded: FoldedId,
    pub(super) exact: ExactId,
    /// What it tells of the name; known once every record is counted.
    pub(super) tells: f32,
}

/// Syllables and pairs with their document frequencies.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    folded: FxHashMap<Box<str>, FoldedId>,
    exact: FxHashMap<Box<str>, ExactId>,
    entries: Vec<Entry>,
    pairs: FxHashMap<(FoldedId, FoldedId), u32>,
    documents: u32,
    /// Fields of administration that questions were heard in.
    fields: Vec<Box<str>>,
    /// What each frequency tells; made once, when every record is counted.
    tells: Vec<f32>,
}

#[derive(Debug)]
struct Entry {
    folded: Box<str>,
    spellings: Vec<(ExactId, Marks)>,
    frequency: u32,
    /// Fields in whose questions it was heard, by their number.
    heard: BTreeSet<u16>,
    /// Which letters it has: two words one slip apart differ in two letters at most.
    letters: u32,
}

impl Lexicon {
    /// Takes a syllable in.
    pub(super) fn learn(&mut self, syllable: &Syllable) -> Learnt {
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let id = *self
            .folded
            .entry(syllable.folded.as_str().into())
            .or_insert(next);
        if id == next {
            let folded = syllable.folded.as_str().into();
            let letters = letters(&syllable.folded);
            self.entries.push(Entry {
                folded,
                spellings: Vec::new(),
                frequency: 0,
                heard: BTreeSet::new(),
                letters,
            });
        }
        let next = u32::try_from(self.exact.len()).unwrap_or(u32::MAX);
        let exact = *self
            .exact
            .entry(syllable.exact.as_str().into())
            .or_insert(next);
        if exact == next
            && let Some(entry) = self.entries.get_mut(id as usize)
        {
            entry.spellings.push((exact, Marks::of(&syllable.exact)));
        }
        Learnt {
            folded: id,
            exact,
            tells: 0.0,
        }
    }

    /// Counts one record that holds these words, each text of it in order.
    pub(super) fn count<'a>(&mut self, texts: impl Iterator<Item = &'a [Learnt]>) {
        self.documents += 1;
        let (mut words, mut pairs) = (Vec::new(), Vec::new());
        for text in texts {
            words.extend(text.iter().map(|word| word.folded));
            pairs.extend(
                text.iter()
                    .zip(text.iter().skip(1))
                    .map(|(a, b)| (a.folded, b.folded)),
            );
        }
        words.sort_unstable();
        words.dedup();
        pairs.sort_unstable();
        pairs.dedup();
        for word in words {
            if let Some(entry) = self.entries.get_mut(word as usize) {
                entry.frequency += 1;
            }
        }
        for pair in pairs {
            *self.pairs.entry(pair).or_default() += 1;
        }
    }

    /// Hears a question of a field of administration. What is said in every field ("như thế nào")
    /// tells none apart, however rare it is in titles.
    pub(super) fn hear<'a>(&mut self, field: &str, texts: impl Iterator<Item = &'a [Learnt]>) {
        let at = self.fields.iter().position(|known| **known == *field);
        let at = at.unwrap_or_else(|| {
            self.fields.push(field.into());
            self.fields.len() - 1
        });
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        for word in texts.flatten() {
            if let Some(entry) = self.entries.get_mut(word.folded as usize) {
                entry.heard.insert(at);
            }
        }
    }

    /// In which share of the fields of administration questions use a syllable, 0..=1.
    pub(super) fn spread(&self, id: FoldedId) -> f32 {
        let heard = self.entries.get(id as usize).map_or(0, |e| e.heard.len());
        heard as f32 / self.fields.len().max(1) as f32
    }

    /// Id of a folded syllable.
    pub(super) fn id(&self, folded: &str) -> Option<FoldedId> {
        self.folded.get(folded).copied()
    }

    /// The folded syllable of an id.
    pub(super) fn text(&self, id: FoldedId) -> &str {
        self.entries.get(id as usize).map_or("", |e| &e.folded)
    }

    /// The spellings of a folded syllable, with their marks.
    pub(super) fn spellings(&self, id: FoldedId) -> impl Iterator<Item = (ExactId, Marks)> {
        let entry = self.entries.get(id as usize);
        entry.into_iter().flat_map(|e| e.spellings.iter().copied())
    }

    /// How many spellings there are.
    pub(super) fn spellings_known(&self) -> usize {
        self.exact.len()
    }

    /// How many records hold a syllable.
    pub(super) fn frequency(&self, id: FoldedId) -> u32 {
        self.entries.get(id as usize).map_or(0, |e| e.frequency)
    }

    /// How many records hold two syllables side by side.
    pub(super) fn pair_frequency(&self, a: FoldedId, b: FoldedId) -> u32 {
        self.pairs.get(&(a, b)).copied().unwrap_or(0)
    }

    /// Every record is counted: makes the table of what frequencies tell.
    pub(super) fn finish(&mut self) {
        let n = self.documents as f32;
        self.tells = (0..=self.documents)
            .map(|df| (1.0 + (n - df as f32 + 0.5).max(0.0) / (df as f32 + 0.5)).ln())
            .collect();
    }

    /// How much a frequency tells: the rarer the more, at least 0.
    pub(super) fn weight(&self, frequency: u32) -> f32 {
        self.tells.get(frequency as usize).copied().unwrap_or(0.0)
    }

    /// Syllables that begin with a text.
    pub(super) fn beginning_with(&self, prefix: &str) -> impl Iterator<Item = FoldedId> {
        self.ids_where(move |entry| entry.folded.starts_with(prefix))
    }

    /// Syllables one typing slip away: a letter too many, too few, another one, or two swapped.
    pub(super) fn near(&self, typed: &str) -> impl Iterator<Item = FoldedId> {
        let typed_letters = letters(typed);
        self.ids_where(move |entry| {
            (entry.letters ^ typed_letters).count_ones() <= 2
                && entry.folded.len().abs_diff(typed.len()) <= 1
                && one_slip_apart(typed.as_bytes(), entry.folded.as_bytes())
        })
    }

    fn ids_where(&self, fits: impl Fn(&Entry) -> bool) -> impl Iterator<Item = FoldedId> {
        (0_u32..)
            .zip(&self.entries)
            .filter(move |(_, e)| fits(e))
            .map(|(id, _)| id)
    }
}

fn letters(folded: &str) -> u32 {
    folded.bytes().fold(0, |set, byte| set | 1 << (byte % 32))
}

/// Damerau–Levenshtein distance of exactly one.
fn one_slip_apart(a: &[u8], b: &[u8]) -> bool {
    let same_head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (
        a.get(same_head..).unwrap_or_default(),
        b.get(same_head..).unwrap_or_default(),
    );
    let same_tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let a = a.get(..a.len() - same_tail).unwrap_or_default();
    let b = b.get(..b.len() - same_tail).unwrap_or_default();
    match (a, b) {
        ([_], [_] | []) | ([], [_]) => true,
        ([x1, x2], [y1, y2]) => x1 == y2 && x2 == y1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_letter() {
        for (typed, meant) in [
            ("sih", "sinh"),
            ("giya", "giay"),
            ("cam", "can"),
            ("xac", "xa"),
        ] {
            assert!(
                one_slip_apart(typed.as_bytes(), meant.as_bytes()),
                "{typed}"
            );
        }
        for (typed, other) in [("sinh", "sinh"), ("sh", "sinh"), ("abc", "cab")] {
            assert!(
                !one_slip_apart(typed.as_bytes(), other.as_bytes()),
                "{typed}"
            );
        }
    }

    #[test]
    fn frequencies_count_records_not_words() {
        let mut lexicon = Lexicon::default();
        let word = |s: &str| Syllable::of(s).unwrap_or_default();
        let a = lexicon.learn(&word("khai"));
        let b = lexicon.learn(&word("sinh"));
        lexicon.count([[a, b, a].as_slice(), [a, b].as_slice()].into_iter());
        assert_eq!(lexicon.frequency(a.folded), 1);
        assert_eq!(lexicon.pair_frequency(a.folded, b.folded), 1);
        assert_eq!(lexicon.pair_frequency(b.folded, b.folded), 0);
    }
}
