//! What lists of pages share: where a page of them begins, and what one can choose from.

use mobile_contract::Slug;
use serde::Deserialize;

use crate::kernel::order;
use crate::names::Names;

/// Rows on one page of a list.
pub(super) const ROWS: u32 = 30;

/// Which page of a list, and what was done just now.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// `next_cursor` of the page before.
    pub(super) cursor: Option<String>,
    /// What was done just now.
    pub(super) done: Option<String>,
}

/// Ids and names of today's agencies, by name.
pub(super) fn agencies(names: &Names) -> Vec<(String, String)> {
    let today = names.clock.today();
    let all = names.agencies.get();
    let named = all
        .after(None, None, Some(today))
        .map(|agency| (agency.id.to_string(), agency.name.clone()));
    order::by_name(named, |(_, name)| name)
}

/// Name of an agency; its id when there is none any more.
pub(super) fn agency_name(names: &Names, id: &Slug) -> String {
    let agencies = names.agencies.get();
    let agency = agencies.find(id);
    agency.map_or_else(|| id.to_string(), |agency| agency.name.clone())
}
