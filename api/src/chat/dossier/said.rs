//! What else is said about a dossier: an address, a code that was sent, a wish to be told.

use mobile_contract::limits::OTP_DIGITS;

use super::numbers::numbers;
use super::proof::{FEWEST, WORDS};
use crate::kernel::text::syllables;

/// What asks to be told, without marks.
const TELL_ME: [&str; 10] = [
    "bao cho toi",
    "bao cho em",
    "bao toi",
    "bao tin",
    "nhan tin cho",
    "nhac toi",
    "thong bao cho",
    "tell me",
    "notify me",
    "let me know",
];

/// The six digits in a short message.
pub(super) fn six_digits(text: &str) -> Option<String> {
    let is_code = |digits: &String| digits.len() == OTP_DIGITS;
    let numbers = numbers(text).into_iter().filter(|number| !number.moment);
    let mut codes = numbers.map(|number| number.digits).filter(is_code);
    codes
        .next()
        .filter(|_| is_short(text) && codes.next().is_none())
}

/// The digits of a short message, as far as they may be a number.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (is_short(text) && digits.len() >= FEWEST).then_some(digits)
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().count() <= WORDS
}

/// The mail address or the number in a short message.
pub(super) fn address(text: &str) -> Option<String> {
    let mail = text.split_whitespace().find(|word| word.contains('@'));
    if let Some(mail) = mail {
        let around = |c: char| matches!(c, ',' | ';' | '.' | '<' | '>' | '(' | ')');
        return Some(mail.trim_matches(around).to_owned());
    }
    digits(text).filter(|digits| digits.len() > OTP_DIGITS)
}

/// Whether somebody wants to be told.
pub(super) fn asks_to_be_told(text: &str) -> bool {
    let words: Vec<String> = syllables(&text.to_lowercase())
        .map(|word| word.folded)
        .collect();
    let words = format!(" {} ", words.join(" "));
    TELL_ME
        .iter()
        .any(|phrase| words.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_and_an_address_are_told_apart() {
        for text in ["mã xác nhận là 402 913", "402913 nhận lúc 14:30 ngày 20/11"] {
            assert_eq!(six_digits(text).as_deref(), Some("402913"), "{text}");
        }
        for text in ["0912345678", "ngày 20/11/26", "402913 hay 402914"] {
            assert_eq!(six_digits(text), None, "{text}");
        }
        assert_eq!(address("số em 0912 345 678").as_deref(), Some("0912345678"));
        assert_eq!(address("402913"), None);
    }

    #[test]
    fn who_wants_to_be_told_says_so_with_marks_or_without() {
        for text in [
            "Báo cho tôi khi xong",
            "bao cho toi nhe",
            "Let me know",
            "thông báo cho mình",
        ] {
            assert!(asks_to_be_told(text), "{text}");
        }
        for text in ["làm khai sinh cần gì", "báo hiếu", "mất bao lâu"] {
            assert!(!asks_to_be_told(text), "{text}");
        }
    }
}
