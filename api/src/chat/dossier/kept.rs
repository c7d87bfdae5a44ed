//! What may be kept of words about a dossier.

use std::borrow::Cow;

use mobile_contract::DossierCode;
use mobile_contract::chat::{Message, Outcome};

use super::super::topic::Topic;
use super::Talked;
use super::said::FEWEST;
use crate::kernel::pii;

/// Stands for what is not stored.
const HIDDEN: &str = "••••";

/// The citizen's words as they may be stored and shown again: what opens a dossier, or reaches somebody, is hidden.
/// What was asked for before decides, not what the answer came to: digits that were not understood are no less secret.
#[must_use]
pub fn shown_words(words: &str, before: &Topic, answer: &Message) -> String {
    let secret = |word: &str| word.contains('@') || word.chars().any(|c| c.is_ascii_digit());
    if answer.outcome != Outcome::Dossier || !words.split_whitespace().any(secret) {
        return kept_words(words, before).into_owned();
    }
    // The code is no secret; digits beside it may be.
    DossierCode::find_in(words).map_or_else(|| HIDDEN.to_owned(), |code| code.to_string())
}

/// Words without digits and addresses, where a proof, an address or a code is waited for, or a dossier is named.
pub(in crate::chat) fn kept_words<'w>(words: &'w str, before: &Topic) -> Cow<'w, str> {
    let waits = before.dossier.as_ref().is_some_and(Talked::waits);
    if !waits && DossierCode::find_in(words).is_none() {
        return Cow::Borrowed(words);
    }
    let each = words.split_inclusive(char::is_whitespace).map(|word| {
        let space = word.trim_end().len();
        match word.contains('@') {
            true => format!("{HIDDEN}{}", word.get(space..).unwrap_or_default()),
            false => word.to_owned(),
        }
    });
    Cow::Owned(pii::hide(&each.collect::<String>(), FEWEST))
}

#[cfg(test)]
mod tests {
    use super::super::super::turn::blank;
    use super::*;

    #[test]
    fn what_opens_a_dossier_is_not_kept() {
        let before = Topic::default();
        let dossier = blank(Outcome::Dossier, String::new());
        let shown = |words: &str| shown_words(words, &before, &dossier);
        assert_eq!(shown("1234"), HIDDEN);
        assert_eq!(shown("gửi lan@b.vn"), HIDDEN);
        let code = "H31.12.45-220715-0012";
        assert_eq!(shown(&format!("{code} số cuối 1234")), code);
        assert_eq!(shown("báo cho tôi"), "báo cho tôi");
        let other = blank(Outcome::Answered, String::new());
        assert_eq!(shown_words("2 con", &before, &other), "2 con");
        // Words that name a dossier and come to something else stay, without what may open it.
        let feedback = blank(Outcome::Feedback, String::new());
        let said = format!("phường đòi tiền hồ sơ {code}, số em 5678");
        let kept = format!("phường đòi tiền hồ sơ {code}, số em ••••");
        assert_eq!(shown_words(&said, &before, &feedback), kept);
    }

    #[test]
    fn where_a_secret_is_waited_for_none_is_kept_whatever_is_answered() {
        let talked = r#"{"dossier":{"code":"H31.12.45-220715-0012","waits":"Proof"}}"#;
        let before: Topic = serde_json::from_str(talked).unwrap();
        let other = blank(Outcome::NotFound, String::new());
        let kept = |words: &str| shown_words(words, &before, &other);
        assert_eq!(kept("phí của 5678 là gì"), "phí của •••• là gì");
        assert_eq!(kept("hỏi lan@b.vn nhé"), "hỏi •••• nhé");
        assert_eq!(kept("tôi có 2 con"), "tôi có 2 con");
        assert_eq!(kept("1.001193"), "1.001193");
    }
}
