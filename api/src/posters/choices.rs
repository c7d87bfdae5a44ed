//! What someone can print: counters, agencies and places that have any within their reach.

use std::collections::BTreeMap;

use mobile_contract::Slug;
use mobile_contract::knowledge::{Agency, Place};
use mobile_contract::qr::NamedRef;

use super::Press;
use crate::accounts::{Scope, Staff};
use crate::agencies::Agencies;
use crate::error::Result;
use crate::kernel::order;
use crate::kernel::period::EffectiveDated;
use crate::places::Places;

/// Counters, agencies and places to choose from, each in the Vietnamese order of names.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Counters, with the agency responsible today.
    pub counters: Vec<NamedRef>,
    /// Agencies that have counters, and those above them.
    pub agencies: Vec<NamedRef>,
    /// Places in which counters stand, and those around them; also places that have ended.
    pub places: Vec<NamedRef>,
}

impl Press {
    /// What someone can print.
    ///
    /// # Errors
    /// When it is not theirs to print anything.
    pub fn choices(&self, staff: &Staff) -> Result<Choices> {
        let own = match staff.scope()? {
            Scope::All => None,
            Scope::Agency(own) => Some(own),
        };
        let today = self.codes.clock.today();
        let (agencies, places) = (self.codes.agencies.get(), self.codes.places.get());
        let mut found = Found::default();
        for id in self.reach(staff)? {
            let Some(standing) = agencies.counter(&id, today) else {
                continue;
            };
            let counter = standing.counter;
            found.counters.insert(id, counter.name.clone());
            found.agencies(standing.agency, &agencies, |above| {
                own.as_ref()
                    .is_none_or(|own| agencies.is_within(above, own, today))
            });
            found.places(&counter.place, &places);
            for place in places.on(&counter.place, today) {
                found.places(&place.id, &places);
            }
        }
        Ok(Choices {
            counters: by_name(found.counters),
            agencies: by_name(found.agencies),
            places: by_name(found.places),
        })
    }
}

#[derive(Default)]
struct Found {
    counters: BTreeMap<Slug, String>,
    agencies: BTreeMap<Slug, String>,
    places: BTreeMap<Slug, String>,
}

impl Found {
    /// An agency and those above it, as long as they may be printed.
    fn agencies(&mut self, from: &Agency, all: &Agencies, within: impl Fn(&Slug) -> bool) {
        let mut next = Some(from);
        while let Some(agency) = next.filter(|agency| within(&agency.id)) {
            // Known already, and so are those above it: this also ends a circle.
            if self
                .agencies
                .insert(agency.id.clone(), agency.name.clone())
                .is_some()
            {
                return;
            }
            next = agency.parent.as_ref().and_then(|parent| all.find(parent));
        }
    }

    /// A place and those around it.
    fn places(&mut self, from: &Slug, all: &Places) {
        let mut next = all.find(from);
        while let Some(place) = next {
            if self.places.insert(place.id.clone(), told(place)).is_some() {
                return;
            }
            next = place.parent.as_ref().and_then(|parent| all.find(parent));
        }
    }
}

/// A place by name, with its last day when it has ended.
fn told(place: &Place) -> String {
    match place.valid_to() {
        Some(day) => format!("{} (đến {})", place.name, day.format("%d/%m/%Y")),
        None => place.name.clone(),
    }
}

fn by_name(found: BTreeMap<Slug, String>) -> Vec<NamedRef> {
    let named = found.into_iter().map(|(id, name)| NamedRef { id, name });
    order::by_name(named, |one| &one.name)
}
