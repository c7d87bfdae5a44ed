//! Whose ratings staff may look at: figures of their agency and of those below it, single ones of their own;
//! the province's desk all. An agency has what was rated under those that it alone follows.

use std::collections::BTreeSet;

use mobile_contract::knowledge::Agency;
use mobile_contract::{ErrorCode, Slug};

use super::query::Wanted;
use crate::accounts::{Scope, Staff};
use crate::agencies::Agencies;
use crate::error::{Error, Result};
use crate::places::Places;

/// The agencies within reach; `None`: all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach(Option<BTreeSet<Slug>>);

impl Reach {
    /// What someone may look at.
    ///
    /// # Errors
    /// 403 for whoever has no agency and needs one.
    pub fn of(staff: &Staff, agencies: &Agencies) -> Result<Self> {
        Ok(Self(match staff.scope()? {
            Scope::All => None,
            Scope::Agency(own) => Some(below(agencies, &own)),
        }))
    }

    /// Whose single ratings someone may read: those of their own agency, and of what it took over.
    ///
    /// # Errors
    /// 403 for whoever has no agency and needs one.
    pub fn own(staff: &Staff, agencies: &Agencies) -> Result<Self> {
        Ok(Self(match staff.scope()? {
            Scope::All => None,
            Scope::Agency(own) => Some(inherited(agencies, &own)),
        }))
    }

    /// The part of it that is an agency with those below it.
    ///
    /// # Errors
    /// 404 when there is none, or it is out of reach: both look alike.
    pub fn narrowed(&self, agency: Option<&str>, agencies: &Agencies) -> Result<Self> {
        let Some(agency) = agency else {
            return Ok(self.clone());
        };
        let id: Slug = agency.parse().map_err(|_| missing())?;
        if agencies.find(&id).is_none() || !self.holds(&id) {
            return Err(missing());
        }
        let mut part = below(agencies, &id);
        part.retain(|agency| self.holds(agency));
        Ok(Self(Some(part)))
    }

    /// Whether an agency is within reach.
    #[must_use]
    pub fn holds(&self, agency: &Slug) -> bool {
        self.0.as_ref().is_none_or(|ids| ids.contains(agency))
    }

    /// Whether it is everything.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.0.is_none()
    }

    /// Its ids, for a query.
    #[must_use]
    pub fn ids(&self) -> Option<Vec<String>> {
        let ids = self.0.as_ref()?;
        Some(ids.iter().map(ToString::to_string).collect())
    }

    /// Its ids; empty where it is everything.
    pub fn agencies(&self) -> impl Iterator<Item = &Slug> {
        self.0.iter().flatten()
    }

    /// The ratings of a filter.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        Wanted {
            agencies: self.ids(),
            ..Wanted::default()
        }
    }
}

/// What is not there, or is not for the caller.
pub fn missing() -> Error {
    Error::new(ErrorCode::NotFound)
}

/// An agency and those whose duties all went to it.
fn inherited(agencies: &Agencies, top: &Slug) -> BTreeSet<Slug> {
    grown(agencies, top, follows)
}

/// An agency and every one below it, of whatever day: what was rated under an agency that has ended since
/// still belongs to the one above it, and to the one that alone followed it. What stood below such a one comes
/// along unless others took it over.
fn below(agencies: &Agencies, top: &Slug) -> BTreeSet<Slug> {
    grown(agencies, top, |agency, found| {
        let parent = agency.parent.as_ref().filter(|id| found.contains(*id));
        let inherited = |parent: &Slug| {
            let parent = agencies.find(parent);
            parent.is_some_and(|parent| parent.id != *top && follows(parent, found))
        };
        let kept = |parent| {
            !inherited(parent) || agency.successors.iter().all(|next| found.contains(next))
        };
        follows(agency, found) || parent.is_some_and(kept)
    })
}

/// Whether one of these is the only one that follows an agency. Of several none has all its ratings.
fn follows(agency: &Agency, found: &BTreeSet<Slug>) -> bool {
    matches!(agency.successors.as_slice(), [only] if found.contains(only))
}

/// An agency with all that belong to it, found by one after the other.
fn grown(
    agencies: &Agencies,
    top: &Slug,
    belongs: impl Fn(&Agency, &BTreeSet<Slug>) -> bool,
) -> BTreeSet<Slug> {
    let mut found = BTreeSet::from([top.clone()]);
    loop {
        let more: Vec<Slug> = agencies
            .after(None, None, None)
            .filter(|agency| !found.contains(&agency.id) && belongs(agency, &found))
            .map(|agency| agency.id.clone())
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// A place and every one in it.
///
/// # Errors
/// 404 when there is none.
pub fn within(places: &Places, place: &str) -> Result<Vec<String>> {
    let top: Slug = place.parse().map_err(|_| missing())?;
    places.find(&top).ok_or_else(missing)?;
    let mut found = BTreeSet::from([top.clone()]);
    let mut open = vec![top];
    while let Some(parent) = open.pop() {
        for place in places.after(None, Some(&parent), None) {
            if found.insert(place.id.clone()) {
                open.push(place.id.clone());
            }
        }
    }
    Ok(found.iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn agency(id: &str, parent: Option<&str>, successors: &[&str]) -> Value {
        json!({
            "id": id, "name": id, "kind": "department", "level": "province", "place": "tinh-hung-yen",
            "fields": [], "aliases": [], "parent": parent, "successors": successors, "sources": [],
        })
    }

    fn agencies() -> Agencies {
        let all = [
            agency("huyen-cu", Some("tinh"), &["phuong"]),
            agency("phuong", Some("tinh"), &[]),
            agency("sap-nhap", Some("tinh"), &["phuong", "xa"]),
            agency("tinh", None, &[]),
            agency("to-cua-huyen", Some("huyen-cu"), &[]),
            agency("to-cua-phuong", Some("phuong"), &[]),
            agency("xa", Some("tinh"), &[]),
            agency("xa-cu", Some("huyen-cu"), &["xa"]),
        ];
        let all = all.map(|agency| serde_json::from_value::<Agency>(agency).unwrap());
        Agencies::new(all.into(), Vec::new())
    }

    fn ids(found: &BTreeSet<Slug>) -> Vec<&str> {
        found.iter().map(Slug::as_str).collect()
    }

    #[test]
    fn a_successor_has_what_it_alone_took_over() {
        let (agencies, ward) = (agencies(), "phuong".parse().unwrap());
        let whole = below(&agencies, &ward);
        assert_eq!(
            ids(&whole),
            ["huyen-cu", "phuong", "to-cua-huyen", "to-cua-phuong"]
        );
        assert_eq!(ids(&inherited(&agencies, &ward)), ["huyen-cu", "phuong"]);
        let commune = "xa".parse().unwrap();
        assert_eq!(ids(&below(&agencies, &commune)), ["xa", "xa-cu"]);
        assert_eq!(below(&agencies, &"tinh".parse().unwrap()).len(), 8);
    }

    #[test]
    fn an_agency_that_ended_keeps_what_was_below_it() {
        let old = below(&agencies(), &"huyen-cu".parse().unwrap());
        assert_eq!(ids(&old), ["huyen-cu", "to-cua-huyen", "xa-cu"]);
    }
}
