//! The vocabulary: how people write and what they call things, and what the law calls them.
//!
//! One readable file a language, `data/vocabulary.yaml` and `data/english.yaml`. This module reads
//! them and lays their phrases out so that they can be found by their first word; matching them
//! against a question is the server's work.

mod file;
mod languages;

use mobile_contract::knowledge::{Audience, Facet, Level};
use mobile_contract::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use self::file::{CueRow, File, LayRow, OneOrMore};
pub use self::languages::Vocabularies;

/// The bundled vocabulary file.
pub const BUNDLED: &str = include_str!("../../data/vocabulary.yaml");

/// The bundled lists of lay names.
pub const BUNDLED_LAY: [&str; 2] = [
    include_str!("../../data/lay/people.yaml"),
    include_str!("../../data/lay/things.yaml"),
];

/// The bundled vocabulary of English questions.
pub const BUNDLED_ENGLISH: &str = include_str!("../../data/english.yaml");

/// Stands for up to [`GAP_WORDS`] words within a phrase: "bố … mất".
pub const GAP: &str = "…";

/// Most words that [`GAP`] stands for.
pub const GAP_WORDS: usize = 4;

/// Why a vocabulary was refused.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// Not YAML of the expected form.
    #[error("the vocabulary cannot be read: {0}")]
    Form(String),
    /// An entry that can never match or means nothing.
    #[error("the vocabulary entry {0:?} is empty")]
    Empty(String),
}

/// One word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Lower-case, composed.
    pub exact: String,
    /// Without marks.
    pub folded: String,
}

/// What a phrase means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// Short for other words, which take its place. Where several are possible, the first does and
    /// the others are remembered.
    Short(Vec<Vec<Word>>),
    /// A lay name: official phrases are added beside it.
    Lay {
        /// The official phrases.
        means: Vec<Vec<Word>>,
        /// How surely it means them, 0..=1.
        strength: f32,
    },
    /// Says nothing about what is asked for.
    Filler,
    /// Sets the scene, people and channels mostly, and seldom says what is asked for.
    Background,
    /// Means what it says; only keeps its parts from being read as something else: "đủ điều kiện"
    /// in a title does not ask for conditions.
    Plain,
    /// Denies what follows it: "không phải", "không bị".
    Negation,
    /// Begins what is wanted: "muốn", "xin".
    Want,
    /// Names a level of government: "cấp xã".
    Level(Level),
    /// Says who asks: "bên em là công ty".
    Audience(Audience),
    /// Asks for a part of a procedure.
    Cue {
        /// The part.
        facet: Facet,
        /// How surely it asks.
        strength: CueStrength,
    },
}

/// How surely a phrase asks for a part of a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueStrength {
    /// Names the part without asking: "hồ sơ".
    Hint,
    /// Asks in a general way: "làm thế nào".
    Weak,
    /// Asks for exactly this: "cần giấy tờ gì".
    Strong,
}

/// A phrase with its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The words; [`GAP`] may stand between them.
    pub words: Vec<Word>,
    /// What it means.
    pub meaning: Meaning,
}

/// The vocabulary, ready to be matched.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    entries: Vec<Entry>,
    by_first: FxHashMap<String, Openings>,
    /// Those that are short for other words.
    short_by_first: FxHashMap<String, Vec<usize>>,
    keep: FxHashSet<String>,
}

/// Phrases that begin with one word, by what comes second: hundreds of phrases begin with "làm".
#[derive(Clone, Debug, Default)]
struct Openings {
    /// Those of one word, or with [`GAP`] after it.
    alone: Vec<usize>,
    by_second: FxHashMap<String, Vec<usize>>,
}

impl Vocabulary {
    /// Reads a vocabulary file.
    ///
    /// # Errors
    /// When the text is not YAML of the expected form, or a phrase is empty.
    pub fn from_yaml(text: &str) -> Result<Self, VocabularyError> {
        let file: File =
            serde_saphyr::from_str(text).map_err(|e| VocabularyError::Form(e.to_string()))?;
        let mut vocabulary = Self {
            keep: file.keep.iter().map(|w| fold(w)).collect(),
            ..Self::default()
        };
        vocabulary.add_short(&file)?;
        vocabulary.add_lay(&file.lay)?;
        for (phrases, meaning) in [
            (&file.filler, Meaning::Filler),
            (&file.background, Meaning::Background),
            (&file.plain, Meaning::Plain),
            (&file.negation, Meaning::Negation),
            (&file.wants, Meaning::Want),
        ] {
            for phrase in phrases {
                vocabulary.add(phrase, meaning.clone())?;
            }
        }
        for (level, phrases) in &file.levels {
            for phrase in phrases {
                vocabulary.add(phrase, Meaning::Level(*level))?;
            }
        }
        for (audience, phrases) in &file.audiences {
            for phrase in phrases {
                vocabulary.add(phrase, Meaning::Audience(*audience))?;
            }
        }
        for (facet, row) in &file.facets {
            vocabulary.add_cues(*facet, row)?;
        }
        Ok(vocabulary)
    }

    /// Adds a list of lay names from a file of its own.
    ///
    /// # Errors
    /// When the text is not such a list, or a phrase is empty.
    pub fn add_lay_names(&mut self, text: &str) -> Result<(), VocabularyError> {
        let rows: Vec<LayRow> =
            serde_saphyr::from_str(text).map_err(|e| VocabularyError::Form(e.to_string()))?;
        self.add_lay(&rows)
    }

