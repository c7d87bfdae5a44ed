//! Which of the events of a record count, and in which order they happened.

use mobile_contract::dossier::event::DossierEventKind as Kind;

use crate::dossiers::record::{Record, Told};

/// The events that count, in the order in which they happened.
#[must_use]
pub fn standing(record: &Record) -> Vec<&Told> {
    let mut events: Vec<&Told> = record
        .events
        .iter()
        .filter(|event| event.kind != Kind::Voided && !is_replaced(record, event))
        .collect();
    events.sort_by(|a, b| {
        let key = |event: &Told| (event.at, rank(event.kind));
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.id, &a.source).cmp(&(&b.id, &b.source)))
    });
    events
}

/// Whether another event replaces it. One that was corrected itself still replaces: the correction of a
/// correction does not bring the first mistake back. Only what takes the correction back does.
fn is_replaced(record: &Record, event: &Told) -> bool {
    naming(record, event).any(|other| !is_taken_back(record, other, 0))
}

/// Whether a `voided` that holds names it. Events that take each other back in a circle all hold.
pub(in crate::dossiers) fn is_taken_back(record: &Record, event: &Told, depth: u8) -> bool {
    const DEEPEST: u8 = 16;
    depth < DEEPEST
        && naming(record, event)
            .any(|other| other.kind == Kind::Voided && !is_taken_back(record, other, depth + 1))
}

/// The events that name another one as what they correct.
fn naming<'r>(record: &'r Record, event: &'r Told) -> impl Iterator<Item = &'r Told> {
    record.events.iter().filter(|other| {
        other.corrects.as_ref() == Some(&event.id)
            && other.source == event.source
            && other.id != event.id
    })
}

/// What an event replaces, and what that replaced, the oldest first: what a correction does not say stays.
pub(in crate::dossiers) fn replaced_by<'r>(record: &'r Record, event: &'r Told) -> Vec<&'r Told> {
    const MOST: usize = 16;
    let mut chain = Vec::new();
    let mut next = event;
    while let Some(id) = next.corrects.as_ref().filter(|_| chain.len() < MOST) {
        let old = record
            .events
            .iter()
            .find(|old| old.id == *id && old.source == event.source && old.id != event.id);
        let Some(old) = old.filter(|old| old.kind == event.kind) else {
            break;
        };
        chain.push(old);
        next = old;
    }
    chain.reverse();
    chain
}

/// The agency that an event names, or that it keeps of what it replaces.
pub(in crate::dossiers) fn agency_of<'r>(record: &'r Record, event: &'r Told) -> Option<&'r str> {
    let said = replaced_by(record, event).into_iter().chain([event]).rev();
    said.filter_map(|event| event.agency.as_deref()).next()
}

/// Which of two things that happened in one second happened first.
const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Received => 0,
        Kind::Forwarded => 1,
        Kind::SupplementRequested | Kind::Paused => 2,
        Kind::SupplementReceived | Kind::Resumed => 3,
        Kind::Extended => 4,
        Kind::Resolved | Kind::Refused | Kind::Withdrawn => 5,
        Kind::Returned => 6,
        Kind::Voided => 7,
    }
}
