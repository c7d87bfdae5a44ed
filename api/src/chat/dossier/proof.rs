//! Which digits of a message are meant as a proof, and how plainly.

use mobile_contract::ProcedureCode;
use mobile_contract::dossier::spoken_digits;

use super::numbers::{Number, alike, numbers};
use super::phrases::{AROUND, ELSE, LAST_DIGITS, NOT_ELSE, PAPERS};
use crate::kernel::text::{Syllable, syllables};

/// Words of a message that may be a proof or an address: who writes more says something else.
pub(super) const WORDS: usize = 16;
/// Fewest digits that may be meant as a proof: fewer are a number in a sentence, or a choice.
pub(super) const FEWEST: usize = 4;
/// Fewest digits that are a whole number of a phone or a card.
const WHOLE: usize = 9;

/// What was typed where a proof is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Four digits.
    Four(String),
    /// A whole number: too much.
    TooMany,
}

/// How plainly digits are meant as a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meant {
    /// They are the only ones, in a short message that asks for nothing else.
    Perhaps,
    /// A phone or a card is named beside them.
    OfPaper,
    /// They are named as the last ones, or nothing else is said.
    Plainly,
}

/// A proof: one group of digits in a short message, unless that asks for something else. "Lệ phí năm 2026" does, and
/// `1.001193` is a procedure. Digits said as words are one where they are meant plainly.
pub(super) fn proof(text: &str) -> Option<(Typed, Meant)> {
    if text.trim().parse::<ProcedureCode>().is_ok() {
        return None;
    }
    let words: Vec<Syllable> = syllables(text).collect();
    written(text, &words).or_else(|| aloud(text, &words))
}

fn written(text: &str, words: &[Syllable]) -> Option<(Typed, Meant)> {
    let number = meant_number(numbers(text))?;
    let typed = typed(&number.digits)?;
    if says_one(words, &LAST_DIGITS) {
        return Some((typed, Meant::Plainly));
    }
    let other = says_one(words, &ELSE) && !says_one(words, &NOT_ELSE);
    if number.moment || other || words.len() > WORDS || is_year(words, &number.digits) {
        return None;
    }
    if is_bare(words) {
        return Some((typed, Meant::Plainly));
    }
    let of_paper = matches!(typed, Typed::Four(_)) && says_one(words, &PAPERS);
    let meant = if of_paper {
        Meant::OfPaper
    } else {
        Meant::Perhaps
    };
    (!number.is_hotline()).then_some((typed, meant))
}

/// "Số cuối là năm sáu bảy tám."
fn aloud(text: &str, words: &[Syllable]) -> Option<(Typed, Meant)> {
    let mut runs = spoken_digits(text).into_iter().filter_map(|run| {
        let four = run.readings.iter().find(|read| read.len() == FEWEST);
        let read = four.or_else(|| run.readings.first()).cloned()?;
        (read.len() >= FEWEST).then_some((run.at, read))
    });
    let (at, digits) = runs.next()?;
    let beside = [text.get(..at.start)?, text.get(at.end..)?];
    let beside: Vec<Syllable> = beside.into_iter().flat_map(syllables).collect();
    let plain = runs.next().is_none() && (says_one(words, &LAST_DIGITS) || is_bare(&beside));
    plain.then_some((typed(&digits)?, Meant::Plainly))
}

fn typed(digits: &str) -> Option<Typed> {
    match digits.len() {
        FEWEST => Some(Typed::Four(digits.to_owned())),
        5.. => Some(Typed::TooMany),
        _ => None,
    }
}

/// The only number of a message that can be meant. Of several, a whole one. Days, times and hotlines are passed over
/// where there is another.
fn meant_number(all: Vec<Number>) -> Option<Number> {
    let plain = |number: &&Number| !number.moment && !number.is_hotline();
    let others: Vec<Number> = all.iter().filter(plain).cloned().collect();
    let known = others.iter().any(|number| number.digits.len() >= FEWEST);
    let numbers = if known { others } else { all };
    match numbers.as_slice() {
        [number] => Some(number.clone()),
        // "4 số cuối là 5678": the first only says how many.
        [count, number] if count.digits == "4" => Some(number.clone()),
        several => several.iter().find(|n| n.digits.len() >= WHOLE).cloned(),
    }
}

