//! Words that may tell who somebody is. Rather one too many: a reviewer can say that a name is a street's,
//! but nobody can take back what was published.

use std::ops::Range;
use std::sync::LazyLock;

use mobile_contract::PhoneNumber;
use mobile_contract::editorial::PersonalKind;
use mobile_contract::text::fold;
use mobile_contract::ticket::TicketCode;
use regex::Regex;

use crate::kernel::pii;

/// Words that may tell who somebody is, in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) kind: PersonalKind,
    /// Where they stand, in bytes.
    pub(super) at: Range<usize>,
}

/// Family names, folded. They bear nearly everyone; the list is of those that stand in the census.
const FAMILY: [&str; 66] = [
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do",
    "ho", "ngo", "duong", "ly", "dao", "dinh", "trinh", "mai", "to", "luong", "cao", "ha", "chu",
    "doan", "quach", "ta", "thai", "luu", "phung", "vuong", "kieu", "la", "nghiem", "doan", "tong",
    "truong", "trieu", "hua", "khong", "lai", "mac", "nham", "ninh", "quan", "giang", "than", "tu",
    "dong", "au", "bach", "bang", "bien", "cung", "dam", "dau", "dieu", "giap", "khuc", "khuong",
    "lam", "lo", "luyen", "mau", "sam",
];
/// What people are called before their name, folded.
const TITLES: [&str; 17] = [
    "ong", "ba", "anh", "chi", "em", "chau", "con", "be", "co", "chu", "bac", "cu", "thay", "di",
    "cau", "mo", "thim",
];
/// What stands before the name of a place, a street, a body, with its marks ("đường" is no "Dương"): no
/// person follows.
const PLACES: [&str; 25] = [
    "đường",
    "phố",
    "phường",
    "xã",
    "trường",
    "quận",
    "huyện",
    "tỉnh",
    "chợ",
    "cầu",
    "viện",
    "ty",
    "khu",
    "thôn",
    "làng",
    "tp",
    "thành",
    "trấn",
    "đền",
    "chùa",
    "bến",
    "ga",
    "sở",
    "học",
    "cụm",
];
/// Places whose names look like a person's, folded.
const NOT_PEOPLE: [&str; 18] = [
    "ha noi",
    "ha nam",
    "ha giang",
    "ha tinh",
    "cao bang",
    "thai binh",
    "thai nguyen",
    "ninh binh",
    "ninh thuan",
    "lai chau",
    "lam dong",
    "ho chi minh",
    "giang vo",
    "thai lan",
    "ta van",
    "dong nai",
    "dong thap",
    "bach mai",
];
/// Longest name, in words.
const LONGEST: usize = 5;

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"));
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"[\p{L}\p{M}]+"));
/// "Tôi tên là …", in whatever case and with whatever marks.
static CALLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)\bt[êe]n\s+(?:(?:t[ôo]i|em|m[ìi]nh|ch[áa]u|con|anh|ch[ịi]|b[ốo]|m[ẹe]|v[ợo]|ch[ồo]ng)\s+)*(?:l[àa]|:)\s*(\p{L}+(?:\s+\p{L}+){0,3})",
    )
});
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:s[ốo]\s+nh[àa]|nh[àa]\s+s[ốo]|ng[õo]|ng[áa]ch|h[ẻe]m|ki[ệe]t|t[ổo](?:\s+d[âa]n\s+ph[ốo])?|[đd][ộo]i|x[óo]m|th[ôo]n|c[ăa]n\s+h[ộo])\s+(?:s[ốo]\s+)?\d+[\p{L}\d/]*|s[ốo]\s+\d+[\p{L}\d/]*,?\s+(?:[đd][ưu][ờo]ng|ph[ốo]|ng[õo]))",
    )
});
static CODE: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"));

/// What a text may tell of somebody. `places` are looked for where a house may be named: in the words of
/// citizens; an office's address belongs into an answer.
pub(super) fn traces(text: &str, houses: bool) -> Vec<Trace> {
    let mut all = numbers(text);
    all.extend(mails(text));
    all.extend(names(text));
    all.extend(codes(text));
    if houses {
        all.extend(matches(&ADDRESS, text, PersonalKind::Address));
    }
    all.sort_by_key(|trace| (trace.at.start, std::cmp::Reverse(trace.at.end)));
    // What lies within another one is told with it.
    let mut end = 0;
    all.retain(|trace| {
        let outside = trace.at.end > end;
        end = end.max(trace.at.end);
        outside
    });
    all
}

