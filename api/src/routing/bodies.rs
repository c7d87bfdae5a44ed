//! From a body to the agency that it is on a day.

use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::knowledge::{Agency, AgencyKind, Level, PlaceKind};
use motcua_seed::competences::Body;

use crate::agencies::Agencies;
use crate::places::Places;

/// The agencies of a day.
#[derive(Clone, Copy)]
pub(super) struct Bodies<'a> {
    pub(super) agencies: &'a Agencies,
    pub(super) places: &'a Places,
    pub(super) day: NaiveDate,
}

impl<'a> Bodies<'a> {
    /// The unit that a place is on the day; `None` when it was divided or is not known.
    pub(super) fn place(&self, place: &Slug) -> Option<&'a Slug> {
        match self.places.on(place, self.day).as_slice() {
            [one] => Some(&one.id),
            _ => None,
        }
    }

    /// Whether a unit is a commune or ward.
    pub(super) fn is_commune(&self, place: &Slug) -> bool {
        let kind = self.places.find(place).map(|place| place.kind);
        matches!(
            kind,
            Some(PlaceKind::Commune | PlaceKind::Ward | PlaceKind::Townlet)
        )
    }

    /// The agency that a body is. One that ended leads to its successor, when there is one.
    pub(super) fn find(&self, body: &Body, place: Option<&Slug>) -> Option<&'a Agency> {
        match body {
            Body::Agency(id) => self.agency(id),
            Body::Commune(kind) => self.of_commune(*kind, place?),
        }
    }

    /// The agency with an id, or the only one that follows it.
    pub(super) fn agency(&self, id: &Slug) -> Option<&'a Agency> {
        match self.agencies.on(id, self.day).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The commune's agency of a kind.
    pub(super) fn of_commune(&self, kind: AgencyKind, place: &Slug) -> Option<&'a Agency> {
        let mut of_kind = self
            .of_day()
            .filter(|a| a.place == *place && a.level == Level::Commune && a.kind == kind);
        let only = of_kind.next()?;
        of_kind.next().is_none().then_some(only)
    }

    /// The province's agency of a kind: the only one, or the one that holds the field.
    pub(super) fn of_province(&self, kind: AgencyKind, field: &str) -> Option<&'a Agency> {
        let of_kind: Vec<&Agency> = self
            .of_day()
            .filter(|a| a.level == Level::Province && a.kind == kind)
            .collect();
        match of_kind.as_slice() {
            [one] => Some(*one),
            several => several
                .iter()
                .find(|a| a.fields.iter().any(|f| f == field))
                .copied(),
        }
    }

    /// The province's agency that holds a field.
    pub(super) fn holder_of(&self, field: &str) -> Option<&'a Agency> {
        self.of_day()
            .find(|a| a.level == Level::Province && a.fields.iter().any(|f| f == field))
    }

    /// What body an agency is.
    pub(super) fn body_of(agency: &Agency) -> Body {
        if agency.level == Level::Commune {
            Body::Commune(agency.kind)
        } else {
            Body::Agency(agency.id.clone())
        }
    }

    fn of_day(&self) -> impl Iterator<Item = &'a Agency> + use<'a> {
        self.agencies.after(None, None, Some(self.day))
    }
}
