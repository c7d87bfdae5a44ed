//! Where a story says what it wants. "Nhà em thuộc hộ cận nghèo, con gái vừa đậu đại học … Em muốn vay
//! vốn sinh viên": the last words are the question, the others tell how it came to it.

use std::ops::Range;

use motcua_seed::vocabulary::Meaning;

use super::phrase::Match;
use super::spelling::Spelt;

/// Fewest words of a story.
const STORY: usize = 20;

/// From each word that begins what is wanted to the end of its clause.
pub(super) fn wanted(spelt: &Spelt, found: &[Match<'_>]) -> Vec<Range<usize>> {
    if spelt.words.len() < STORY {
        return Vec::new();
    }
    found
        .iter()
        .filter(|m| matches!(m.entry.meaning, Meaning::Want))
        .map(|m| m.span().start..spelt.clause_end(m.span().end.saturating_sub(1)))
        .collect()
}
