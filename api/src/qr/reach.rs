//! Whose codes are: who sees them, and who replaces them.

use std::collections::BTreeMap;

use mobile_contract::Slug;
use mobile_contract::qr::{NamedRef, QrTarget, StaffQrFilter};
use mobile_contract::text::fold;

use super::desk::Desk;
use super::record::Code;
use crate::accounts::{Scope, Staff};
use crate::error::Result;
use crate::kernel::order;

impl Desk {
    /// The counters within someone's reach, in id order.
    ///
    /// # Errors
    /// When nothing is within their reach.
    pub fn counters(&self, staff: &Staff) -> Result<Vec<NamedRef>> {
        let scope = staff.scope()?;
        let today = self.resolver.clock.today();
        let agencies = self.resolver.agencies.get();
        let within = agencies.counters().filter(|counter| {
            let standing = agencies.counter(&counter.id, today);
            standing.is_some_and(|standing| self.covers(&scope, Some(&standing.agency.id)))
        });
        let named = within.map(|counter| NamedRef {
            id: counter.id.clone(),
            name: counter.name.clone(),
        });
        Ok(named.collect())
    }

    /// The agencies within someone's reach that have codes, and those above them, in order of names.
    ///
    /// # Errors
    /// When nothing is within their reach.
    pub fn agencies(&self, staff: &Staff) -> Result<Vec<NamedRef>> {
        let scope = staff.scope()?;
        let codes = self.register.codes.keep();
        let agencies = self.resolver.agencies.keep();
        let mut found: BTreeMap<Slug, String> = BTreeMap::new();
        for owner in codes.all().flat_map(|code| self.owners(code)) {
            let mut next = agencies.find(&owner);
            while let Some(agency) = next.filter(|agency| self.covers(&scope, Some(&agency.id))) {
                // Known already, and so are those above it: this also ends a circle.
                if found
                    .insert(agency.id.clone(), agency.name.clone())
                    .is_some()
                {
                    break;
                }
                next = agency.parent.as_ref().and_then(|id| agencies.find(id));
            }
        }
        let named = found.into_iter().map(|(id, name)| NamedRef { id, name });
        Ok(order::by_name(named, |one| &one.name))
    }

    /// The agency that is responsible for a code today.
    pub(super) fn agency_of(&self, code: &Code) -> Option<Slug> {
        let today = self.resolver.clock.today();
        let agencies = self.resolver.agencies.get();
        if let Some(counter) = &code.counter {
            return Some(agencies.counter(counter, today)?.agency.id.clone());
        }
        let id = code.agency.as_ref()?;
        let standing = agencies.standing(id, today);
        Some(standing.map_or_else(|| id.clone(), |standing| standing.agency.id.clone()))
    }

    /// Who looks after a code today: the agency that is responsible. A code that hangs at no counter, and whose
    /// agency was split, has nobody who stands for it alone: then each of those that follow looks after it.
    /// A receipt is not everybody's whose agency was divided.
    fn owners(&self, code: &Code) -> Vec<Slug> {
        let mut owners: Vec<Slug> = self.agency_of(code).into_iter().collect();
        if let (None, Some(id)) = (&code.counter, &code.agency)
            && !matches!(code.target, QrTarget::Dossier { .. })
        {
            let today = self.resolver.clock.today();
            let agencies = self.resolver.agencies.get();
            let holders = agencies.on(id, today);
            owners.extend(holders.into_iter().map(|holder| holder.id.clone()));
        }
        owners
    }

    /// Whether an agency is within a scope: their own, or one below it.
    pub(super) fn covers(&self, scope: &Scope, agency: Option<&Slug>) -> bool {
        match (scope, agency) {
            (Scope::All, _) => true,
            (Scope::Agency(_), None) => false,
            (Scope::Agency(own), Some(agency)) => {
                let today = self.resolver.clock.today();
                self.resolver.agencies.get().is_within(agency, own, today)
            }
        }
    }

    pub(super) fn reaches(&self, scope: &Scope, code: &Code) -> bool {
        let covers = |owner: &Slug| self.covers(scope, Some(owner));
        matches!(scope, Scope::All) || self.owners(code).iter().any(covers)
    }

    /// Whether a filter lets a code through, as far as that is known without its scans.
    pub(super) fn wanted(&self, code: &Code, filter: &StaffQrFilter) -> bool {
        let of_agency = |agency: &Slug| {
            let scope = Scope::Agency(agency.clone());
            self.reaches(&scope, code)
        };
        filter.status.is_none_or(|status| code.status == status)
            && filter
                .counter
                .as_ref()
                .is_none_or(|counter| code.counter.as_ref() == Some(counter))
            && filter.agency.as_ref().is_none_or(of_agency)
            && filter
                .q
                .as_deref()
                .is_none_or(|words| self.is_called(code, words))
    }

    /// Whether all of these words stand in a code or in the names beside it.
    fn is_called(&self, code: &Code, words: &str) -> bool {
        let words = fold(words);
        if words.trim().is_empty() {
            return true;
        }
        let names = self.resolver.names_of_today(code);
        let names = names.map(|names| [names.counter, names.agency, names.place]);
        let names = names.into_iter().flatten().flatten().collect::<Vec<_>>();
        let (id, printed) = (code.code.as_str(), code.code.printed());
        let all = fold(&format!("{id} {printed} {}", names.join(" ")));
        words.split_whitespace().all(|word| all.contains(word))
    }
}
