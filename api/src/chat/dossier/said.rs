//! What is said about a dossier: digits, an address, a wish to be told; and what of it may be kept.

use mobile_contract::chat::{Message, Outcome};
use mobile_contract::limits::OTP_DIGITS;
use mobile_contract::{DossierCode, ProcedureCode};

use crate::kernel::text::syllables;

/// Words of a message that may be a proof or an address: who writes more says something else.
const WORDS: usize = 8;
/// Fewest digits that may be meant as a proof: fewer are a number in a sentence, or a choice.
const FEWEST: usize = 4;
/// Words that may stand beside the digits of a proof, without marks.
const BESIDE_DIGITS: [&str; 36] = [
    "so", "cuoi", "la", "bon", "cua", "toi", "em", "minh", "ben", "dt", "sdt", "dien", "thoai",
    "can", "cuoc", "cccd", "cmnd", "a", "da", "vang", "nhe", "day", "gui", "ban", "the", "last",
    "four", "digits", "are", "is", "my", "phone", "number", "it", "of", "id",
];
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
/// Stands for what is not stored.
const HIDDEN: &str = "••••";

/// The citizen's words as they may be stored and shown again: what opens a dossier, or reaches somebody, is hidden.
#[must_use]
pub fn shown_words(words: &str, answer: &Message) -> String {
    let secret = |word: &str| word.contains('@') || word.chars().any(|c| c.is_ascii_digit());
    if answer.outcome != Outcome::Dossier || !words.split_whitespace().any(secret) {
        return words.to_owned();
    }
    // The code is no secret; digits beside it may be.
    DossierCode::find_in(words).map_or_else(|| HIDDEN.to_owned(), |code| code.to_string())
}

/// What was typed where a proof is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Four digits.
    Four(String),
    /// A whole number: too much.
    TooMany,
}

/// A proof: a message that is nothing but digits, beside what says whose they are. "Lệ phí năm 2026" asks for something,
/// and `1.001193` is a procedure.
pub(super) fn proof(text: &str) -> Option<Typed> {
    if text.trim().parse::<ProcedureCode>().is_ok() {
        return None;
    }
    let words: Vec<String> = syllables(&text.to_lowercase())
        .map(|word| word.folded)
        .collect();
    let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit());
    let (numbers, others): (Vec<&String>, Vec<&String>) = words.iter().partition(is_number);
    let beside = |word: &&String| BESIDE_DIGITS.contains(&word.as_str());
    if !others.iter().all(beside) {
        return None;
    }
    // "4 số cuối là 5678": the first only says how many.
    let said: Vec<&str> = match numbers.as_slice() {
        [count, digits] if count.as_str() == "4" && !others.is_empty() => vec![digits.as_str()],
        all => all.iter().map(|number| number.as_str()).collect(),
    };
    let digits = said.concat();
    match digits.len() {
        FEWEST => Some(Typed::Four(digits)),
        5.. => Some(Typed::TooMany),
        _ => None,
    }
}

/// The six digits in a short message.
pub(super) fn six_digits(text: &str) -> Option<String> {
    digits(text).filter(|digits| digits.len() == OTP_DIGITS)
}

/// The digits of a short message, as far as they may be a code or a number.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let few = text.split_whitespace().count() <= WORDS;
    (few && digits.len() >= FEWEST).then_some(digits)
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
    use super::super::super::turn::blank;
    use super::*;

    #[test]
    fn a_proof_is_nothing_but_digits() {
        let four = |digits: &str| Some(Typed::Four(digits.to_owned()));
        for text in [
            "1234",
            "số cuối là 12 34",
            "4 số cuối của em là 1234 ạ",
            "my last 4 digits are 1234",
        ] {
            assert_eq!(proof(text), four("1234"), "{text}");
        }
        assert_eq!(proof("0912 345 678"), Some(Typed::TooMany));
        for text in [
            "2",
            "lệ phí năm 2026",
            "1.001193",
            "tôi có 2 con",
            "làm khai sinh",
            "mất 1000 đồng",
        ] {
            assert_eq!(proof(text), None, "{text}");
        }
        assert_eq!(
            six_digits("mã xác nhận là 402 913").as_deref(),
            Some("402913")
        );
        assert_eq!(six_digits("0912345678"), None);
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

    #[test]
    fn what_opens_a_dossier_is_not_kept() {
        let dossier = blank(Outcome::Dossier, String::new());
        assert_eq!(shown_words("1234", &dossier), HIDDEN);
        assert_eq!(shown_words("gửi lan@b.vn", &dossier), HIDDEN);
        let code = "H31.12.45-220715-0012";
        assert_eq!(shown_words(&format!("{code} số cuối 1234"), &dossier), code);
        assert_eq!(shown_words("báo cho tôi", &dossier), "báo cho tôi");
        let other = blank(Outcome::Answered, String::new());
        assert_eq!(shown_words("2 con", &other), "2 con");
    }
}
