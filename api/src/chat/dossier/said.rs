//! What is said about a dossier: digits, an address, a wish to be told.

use mobile_contract::ProcedureCode;
use mobile_contract::limits::OTP_DIGITS;

use crate::kernel::text::{Syllable, syllables};

/// Words of a message that may be a proof or an address: who writes more says something else.
const WORDS: usize = 16;
/// Fewest digits that may be meant as a proof: fewer are a number in a sentence, or a choice.
pub(super) const FEWEST: usize = 4;
/// Fewest digits that are a whole number of a phone or a card.
const WHOLE: usize = 9;
/// What says that digits are the last ones of a number, whatever else is said.
const LAST_DIGITS: [&str; 5] = [
    "số cuối",
    "chữ số cuối",
    "last four",
    "last 4",
    "last digits",
];
/// What asks for something else: beside it, digits are a year, a sum or a count. Words with marks are meant as
/// marked ("làm" is not "Lâm"); without, either way.
const ELSE: [&str; 40] = [
    "bao nhiêu",
    "bao lâu",
    "mấy ngày",
    "khi nào",
    "thế nào",
    "làm sao",
    "ở đâu",
    "gì",
    "thủ tục",
    "lệ phí",
    "phí",
    "đồng",
    "nghìn",
    "triệu",
    "tiền",
    "làm",
    "cấp lại",
    "cấp đổi",
    "xin cấp",
    "đổi thẻ",
    "đổi căn cước",
    "bị mất",
    "mất giấy",
    "đăng ký",
    "khai sinh",
    "khai tử",
    "kết hôn",
    "hộ khẩu",
    "hộ chiếu",
    "tạm trú",
    "thường trú",
    "nghị định",
    "thông tư",
    "luật",
    "what",
    "how",
    "where",
    "when",
    "fee",
    "cost",
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

/// What was typed where a proof is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Four digits.
    Four(String),
    /// A whole number: too much.
    TooMany,
}

/// A proof: one group of digits in a short message, unless that asks for something else. "Lệ phí năm 2026" does, and
/// `1.001193` is a procedure.
pub(super) fn proof(text: &str) -> Option<Typed> {
    if text.trim().parse::<ProcedureCode>().is_ok() {
        return None;
    }
    let words: Vec<Syllable> = syllables(text).collect();
    let digits = one_number(&words)?;
    let last = says_last(&words);
    let other = ELSE.iter().any(|phrase| says(&words, phrase)) && !says(&words, "làm ơn");
    if !last && (other || words.len() > WORDS || is_year(&words, &digits)) {
        return None;
    }
    match digits.len() {
        FEWEST => Some(Typed::Four(digits)),
        5.. => Some(Typed::TooMany),
        _ => None,
    }
}

/// Whether a message names its digits as what was asked for.
pub(super) fn is_named(text: &str) -> bool {
    says_last(&syllables(text).collect::<Vec<_>>())
}

fn says_last(words: &[Syllable]) -> bool {
    LAST_DIGITS.iter().any(|phrase| says(words, phrase))
}

/// The digits of the only number of a message, written in one or more groups. Of several, a whole one.
fn one_number(words: &[Syllable]) -> Option<String> {
    let is_number = |word: &Syllable| word.folded.bytes().all(|b| b.is_ascii_digit());
    let groups = words.chunk_by(|a, b| is_number(a) && is_number(b));
    let numbers = groups.filter(|group| group.first().is_some_and(is_number));
    let joined = |group: &[Syllable]| -> String {
        let digits = group.iter().map(|word| word.folded.as_str());
        digits.collect()
    };
    let numbers: Vec<String> = numbers.map(joined).collect();
    match numbers.as_slice() {
        [digits] => Some(digits.clone()),
        // "4 số cuối là 5678": the first only says how many.
        [count, digits] if count == "4" => Some(digits.clone()),
        several => several.iter().find(|n| n.len() >= WHOLE).cloned(),
    }
}

/// Whether digits are named as a year.
fn is_year(words: &[Syllable], digits: &str) -> bool {
    let named = ["năm", "year", "in"].map(|word| says(words, &format!("{word} {digits}")));
    let near = digits.starts_with("19") || digits.starts_with("20");
    near && named.contains(&true)
}

/// Whether words are said one after the other, with their marks or without any.
fn says(words: &[Syllable], phrase: &str) -> bool {
    let phrase: Vec<Syllable> = syllables(phrase).collect();
    let alike =
        |said: &Syllable, meant: &Syllable| said.exact == meant.exact || said.exact == meant.folded;
    words.windows(phrase.len().max(1)).any(|said| {
        said.iter()
            .zip(&phrase)
            .all(|(said, meant)| alike(said, meant))
    })
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
    use super::*;

    #[test]
    fn a_proof_is_four_digits_however_it_is_said() {
        let four = |digits: &str| Some(Typed::Four(digits.to_owned()));
        for text in [
            "1234",
            "số cuối là 12 34",
            "4 số cuối của em là 1234 ạ",
            "my last 4 digits are 1234",
            "4 số cuối căn cước công dân là 1234",
            "chứng minh nhân dân của bố em 1234",
            "4 so cuoi cmnd cua ong noi la 1234 nha bac",
            "số điện thoại của vợ là 1234 đó, cảm ơn",
            "dạ số của người nộp hồ sơ là 1234 ạ, bác xem giúp",
            "số giấy tờ tùy thân của anh Lâm, 1234",
            "làm ơn xem giúp, 1234",
            "bố tôi sinh năm ngoái đã làm thẻ, 4 số cuối là 1234",
        ] {
            assert_eq!(proof(text), four("1234"), "{text}");
        }
        for text in [
            "0912 345 678",
            "căn cước công dân của bố là 033190001234",
            "cccd 033190001234 và sđt 0912345678",
        ] {
            assert_eq!(proof(text), Some(Typed::TooMany), "{text}");
        }
        for text in [
            "2",
            "lệ phí năm 2026",
            "1.001193",
            "tôi có 2 con",
            "làm khai sinh",
            "mất 1000 đồng",
            "hồ sơ nộp năm 2024",
            "số nhà 12 ngõ 34",
            "phí làm căn cước 2026 bao nhiêu",
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
}
