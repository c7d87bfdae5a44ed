//! Agencies and counters in memory.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::knowledge::{Agency, Counter};

use crate::kernel::period::{EffectiveDated, holders};

impl EffectiveDated for Agency {
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

/// An agency on a day: who holds its duties then.
#[derive(Clone, Debug)]
pub struct StandingAgency<'a> {
    /// The agency that was named.
    pub named: &'a Agency,
    /// The agency answering on the day: the one that was named, or its only successor. Of several
    /// successors none is picked; then it is the agency above them all, or else the one that was named.
    pub agency: &'a Agency,
    /// Those who hold its duties.
    pub holders: Vec<&'a Agency>,
    /// The day.
    pub day: NaiveDate,
}

/// A counter on a day: the agency answering for it then, which may follow the one it was opened by.
#[derive(Clone, Debug)]
pub struct StandingCounter<'a> {
    /// The counter.
    pub counter: &'a Counter,
    /// The agency that opened it.
    pub opened_by: &'a Agency,
    /// The agency answering for it on the day: the one that opened it, or its only successor. Of
    /// several successors none is picked, for which one it is depends on the procedure and on where
    /// one lives; then it is the agency above them all.
    pub agency: &'a Agency,
    /// Those who hold the duties of the agency that opened it.
    pub holders: Vec<&'a Agency>,
    /// The day.
    pub day: NaiveDate,
}

/// Every agency, in id order, and every counter.
#[derive(Debug, Default)]
pub struct Agencies {
    agencies: Vec<Agency>,
    by_id: HashMap<Slug, usize>,
    counters: BTreeMap<Slug, Counter>,
}

impl Agencies {
    /// Makes a snapshot of agencies in id order and counters.
    #[must_use]
    pub fn new(agencies: Vec<Agency>, counters: Vec<Counter>) -> Self {
        let by_id = agencies
            .iter()
            .enumerate()
            .map(|(i, a)| (a.id.clone(), i))
            .collect();
        let counters = counters.into_iter().map(|c| (c.id.clone(), c)).collect();
        Self {
            agencies,
            by_id,
            counters,
        }
    }

    /// The agency with an id.
    #[must_use]
    pub fn find(&self, id: &Slug) -> Option<&Agency> {
        self.agencies.get(*self.by_id.get(id)?)
    }

    /// The agencies that hold an agency's duties on a day, nearest first.
    #[must_use]
    pub fn on(&self, id: &Slug, day: NaiveDate) -> Vec<&Agency> {
        self.find(id)
            .map_or_else(Vec::new, |agency| holders(agency, day, |id| self.find(id)))
    }

    /// A counter with the agency answering for it on a day.
    #[must_use]
    pub fn counter(&self, id: &Slug, day: NaiveDate) -> Option<StandingCounter<'_>> {
        let counter = self.counters.get(id)?;
        let standing = self.standing(&counter.agency, day)?;
        Some(StandingCounter {
            counter,
            opened_by: standing.named,
            agency: standing.agency,
            holders: standing.holders,
            day,
        })
    }

    /// An agency with the one answering for what was its own on a day.
    #[must_use]
    pub fn standing(&self, id: &Slug, day: NaiveDate) -> Option<StandingAgency<'_>> {
        let named = self.find(id)?;
        let holders = self.on(id, day);
        let agency = match holders.as_slice() {
            [only] => *only,
            several => self.above_all(several, day).unwrap_or(named),
        };
        Some(StandingAgency {
            named,
            agency,
            holders,
            day,
        })
    }

    /// Every counter, in id order.
    pub fn counters(&self) -> impl Iterator<Item = &Counter> {
        self.counters.values()
    }

    /// Whether an agency is another one or stands below it on a day. A body above that has ended is
    /// followed to the one that holds its duties, when there is only one.
    #[must_use]
    pub fn is_within(&self, id: &Slug, above: &Slug, day: NaiveDate) -> bool {
        let mut next = self.find(id);
        let mut seen = HashSet::new();
        while let Some(agency) = next {
            if agency.id == *above {
                return true;
            }
            if !seen.insert(&agency.id) {
                return false;
            }
            next =
                agency
                    .parent
                    .as_ref()
                    .and_then(|parent| match self.on(parent, day).as_slice() {
                        [only] => Some(*only),
                        _ => self.find(parent),
                    });
        }
        false
    }

    /// The agency of a day that stands above all of these.
    fn above_all(&self, agencies: &[&Agency], day: NaiveDate) -> Option<&Agency> {
        let (first, others) = agencies.split_first()?;
        let parent = first.parent.as_ref()?;
        let same = others
            .iter()
            .all(|other| other.parent.as_ref() == Some(parent));
        self.find(parent)
            .filter(|above| same && above.holds_on(day))
    }

    /// Agencies after an id, in id order, those of one place or all, those of one day or all.
    pub fn after<'a>(
        &'a self,
        id: Option<&str>,
        place: Option<&'a Slug>,
        on: Option<NaiveDate>,
    ) -> impl Iterator<Item = &'a Agency> + use<'a> {
        let start = id.map_or(0, |id| {
            self.agencies.partition_point(|a| a.id.as_str() <= id)
        });
        self.agencies
            .iter()
            .skip(start)
            .filter(move |agency| place.is_none_or(|p| agency.place == *p))
            .filter(move |agency| on.is_none_or(|day| agency.holds_on(day)))
    }
}
