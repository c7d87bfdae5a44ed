//! The spellings that one question looks for, and the positions of its words, as numbers of small
//! sets.

use super::spelling::MAX_WORDS;

/// Most different spellings that one question looks for.
pub(super) const SLOTS: usize = 512;

/// Stands for no slot.
pub(super) const NO_SLOT: u16 = u16::MAX;

/// A set of slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slots([u64; SLOTS / 64]);

impl Slots {
    pub(super) fn insert(&mut self, slot: u16) {
        if let Some(word) = self.0.get_mut(usize::from(slot) / 64) {
            *word |= 1 << (slot % 64);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub(super) fn contains(&self, slot: u16) -> bool {
        self.0
            .get(usize::from(slot) / 64)
            .is_some_and(|word| word >> (slot % 64) & 1 == 1)
    }
}

/// A set of positions of words in a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Positions([u64; MAX_WORDS.div_ceil(64)]);

impl Positions {
    pub(super) fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    /// Its positions, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(high, word)| {
            let rest = |word: u64| (word != 0).then_some(word);
            std::iter::successors(rest(word), move |word| rest(word & (word - 1)))
                .map(move |word| high * 64 + word.trailing_zeros() as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_come_back_in_order() {
        let mut positions = Positions::default();
        for at in [3, 0, 64, 159, 63, 3] {
            positions.insert(at);
        }
        assert_eq!(positions.iter().collect::<Vec<_>>(), [0, 3, 63, 64, 159]);
        assert_eq!(Positions::default().iter().count(), 0);
    }
}
