//! What a question denies: "không phải cấp lại, chỉ muốn đổi", "em không bị mất". Denied words must
//! not find what they name, and what they would have done is remembered as refused.

use std::ops::Range;

use motcua_seed::vocabulary::Meaning;

use super::action::Actions;
use super::phrase::Match;
use super::spelling::{Spelt, of_vocabulary};

/// Most words that one denial reaches.
const REACH: usize = 8;

/// Words, folded, that turn from what is denied to what is meant.
const TURNS: [&str; 12] = [
    "ma", "chi", "nhung", "thi", "chu", "y", "muon", "can", "just", "but", "only", "i",
];

/// Words, folded, after which "không phải" says that something need not be done.
const EXEMPTING: [&str; 12] = [
    "de", "xin", "nop", "dong", "lam", "co", "dang", "tra", "khai", "mat", "di", "mang",
];

/// What is denied.
#[derive(Debug, Default)]
pub(super) struct Denied {
    /// Positions of the denied words.
    pub(super) spans: Vec<Range<usize>>,
    /// What the denied words would have done.
    pub(super) actions: Actions,
}

impl Denied {
    /// Whether a word is denied.
    pub(super) fn covers(&self, at: usize) -> bool {
        self.spans.iter().any(|span| span.contains(&at))
    }
}

/// Finds what is denied. A denial counts only when it denies something to be done (an exemption,
/// "không phải xin phép", denies nothing that siblings differ in) and something else is said beside
/// it: who only says what is not the case still means that matter.
pub(super) fn denied(spelt: &Spelt, found: &[Match<'_>]) -> Denied {
    let mut denied = Denied::default();
    for m in found {
        // "Không mất tiền" asks for the fee.
        let asks = found
            .iter()
            .any(|other| other.asks_surely() && other.overlaps(m));
        if !matches!(m.entry.meaning, Meaning::Negation) || asks {
            continue;
        }
        let span = reach(spelt, &m.span());
        let actions = actions_within(spelt, found, &span);
        if !actions.is_empty() || denies_a_matter(spelt, found, m, &span) {
            denied.actions = denied.actions.with(actions);
            denied.spans.push(span);
        }
    }
    for span in bare(spelt) {
        if !denied.covers(span.start) {
            let actions = actions_within(spelt, found, &span);
            denied.actions = denied.actions.with(actions);
            denied.spans.push(span);
        }
    }
    if !says_more(spelt, found, &denied) {
        return Denied::default();
    }
    denied
}

/// "Không phải kết hôn với người nước ngoài": a lay name is denied, and another clause says what is
/// meant. "Không phải xin phép" exempts and denies nothing.
fn denies_a_matter(spelt: &Spelt, found: &[Match<'_>], m: &Match<'_>, span: &Range<usize>) -> bool {
    let next = spelt.words.get(m.span().end).map(|w| w.folded.as_str());
    let exempts = next.is_none_or(|word| EXEMPTING.contains(&word));
    let named = found.iter().any(|other| {
        matches!(other.entry.meaning, Meaning::Lay { .. })
            && span.start <= other.span().start
            && other.span().end <= span.end
    });
    let goes_on = span.end < spelt.words.len() || span.start > 0;
    named && goes_on && !exempts
}

/// "Em không giải thể, chỉ tạm ngừng": a bare "không" right before something to be done, and a clause
/// after it.
fn bare(spelt: &Spelt) -> Vec<Range<usize>> {
    let words = &spelt.words;
    let denies = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| matches!(word.exact.as_str(), "không" | "khong" | "chẳng" | "hổng"))
    };
    (0..words.len())
        .filter(|at| denies(*at))
        .filter(|at| {
            let rest = words.get(at + 1..).unwrap_or_default();
            Actions::opening(rest).is_some()
        })
        .map(|at| reach(spelt, &(at..at + 1)))
        .filter(|span| span.end < words.len())
        .collect()
}

/// From the denial to the end of its clause, or to the word that turns away from it.
fn reach(spelt: &Spelt, denial: &Range<usize>) -> Range<usize> {
    let Range { start, end } = denial.clone();
    let limit = spelt.clause_end(end.saturating_sub(1)).min(end + REACH);
    let turn = (end..limit).find(|at| {
        spelt
            .words
            .get(*at)
            .is_some_and(|word| TURNS.contains(&word.folded.as_str()))
    });
    start..turn.unwrap_or(limit)
}

/// What words do by themselves, and by what the lay names in them mean.
fn actions_within(spelt: &Spelt, found: &[Match<'_>], span: &Range<usize>) -> Actions {
    let own = Actions::of(spelt.words.get(span.clone()).unwrap_or_default());
    found
        .iter()
        .filter(|m| span.start <= m.span().start && m.span().end <= span.end)
        .fold(own, |all, m| match &m.entry.meaning {
            Meaning::Lay { means, .. } => means.iter().fold(all, |all, phrase| {
                all.with(Actions::of(&of_vocabulary(phrase)))
            }),
            _ => all,
        })
}

/// Whether a word outside says anything: neither filler nor part of the denial.
fn says_more(spelt: &Spelt, found: &[Match<'_>], denied: &Denied) -> bool {
    (0..spelt.words.len()).any(|at| {
        let empty = found.iter().any(|m| {
            matches!(m.entry.meaning, Meaning::Filler | Meaning::Background)
                && m.own().contains(&at)
        });
        !empty && !denied.covers(at)
    })
}
