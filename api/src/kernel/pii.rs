//! Personal numbers do not belong into stored conversations: long runs of digits are masked.

use std::borrow::Cow;

/// Fewest digits that can be a phone number, an identity card or a bank account. Fees and years
/// are shorter, or grouped by dots.
const SHORTEST: usize = 9;

/// Replaces all but the last two digits of every run of nine or more digits, also when they are
/// separated by single spaces, dots or hyphens. Dossier codes and procedure codes, which carry
/// letters or short groups, stay.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Option<Vec<char>> = None;
    let mut at = 0;
    while at < chars.len() {
        let digits = run_of_digits(&chars, at);
        if digits.len() >= SHORTEST {
            let masked = out.get_or_insert_with(|| chars.clone());
            for position in digits.iter().take(digits.len() - 2) {
                if let Some(c) = masked.get_mut(*position) {
                    *c = '•';
                }
            }
        }
        at = digits.last().map_or(at + 1, |last| last + 1);
    }
    out.map_or(Cow::Borrowed(text), |chars| {
        Cow::Owned(chars.into_iter().collect())
    })
}

/// Whether a text carries a personal number.
#[must_use]
pub fn has_number(text: &str) -> bool {
    matches!(mask(text), Cow::Owned(_))
}

/// Positions of the digits that begin at `start`; empty when there is none, or when the run is a
/// piece of a word or of a code.
fn run_of_digits(chars: &[char], start: usize) -> Vec<usize> {
    let get = |i: usize| chars.get(i).copied();
    let inside_word =
        start > 0 && get(start - 1).is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '.');
    let mut digits = Vec::new();
    let mut at = start;
    while let Some(c) = get(at) {
        if c.is_ascii_digit() {
            digits.push(at);
        } else if !(matches!(c, ' ' | '.' | '-')
            && !digits.is_empty()
            && get(at + 1).is_some_and(|next| next.is_ascii_digit()))
        {
            break;
        }
        at += 1;
    }
    let goes_on_as_word = get(at).is_some_and(char::is_alphabetic)
        || (get(at) == Some('.') || get(at) == Some('-'))
            && get(at + 1).is_some_and(char::is_alphabetic);
    if inside_word || goes_on_as_word {
        skip(digits)
    } else {
        digits
    }
}

/// Keeps the last position only, so that the caller moves on past the run.
fn skip(digits: Vec<usize>) -> Vec<usize> {
    digits.into_iter().next_back().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn phone_and_card_numbers_are_masked() {
        assert_eq!(mask("sdt em 0912345678 nhe"), "sdt em ••••••••78 nhe");
        assert_eq!(mask("033 098 001 234"), "••• ••• ••• •34");
    }

    #[test]
    fn codes_fees_and_years_stay() {
        for text in [
            "1.001193",
            "H31.12.45-220715-0012",
            "000.00.12.H31-201125-0001",
            "phí 70.000 đồng",
            "năm 2026",
            "2.500.000",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    proptest! {
        #[test]
        fn masking_keeps_the_length_and_never_panics(text in ".{0,80}") {
            prop_assert_eq!(mask(&text).chars().count(), text.chars().count());
        }
    }
}
