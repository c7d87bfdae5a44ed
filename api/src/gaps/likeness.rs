//! How alike texts are to a question, by the measure that misses are grouped by.

use std::sync::Arc;

use super::rarity::Rarity;
use super::report::Reviewer;
use super::routes::Desk;
use super::wording::Wording;
use crate::search::understand;

impl Desk {
    /// What looks at texts over the present knowledge.
    #[must_use]
    pub fn reviewer(&self) -> Reviewer {
        Reviewer {
            engine: Arc::clone(&self.engine.get()),
            vocabularies: Arc::clone(&self.vocabularies),
            procedures: self.procedures.keep(),
            faqs: self.faqs.keep(),
        }
    }
}

impl Reviewer {
    /// How alike each text is to a question, 0..=1: to that of its wordings that it is most like. Takes a
    /// while for hundreds of texts: call it where nothing waits.
    #[must_use]
    pub fn likeness(&self, wordings: &[String], texts: &[String]) -> Vec<f32> {
        let rarity = Rarity::of(&self.procedures, &self.faqs);
        let of = |text: &String| Wording::of(&understand(text, &self.vocabularies), &rarity);
        let wordings: Vec<Wording> = wordings.iter().map(of).filter(|w| !w.is_empty()).collect();
        texts
            .iter()
            .map(|text| {
                let text = of(text);
                let likeness = wordings.iter().map(|wording| wording.likeness(&text));
                likeness.fold(0.0, f32::max)
            })
            .collect()
    }
}
