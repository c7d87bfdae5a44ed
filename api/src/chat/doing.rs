//! "Thủ tục ở đây", "quầy này làm gì": whether a message asks what is done where it is said, and nothing else.

use crate::kernel::marks::{Agreement, agreement};
use crate::kernel::text::{Syllable, compose, syllables};

/// How people say where they stand; the longer ones first.
const HERE: [&str; 14] = [
    "tại bộ phận này",
    "ở bộ phận này",
    "bộ phận này",
    "ở quầy này",
    "tại quầy này",
    "ở chỗ này",
    "ở nơi này",
    "quầy này",
    "chỗ này",
    "nơi này",
    "bên này",
    "ở đây",
    "tại đây",
    "quầy đây",
];
/// What is done somewhere.
const DOES: [&str; 6] = ["làm", "giải", "nhận", "xử", "phụ", "có"];
/// What asks which.
const WHICH: [&str; 2] = ["gì", "nào"];
/// All that may stand beside: a word more, and the message says something else.
const BESIDE: [&str; 47] = [
    "thủ", "tục", "hành", "chính", "quyết", "tiếp", "lý", "trách", "hồ", "sơ", "giấy", "tờ",
    "việc", "loại", "dịch", "vụ", "công", "những", "các", "được", "danh", "sách", "liệt", "kê",
    "xem", "cho", "em", "tôi", "mình", "cháu", "con", "hỏi", "xin", "biết", "với", "vậy", "thế",
    "ạ", "à", "nhỉ", "nhé", "nha", "ơi", "thì", "là", "không", "ad",
];
/// The same in English, folded.
const ENGLISH: [&str; 12] = [
    "what can i do here",
    "what is done here",
    "what do you do here",
    "what does this counter do",
    "what can be done here",
    "what procedures are here",
    "which procedures are here",
    "which procedures are done here",
    "what procedures are done here",
    "what services are here",
    "procedures here",
    "services here",
];

/// Most words of such a message, polite ones included.
const MOST: usize = 16;

/// Whether a message asks what is done here, as it was typed or with its spelling put right.
pub(super) fn asks_what_is_done_here(text: &str, spelt: &[Syllable]) -> bool {
    let typed: Vec<Syllable> = syllables(&compose(text)).collect();
    asks(&typed) || asks(spelt)
}

fn asks(words: &[Syllable]) -> bool {
    if words.len() > MOST {
        return false;
    }
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    ENGLISH.contains(&folded.join(" ").as_str()) || beside_here(words).is_some_and(asks_which)
}

/// What stands before and after the words for here.
fn beside_here(words: &[Syllable]) -> Option<(&[Syllable], &[Syllable])> {
    HERE.iter().find_map(|here| {
        let here: Vec<&str> = here.split(' ').collect();
        let at = words.windows(here.len()).position(|window| {
            window
                .iter()
                .zip(&here)
                .all(|(word, known)| is(word, known))
        })?;
        let (before, rest) = words.split_at_checked(at)?;
        let (_, after) = rest.split_at_checked(here.len())?;
        Some((before, after))
    })
}

fn asks_which((before, after): (&[Syllable], &[Syllable])) -> bool {
    let says = |known: &[&str]| {
        let mut rest = before.iter().chain(after);
        rest.any(|word| known.iter().any(|known| is(word, known)))
    };
    let allowed = [&DOES[..], &WHICH[..], &BESIDE[..]];
    let only = before.iter().chain(after).all(|word| {
        let mut all = allowed.iter().copied().flatten();
        all.any(|known| is(word, known))
    });
    let pair = |first: &str, second: &str| {
        [before, after]
            .iter()
            .any(|side| matches_pair(side, first, second))
    };
    // "Thủ tục ở đây thế nào" asks how, not which.
    let asks_how = pair("thế", "nào");
    only && !asks_how && (pair("thủ", "tục") || says(&DOES) && says(&WHICH))
}

fn matches_pair(words: &[Syllable], first: &str, second: &str) -> bool {
    let mut pairs = words.iter().zip(words.iter().skip(1));
    pairs.any(|(one, other)| is(one, first) && is(other, second))
}

/// Whether a syllable, with its marks or without, is a known one.
fn is(word: &Syllable, known: &str) -> bool {
    Syllable::of(known).is_some_and(|known| {
        word.folded == known.folded
            && agreement(&word.exact, &known.exact) != Agreement::Contradicts
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_here_is_asked_in_many_ways() {
        for said in [
            "thủ tục ở đây",
            "thu tuc o day",
            "Quầy này làm gì?",
            "quay nay lam gi",
            "quầy này làm những gì vậy ạ",
            "ở đây có những thủ tục nào",
            "o day lam duoc nhung thu tuc gi",
            "cho em hỏi quầy này nhận hồ sơ gì",
            "bộ phận này giải quyết việc gì",
            "What can I do here?",
            "procedures here",
        ] {
            assert!(asks_what_is_done_here(said, &[]), "{said}");
        }
    }

    #[test]
    fn other_words_ask_something_else() {
        for said in [
            "",
            "ở đây",
            "thủ tục ở đây thế nào",
            "thủ tục này làm ở đây được không",
            "làm ở đây được không",
            "làm khai sinh ở đây cần giấy tờ gì",
            "ở đây cần giấy tờ gì",
            "nhân viên ở đây gây khó dễ",
            "thủ tục ly hôn",
            "quầy này mở cửa mấy giờ",
        ] {
            assert!(!asks_what_is_done_here(said, &[]), "{said}");
        }
    }
}
