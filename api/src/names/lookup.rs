//! From a name to what bears it, and on to who holds its duties on a day.

use std::collections::{HashMap, HashSet};

use actix_web::web::Data;
use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::knowledge::{Agency, AgencyKind};
use mobile_contract::names::{NameBearer, NameKind, NamesResponse};
use mobile_contract::qr::NamedRef;

use super::spelling::{Spelt, fit, key, known, spelt};
use crate::agencies::Agencies;
use crate::kernel::clock::Clock;
use crate::kernel::shared::Shared;
use crate::kernel::text::{Syllable, syllables};
use crate::places::Places;

/// Fewest words of a name that is recognised within other words: "Bần" alone is a word like others.
const FEWEST_SPOKEN: usize = 2;

/// Every name and other name, ready to be looked up.
#[derive(Debug, Default)]
pub struct NameIndex {
    by_key: HashMap<String, Vec<Bearer>>,
    /// Folded words that names begin with.
    openings: HashSet<String>,
    /// Words of the longest name.
    longest: usize,
}

#[derive(Clone, Debug)]
struct Bearer {
    words: Vec<Syllable>,
    kind: NameKind,
    id: Slug,
}

impl NameIndex {
    /// Lays out the names of all agencies and places; agencies come first.
    #[must_use]
    pub fn new(agencies: &Agencies, places: &Places) -> Self {
        let mut index = Self::default();
        for agency in agencies.after(None, None, None) {
            index.add(NameKind::Agency, &agency.id, &agency.name, &agency.aliases);
        }
        for place in places.after(None, None, None) {
            index.add(NameKind::Place, &place.id, &place.name, &place.aliases);
        }
        index
    }

    fn add(&mut self, kind: NameKind, id: &Slug, name: &str, aliases: &[String]) {
        for name in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            let words = known(name);
            self.longest = self.longest.max(words.len());
            if let Some(first) = words.first() {
                self.openings.insert(first.folded.clone());
            }
            let bearers = self.by_key.entry(key(words.iter())).or_default();
            if !bearers
                .iter()
                .any(|b| b.kind == kind && b.id == *id && b.words == words)
            {
                let id = id.clone();
                bearers.push(Bearer { words, kind, id });
            }
        }
    }

    /// What bears a name. Each bearer once.
    fn bearers(&self, typed: &[Spelt]) -> Vec<(NameKind, &Slug)> {
        let mut found: Vec<(NameKind, &Slug)> = Vec::new();
        let of_key = self
            .by_key
            .get(&key(typed.iter().map(|word| &word.syllable)));
        for bearer in of_key.into_iter().flatten() {
            let this = (bearer.kind, &bearer.id);
            if fit(typed, &bearer.words) && !found.contains(&this) {
                found.push(this);
            }
        }
        found
    }
}

/// Looks names up among the present places and agencies.
#[derive(Clone)]
pub struct Names {
    /// Every name.
    pub index: Data<Shared<NameIndex>>,
    /// Places.
    pub places: Data<Shared<Places>>,
    /// Agencies.
    pub agencies: Data<Shared<Agencies>>,
    /// The clock.
    pub clock: Clock,
}

/// A name within other words.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// Positions of its words.
    pub own: Vec<usize>,
    /// What bears it, as of the day.
    pub found: NamesResponse,
}

impl Names {
    /// Everything that bears, or bore, a name, agencies first.
    #[must_use]
    pub fn named(&self, name: &str, day: NaiveDate) -> NamesResponse {
        let typed: Vec<Syllable> = syllables(name).collect();
        self.borne(&spelt(&typed), day)
    }

    /// The longest name that is spoken within words.
    #[must_use]
    pub fn spoken(&self, words: &[Syllable], day: NaiveDate) -> Option<Spoken> {
        let typed = spelt(words);
        let index = self.index.get();
        let longest = index.longest.min(typed.len());
        let opens = |word: &Spelt| index.openings.contains(&word.syllable.folded);
        let opens: Vec<bool> = typed.iter().map(opens).collect();
        for length in (FEWEST_SPOKEN..=longest).rev() {
            for (window, opens) in typed.windows(length).zip(&opens) {
                if !opens || index.bearers(window).is_empty() {
                    continue;
                }
                let mut own: Vec<usize> =
                    window.iter().flat_map(|word| word.from.clone()).collect();
                own.sort_unstable();
                own.dedup();
                let found = self.borne(window, day);
                return Some(Spoken { own, found });
            }
        }
        None
    }

