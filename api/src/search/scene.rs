//! Who asks, and at which level of government: what sets the scene of a question.

use mobile_contract::knowledge::{Audience, Level};
use motcua_seed::vocabulary::Meaning;

use super::phrase::Match;

/// The level that is named last: stories end with what they want.
pub(super) fn level(found: &[Match<'_>]) -> Option<Level> {
    found.iter().rev().find_map(|m| match m.entry.meaning {
        Meaning::Level(level) => Some(level),
        _ => None,
    })
}

/// Who asks: the first who is named, because people begin with themselves.
pub(super) fn audience(found: &[Match<'_>]) -> Option<Audience> {
    found.iter().find_map(|m| match m.entry.meaning {
        Meaning::Audience(audience) => Some(audience),
        _ => None,
    })
}
