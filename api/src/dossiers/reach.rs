//! Whose dossiers an agency sees.

use chrono::NaiveDate;
use mobile_contract::Slug;

use crate::agencies::Agencies;

/// An agency, all below it, and all that have ended whose duties one of them alone holds today: their dossiers go
/// on. Where an office was divided, nobody sees all of its dossiers but who stands above all its heirs.
#[must_use]
pub fn within(agencies: &Agencies, own: &Slug, today: NaiveDate) -> Vec<Slug> {
    let reached = |id: &Slug| agencies.is_within(id, own, today);
    agencies
        .after(None, None, None)
        .filter(|agency| {
            let heirs = agencies.on(&agency.id, today);
            reached(&agency.id) || !heirs.is_empty() && heirs.iter().all(|heir| reached(&heir.id))
        })
        .map(|agency| agency.id.clone())
        .collect()
}
