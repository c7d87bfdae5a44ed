//! Agencies whose names hold some words: for picking one.

use std::cmp::Reverse;

use chrono::NaiveDate;
use mobile_contract::knowledge::Agency;
use mobile_contract::qr::NamedRef;

use super::Names;
use crate::kernel::text::syllables;

impl Names {
    /// The agencies of a day in whose name, other names or place all words stand; those whose own name
    /// begins with them first, at most so many. Marks need not be typed.
    #[must_use]
    pub fn agencies_like(&self, words: &str, day: NaiveDate, most: usize) -> Vec<NamedRef> {
        let wanted = folded(words);
        if wanted.is_empty() {
            return Vec::new();
        }
        let agencies = self.agencies.get();
        let places = self.places.get();
        let mut found: Vec<(bool, usize, &Agency)> = agencies
            .after(None, None, Some(day))
            .filter_map(|agency| {
                let name = folded(&agency.name);
                let place = places.find(&agency.place).map(|place| folded(&place.name));
                let aliases = agency.aliases.iter().flat_map(|alias| folded(alias));
                let all: Vec<String> = name
                    .iter()
                    .cloned()
                    .chain(aliases)
                    .chain(place.unwrap_or_default())
                    .collect();
                let holds = wanted.iter().all(|word| all.contains(word));
                holds.then(|| (name.starts_with(&wanted), name.len(), agency))
            })
            .collect();
        found.sort_by_key(|(begins, length, agency)| (Reverse(*begins), *length, &agency.id));
        let named = |agency: &Agency| NamedRef {
            id: agency.id.clone(),
            name: agency.name.clone(),
        };
        let first = found.into_iter().take(most);
        first.map(|(_, _, agency)| named(agency)).collect()
    }
}

fn folded(text: &str) -> Vec<String> {
    syllables(text).map(|word| word.folded).collect()
}
