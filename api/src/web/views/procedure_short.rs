//! Shortening of the few procedures whose page would be too heavy.
//!
//! Lists are cut at their end and long texts end in "…"; the page then says so and links to the
//! whole one. Budgets are bytes of text, markup included by estimate.

use mobile_contract::knowledge::{Case, Fee, Procedure};

/// For the papers of all cases together.
const PAPERS: usize = 12_000;
/// For times and fees of all cases together.
const FEES: usize = 5_000;
/// For each plain list: steps, conditions, …
const LIST: usize = 6_000;
/// For each piece of original wording.
const STATED: usize = 1_200;
/// Longest single text.
const TEXT: usize = 1_200;
/// Most cases.
const CASES: usize = 8;
/// Markup around an item of a list, and around a paper.
const ITEM_MARKUP: usize = 30;
const PAPER_MARKUP: usize = 250;

/// A copy of a procedure whose page is light.
pub(super) fn shorten(procedure: &Procedure) -> Procedure {
    let mut short = procedure.clone();
    for list in [
        &mut short.steps,
        &mut short.conditions,
        &mut short.results,
        &mut short.common_mistakes,
        &mut short.aliases,
    ] {
        list.iter_mut().for_each(cut);
        keep(list, LIST, |item| item.len() + ITEM_MARKUP);
    }
    keep(&mut short.legal_basis, LIST, |law| {
        law.title.len() + 2 * ITEM_MARKUP
    });
    for text in short.as_stated.values_mut() {
        cut_to(text, STATED);
    }
    short.cases.truncate(CASES);
    let cases = short.cases.len().max(1);
    for case in &mut short.cases {
        shorten_case(case, cases);
    }
    short
}

fn shorten_case(case: &mut Case, cases: usize) {
    for paper in &mut case.documents {
        cut(&mut paper.name);
        paper.note.iter_mut().for_each(cut);
        paper.needed_when.iter_mut().for_each(cut);
    }
    keep(&mut case.documents, PAPERS / cases, |paper| {
        // The name stands twice: to read, and as the value that remembers the tick.
        2 * paper.name.len() + length(&paper.note) + length(&paper.needed_when) + PAPER_MARKUP
    });
    for fee in &mut case.fees {
        shorten_fee(fee);
    }
    // A row per channel can repeat each line three times.
    keep(&mut case.fees, FEES / cases, |fee| {
        let exempt: usize = fee.exemptions.iter().map(|e| e.len() + ITEM_MARKUP).sum();
        length(&fee.note) + exempt + PAPER_MARKUP
    });
    for limit in &mut case.time_limits {
        limit
            .note
            .iter_mut()
            .for_each(|note| cut_to(note, TEXT / 3));
    }
    keep(&mut case.time_limits, FEES / cases, |limit| {
        length(&limit.note) + PAPER_MARKUP
    });
}

fn shorten_fee(fee: &mut Fee) {
    fee.note.iter_mut().for_each(|note| cut_to(note, TEXT / 3));
    fee.exemptions
        .iter_mut()
        .for_each(|who| cut_to(who, TEXT / 3));
    keep(&mut fee.exemptions, TEXT, String::len);
}

fn length(text: &Option<String>) -> usize {
    text.as_ref().map_or(0, String::len)
}

/// Keeps items from the start as long as they fit; the first always stays.
fn keep<T>(items: &mut Vec<T>, budget: usize, cost: impl Fn(&T) -> usize) {
    let mut spent = 0;
    let fitting = items.iter().take_while(|item| {
        spent += cost(item);
        spent <= budget
    });
    let fitting = fitting.count().max(1);
    items.truncate(fitting);
}

fn cut(text: &mut String) {
    cut_to(text, TEXT);
}

fn cut_to(text: &mut String, bytes: usize) {
    if text.len() > bytes {
        text.truncate(text.floor_char_boundary(bytes));
        text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_ends_at_a_letter_and_says_that_more_follows() {
        let mut text = "đất đai".to_owned();
        cut_to(&mut text, 4);
        assert_eq!(text, "đ…");
        let mut short = "đất".to_owned();
        cut_to(&mut short, 10);
        assert_eq!(short, "đất");
    }

    #[test]
    fn items_are_kept_from_the_start_and_never_all_dropped() {
        let mut items = vec![5, 5, 5];
        keep(&mut items, 11, |n| *n);
        assert_eq!(items, [5, 5]);
        keep(&mut items, 1, |n| *n);
        assert_eq!(items, [5]);
    }
}
