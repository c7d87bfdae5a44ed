//! Counts of agencies and desks, put together.

use std::collections::BTreeMap;

use mobile_contract::dossier::watch::{WatchCounts, WatchPart};

/// Agencies of an answer.
const AGENCIES: usize = 200;

/// Two counts together.
pub(super) const fn sum(one: WatchCounts, other: WatchCounts) -> WatchCounts {
    WatchCounts {
        overdue: one.overdue + other.overdue,
        today: one.today + other.today,
        in_one: one.in_one + other.in_one,
        in_two: one.in_two + other.in_two,
        in_three: one.in_three + other.in_three,
        to_return: one.to_return + other.to_return,
        standing: one.standing + other.standing,
    }
}

/// Desks put together by agency, in their order of first appearance, then the worst first.
pub(super) fn by_agency(desks: &[WatchPart]) -> Vec<WatchPart> {
    let mut agencies: Vec<WatchPart> = Vec::new();
    let mut at: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for part in desks {
        let id = part.agency.as_ref().map(|agency| agency.id.as_str());
        let index = *at.entry(id).or_insert(agencies.len());
        match agencies.get_mut(index) {
            Some(agency) => agency.counts = sum(agency.counts, part.counts),
            None => agencies.push(WatchPart {
                desk: None,
                ..part.clone()
            }),
        }
    }
    worst_first(&mut agencies);
    agencies.truncate(AGENCIES);
    agencies
}

/// The worst first.
pub(super) fn worst_first(parts: &mut [WatchPart]) {
    parts.sort_by_key(|part| {
        let counts = part.counts;
        std::cmp::Reverse((counts.overdue, counts.today, counts.pressing()))
    });
}
