//! Whose dossiers a report counts: what somebody may see, and what they ask for within it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mobile_contract::dossier::figures::DossierFigureFilter;
use mobile_contract::{ProcedureCode, Slug};

use super::query::Wanted;
use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::sees::missing;
use crate::error::Result;
use crate::kernel::wire;
use crate::places::Places;

/// A place, every one in it, and those whose area went to them alone.
///
/// # Errors
/// 404 when there is none.
fn places_of(places: &Places, place: &str, today: NaiveDate) -> Result<Vec<String>> {
    let top: Slug = place.parse().map_err(|_| missing())?;
    places.find(&top).ok_or_else(missing)?;
    let mut found = BTreeSet::from([top]);
    loop {
        let belongs = |id: &Slug, parent: Option<&Slug>| {
            let heirs = places.on(id, today);
            let follows = |heir: &&mobile_contract::knowledge::Place| {
                heir.id != *id && found.contains(&heir.id)
            };
            parent.is_some_and(|parent| found.contains(parent))
                || !heirs.is_empty() && heirs.iter().all(follows)
        };
        let more: Vec<Slug> = places
            .after(None, None, None)
            .filter(|place| !found.contains(&place.id))
            .filter(|place| belongs(&place.id, place.parent.as_ref()))
            .map(|place| place.id.clone())
            .collect();
        if more.is_empty() {
            return Ok(found.iter().map(ToString::to_string).collect());
        }
        found.extend(more);
    }
}

impl Dossiers {
    /// What a filter means, as far as it is within someone's reach.
    ///
    /// # Errors
    /// 403 for those who may not see any, 404 when what is named is not there or out of reach.
    pub fn wanted(&self, staff: &Staff, filter: &DossierFigureFilter) -> Result<Wanted> {
        let today = self.clock.today();
        let sees = self.sees_of(staff, filter.agency.as_deref())?;
        let place = filter.place.as_deref();
        let place = place.map(|place| places_of(&self.places.get(), place, today));
        let field = filter.field.as_deref().map(str::parse::<Slug>);
        let procedure = filter.procedure.as_deref().map(str::parse::<ProcedureCode>);
        Ok(Wanted {
            sees,
            places: place.transpose()?,
            field: field
                .transpose()
                .map_err(|_| missing())?
                .map(|field| field.to_string()),
            procedure: procedure
                .transpose()
                .map_err(|_| missing())?
                .map(|code| code.to_string()),
            channel: filter.channel.map(wire::name),
        })
    }
}

#[cfg(test)]
mod tests {
    use mobile_contract::knowledge::Place;
    use serde_json::json;

    use super::*;

    fn place(id: &str, parent: Option<&str>, ended: bool, successors: &[&str]) -> Place {
        serde_json::from_value(json!({
            "id": id, "name": id, "kind": "commune", "parent": parent,
            "successors": successors, "sources": [],
            "valid_to": ended.then_some("2025-06-30"),
        }))
        .unwrap()
    }

    #[test]
    fn a_place_has_what_lies_in_it_and_what_it_alone_took_over() {
        let places = Places::new(vec![
            place("huyen", Some("tinh"), true, &["xa-a", "xa-b"]),
            place("thon-cu", None, true, &["xa-a"]),
            place("tinh", None, false, &[]),
            place("xa-a", Some("tinh"), false, &[]),
            place("xa-b", Some("tinh"), false, &[]),
        ]);
        let today = "2026-11-29".parse().unwrap();
        let of = |id| places_of(&places, id, today).unwrap();
        assert_eq!(of("xa-a"), ["thon-cu", "xa-a"]);
        assert_eq!(of("huyen"), ["huyen"]);
        assert_eq!(of("tinh").len(), 5);
        assert!(places_of(&places, "khong-co", today).is_err());
    }
}
