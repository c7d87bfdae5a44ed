//! Numbers of papers, accounts and phones, in clear or masked before.

use std::ops::Range;

use crate::kernel::office_lines::is_office;
use crate::kernel::pii;

/// What a masked digit looks like.
const HIDDEN: char = '•';

/// Where they stand, in bytes. Offices' own lines are no person's.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = pii::runs(text);
    found.retain(|run| text.get(run.clone()).is_none_or(|run| !is_office(run)));
    found.extend(masked_before(text));
    found
}

/// Numbers that were masked when they came in: hidden digits, single separators between them, and the digits
/// that were left.
fn masked_before(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c == HIDDEN || c.is_ascii_digit() && open.is_some() {
            open.get_or_insert(at..end).end = end;
            gap = 0;
        } else if gap > 0 || !matches!(c, ' ' | '.' | '-') {
            found.extend(open.take());
            gap = 0;
        } else {
            gap += 1;
        }
    }
    found.extend(open);
    found
}
