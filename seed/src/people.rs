//! Names of people, as words: `data/people.yaml`. Which of them make a name of a text is for whoever reads it.

use std::sync::LazyLock;

use mobile_contract::text::fold;
use rustc_hash::FxHashSet;
use serde::Deserialize;

const BUNDLED: &str = include_str!("../data/people.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    families: Families,
    middles: Middles,
    given: Vec<String>,
    after_title: Vec<String>,
    titles: Vec<String>,
    speakers: Vec<String>,
    places: Vec<String>,
    not_people: Vec<String>,
    within: Vec<String>,
    compounds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Families {
    clear: Vec<String>,
    common: Vec<String>,
    bare: Vec<String>,
    before_telling: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Middles {
    telling: Vec<String>,
    others: Vec<String>,
}

/// Words, each with its marks and without.
#[derive(Clone, Debug, Default)]
pub struct Words {
    marked: FxHashSet<String>,
    bare: FxHashSet<String>,
}

impl Words {
    fn of(words: impl IntoIterator<Item = String>) -> Self {
        let marked: FxHashSet<String> = words.into_iter().collect();
        let bare = marked.iter().map(|word| fold(word)).collect();
        Self { marked, bare }
    }

    /// Whether a word in lower case is among them, mark for mark.
    #[must_use]
    pub fn has(&self, lower: &str) -> bool {
        self.marked.contains(lower)
    }

    /// Whether a folded word is among them.
    #[must_use]
    pub fn has_bare(&self, folded: &str) -> bool {
        self.bare.contains(folded)
    }
}

/// The words that names are made of.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Family names that are no other word, with their marks.
    pub clear: Words,
    /// Every family name.
    pub families: Words,
    /// Family names that are rarely another word without marks; folded.
    pub bare: Words,
    /// Family names that, without marks, are rarely another word before a telling middle and a given name; folded.
    pub before_telling: Words,
    /// Middle names that tell of a person whatever follows: "văn", "thị".
    pub telling: Words,
    /// Every middle name.
    pub middles: Words,
    /// Given names.
    pub given: Words,
    /// Given names that are nothing else behind a title.
    pub after_title: Words,
    /// What people are called before their name.
    pub titles: Words,
    /// Who says who they are.
    pub speakers: Words,
    /// What stands before the name of a place.
    pub places: Words,
    /// Names of places that look like a person's; of one or more words.
    pub not_people: Words,
    /// Words of which a family name is a part; two words each.
    pub within: Words,
    /// Words that a middle name begins; two words each.
    pub compounds: Words,
}

impl People {
    /// Reads the names.
    ///
    /// # Errors
    /// When the text is not of this form.
    pub fn from_yaml(text: &str) -> Result<Self, serde_saphyr::Error> {
        let file: File = serde_saphyr::from_str(text)?;
        let families = file.families.clear.iter().chain(&file.families.common);
        let families = Words::of(families.cloned());
        let middles = file.middles.telling.iter().chain(&file.middles.others);
        Ok(Self {
            families,
            middles: Words::of(middles.cloned()),
            clear: Words::of(file.families.clear),
            bare: Words::of(file.families.bare),
            before_telling: Words::of(file.families.before_telling),
            telling: Words::of(file.middles.telling),
            given: Words::of(file.given),
            after_title: Words::of(file.after_title),
            titles: Words::of(file.titles),
            speakers: Words::of(file.speakers),
            places: Words::of(file.places),
            not_people: Words::of(file.not_people),
            within: Words::of(file.within),
            compounds: Words::of(file.compounds),
        })
    }

    /// The bundled names. A test of this crate keeps them readable.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static READ: LazyLock<People> =
            LazyLock::new(|| People::from_yaml(BUNDLED).unwrap_or_default());
        &READ
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_names_are_read() {
        let people = People::from_yaml(BUNDLED).unwrap();
        assert!(people.clear.has("nguyễn") && !people.clear.has("nguyên"));
        assert!(people.families.has("cao") && !people.clear.has("cao"));
        assert!(people.given.has_bare("hoa") && people.telling.has("thị"));
        // What is bare is written bare, and every pair is one of two words.
        for word in people
            .bare
            .marked
            .iter()
            .chain(&people.before_telling.marked)
        {
            assert_eq!(word, &fold(word));
            assert!(people.families.has_bare(word), "{word}");
        }
        for pair in people.within.marked.iter().chain(&people.compounds.marked) {
            assert_eq!(pair.split(' ').count(), 2, "{pair}");
        }
    }
}
