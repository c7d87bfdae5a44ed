//! How far the words of a question stand in a name.

use super::lexicon::Learnt;
use super::query::{Alternative, Meant, Query, Row, Wanted};
use super::slots::{NO_SLOT, Positions, Slots};

/// What a wrong mark or a corrected typing slip is worth beside a right word.
const PERHAPS: f32 = 0.6;

/// Where names are laid beside a question, one after the other, in the same memory.
#[derive(Default)]
pub(super) struct Bench {
    pub(super) presence: Presence,
    pub(super) credits: Credits,
    /// How far each row of the readings is found; below 0: not looked at yet.
    shares: Vec<f32>,
}

impl Bench {
    /// Lays a name beside the question's own words; `None` when it mentions no word of the name.
    pub(super) fn lay(&mut self, name: &[Learnt], query: &Query) -> Option<()> {
        self.presence.lay(name, query)?;
        self.credits.lay(&self.presence, query);
        Some(())
    }

    /// Credits the words that readings stand for, where at least so much of the reading is found,
    /// and tells of each such reading.
    pub(super) fn read(&mut self, query: &Query, least: f32, mut tell: impl FnMut(&Row)) {
        self.shares.clear();
        self.shares.extend(
            query
                .readings
                .iter()
                .map(|row| self.presence.share(row, least)),
        );
        for (share, row) in self.shares.iter().zip(&query.readings) {
            if *share >= least {
                tell(row);
            }
        }
        for alternative in &query.alternatives {
            let share = self
                .shares
                .get(alternative.row)
                .copied()
                .unwrap_or_default();
            if share >= least {
                let credit = alternative.strength * share * share;
                self.credits.raise(alternative, credit);
            }
        }
    }
}

/// What of a name the question mentions.
#[derive(Default)]
pub(super) struct Presence {
    pub(super) present: Slots,
    /// The slot of each word of the name; [`NO_SLOT`] where the question does not look for it.
    pub(super) slots: Vec<u16>,
}

impl Presence {
    fn lay(&mut self, name: &[Learnt], query: &Query) -> Option<()> {
        self.present = Slots::default();
        self.slots.clear();
        let mut none = true;
        for word in name {
            let slot = query.slot_of(word.exact);
            self.slots.push(slot);
            if slot != NO_SLOT {
                self.present.insert(slot);
                none = false;
            }
        }
        (!none).then_some(())
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
        let mut best = 0.0_f32;
        for (x, y) in self.slots.iter().zip(self.slots.iter().skip(1)) {
            if *x == NO_SLOT || *y == NO_SLOT {
                continue;
            }
            let first = worth(a, *x);
            if first > best {
                best = best.max(first.min(worth(b, *y)));
            }
        }
        best
    }

    /// Which share of a row is found; some share below `least` when it is less than that.
    fn share(&self, row: &Row, least: f32) -> f32 {
        if row.whole <= 0.0 || !self.present.meets(&row.any) {
            return 0.0;
        }
        let (mut found, mut perhaps, mut before) = (0.0_f32, 0.0_f32, 0.0_f32);
        let pairs = std::iter::once(&0.0).chain(&row.pairs);
        for (wanted, pair) in row.words.iter().zip(pairs) {
            let credit = self.word(wanted);
            found += wanted.weight * credit;
            perhaps += pair * before.min(credit);
            before = credit;
        }
        // Looking whether words stand side by side costs most, and most names have too few of them.
        if found + perhaps < least * row.whole {
            return 0.0;
        }
        if perhaps > 0.0 {
            let beside = row.words.iter().zip(row.words.iter().skip(1));
            for ((a, b), weight) in beside.zip(&row.pairs) {
                if *weight > 0.0 && self.word(a) > 0.0 && self.word(b) > 0.0 {
                    found += weight * self.pair(a, b);
                }
            }
        }
        found / row.whole
    }
}

/// How far each word and pair of the question is found, 0..=1.
#[derive(Default)]
pub(super) struct Credits {
    pub(super) words: Vec<f32>,
    pairs: Vec<f32>,
}

impl Credits {
    fn lay(&mut self, presence: &Presence, query: &Query) {
        let mut meant = Meant::default();
        for found in presence.slots.iter().filter_map(|slot| query.meant(*slot)) {
            meant.sure.join(&found.sure);
            meant.perhaps.join(&found.perhaps);
        }
        let words = query.row.words.as_slice();
        refill(&mut self.words, words.len());
        refill(&mut self.pairs, query.row.pairs.len());
        credit(&mut self.words, &meant.perhaps, PERHAPS);
        credit(&mut self.words, &meant.sure, 1.0);
        meant.sure.join(&meant.perhaps);
        let mut before = None;
        for at in meant.sure.iter() {
            // Words that are not there are not side by side.
            if let Some(first) = before.replace(at)
                && first + 1 == at
                && query
                    .row
                    .pairs
                    .get(first)
                    .is_some_and(|weight| *weight > 0.0)
                && let (Some([a, b]), Some(pair)) =
                    (words.get(first..=at), self.pairs.get_mut(first))
            {
                *pair = presence.pair(a, b);
            }
        }
    }

    /// The weight that is found.
    pub(super) fn found(&self, row: &Row) -> f32 {
        let words = row.words.iter().zip(&self.words);
        let words: f32 = words.map(|(wanted, credit)| wanted.weight * credit).sum();
        let pairs = row.pairs.iter().zip(&self.pairs);
        let pairs: f32 = pairs.map(|(weight, credit)| weight * credit).sum();
        words + pairs
    }

    /// What a reading finds counts for the words it stands for.
    fn raise(&mut self, alternative: &Alternative, credit: f32) {
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

fn refill(credits: &mut Vec<f32>, length: usize) {
    credits.clear();
    credits.resize(length, 0.0);
}

fn credit(credits: &mut [f32], positions: &Positions, worth: f32) {
    for at in positions.iter() {
        if let Some(slot) = credits.get_mut(at) {
            *slot = worth;
        }
    }
}
