//! Whose ratings staff may look at: their agency's and those of agencies below it; the province's desk all.

use std::collections::BTreeSet;

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
        Ok(Self(Some(below(agencies, &id))))
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

/// An agency and every one below it, of whatever day: what was rated under an agency that has ended since
/// still belongs to the one above it.
fn below(agencies: &Agencies, top: &Slug) -> BTreeSet<Slug> {
    let mut found = BTreeSet::from([top.clone()]);
    loop {
        let more: Vec<Slug> = agencies
            .after(None, None, None)
            .filter(|agency| agency.parent.as_ref().is_some_and(|p| found.contains(p)))
            .filter(|agency| !found.contains(&agency.id))
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