/// Whether nothing but digits and what belongs to them is said.
fn is_bare(words: &[Syllable]) -> bool {
    let around: Vec<Syllable> = syllables(AROUND).collect();
    words.iter().all(|word| {
        word.folded.bytes().all(|b| b.is_ascii_digit())
            || around.iter().any(|meant| alike(word, meant))
    })
}

/// Whether digits are named as a year.
fn is_year(words: &[Syllable], digits: &str) -> bool {
    let named = ["năm", "year", "in"].map(|word| says(words, &format!("{word} {digits}")));
    let near = digits.starts_with("19") || digits.starts_with("20");
    near && named.contains(&true)
}

fn says_one(words: &[Syllable], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| says(words, phrase))
}

/// Whether words are said one after the other, with their marks or without any.
fn says(words: &[Syllable], phrase: &str) -> bool {
    let phrase: Vec<Syllable> = syllables(phrase).collect();
    words.windows(phrase.len().max(1)).any(|said| {
        said.iter()
            .zip(&phrase)
            .all(|(said, meant)| alike(said, meant))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn four(digits: &str, meant: Meant) -> Option<(Typed, Meant)> {
        Some((Typed::Four(digits.to_owned()), meant))
    }

    #[test]
    fn a_proof_is_four_digits_however_it_is_said() {
        let digits = |text: &str| proof(text).map(|(typed, _)| typed);
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
            assert_eq!(digits(text), Some(Typed::Four("1234".to_owned())), "{text}");
        }
        for text in [
            "0912 345 678",
            "0912/345/678",
            "căn cước công dân của bố là 033190001234",
            "cccd 033190001234 và sđt 0912345678",
        ] {
            assert_eq!(digits(text), Some(Typed::TooMany), "{text}");
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
    }

    #[test]
    fn days_times_and_hotlines_are_none_unless_named() {
        for text in [
            "ngày 20/11, quầy tiếp nhận, chị mặc áo xanh",
            "lúc 14:30 chiều qua ở quầy tiếp nhận",
            "gọi 1022 lúc nào được",
            "sự việc ngày 20/11/2026 tại quầy một cửa",
            "luc 1430 hom qua",
            "20/11",
        ] {
            assert_eq!(proof(text), None, "{text}");
        }
        for (text, digits) in [
            ("số cuối là 20/11", "2011"),
            ("4 số cuối là 1022", "1022"),
            ("1022", "1022"),
            ("em nộp ngày 20/11, 4 số cuối là 5678", "5678"),
        ] {
            assert_eq!(proof(text), four(digits, Meant::Plainly), "{text}");
        }
    }

    #[test]
    fn digits_said_as_words_are_a_proof_where_they_are_named_or_alone() {
        for text in [
            "số cuối là năm sáu bảy tám",
            "bon so cuoi la nam sau bay tam a",
            "dạ năm, sáu, bảy, tám ạ",
            "nam muoi sau bay tam",
            "cccd năm 6 bảy 8",
        ] {
            assert_eq!(proof(text), four("5678", Meant::Plainly), "{text}");
        }
        let whole = "số của em là không chín một hai ba bốn năm sáu bảy tám";
        assert_eq!(proof(whole), Some((Typed::TooMany, Meant::Plainly)));
        for text in [
            "phường bảo năm sáu bảy tám lần",
            "có ba con",
            "sinh năm một chín tám ba",
        ] {
            assert_eq!(proof(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_said_beside_tells_how_plainly_digits_are_meant() {
        for text in [
            "số chứng minh nhân dân là 1234",
            "so chung minh nhan dan la 1234",
            "dạ 1234 ạ, cảm ơn cán bộ",
            "1234, cảm ơn chị ở quầy",
            "di dong 1234",
        ] {
            assert_eq!(proof(text), four("1234", Meant::Plainly), "{text}");
        }
        let text = "cmnd 1234, chờ lâu quá rồi";
        assert_eq!(proof(text), four("1234", Meant::OfPaper));
        let text = "cán bộ thái độ quá, 1234";
        assert_eq!(proof(text), four("1234", Meant::Perhaps));
    }
}
