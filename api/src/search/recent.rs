//! What was found lately: many people ask the same few things in the same words, and an index that
//! never changes finds the same again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use mobile_contract::search::SearchKind;
use quick_cache::sync::Cache;

use super::Found;
use super::understand::Understood;

/// Questions remembered. With ten hits each they take about three megabytes.
const MOST: usize = 2_000;

/// Remembers what one index found. It goes with its index.
pub(super) struct Recent {
    /// Two keyed hashes make up a key: nobody can find two questions of one key.
    keys: [RandomState; 2],
    found: Cache<u128, Arc<[Found]>>,
}

impl Recent {
    pub(super) fn new() -> Self {
        Self {
            keys: [RandomState::new(), RandomState::new()],
            found: Cache::new(MOST),
        }
    }

    /// What tells one search from another: all that ranking looks at.
    pub(super) fn key(&self, question: &Understood, kind: SearchKind, limit: usize) -> u128 {
        let [high, low] = &self.keys;
        let half = |keys: &RandomState| {
            let mut state = keys.build_hasher();
            std::mem::discriminant(&kind).hash(&mut state);
            limit.hash(&mut state);
            tell(question, &mut state);
            u128::from(state.finish())
        };
        half(high) << 64 | half(low)
    }

    pub(super) fn get(&self, key: u128) -> Option<Vec<Found>> {
        self.found.get(&key).map(|found| found.to_vec())
    }

    pub(super) fn keep(&self, key: u128, found: &[Found]) {
        self.found.insert(key, found.into());
    }
}

/// Every field is named, so that a new one cannot be forgotten here.
fn tell(question: &Understood, state: &mut impl Hasher) {
    let Understood {
        text: _,
        normalized: _,
        facet: _,
        place: _,
        own_place: _,
        own_audience: _,
        code,
        terms,
        readings,
        language,
        says_english,
        level,
        audience,
        wanted,
        refused,
    } = question;
    code.hash(state);
    terms.hash(state);
    for reading in readings {
        reading.span.hash(state);
        reading.phrase.hash(state);
        reading.strength.to_bits().hash(state);
    }
    (language, says_english, level, audience).hash(state);
    wanted.hash(state);
    refused.hash(state);
}

#[cfg(test)]
mod tests {
    use motcua_seed::vocabulary::Vocabularies;

    use super::*;
    use crate::search::understand;

    #[test]
    fn what_is_asked_otherwise_has_another_key() {
        let vocabularies = Vocabularies::embedded().unwrap();
        let recent = Recent::new();
        let key =
            |text: &str, kind, limit| recent.key(&understand(text, &vocabularies), kind, limit);
        let all = SearchKind::All;
        let birth = key("đăng ký khai sinh", all, 10);
        assert_eq!(birth, key("Đăng ký  KHAI sinh", all, 10));
        assert_ne!(birth, key("dang ky khai sinh", all, 10), "marks narrow");
        assert_ne!(birth, key("đăng ký lại khai sinh", all, 10));
        assert_ne!(birth, key("đăng ký khai sinh", all, 5));
        assert_ne!(birth, key("đăng ký khai sinh", SearchKind::Faq, 10));
        let mut company = understand("đăng ký khai sinh", &vocabularies);
        company.audience = Some(mobile_contract::knowledge::Audience::Enterprise);
        assert_ne!(birth, recent.key(&company, all, 10));
    }

    #[test]
    fn what_was_kept_is_found_again() {
        let recent = Recent::new();
        assert_eq!(recent.get(1), None);
        let found = [Found {
            code: "1.001193".to_owned(),
            ..Found::default()
        }];
        recent.keep(1, &found);
        assert_eq!(recent.get(1).as_deref(), Some(found.as_slice()));
    }
}