    /// Every name that is spoken within words, none within another, in the order in which they are said.
    #[must_use]
    pub fn all_spoken(&self, words: &[Syllable], day: NaiveDate) -> Vec<Spoken> {
        let typed = spelt(words);
        let index = self.index.get();
        let mut taken = vec![false; typed.len()];
        let mut found: Vec<(usize, Spoken)> = Vec::new();
        for length in (FEWEST_SPOKEN..=index.longest.min(typed.len())).rev() {
            for (at, window) in typed.windows(length).enumerate() {
                let Some(free) = taken.get_mut(at..at + length) else {
                    continue;
                };
                if free.contains(&true) || index.bearers(window).is_empty() {
                    continue;
                }
                free.fill(true);
                let mut own: Vec<usize> = window.iter().flat_map(|w| w.from.clone()).collect();
                own.sort_unstable();
                own.dedup();
                let borne = self.borne(window, day);
                found.push((at, Spoken { own, found: borne }));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, spoken)| spoken).collect()
    }

    /// What a place is today: itself, or the one place that follows it; itself too when it was
    /// divided.
    #[must_use]
    pub fn place_today(&self, id: &Slug) -> Option<NamedRef> {
        let places = self.places.get();
        let place = places.find(id)?;
        let followed = places.on(id, self.clock.today());
        let today = match followed.as_slice() {
            [one] => one,
            _ => place,
        };
        Some(named(&today.id, &today.name))
    }

    /// The agency of a kind that serves a place today. None when there is none, or there are several.
    #[must_use]
    pub fn office(&self, place: &Slug, kind: AgencyKind) -> Option<Agency> {
        let agencies = self.agencies.get();
        let mut of_kind = agencies
            .after(None, Some(place), Some(self.clock.today()))
            .filter(|agency| agency.kind == kind);
        let only = of_kind.next()?;
        of_kind.next().is_none().then(|| only.clone())
    }

    fn borne(&self, typed: &[Spelt], day: NaiveDate) -> NamesResponse {
        let index = self.index.get();
        let bearers = index
            .bearers(typed)
            .into_iter()
            .filter_map(|(kind, id)| match kind {
                NameKind::Agency => self.agency(id, day),
                NameKind::Place => self.place(id, day),
            })
            .collect();
        NamesResponse { day, bearers }
    }

    fn agency(&self, id: &Slug, day: NaiveDate) -> Option<NameBearer> {
        let (places, agencies) = (self.places.get(), self.agencies.get());
        let agency = agencies.find(id)?;
        let holders = agencies.on(id, day);
        Some(NameBearer {
            kind: NameKind::Agency,
            id: id.clone(),
            name: agency.name.clone(),
            within: places.find(&agency.place).map(|p| named(&p.id, &p.name)),
            valid_from: agency.valid_from,
            valid_to: agency.valid_to,
            holders: holders.iter().map(|a| named(&a.id, &a.name)).collect(),
            sources: agency.sources.clone(),
        })
    }

    fn place(&self, id: &Slug, day: NaiveDate) -> Option<NameBearer> {
        let places = self.places.get();
        let place = places.find(id)?;
        let parent = place.parent.as_ref().and_then(|id| places.find(id));
        let holders = places.on(id, day);
        Some(NameBearer {
            kind: NameKind::Place,
            id: id.clone(),
            name: place.name.clone(),
            within: parent.map(|p| named(&p.id, &p.name)),
            valid_from: place.valid_from,
            valid_to: place.valid_to,
            holders: holders.iter().map(|p| named(&p.id, &p.name)).collect(),
            sources: place.sources.clone(),
        })
    }
}

fn named(id: &Slug, name: &str) -> NamedRef {
    NamedRef {
        id: id.clone(),
        name: name.to_owned(),
    }
}
