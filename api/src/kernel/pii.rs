//! Personal numbers do not belong into stored conversations: long runs of digits are masked. Neither do addresses that
//! open a dossier: they lose their signature.

mod links;

use std::borrow::Cow;
use std::ops::Range;

use mobile_contract::{DossierCode, ProcedureCode};

pub use self::links::unsigned;

/// Fewest digits that can be a phone number, an identity card or a bank account. Fees and years
/// are shorter, or grouped by dots.
const SHORTEST: usize = 9;

/// Replaces all but the last two digits of every run of nine or more digits, also when single
/// separators stand between them, and of a passport's number. Whatever letters touch the run, it is masked; only runs that are
/// part of a dossier code or of a procedure code stay, which are no secrets. The signed address of a code is kept
/// without its signature.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    match unsigned(text) {
        Cow::Borrowed(text) => mask_numbers(text),
        Cow::Owned(text) => Cow::Owned(mask_numbers(&text).into_owned()),
    }
}

fn mask_numbers(text: &str) -> Cow<'_, str> {
    let chars: Vec<char> = text.chars().collect();
    let mut masked: Option<Vec<char>> = None;
    for digits in personal_runs(&chars) {
        let masked = masked.get_or_insert_with(|| chars.clone());
        for position in digits.iter().take(digits.len() - 2) {
            if let Some(c) = masked.get_mut(*position) {
                *c = '•';
            }
        }
    }
    masked.map_or(Cow::Borrowed(text), |chars| {
        Cow::Owned(chars.into_iter().collect())
    })
}

/// Hides every digit of each run of so many digits or more, also when single separators stand between them. Runs that
/// are just a dossier code or a procedure code stay: where secrets are short, a sum or a date may be one.
#[must_use]
pub fn hide(text: &str, fewest: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut hidden = chars.clone();
    let mut at = 0;
    while at < chars.len() {
        let digits = run_of_digits(&chars, at);
        let (Some(first), Some(last)) = (digits.first(), digits.last()) else {
            at += 1;
            continue;
        };
        at = last + 1;
        if digits.len() < fewest || is_just_a_code(&word_around(&chars, *first, *last)) {
            continue;
        }
        for position in digits {
            if let Some(c) = hidden.get_mut(position) {
                *c = '•';
            }
        }
    }
    hidden.into_iter().collect()
}

/// Whether a word is a code and nothing else.
fn is_just_a_code(word: &str) -> bool {
    let word = word.trim_matches(|c| matches!(c, '.' | '-'));
    word.parse::<DossierCode>().is_ok() || word.parse::<ProcedureCode>().is_ok()
}

/// Where the runs that [`mask`] masks stand, in bytes.
#[must_use]
pub fn runs(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<char> = text.chars().collect();
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let start = |at: usize| starts.get(at).copied().unwrap_or(text.len());
    let ends = |digits: &Vec<usize>| Some((*digits.first()?, *digits.last()?));
    let runs = personal_runs(&chars);
    let runs = runs.iter().filter_map(ends);
    runs.map(|(first, last)| start(first)..start(last + 1))
        .collect()
}

/// The positions of the digits of every personal number, number by number.
fn personal_runs(chars: &[char]) -> Vec<Vec<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let digits = run_of_digits(chars, at);
        let (Some(first), Some(last)) = (digits.first(), digits.last()) else {
            at += 1;
            continue;
        };
        at = last + 1;
        let personal = digits.len() >= SHORTEST || is_passport(chars, &digits);
        if personal && !is_code(chars, *first, *last) && !is_plain(chars, *first, *last) {
            runs.push(digits);
        }
    }
    runs
}

/// Whether a text carries a personal number.
#[must_use]
pub fn has_number(text: &str) -> bool {
    matches!(mask_numbers(&unsigned(text)), Cow::Owned(_))
}

/// Positions of the digits of the run that begins at `start`; empty when no digit stands there.
fn run_of_digits(chars: &[char], start: usize) -> Vec<usize> {
    let digit_at = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let mut digits = Vec::new();
    let mut at = start;
    while let Some(c) = chars.get(at) {
        if c.is_ascii_digit() {
            digits.push(at);
        } else if digits.is_empty() || !SEPARATORS.contains(c) {
            break;
        } else if !digit_at(at + 1) {
            // "(091) 234": a closing bracket and a space.
            if !(*c == ')' && digit_at(at + 2)) {
                break;
            }
        }
        at += 1;
    }
    digits
}

