//! Life events in memory, serialised once, and recognised in what people tell.

use std::collections::{BTreeSet, HashMap};

use mobile_contract::Slug;
use mobile_contract::knowledge::LifeEvent;
use motcua_seed::vocabulary::{Word, words};

use crate::error::Error;
use crate::kernel::cached::Cached;
use crate::kernel::phrase::stands_at;
use crate::kernel::text::Syllable;

/// Words, folded, after which nothing happened, or the opposite did: "không mở quán nữa".
const NOT: [&str; 8] = [
    "khong", "chua", "dung", "het", "thoi", "khoi", "nua", "chang",
];
/// One life event as it is served.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The event.
    pub event: LifeEvent,
    /// The same, serialised.
    pub body: Cached,
    /// The ways in which it is told.
    told: Vec<Vec<Word>>,
}

/// Every life event, in id order.
#[derive(Debug, Default)]
pub struct LifeEvents {
    entries: Vec<Entry>,
    by_id: HashMap<Slug, usize>,
}

/// A life event, recognised in words.
#[derive(Clone, Debug)]
pub struct Recognised<'a> {
    /// The event.
    pub entry: &'a Entry,
    /// Positions of the words that tell it.
    pub own: Vec<usize>,
}

impl LifeEvents {
    /// Makes a snapshot of life events in id order.
    ///
    /// # Errors
    /// When one cannot be serialised.
    pub fn new(events: Vec<LifeEvent>) -> Result<Self, Error> {
        let by_id = events
            .iter()
            .enumerate()
            .map(|(i, event)| (event.id.clone(), i))
            .collect();
        let entries = events
            .into_iter()
            .map(|event| {
                Ok(Entry {
                    body: Cached::of(&event)?,
                    told: event.told.iter().map(|told| words(told)).collect(),
                    event,
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok(Self { entries, by_id })
    }

    /// The life event with an id.
    #[must_use]
    pub fn find(&self, id: &Slug) -> Option<&Entry> {
        self.entries.get(*self.by_id.get(id)?)
    }

    /// Life events after an id, in id order.
    pub fn after(&self, id: Option<&str>) -> impl Iterator<Item = &LifeEvent> {
        let start = id.map_or(0, |id| {
            self.entries.partition_point(|e| e.event.id.as_str() <= id)
        });
        self.entries.iter().skip(start).map(|entry| &entry.event)
    }

    /// The life event that words tell, by the longest way of telling it; the first one said when
    /// two are equally long. Where two ways share a word, the one that goes on further means it:
    /// "bố mới mất việc" tells of a job. None where it is denied.
    #[must_use]
    pub fn recognise(&self, words: &[Syllable]) -> Option<Recognised<'_>> {
        let found = self.all(words);
        let goes_on = |one: &Recognised<'_>| {
            found
                .iter()
                .any(|other| other.own.last() > one.own.last() && other.shares_word(one))
        };
        let mut best: Option<&Recognised<'_>> = None;
        for one in found.iter().filter(|one| !goes_on(one)) {
            if best.is_none_or(|best| one.own.len() > best.own.len()) {
                best = Some(one);
            }
        }
        let mut best = best?.clone();
        // "Mất ví, mất hết giấy tờ": one event, told twice.
        let again = found
            .iter()
            .filter(|one| one.entry.event.id == best.entry.event.id);
        let own: BTreeSet<usize> = again.flat_map(|one| one.own.iter().copied()).collect();
        best.own = own.into_iter().collect();
        (!best.is_denied(words)).then_some(best)
    }

    fn all(&self, words: &[Syllable]) -> Vec<Recognised<'_>> {
        let mut found = Vec::new();
        for at in 0..words.len() {
            for entry in &self.entries {
                let told = entry.told.iter();
                found.extend(
                    told.filter_map(|told| stands_at(told, words, at))
                        .map(|own| Recognised { entry, own }),
                );
            }
        }
        found
    }
}

impl Recognised<'_> {
    /// Whether the other words say that it did not happen, or that one does it for others ("cho
    /// thuê trọ").
    fn is_denied(&self, words: &[Syllable]) -> bool {
        words.iter().enumerate().any(|(at, word)| {
            let word = word.folded.as_str();
            let for_others = word == "cho" && self.own.first() == Some(&(at + 1));
            !self.own.contains(&at) && (NOT.contains(&word) || for_others)
        })
    }

    /// Whether both ways of telling use a word, for different events.
    fn shares_word(&self, other: &Self) -> bool {
        self.entry.event.id != other.entry.event.id
            && self.own.iter().any(|at| other.own.contains(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::text::syllables;

    fn events() -> LifeEvents {
        let event = |id: &str, told: &[&str]| LifeEvent {
            id: id.parse().unwrap(),
            title: id.into(),
            title_en: id.into(),
            summary: String::new(),
            summary_en: String::new(),
            told: told.iter().map(|t| (*t).to_owned()).collect(),
            steps: vec![],
            notes: vec![],
            sources: vec![],
            verify: vec![],
        };
        LifeEvents::new(vec![
            event("mat-viec", &["mất việc"]),
            event("qua-doi", &["bố … mất", "có người mất"]),
            event("sinh-con", &["mới sinh con", "sinh con"]),
        ])
        .unwrap()
    }

    fn recognised(text: &str) -> Option<(String, usize)> {
        let words: Vec<Syllable> = syllables(text).collect();
        let events = events();
        let found = events.recognise(&words)?;
        Some((found.entry.event.id.to_string(), found.own.len()))
    }

    #[test]
    fn the_longest_way_of_telling_wins() {
        assert_eq!(recognised("tôi mới sinh con"), Some(("sinh-con".into(), 3)));
        assert_eq!(recognised("vợ sinh con"), Some(("sinh-con".into(), 2)));
    }

    #[test]
    fn words_may_stand_in_a_gap_and_marks_may_be_missing() {
        assert_eq!(recognised("bo em vua moi mat"), Some(("qua-doi".into(), 2)));
    }

    #[test]
    fn the_way_that_goes_on_further_means_the_shared_word() {
        for told in ["bố em mới mất việc", "bo em moi mat viec"] {
            assert_eq!(recognised(told), Some(("mat-viec".into(), 2)), "{told}");
        }
    }

    #[test]
    fn what_is_denied_did_not_happen() {
        assert_eq!(recognised("tôi không sinh con nữa"), None);
        assert_eq!(recognised("chưa sinh con"), None);
    }

    #[test]
    fn typed_marks_that_contradict_are_no_match() {
        assert_eq!(recognised("bố em mặt buồn"), None);
        assert_eq!(recognised("tôi muốn làm hộ chiếu"), None);
        assert_eq!(recognised(""), None);
    }
}
