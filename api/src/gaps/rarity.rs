//! How much a syllable tells: the fewer titles and questions of the knowledge hold it, the more.

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use crate::faqs::Faqs;
use crate::kernel::text::{compose, syllables};
use crate::procedures::{Filter, Procedures};

/// Most that one syllable tells. Rare ones are often slips of the thumb.
const MOST: f32 = 5.0;

/// How often syllables stand in the texts of the knowledge.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    texts: u32,
    holding: FxHashMap<String, u32>,
}

impl Rarity {
    /// Counts the titles of procedures, and questions in all their wordings. Misses themselves are
    /// not counted: what is asked most would tell least.
    pub(super) fn of(procedures: &Procedures, faqs: &Faqs) -> Self {
        let mut rarity = Self::default();
        let all = Filter::default();
        for entry in procedures.after(None, &all) {
            rarity.count(&entry.summary.title);
        }
        for faq in faqs.after(None, None) {
            rarity.count(&faq.question);
            faq.also.iter().for_each(|text| rarity.count(text));
        }
        rarity
    }

    fn count(&mut self, text: &str) {
        self.texts += 1;
        let words: HashSet<String> = syllables(&compose(text)).map(|s| s.folded).collect();
        for word in words {
            *self.holding.entry(word).or_default() += 1;
        }
    }

    /// How much a folded syllable tells, from a little above 0 to [`MOST`].
    pub(super) fn weight(&self, folded: &str) -> f32 {
        let holding = self.holding.get(folded).copied().unwrap_or(0);
        let share = (self.texts as f32 + 1.0) / (holding as f32 + 1.0);
        share.ln_1p().min(MOST)
    }
}