fn matches<'a>(
    pattern: &'a LazyLock<Option<Regex>>,
    text: &'a str,
    kind: PersonalKind,
) -> impl Iterator<Item = Trace> + 'a {
    let found = pattern.iter().flat_map(move |regex| regex.find_iter(text));
    found.map(move |m| Trace {
        kind,
        at: m.range(),
    })
}

/// Runs that are masked, or would be. Offices' own fixed lines are no person's.
fn numbers(text: &str) -> Vec<Trace> {
    let masked = pii::mask(text);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let hidden: Vec<usize> = masked
        .chars()
        .enumerate()
        .filter_map(|(at, c)| (c == '•').then_some(at))
        .collect();
    let mut found: Vec<Trace> = Vec::new();
    let mut rest = hidden.as_slice();
    while let Some(first) = rest.first() {
        // Neighbours, single separators between them, and what was left of the number.
        let run = rest
            .windows(2)
            .take_while(|pair| matches!(pair, [a, b] if b - a <= 3))
            .count();
        let last = rest.get(run).copied().unwrap_or(*first);
        rest = rest.get(run + 1..).unwrap_or_default();
        let tail = chars
            .get(last + 1..)
            .unwrap_or_default()
            .iter()
            .take(4)
            .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-'));
        let end_char = last
            + tail
                .enumerate()
                .filter(|(_, (_, c))| c.is_ascii_digit())
                .map(|(at, _)| at + 1)
                .last()
                .unwrap_or(0);
        let start = chars.get(*first).map_or(0, |(at, _)| *at);
        let end = chars.get(end_char + 1).map_or(text.len(), |(at, _)| *at);
        let office = text
            .get(start..end)
            .and_then(|run| run.parse::<PhoneNumber>().ok())
            .is_some_and(|number| !number.is_mobile());
        if !office {
            found.push(Trace {
                kind: PersonalKind::Number,
                at: start..end,
            });
        }
    }
    found
}

/// Mail addresses; those of authorities are no person's.
fn mails(text: &str) -> impl Iterator<Item = Trace> + '_ {
    matches(&MAIL, text, PersonalKind::Mail).filter(|trace| {
        let address = text.get(trace.at.clone()).unwrap_or_default();
        !address.to_ascii_lowercase().ends_with(".gov.vn")
    })
}

fn codes(text: &str) -> impl Iterator<Item = Trace> + '_ {
    matches(&CODE, text, PersonalKind::Code).filter(|trace| {
        let word = text.get(trace.at.clone()).unwrap_or_default();
        word.parse::<TicketCode>().is_ok() || mobile_contract::dossier::mentions_code(word)
    })
}

/// A word with where it stands.
struct Word {
    at: Range<usize>,
    lower: String,
    folded: String,
    capital: bool,
}

fn words(text: &str) -> Vec<Word> {
    let found = WORD.iter().flat_map(|regex| regex.find_iter(text));
    found
        .map(|m| Word {
            at: m.range(),
            lower: m.as_str().to_lowercase(),
            folded: fold(m.as_str()),
            capital: m.as_str().chars().next().is_some_and(char::is_uppercase),
        })
        .collect()
}

fn names(text: &str) -> Vec<Trace> {
    let words = words(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let run = name_at(text, &words, at);
        match (run, words.get(at + run.saturating_sub(1))) {
            (1.., Some(last)) => {
                found.push(word.at.start..last.at.end);
                at += run;
            }
            _ => at += 1,
        }
    }
    let called = CALLED.iter().flat_map(|regex| regex.captures_iter(text));
    found.extend(called.filter_map(|captures| Some(captures.get(1)?.range())));
    found
        .into_iter()
        .map(|at| Trace {
            kind: PersonalKind::Name,
            at,
        })
        .collect()
}

