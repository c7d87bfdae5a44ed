//! Why a dossier stands as it does, in the agency's words; without the names of who handed it in.

use mobile_contract::dossier::event::{DossierEventKind as Kind, DossierState as State};

use crate::dossiers::fold::standing;
use crate::dossiers::record::{Record, Told as Event};
use crate::kernel::pii;
use crate::kernel::text::{Syllable, compose, syllables};
use crate::kernel::vault::Vault;

/// Stands in the place of a name.
const HIDDEN: &str = "•••";

/// The event that says why it stands as it does: what is missing, why it was refused, why it stands still, why it is
/// late.
#[must_use]
pub fn reasoned_by(record: &Record, state: State) -> Option<&Event> {
    let kind = match state {
        State::Waiting => Kind::SupplementRequested,
        State::Refused => Kind::Refused,
        State::Paused => Kind::Paused,
        State::Withdrawn => Kind::Withdrawn,
        State::InProgress => Kind::Extended,
        State::Resolved => return None,
    };
    let events = standing(record);
    events.into_iter().rev().find(|event| event.kind == kind)
}

/// The names of everybody who was ever told to have handed a dossier in, as syllables without marks.
pub(super) struct Names(Vec<Vec<String>>);

impl Names {
    /// All names in a record. What was sealed with another key hides nothing.
    pub(super) fn of(vault: &Vault, record: &Record) -> Self {
        let applicants = record.events.iter().filter_map(|e| e.applicant.as_ref());
        let names = applicants.filter_map(|applicant| applicant.open(vault).ok()?.name);
        Self(names.filter_map(|name| folded(&name)).collect())
    }

    /// Words of an agency without these names, however they are written, and without personal numbers.
    pub(super) fn hidden_in(&self, text: &str) -> String {
        let text = compose(text);
        let mut text = pii::mask(&text).into_owned();
        for name in &self.0 {
            text = without(&text, name);
        }
        text
    }
}

/// A name of one syllable is a word like any other, and hides nothing.
fn folded(name: &str) -> Option<Vec<String>> {
    let name: Vec<String> = syllables(&compose(name)).map(|s| s.folded).collect();
    (name.len() > 1).then_some(name)
}

/// A text with dots in the place of a name.
fn without(text: &str, name: &[String]) -> String {
    let words: Vec<(usize, &str)> = words(text);
    let said: Vec<Option<String>> = words
        .iter()
        .map(|(_, word)| Syllable::of(word).map(|s| s.folded))
        .collect();
    let stands = |at: usize| {
        let here = said.get(at..at + name.len());
        here.is_some_and(|here| here.iter().zip(name).all(|(a, b)| a.as_ref() == Some(b)))
    };
    let (mut out, mut from, mut at) = (String::with_capacity(text.len()), 0, 0);
    while at < words.len() {
        let last = words.get((at + name.len()).saturating_sub(1));
        if stands(at)
            && let (Some((begin, _)), Some((end, word))) = (words.get(at), last)
        {
            out.push_str(text.get(from..*begin).unwrap_or_default());
            out.push_str(HIDDEN);
            from = end + word.len();
            at += name.len();
        } else {
            at += 1;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// The words of a text and where each begins.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut begin = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                words.extend(text.get(from..at).map(|word| (from, word)));
                begin = None;
            }
            _ => {}
        }
    }
    if let Some(from) = begin {
        words.extend(text.get(from..).map(|word| (from, word)));
    }
    words
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn a_reason_names_nobody_however_the_name_is_written() {
        let names = Names(vec![folded("Nguyễn Thị Lan").unwrap()]);
        let decomposed: String = "bà Nguyễn Thị Lan".nfd().collect();
        for (text, shown) in [
            (
                "Bà NGUYỄN THỊ LAN (0912345678) thiếu giấy",
                "Bà ••• (••••••••78) thiếu giấy",
            ),
            ("nguyen  thi lan, thiếu giấy", "•••, thiếu giấy"),
            (decomposed.as_str(), "bà •••"),
            ("Nguyễn Thị Lan và Nguyễn Thị Lan", "••• và •••"),
            (
                "Nguyễn Thị Lành thiếu bản sao",
                "Nguyễn Thị Lành thiếu bản sao",
            ),
            ("Thiếu bản sao", "Thiếu bản sao"),
        ] {
            assert_eq!(names.hidden_in(text), shown);
        }
        assert_eq!(folded("Lan"), None);
    }
}
