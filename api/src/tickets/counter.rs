//! The counter (quầy) that a ticket was sent from: kept by its id, named as today, and who answers for it.

use mobile_contract::Slug;
use mobile_contract::knowledge::Agency;
use mobile_contract::qr::NamedRef;

use super::Tickets;
use super::entity::ticket;
use crate::kernel::period::EffectiveDated;
use crate::routing::AtCounter;

/// A counter as it stands today.
#[derive(Clone, Debug)]
pub(super) struct Counter {
    pub(super) id: Slug,
    name: String,
    /// Who answers for it today; `None`: nobody knows.
    agency: Option<Agency>,
}

impl Counter {
    /// The same, as routes are found.
    pub(super) fn as_routed(&self) -> Option<AtCounter<'_>> {
        Some(AtCounter {
            name: &self.name,
            agency: self.agency.as_ref()?,
        })
    }
}

impl Tickets {
    /// A counter that is known. Where the agency that opened it has ended, the one that follows answers for it.
    pub(super) fn counter(&self, id: &Slug) -> Option<Counter> {
        let today = self.clock.today();
        let agencies = self.names.agencies.get();
        let standing = agencies.counter(id, today)?;
        let agency = standing.agency.holds_on(today).then_some(standing.agency);
        Some(Counter {
            id: id.clone(),
            name: standing.counter.name.clone(),
            agency: agency.cloned(),
        })
    }

    /// Whether an agency answers for the counter of a ticket.
    pub(super) fn answers_at_counter(&self, row: &ticket::Model, agency: &Agency) -> bool {
        let counter = row.counter.as_deref().and_then(|id| id.parse().ok());
        let own = counter.and_then(|id| self.counter(&id)?.agency);
        own.is_some_and(|own| own.id == agency.id)
    }

    /// A counter by its id; one that is known no more keeps its id for a name.
    pub(super) fn counter_ref(&self, id: &str) -> Option<NamedRef> {
        let id: Slug = id.parse().ok()?;
        let known = self.counter(&id);
        Some(NamedRef {
            name: known.map_or_else(|| id.to_string(), |counter| counter.name),
            id,
        })
    }
}