    fn add_cues(&mut self, facet: Facet, row: &CueRow) -> Result<(), VocabularyError> {
        for (phrases, strength) in [
            (&row.strong, CueStrength::Strong),
            (&row.weak, CueStrength::Weak),
            (&row.hint, CueStrength::Hint),
        ] {
            for phrase in phrases {
                self.add(phrase, Meaning::Cue { facet, strength })?;
            }
        }
        Ok(())
    }

    fn add_short(&mut self, file: &File) -> Result<(), VocabularyError> {
        for (long, shorts) in &file.texting {
            for short in shorts {
                self.add(short, Meaning::Short(vec![words(long)]))?;
            }
        }
        for (short, long) in &file.abbreviations {
            let long = match long {
                OneOrMore::One(one) => vec![words(one)],
                OneOrMore::More(more) => more.iter().map(|m| words(m)).collect(),
            };
            self.add(short, Meaning::Short(long))?;
        }
        Ok(())
    }

    fn add_lay(&mut self, rows: &[LayRow]) -> Result<(), VocabularyError> {
        for row in rows {
            let means: Vec<Vec<Word>> = row.means.iter().map(|m| words(m)).collect();
            if means.is_empty() || means.iter().any(Vec::is_empty) {
                return Err(VocabularyError::Empty(row.say.join(", ")));
            }
            for phrase in &row.say {
                let strength = row.strength.clamp(0.0, 1.0);
                self.add(
                    phrase,
                    Meaning::Lay {
                        means: means.clone(),
                        strength,
                    },
                )?;
            }
        }
        Ok(())
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) -> Result<(), VocabularyError> {
        let words = words(phrase);
        let first = words
            .first()
            .filter(|w| w.exact != GAP)
            .ok_or_else(|| VocabularyError::Empty(phrase.to_owned()))?;
        let at = self.entries.len();
        if matches!(meaning, Meaning::Short(_)) {
            let short = self.short_by_first.entry(first.folded.clone());
            short.or_default().push(at);
        }
        let any = self.by_first.entry(first.folded.clone()).or_default();
        match words.get(1).filter(|second| second.exact != GAP) {
            Some(second) => any.by_second.entry(second.folded.clone()).or_default(),
            None => &mut any.alone,
        }
        .push(at);
        self.entries.push(Entry { words, meaning });
        Ok(())
    }

    /// The phrases that may begin with two folded words, each with its number: those that go on
    /// with the second word, and those that say nothing about it.
    pub fn beginning_with(
        &self,
        folded: &str,
        second: Option<&str>,
    ) -> impl Iterator<Item = (usize, &Entry)> {
        let openings = self.by_first.get(folded);
        let going_on = openings.zip(second).and_then(|(o, s)| o.by_second.get(s));
        let alone = openings.into_iter().flat_map(|o| &o.alone);
        alone
            .chain(going_on.into_iter().flatten())
            .filter_map(|&i| Some((i, self.entries.get(i)?)))
    }

    /// The short forms that begin with a folded word, each with its number.
    pub fn short_beginning_with(&self, folded: &str) -> impl Iterator<Item = (usize, &Entry)> {
        self.short_by_first
            .get(folded)
            .into_iter()
            .flatten()
            .filter_map(|&i| Some((i, self.entries.get(i)?)))
    }

    /// Whether a folded word must not be read as a typing slip.
    #[must_use]
    pub fn keeps(&self, folded: &str) -> bool {
        self.keep.contains(folded) || self.by_first.contains_key(folded)
    }

    /// Every phrase.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// The words of a phrase of the knowledge files: cut at spaces; punctuation has no place in it.
#[must_use]
pub fn words(phrase: &str) -> Vec<Word> {
    phrase
        .split_whitespace()
        .map(|word| {
            let exact: String = word.to_lowercase().nfc().collect();
            let folded = fold(&exact);
            Word { exact, folded }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_bundled_vocabulary_is_read() {
        let vocabulary = Vocabulary::from_yaml(BUNDLED).unwrap();
        assert!(vocabulary.entries().len() > 300);
        let (_, first) = vocabulary.beginning_with("gplx", None).next().unwrap();
        assert!(matches!(&first.meaning, Meaning::Short(long) if long.len() == 1));
    }

    #[test]
    fn every_facet_has_cues() {
        let vocabulary = Vocabulary::from_yaml(BUNDLED).unwrap();
        for wanted in Facet::ALL {
            let has = vocabulary
                .entries()
                .iter()
                .any(|e| matches!(e.meaning, Meaning::Cue { facet, .. } if facet == wanted));
            assert!(has, "{wanted:?}");
        }
    }

    #[test]
    fn no_phrase_stands_twice_with_the_same_meaning() {
        let vocabulary = Vocabulary::from_yaml(BUNDLED).unwrap();
        let mut seen = HashSet::new();
        for entry in vocabulary.entries() {
            let key = format!("{:?}", entry);
            assert!(seen.insert(key.clone()), "{key}");
        }
    }

    #[test]
    fn an_empty_phrase_or_another_shape_is_refused() {
        assert!(Vocabulary::from_yaml("lay: nonsense").is_err());
        let empty = "keep: []\ntexting: {}\nabbreviations: {}\nfiller: ['']\nbackground: []\nplain: []\nfacets: {}\nlay: []";
        assert!(matches!(
            Vocabulary::from_yaml(empty),
            Err(VocabularyError::Empty(_))
        ));
    }
}
