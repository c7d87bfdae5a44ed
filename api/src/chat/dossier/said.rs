//! What is said about a dossier: digits, an address, a wish to be told; and what of it may be kept.

use mobile_contract::DossierCode;
use mobile_contract::chat::{Message, Outcome};

use crate::kernel::text::syllables;

/// Words of a message that may be a proof or an address: who writes more says something else.
const WORDS: usize = 8;
/// Fewest digits that may be meant as a proof: fewer are a number in a sentence, or a choice.
pub(super) const FEWEST: usize = 4;
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

/// The digits of a short message, as far as they may be meant as a proof or a code.
pub(super) fn digits(text: &str) -> Option<String> {
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
    digits(text)
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
    fn a_proof_is_a_short_message_with_digits() {
        assert_eq!(digits("1234").as_deref(), Some("1234"));
        assert_eq!(digits("số cuối là 12 34").as_deref(), Some("1234"));
        assert_eq!(digits("2"), None);
        assert_eq!(
            digits("tôi có 2 con sinh năm 2020 cần làm giấy gì vậy"),
            None
        );
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
