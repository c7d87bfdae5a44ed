//! What may be kept of words about a dossier.

use std::borrow::Cow;
use std::ops::Range;

use mobile_contract::DossierCode;
use mobile_contract::chat::{Message, Outcome};
use mobile_contract::dossier::{SpokenDigits, spoken_digits};

use super::super::topic::Topic;
use super::Talked;
use super::proof::FEWEST;
use crate::kernel::pii;

/// Stands for what is not stored.
const HIDDEN: &str = "••••";
/// Words beside digits that say more than whose they are.
const MANY: usize = 8;

/// The citizen's words as they may be stored and shown again: what opens a dossier, or reaches somebody, is hidden.
/// What was asked for before decides, not what the answer came to: digits that were not understood are no less secret.
#[must_use]
pub fn shown_words(words: &str, before: &Topic, answer: &Message) -> String {
    let kept = kept_words(words, before);
    if answer.outcome != Outcome::Dossier || !has_secret(words) {
        return kept.into_owned();
    }
    // The code is no secret; digits beside it may be.
    if let Some(code) = DossierCode::find_in(words) {
        return code.to_string();
    }
    // Only what was opened goes on with a suggestion. What was no proof after all may tell what happened.
    let wrong =
        answer.suggestions.is_empty() && before.dossier.as_ref().is_some_and(Talked::takes_a_proof);
    match wrong && others(words) > MANY {
        true => pii::hide(&kept, 1),
        false => HIDDEN.to_owned(),
    }
}

fn has_secret(words: &str) -> bool {
    let written = |c: char| c == '@' || c.is_ascii_digit();
    words.contains(written) || said_aloud(words).next().is_some()
}

/// How many words are neither digits nor an address.
fn others(words: &str) -> usize {
    let is_word = |word: &&str| !word.contains(|c: char| c == '@' || c.is_ascii_digit());
    words.split_whitespace().filter(is_word).count()
}

/// Words without digits and addresses, once a dossier was named: its proof may be typed at any time. The signature of a
/// receipt's address is left out first, as long as it is whole.
pub(in crate::chat) fn kept_words<'w>(words: &'w str, before: &Topic) -> Cow<'w, str> {
    let unsigned = pii::unsigned(words);
    if before.dossier.is_none() && DossierCode::find_in(&unsigned).is_none() {
        return unsigned;
    }
    let words = unsigned.as_ref();
    let mut kept = String::with_capacity(words.len());
    let mut from = 0;
    for said in said_aloud(words) {
        kept.push_str(words.get(from..said.start).unwrap_or_default());
        kept.push_str(HIDDEN);
        from = said.end;
    }
    kept.push_str(words.get(from..).unwrap_or_default());
    let each = kept.split_inclusive(char::is_whitespace).map(|word| {
        let space = word.trim_end().len();
        match word.contains('@') {
            true => format!("{HIDDEN}{}", word.get(space..).unwrap_or_default()),
            false => word.to_owned(),
        }
    });
    Cow::Owned(pii::hide(&each.collect::<String>(), FEWEST))
}

/// Where digits are said as words, as many as may be a proof.
fn said_aloud(words: &str) -> impl Iterator<Item = Range<usize>> {
    let secret = |run: &SpokenDigits| {
        let mut readings = run.readings.iter();
        run.readings.is_empty() || readings.any(|digits| digits.len() >= FEWEST)
    };
    let runs = spoken_digits(words).into_iter().filter(secret);
    runs.map(|run| run.at)
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

    #[test]
    fn a_dossier_that_was_opened_or_left_is_still_secret() {
        for waits in [r#""Left""#, r#"{"Nothing":{"pass":"pass_x"}}"#] {
            let talked =
                format!(r#"{{"dossier":{{"code":"H31.12.45-220715-0012","waits":{waits}}}}}"#);
            let before: Topic = serde_json::from_str(&talked).unwrap();
            let other = blank(Outcome::NotFound, String::new());
            for (words, kept) in [
                ("4 số cuối 5678", "4 số cuối ••••"),
                ("gửi về lan@b.vn giúp em", "gửi về •••• giúp em"),
                ("số cuối là năm sáu bảy tám ạ", "số cuối là •••• ạ"),
                ("so cuoi nam muoi sau bay tam", "so cuoi ••••"),
                ("nhà tôi có ba con", "nhà tôi có ba con"),
            ] {
                assert_eq!(shown_words(words, &before, &other), kept);
            }
        }
    }

    #[test]
    fn the_signed_address_of_a_receipt_is_kept_as_its_number() {
        let talked = r#"{"dossier":{"code":"H31.12.45-220715-0012","waits":"Proof"}}"#;
        let other = blank(Outcome::NotFound, String::new());
        let signed = format!("jvq4gcu.k7q2.{}", "01234abcde".repeat(10) + "xyz");
        let said = format!("đây ạ https://motcua.vn/q/{signed}");
        for before in [Topic::default(), serde_json::from_str(talked).unwrap()] {
            let kept = shown_words(&said, &before, &other);
            assert_eq!(kept, "đây ạ https://motcua.vn/q/jvq4gcu");
        }
    }

    #[test]
    fn what_happened_is_kept_without_its_digits() {
        let talked = r#"{"dossier":{"code":"H31.12.45-220715-0012","waits":"Proof"}}"#;
        let before: Topic = serde_json::from_str(talked).unwrap();
        let mut answer = blank(Outcome::Dossier, String::new());
        let words = "em lên phường chiều qua, ở quầy số ba người ta bảo về đi 56:78";
        let kept = "em lên phường chiều qua, ở quầy số ba người ta bảo về đi ••:••";
        assert_eq!(shown_words(words, &before, &answer), kept);
        assert_eq!(shown_words("năm sáu bảy tám", &before, &answer), HIDDEN);
        answer.suggestions.push("Báo cho tôi khi xong".to_owned());
        assert_eq!(shown_words(words, &before, &answer), HIDDEN);
    }
}
