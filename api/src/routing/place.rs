//! The place and the agency that a text names.

use std::collections::HashSet;

use mobile_contract::Slug;
use mobile_contract::knowledge::{Agency, Level};
use mobile_contract::names::{NameBearer, NameKind};

use super::bodies::Bodies;
use crate::kernel::text::Syllable;
use crate::names::{Names, Spoken};

/// Words, folded, that name the kind of a place.
const KINDS: [&str; 12] = [
    "xa", "phuong", "tran", "huyen", "quan", "thi", "tp", "tx", "tt", "thanh", "tinh", "pho",
];
/// Words, folded, before a place that is named without its kind.
const WHERE: [&str; 14] = [
    "o", "tai", "ve", "que", "thuoc", "ben", "den", "tren", "cho", "van", "ubnd", "ban", "an",
    "dan",
];

/// Fewest words of an agency's name that name it and no other: "công an" is any police.
const FEWEST_OF_AGENCY: usize = 3;

/// What a text names.
#[derive(Debug, Default)]
pub(super) struct Named<'a> {
    /// The commune, as of the day.
    pub(super) place: Option<Slug>,
    /// The agency, or the only one that follows it.
    pub(super) agency: Option<&'a Agency>,
    /// Positions of the words that name places.
    pub(super) own: HashSet<usize>,
}

impl Named<'_> {
    /// These names, and what they lack from others, whose positions hold.
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            place: self.place.or(others.place),
            agency: self.agency.or(others.agency),
            own: others.own,
        }
    }
}

/// Reads the names out of words. Of several places the first counts: people begin with their own.
pub(super) fn named<'a>(words: &[Syllable], names: &Names, bodies: Bodies<'a>) -> Named<'a> {
    let mut named = Named::default();
    for spoken in names.all_spoken(words, bodies.day) {
        if named.agency.is_none() && spoken.own.len() >= FEWEST_OF_AGENCY {
            named.agency = agency(&spoken, bodies);
        }
        let found = place(words, &spoken, bodies);
        if found.is_some() {
            named.own.extend(&spoken.own);
        }
        named.place = named.place.or(found);
    }
    let of_agency = named.agency.filter(|a| a.level == Level::Commune);
    named.place = named.place.or_else(|| Some(of_agency?.place.clone()));
    named
}

fn agency<'a>(spoken: &Spoken, bodies: Bodies<'a>) -> Option<&'a Agency> {
    let bearers = &spoken.found.bearers;
    let mut holders: Vec<&Agency> = Vec::new();
    for bearer in bearers.iter().filter(|b| b.kind == NameKind::Agency) {
        let holder = bodies.agency(&bearer.id)?;
        if !holders.iter().any(|known| known.id == holder.id) {
            holders.push(holder);
        }
    }
    match holders.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The commune that a name means: today's bearer when there is one, else the only unit that follows its
/// bearers.
fn place(words: &[Syllable], spoken: &Spoken, bodies: Bodies<'_>) -> Option<Slug> {
    if !is_meant(words, spoken) {
        return None;
    }
    let places = spoken
        .found
        .bearers
        .iter()
        .filter(|b| b.kind == NameKind::Place);
    let bearers: Vec<&NameBearer> = places.collect();
    let of_today = |b: &&&NameBearer| b.valid_to.is_none_or(|to| bodies.day <= to);
    let meant: Vec<&&NameBearer> = match bearers.iter().filter(of_today).collect::<Vec<_>>() {
        today if !today.is_empty() => today,
        _ => bearers.iter().collect(),
    };
    let mut units: Vec<&Slug> = Vec::new();
    for bearer in meant {
        let unit = bodies.place(&bearer.id)?;
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    match units.as_slice() {
        [one] => bodies.is_commune(one).then(|| (*one).clone()),
        _ => None,
    }
}

/// Whether a name was said as a place's: with its kind, or after "ở".
fn is_meant(words: &[Syllable], spoken: &Spoken) -> bool {
    let Some(first) = spoken.own.first().copied() else {
        return false;
    };
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let before = first.checked_sub(1).map(folded);
    KINDS.contains(&folded(first))
        || before.is_some_and(|word| WHERE.contains(&word) || KINDS.contains(&word))
}
