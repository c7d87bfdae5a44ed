//! The vocabularies of the languages that are understood.

use std::collections::HashSet;

use mobile_contract::Locale;
use mobile_contract::knowledge::Procedure;
use mobile_contract::text::fold;

use super::{BUNDLED, BUNDLED_ENGLISH, BUNDLED_LAY, GAP, Vocabulary, VocabularyError};

/// One vocabulary a language.
#[derive(Clone, Debug, Default)]
pub struct Vocabularies {
    /// How Vietnamese is written.
    pub vietnamese: Vocabulary,
    /// How English is written.
    pub english: Vocabulary,
    /// Every English word, folded, that a phrase or a name of a procedure uses.
    english_words: HashSet<String>,
}

impl Vocabularies {
    /// The bundled vocabularies, without any names of procedures.
    ///
    /// # Errors
    /// When a file is not of the expected form; the tests of this crate keep that from happening.
    pub fn embedded() -> Result<Self, VocabularyError> {
        let mut vietnamese = Vocabulary::from_yaml(BUNDLED)?;
        for list in BUNDLED_LAY {
            vietnamese.add_lay_names(list)?;
        }
        Ok(Self::new(
            vietnamese,
            Vocabulary::from_yaml(BUNDLED_ENGLISH)?,
        ))
    }

    /// Puts two vocabularies together.
    #[must_use]
    pub fn new(vietnamese: Vocabulary, english: Vocabulary) -> Self {
        let words = english.entries().iter().flat_map(|entry| &entry.words);
        let english_words = words
            .filter(|word| word.exact != GAP)
            .map(|word| word.folded.clone())
            .collect();
        Self {
            vietnamese,
            english,
            english_words,
        }
    }

    /// Learns the English words of a procedure's names.
    pub fn learn(&mut self, procedure: &Procedure) {
        let names = procedure.title_en.iter().chain(&procedure.aliases_en);
        for name in names {
            let words = fold(name);
            let words = words.split(|c: char| !c.is_alphanumeric());
            self.english_words
                .extend(words.filter(|w| !w.is_empty()).map(str::to_owned));
        }
    }

    /// The vocabulary of a language.
    #[must_use]
    pub const fn of(&self, language: Locale) -> &Vocabulary {
        match language {
            Locale::Vi => &self.vietnamese,
            Locale::En => &self.english,
        }
    }

    /// Whether a folded word is an English one.
    #[must_use]
    pub fn is_english(&self, folded: &str) -> bool {
        self.english_words.contains(folded)
    }
}
