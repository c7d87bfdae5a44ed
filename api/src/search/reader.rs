//! Reads questions: what their words mean, and which place they name.

use std::sync::Arc;

use mobile_contract::Locale;
use mobile_contract::names::{NameBearer, NameKind};
use mobile_contract::qr::NamedRef;
use motcua_seed::vocabulary::Vocabularies;

use super::understand::{Understood, understand};
use crate::kernel::text::Syllable;
use crate::names::{Names, Spoken};

/// Words, folded, that name the kind of a place.
const KINDS: [&str; 12] = [
    "xa", "phuong", "tran", "huyen", "quan", "thi", "tp", "tx", "tt", "thanh", "tinh", "pho",
];

/// Words, folded, after which a place is named without its kind.
const WHERE: [&str; 7] = ["o", "tai", "ve", "que", "thuoc", "ben", "den"];

/// Reads questions with the present vocabularies and names.
#[derive(Clone)]
pub struct Reader {
    /// How people say things.
    pub vocabularies: Arc<Vocabularies>,
    /// Names of places and agencies.
    pub names: Names,
}

impl Reader {
    /// Understands any text at all, and the place it names.
    #[must_use]
    pub fn read(&self, text: &str) -> Understood {
        let mut understood = understand(text, &self.vocabularies);
        if understood.language == Locale::Vi
            && let Some((place, own)) = self.place(&understood.words())
        {
            understood.names_place(place, &own);
        }
        understood
    }

    /// The place that words name, as of today, with the positions of its words. A name that several
    /// places bear or that was divided leads to none: which one it is cannot be told.
    fn place(&self, words: &[Syllable]) -> Option<(NamedRef, Vec<usize>)> {
        let has = |known: &[&str]| words.iter().any(|w| known.contains(&w.folded.as_str()));
        if !has(&KINDS) && !has(&WHERE) {
            return None;
        }
        let spoken = self.names.spoken(words, self.names.clock.today())?;
        if !is_meant(words, &spoken) {
            return None;
        }
        // Who says a name that is borne today means today's bearer.
        let bearers = &spoken.found.bearers;
        let of_today = |b: &&NameBearer| b.kind == NameKind::Place && b.valid_to.is_none();
        let today: Vec<&NameBearer> = bearers.iter().filter(of_today).collect();
        let meant = if today.is_empty() {
            bearers.iter().collect()
        } else {
            today
        };
        let mut holders: Vec<NamedRef> = Vec::new();
        for holder in meant.into_iter().flat_map(holders_of) {
            if !holders.contains(&holder) {
                holders.push(holder);
            }
        }
        match holders.as_slice() {
            [one] => Some((one.clone(), spoken.own)),
            _ => None,
        }
    }
}

/// Whether a name was said as a place's: with its kind, or after "ở".
fn is_meant(words: &[Syllable], spoken: &Spoken) -> bool {
    let Some(first) = spoken.own.first().copied() else {
        return false;
    };
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let kind = KINDS.contains(&folded(first));
    let after = first.checked_sub(1).is_some_and(|at| {
        let before = folded(at);
        WHERE.contains(&before) || KINDS.contains(&before)
    });
    kind || after
}

/// Who holds a place's duties today; of an agency, the place it serves.
fn holders_of(bearer: &NameBearer) -> Vec<NamedRef> {
    match bearer.kind {
        NameKind::Place => bearer.holders.clone(),
        NameKind::Agency if bearer.valid_to.is_none() => bearer.within.iter().cloned().collect(),
        NameKind::Agency => Vec::new(),
    }
}
