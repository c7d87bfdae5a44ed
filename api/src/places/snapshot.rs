//! Places in memory.

use std::collections::HashMap;

use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::knowledge::Place;

use crate::kernel::period::{EffectiveDated, holders};

impl EffectiveDated for Place {
    fn id(&self) -> &Slug {
        &self.id
    }
    fn valid_from(&self) -> Option<NaiveDate> {
        self.valid_from
    }
    fn valid_to(&self) -> Option<NaiveDate> {
        self.valid_to
    }
    fn successors(&self) -> &[Slug] {
        &self.successors
    }
}

/// Every place, in id order.
#[derive(Debug, Default)]
pub struct Places {
    places: Vec<Place>,
    by_id: HashMap<Slug, usize>,
}

impl Places {
    /// Makes a snapshot of places in id order.
    #[must_use]
    pub fn new(places: Vec<Place>) -> Self {
        let by_id = places
            .iter()
            .enumerate()
            .map(|(i, p)| (p.id.clone(), i))
            .collect();
        Self { places, by_id }
    }

    /// The place with an id.
    #[must_use]
    pub fn find(&self, id: &Slug) -> Option<&Place> {
        self.places.get(*self.by_id.get(id)?)
    }

    /// The units that hold a place's area on a day, nearest first.
    #[must_use]
    pub fn on(&self, id: &Slug, day: NaiveDate) -> Vec<&Place> {
        self.find(id)
            .map_or_else(Vec::new, |place| holders(place, day, |id| self.find(id)))
    }

    /// Places after an id, in id order, those of one parent or all.
    pub fn after<'a>(
        &'a self,
        id: Option<&str>,
        parent: Option<&'a Slug>,
        on: Option<NaiveDate>,
    ) -> impl Iterator<Item = &'a Place> + use<'a> {
        let start = id.map_or(0, |id| self.places.partition_point(|p| p.id.as_str() <= id));
        self.places
            .iter()
            .skip(start)
            .filter(move |place| parent.is_none_or(|p| place.parent.as_ref() == Some(p)))
            .filter(move |place| on.is_none_or(|day| place.holds_on(day)))
    }
}
