//! The numbers that are written in a message, and which of them are a day, a time or a hotline.

use crate::kernel::text::Syllable;

/// Most digits of a day: 20/11/2026.
const OF_DAY: usize = 8;
/// What is called, not proved.
const HOTLINES: [&str; 4] = ["1022", "113", "114", "115"];
/// What stands before a day or a time.
const BEFORE: [&str; 5] = ["ngày", "lúc", "giờ", "tháng", "hôm"];
/// What stands behind one.
const BEHIND: [&str; 3] = ["giờ", "tháng", "phút"];

/// A number, written in one or more groups of digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// Its digits.
    pub digits: String,
    /// Whether it is a day or a time: "20/11", "14:30", "lúc 1430".
    pub moment: bool,
}

impl Number {
    /// Whether it is a number that everybody calls.
    pub(super) fn is_hotline(&self) -> bool {
        HOTLINES.contains(&self.digits.as_str())
    }
}

/// Whether a word is written like another, with its marks or without any.
pub(super) fn alike(said: &Syllable, meant: &Syllable) -> bool {
    said.exact == meant.exact || said.exact == meant.folded
}

/// A word or some digits, and what stands between it and what came before.
struct Token<'t> {
    gap: &'t str,
    word: &'t str,
}

impl Token<'_> {
    fn is_digits(&self) -> bool {
        self.word.bytes().all(|b| b.is_ascii_digit())
    }

    fn is_slashed(&self) -> bool {
        self.gap.contains(['/', ':'])
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        let said = Syllable::of(self.word).unwrap_or_default();
        let mut meant = words.iter().filter_map(|word| Syllable::of(word));
        meant.any(|meant| alike(&said, &meant))
    }
}

/// Every number of a text. Groups without a word between them are one, but a day or a time is by itself.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    // Groups that are written with a stroke or a colon between them belong together first.
    let strokes = tokens.chunk_by(|a, b| a.is_digits() && b.is_digits() && b.is_slashed());
    let mut open: Option<Number> = None;
    let mut before: Option<&Token<'_>> = None;
    for group in strokes {
        let Some(first) = group.first() else { continue };
        if !first.is_digits() {
            if let Some(number) = open.as_mut() {
                number.moment |= first.is_one_of(&BEHIND);
            }
            found.extend(open.take());
            before = Some(first);
            continue;
        }
        let digits: String = group.iter().map(|token| token.word).collect();
        let strokes = group.len() > 1 && digits.len() <= OF_DAY;
        match open.as_mut() {
            Some(number) if !strokes => number.digits.push_str(&digits),
            _ => {
                found.extend(open.take());
                let named = before.take().is_some_and(|word| word.is_one_of(&BEFORE));
                let moment = strokes || named;
                let number = Number { digits, moment };
                match strokes {
                    true => found.push(number),
                    false => open = Some(number),
                }
            }
        }
    }
    found.extend(open);
    found
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let is_between = |c: char| !c.is_alphanumeric() && !matches!(c, '\u{300}'..='\u{36f}');
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c| !is_between(c)) {
        let (gap, behind) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let end = behind.find(is_between).unwrap_or(behind.len());
        let (word, behind) = behind.split_at_checked(end).unwrap_or((behind, ""));
        tokens.push(Token { gap, word });
        rest = behind;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_told_from_other_numbers() {
        for (text, expected) in [
            ("", &[][..]),
            ("số 12 34", &[("1234", false)]),
            (
                "ngày 20/11, 4 số cuối 5678",
                &[("2011", true), ("4", false), ("5678", false)],
            ),
            (
                "1234, 20/11/2026 14:30",
                &[("1234", false), ("20112026", true), ("1430", true)],
            ),
            ("luc 1430 o quay 3", &[("1430", true), ("3", false)]),
            (
                "9 giờ 15 phút, lâm 5678",
                &[("9", true), ("15", true), ("5678", false)],
            ),
            ("0912/345/678", &[("0912345678", false)]),
            ("đt:5678, cccd.5678x", &[("5678", false)]),
        ] {
            let found = numbers(text);
            let found: Vec<_> = found
                .iter()
                .map(|n| (n.digits.as_str(), n.moment))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
