//! How far the words of a question stand in a name.

use super::card::Name;
use super::query::{Alternative, Query, Row, Wanted};
use super::slots::{NO_SLOT, Slots};

/// What a wrong mark or a corrected typing slip is worth beside a right word.
const PERHAPS: f32 = 0.6;
/// What of a name the question mentions.
pub(super) struct Presence {
    pub(super) present: Slots,
    /// The slot of each word of the name; [`NO_SLOT`] where the question does not look for it.
    pub(super) slots: Vec<u16>,
}

impl Presence {
    /// None when the question mentions no word of the name.
    pub(super) fn of(name: &Name, query: &Query) -> Option<Self> {
        let slots: Vec<u16> = name
            .words
            .iter()
            .map(|(_, exact)| query.slot_of(*exact))
            .collect();
        let mut present = Slots::default();
        for slot in slots.iter().filter(|slot| **slot != NO_SLOT) {
            present.insert(*slot);
        }
        (!present.is_empty()).then_some(Self { present, slots })
    }

    fn word(&self, wanted: &Wanted) -> f32 {
        if self.present.meets(&wanted.sure) {
            1.0
        } else if self.present.meets(&wanted.perhaps) {
            PERHAPS
        } else {
            0.0
        }
    }

    fn pair(&self, a: &Wanted, b: &Wanted) -> f32 {
        let worth = |w: &Wanted, slot: u16| {
            if w.sure.contains(slot) {
                1.0
            } else if w.perhaps.contains(slot) {
                PERHAPS
            } else {
                0.0
            }
        };
        self.slots
            .iter()
            .zip(self.slots.iter().skip(1))
            .filter(|(x, y)| **x != NO_SLOT && **y != NO_SLOT)
            .map(|(x, y)| f32::min(worth(a, *x), worth(b, *y)))
            .fold(0.0, f32::max)
    }

    /// Which share of a row is found.
    pub(super) fn share(&self, row: &Row) -> f32 {
        if self.present.meets(&row.any) {
            Credits::of(self, row).sum(row).share()
        } else {
            0.0
        }
    }
}

/// Found weight and whole weight.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) found: f32,
    pub(super) whole: f32,
}

impl Sum {
    pub(super) fn add(&mut self, weight: f32, credit: f32) {
        self.found += weight * credit;
        self.whole += weight;
    }

    pub(super) fn share(self) -> f32 {
        if self.whole > 0.0 {
            self.found / self.whole
        } else {
            0.0
        }
    }
}

/// How far each word and pair of the question is found, 0..=1.
pub(super) struct Credits {
    pub(super) words: Vec<f32>,
    pairs: Vec<f32>,
}

impl Credits {
    pub(super) fn of(presence: &Presence, row: &Row) -> Self {
        let words: Vec<f32> = row.words.iter().map(|w| presence.word(w)).collect();
        let beside = row.words.iter().zip(row.words.iter().skip(1));
        let found = words.iter().zip(words.iter().skip(1));
        let pairs = beside
            .zip(found)
            .zip(&row.pairs)
            .map(|(((a, b), (x, y)), weight)| {
                // Words that are not there are not side by side.
                if *weight > 0.0 && *x > 0.0 && *y > 0.0 {
                    presence.pair(a, b)
                } else {
                    0.0
                }
            })
            .collect();
        Self { words, pairs }
    }

    pub(super) fn sum(&self, row: &Row) -> Sum {
        let mut sum = Sum::default();
        for (wanted, credit) in row.words.iter().zip(&self.words) {
            sum.add(wanted.weight, *credit);
        }
        for (weight, credit) in row.pairs.iter().zip(&self.pairs) {
            sum.add(*weight, *credit);
        }
        sum
    }

    /// What a reading finds counts for the words it stands for.
    pub(super) fn raise(&mut self, alternative: &Alternative, credit: f32) {
        let words = self.words.get_mut(alternative.start..alternative.end);
        let inner = alternative.start..alternative.end.saturating_sub(1);
        let pairs = self.pairs.get_mut(inner);
        for slot in words
            .into_iter()
            .flatten()
            .chain(pairs.into_iter().flatten())
        {
            *slot = slot.max(credit);
        }
    }
}