/// What stands behind a sum of money.
const CURRENCIES: [&str; 6] = ["đồng", "dong", "đ", "vnđ", "vnd", "d"];

/// Whether a run is a sum of money, or a period: "150.000.000 đồng", "5.000.000-10.000.000 đồng",
/// "01/07/2025-31/12/2025".
fn is_plain(chars: &[char], first: usize, last: usize) -> bool {
    let run = chars.get(first..=last).unwrap_or_default();
    let between = |c: &char| matches!(c, '-' | '–' | ' ' | '\u{a0}');
    let parts = || run.split(between).filter(|part| !part.is_empty());
    if parts().all(is_date) {
        return true;
    }
    let behind = chars.get(last + 1..).unwrap_or_default().iter();
    let word: String = behind
        .skip_while(|c| matches!(c, ' ' | '\u{a0}'))
        .take_while(|c| c.is_alphabetic())
        .flat_map(|c| c.to_lowercase())
        .collect();
    let sums = || run.split(|c| between(c) || *c == '/');
    CURRENCIES.contains(&word.as_str()) && sums().filter(|part| !part.is_empty()).all(is_sum)
}

/// "150.000.000": groups of three behind a first one that does not begin with a nought, as numbers of
/// phones and identity cards do.
fn is_sum(part: &[char]) -> bool {
    let mut groups = part.split(|c| matches!(c, '.' | ','));
    let digits = |group: &[char]| group.iter().all(char::is_ascii_digit);
    let head = groups.next().unwrap_or_default();
    let begins = (1..=3).contains(&head.len()) && digits(head) && head.first() != Some(&'0');
    let mut rest = groups.peekable();
    begins && rest.peek().is_some() && rest.all(|group| group.len() == 3 && digits(group))
}

/// "01/07/2025", "1.7.2025".
fn is_date(part: &[char]) -> bool {
    let mut groups = part.split(|c| matches!(c, '/' | '.'));
    let number = |group: Option<&[char]>, digits: std::ops::RangeInclusive<usize>| {
        let group = group.filter(|g| digits.contains(&g.len()))?;
        group.iter().collect::<String>().parse::<u32>().ok()
    };
    let day = number(groups.next(), 1..=2).is_some_and(|day| (1..=31).contains(&day));
    let month = number(groups.next(), 1..=2).is_some_and(|month| (1..=12).contains(&month));
    let year = number(groups.next(), 4..=4).is_some_and(|year| (1900..=2100).contains(&year));
    day && month && year && groups.next().is_none()
}

/// Whether digits are a passport's number: seven or eight in a row behind one letter, "C1234567".
fn is_passport(chars: &[char], digits: &[usize]) -> bool {
    let (Some(first), Some(last)) = (digits.first(), digits.last()) else {
        return false;
    };
    let in_a_row = last - first + 1 == digits.len();
    let at = |back: usize| first.checked_sub(back).and_then(|i| chars.get(i));
    let one_letter =
        at(1).is_some_and(char::is_ascii_alphabetic) && !at(2).is_some_and(|c| c.is_alphanumeric());
    in_a_row && one_letter && matches!(digits.len(), 7 | 8)
}

/// What people write between the groups of a number.
const SEPARATORS: [char; 9] = [' ', '.', '-', '–', ',', '/', '(', ')', '\u{a0}'];

/// Whether the word around a run is a dossier code: `H31.12.45-220715-0012`.
fn is_code(chars: &[char], first: usize, last: usize) -> bool {
    mobile_contract::dossier::mentions_code(&word_around(chars, first, last))
}

/// The word around a run, with the run.
fn word_around(chars: &[char], first: usize, last: usize) -> String {
    let of_word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let before = chars
        .get(..first)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|c| of_word(c))
        .count();
    let after = chars
        .get(last + 1..)
        .unwrap_or_default()
        .iter()
        .take_while(|c| of_word(c))
        .count();
    let word = chars.get(first - before..=last + after);
    word.unwrap_or_default().iter().collect()
}

#[cfg(test)]
mod tests;