/// How many words, from one on, are a person's name: a family name and what follows, or what follows
/// "ông", "chị".
fn name_at(text: &str, words: &[Word], at: usize) -> usize {
    let Some(first) = words.get(at).filter(|word| word.capital) else {
        return 0;
    };
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let before = before.filter(|before| beside(text, before, first));
    let capitals = capitals(text, words, at);
    let run: Vec<&str> = words
        .iter()
        .skip(at)
        .take(capitals)
        .map(|word| word.folded.as_str())
        .collect();
    let is_title = |word: &Word| TITLES.contains(&word.folded.as_str());
    let whole = run.join(" ");
    let known = NOT_PEOPLE.iter().any(|place| {
        whole == *place
            || whole
                .strip_prefix(*place)
                .is_some_and(|rest| rest.starts_with(' '))
    });
    let is_place = |word: &Word| PLACES.contains(&word.lower.as_str());
    if known || is_place(first) || before.is_some_and(is_place) {
        return 0;
    }
    let titled = before.is_some_and(is_title) && !is_title(first);
    if titled || capitals >= 2 && FAMILY.contains(&first.folded.as_str()) {
        capitals
    } else {
        0
    }
}

/// How many capitalised words stand side by side, from one on.
fn capitals(text: &str, words: &[Word], at: usize) -> usize {
    let mut run = 1;
    while let (Some(word), Some(next)) = (words.get(at + run - 1), words.get(at + run)) {
        if run == LONGEST || !next.capital || !beside(text, word, next) {
            break;
        }
        run += 1;
    }
    run
}

/// Whether only a space stands between two words.
fn beside(text: &str, one: &Word, other: &Word) -> bool {
    text.get(one.at.end..other.at.start) == Some(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<&str> {
        let traces = traces(text, true);
        traces.iter().map(|trace| &text[trace.at.clone()]).collect()
    }

    #[test]
    fn what_tells_of_a_person_is_found() {
        for (text, found) in [
            (
                "Con tôi là Nguyễn Văn An sinh tháng 5",
                vec!["Nguyễn Văn An"],
            ),
            ("gặp chị Hoa ở quầy 3", vec!["Hoa"]),
            ("toi ten la nguyen van an", vec!["nguyen van an"]),
            ("sđt 0912 345 678 nhé", vec!["0912 345 678"]),
            ("sđt ••••••••78 nhé", vec!["••••••••78"]),
            ("thư lan.nguyen@gmail.com", vec!["lan.nguyen@gmail.com"]),
            ("nhà ở số nhà 12 ngõ 5", vec!["số nhà 12", "ngõ 5"]),
            ("TRẦN THỊ BÌNH hỏi", vec!["TRẦN THỊ BÌNH"]),
            ("Gửi Dương Văn Minh", vec!["Dương Văn Minh"]),
            ("hồ sơ H31.12.45-220715-0012", vec!["H31.12.45-220715-0012"]),
        ] {
            assert_eq!(told(text), found, "{text}");
        }
    }

    #[test]
    fn what_tells_of_nobody_is_left_alone() {
        for text in [
            "Đăng ký khai sinh ở Hà Nội có được không?",
            "UBND xã Nguyễn Trãi ở đâu?",
            "Gọi Sở Tư pháp, 0221 3862 345",
            "Viết cho motcua@hungyen.gov.vn",
            "Lệ phí 1.000.000 đồng, thủ tục 1.001193",
            "Ông bà, anh chị cần giấy gì?",
            "Đường Nguyễn Văn Linh",
            "Nghị định 61/2018/NĐ-CP",
        ] {
            assert!(told(text).is_empty(), "{text}: {:?}", told(text));
        }
    }

    #[test]
    fn an_offices_address_belongs_into_an_answer() {
        assert!(traces("Bạn đến số 10 đường Chùa Chuông.", false).is_empty());
        assert!(!traces("Nhà tôi số 10 đường Chùa Chuông.", true).is_empty());
    }

    proptest! {
        #[test]
        fn traces_are_in_order_and_lie_in_the_text(text in "\\PC{0,80}") {
            let mut end = 0;
            for trace in traces(&text, true) {
                prop_assert!(text.get(trace.at.clone()).is_some());
                prop_assert!(trace.at.start < trace.at.end && trace.at.end > end);
                end = trace.at.end;
            }
        }
    }
}
