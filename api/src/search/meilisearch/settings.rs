//! How Meilisearch is set up: what is searched, what means the same, and what it must not guess.

use std::collections::{BTreeSet, HashMap};

use meilisearch_sdk::settings::{
    LocalizedAttributes, PaginationSetting, Settings, TypoToleranceSettings,
};
use motcua_seed::vocabulary::{Entry, GAP, Meaning, Vocabulary, Word};

use super::document::attribute;
use crate::search::ranker::CANDIDATES;

/// Lay names less sure than this are not the same thing; understanding weighs them, an index cannot.
const SURE: f32 = 0.9;
/// Longest search, in milliseconds. Beyond it nobody waits any more.
const CUTOFF: u64 = 100;

/// The settings of a fresh index, given before any document.
pub(super) fn settings(vocabulary: &Vocabulary) -> Settings {
    Settings {
        displayed_attributes: None,
        searchable_attributes: Some(
            [attribute::PAIRS, attribute::NAMES, attribute::BODY]
                .map(str::to_owned)
                .into(),
        ),
        filterable_attributes: Some(vec![attribute::KIND.into()]),
        // Ours order the candidates; these only must not lose them, and are quick.
        ranking_rules: Some(["words", "exactness"].map(str::to_owned).into()),
        // Words are corrected in front, with the words of the catalogue beside them. Vietnamese
        // syllables are short, and one letter off is another word.
        typo_tolerance: Some(TypoToleranceSettings {
            enabled: Some(false),
            ..TypoToleranceSettings::default()
        }),
        localized_attributes: Some(vec![LocalizedAttributes {
            locales: vec!["vie".to_owned()],
            attribute_patterns: vec!["*".to_owned()],
        }]),
        synonyms: Some(synonyms(vocabulary)),
        pagination: Some(PaginationSetting {
            max_total_hits: CANDIDATES.max(1000),
        }),
        search_cutoff_ms: Some(CUTOFF),
        ..Settings::default()
    }
}

/// What people say, and what the law calls it: folded, in one direction. Phrases with a gap have no
/// form here.
fn synonyms(vocabulary: &Vocabulary) -> HashMap<String, Vec<String>> {
    let mut synonyms: HashMap<String, BTreeSet<String>> = HashMap::new();
    for Entry { words, meaning } in vocabulary.entries() {
        let means = match meaning {
            Meaning::Lay { means, strength } if *strength >= SURE => means,
            // One letter stands for too much without the words around it.
            Meaning::Short(means) if words.iter().any(|w| w.folded.chars().count() > 1) => means,
            _ => continue,
        };
        if words.iter().any(|word| word.exact == GAP) {
            continue;
        }
        let said = folded(words);
        let others = means.iter().map(|m| folded(m)).filter(|m| *m != said);
        synonyms.entry(said.clone()).or_default().extend(others);
    }
    synonyms.retain(|_, means| !means.is_empty());
    synonyms
        .into_iter()
        .map(|(said, means)| (said, means.into_iter().collect()))
        .collect()
}

fn folded(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use motcua_seed::vocabulary::BUNDLED;

    use super::*;

    #[test]
    fn lay_names_and_short_words_become_synonyms() {
        let synonyms = synonyms(&Vocabulary::from_yaml(BUNDLED).unwrap());
        let means = |said: &str| synonyms.get(said).cloned().unwrap_or_default();
        assert!(means("gplx").contains(&"giay phep lai xe".to_owned()));
        assert!(
            means("so do")
                .iter()
                .any(|m| m.starts_with("giay chung nhan quyen su dung dat"))
        );
        assert!(means("j").is_empty(), "one letter");
        for (said, means) in &synonyms {
            assert!(!said.contains(GAP) && !means.contains(said), "{said}");
            assert_eq!(mobile_contract::text::fold(said), *said);
        }
    }

    #[test]
    fn nothing_is_guessed_and_only_folded_text_is_searched() {
        let settings = settings(&Vocabulary::default());
        let json = serde_json::to_value(&settings).unwrap();
        assert_eq!(json["typoTolerance"]["enabled"], false);
        assert_eq!(
            json["searchableAttributes"],
            serde_json::json!(["pairs", "names", "body"])
        );
        assert_eq!(json["rankingRules"][0], "words");
    }
}
