//! The table "Căn cứ pháp lý": titles glued with numbers.

use mobile_contract::knowledge::LegalBasis;

use super::PartState;
use super::tidy::{self, cut, rest};
use crate::pattern::pattern;

const HEADER: &str = "Tên văn bản pháp lýMã văn bản";

// Who signs stands at the end of a number, and the next title is glued to it: "25/2022/TT-BTCThông
// tư". So the bodies are listed, the longer ones first.
pattern!(
    NUMBER,
    r"(\d+(?:\.\d+|\.?[a-z])?)/(?:\d{4}/)?(?:QH\d{2}|UBTVQH\d{2}|PL-UBTVQH\d{2}|NQ-UBTVQH\d{2}|L-CTN|(?:NĐ|ND|NQ|CT)-(?:CP|TTg|HĐND|HĐTP)|(?:QĐ|CT)-\s?TTg|(?:TT|QĐ|TTLT|VBHN|CT|KH|NQ|CV|HD)(?:-[A-ZĐ]{2,8})??(?:-(?:BTNMT|BNNPTNT|BNNMT|BNN|BGTVT|BKHCN|BLĐTBXH|BLDTBXH|BVHTTDL|BVHTTTDL|BGDĐT|BGDDT|BTTTT|BDTTG|BKHĐT|BKHDT|TANDTC|VKSNDTC|VPCP|VPQH|NHNN|UBDT|BHXH|KTNN|TTCP|BCA|BTC|BXD|BTP|BCT|BYT|BNV|BQP|BNG|UBND|TTg|CP))+|\d{4}/[A-ZĐ]{2,4}-UBND|VBHN-VPQH)"
);
pattern!(
    PREFIX,
    r"(?:Bộ luật|Luật|Nghị định|Thông tư liên tịch|Thông tư|Nghị quyết|Quyết định|Pháp lệnh)(?:\s+số)?[\s:]+$|(?:NĐ|TT|QĐ)[\s:]*$|[Ss]ố[\s:]+$"
);

/// The laws a procedure rests on, the text that could not be taken apart, and how it went.
pub(super) fn legal_basis(text: &str) -> (Vec<LegalBasis>, Option<String>, PartState) {
    if text.is_empty() {
        return (Vec::new(), None, PartState::NotStated);
    }
    let Some(body) = text.strip_prefix(HEADER) else {
        return (Vec::new(), Some(text.to_owned()), PartState::Unparsed);
    };
    if tidy::says_nothing(body) {
        return (Vec::new(), None, PartState::NotStated);
    }
    let mut laws: Vec<LegalBasis> = Vec::new();
    let mut clear = true;
    let mut from = 0;
    for found in NUMBER.captures_iter(body) {
        let Some(all) = found.get(0) else { continue };
        let run = found.get(1).map_or("", |m| m.as_str());
        if is_repeated(all.as_str(), rest(body, all.end())) {
            continue;
        }
        let Some(cell) = cell(body, from, all.start(), all.end(), run) else {
            continue;
        };
        clear &= cell.clear;
        from = all.end();
        push(&mut laws, cell);
    }
    // What is left has no number of its own, or is what a scrambled row left behind.
    let read = laws.len();
    laws.retain(|law| !looks_glued(&law.title));
    clear &= tidy::says_nothing(rest(body, from)) && !laws.is_empty() && laws.len() == read;
    if clear {
        (laws, None, PartState::Parsed)
    } else {
        (laws, Some(body.trim().to_owned()), PartState::Unparsed)
    }
}

/// A number that fills the second column, and the title before it.
struct Cell {
    title: String,
    number: String,
    clear: bool,
}

/// Whether the number between two positions is a cell, and not part of a title: a cell is glued to
/// the text before or behind it.
fn cell(body: &str, from: usize, start: usize, end: usize, run: &str) -> Option<Cell> {
    let before = cut(body, from, start);
    let after = rest(body, end).chars().next();
    let (title_end, number_at, clear) = number_start(before, run);
    let glued_before = before.is_empty()
        || before
            .chars()
            .last()
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '“' | '"'))
        || number_at > 0;
    let text = prefix_seam(before);
    // "53/2025/TT-BCAngày 01/7": a small letter begins a title only behind a sure cell.
    let glued_after = after.is_none_or(|c| {
        c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && text.is_some())
    });
    if !(glued_before || glued_after) {
        return None;
    }
    let mut title = cut(before, 0, text.unwrap_or(before.len())).to_owned();
    title.push_str(cut(run, 0, title_end));
    let number = format!(
        "{}{}",
        rest(run, number_at),
        cut(body, start + run.len(), end)
    );
    Some(Cell {
        title: tidy::line(&title),
        number,
        clear,
    })
}

/// Where the number begins inside a run of digits: a year at the end of a title may be glued to it
/// ("năm 2024" + "46/2024/QH15"). The flag tells whether the reading is sure.
fn number_start(before: &str, run: &str) -> (usize, usize, bool) {
    if run.len() > 4 && (run.starts_with("19") || run.starts_with("20")) {
        return (4, 4, true);
    }
    let spaced = before.chars().last().is_some_and(char::is_whitespace);
    let sure = !spaced || PREFIX.is_match(before) || run.len() == 1;
    (0, 0, sure)
}

/// Where "Luật số " before a number is glued to the end of the title: there the second column begins.
fn prefix_seam(before: &str) -> Option<usize> {
    let at = PREFIX.find(before)?.start();
    let glued = cut(before, 0, at)
        .chars()
        .last()
        .is_some_and(|c| !c.is_whitespace());
    glued.then_some(at)
}

fn push(laws: &mut Vec<LegalBasis>, cell: Cell) {
    let title = tidy::capitalised(cell.title.trim_matches([';', ',', ' ', ':']));
    let title = if title.is_empty() {
        cell.number.clone()
    } else {
        title
    };
    laws.push(LegalBasis {
        title,
        number: Some(cell.number),
    });
}

/// "Nghị định 33/2013/NĐ-CP33/2013/NĐ-CP": the first number closes the title, the second is the cell.
fn is_repeated(number: &str, after: &str) -> bool {
    let after = REPEATED_PREFIX
        .find(after)
        .map_or(after, |prefix| rest(after, prefix.end()));
    after.starts_with(number)
}

pattern!(
    REPEATED_PREFIX,
    r"^(?:(?:Luật|Nghị định|Thông tư|Nghị quyết|Quyết định)(?:\s+số)?|[Ss]ố)\s+"
);

pattern!(SEAM, r"\p{Ll}\p{Lu}|\p{Lu}{5}\p{Ll}");

/// Whether a title holds the seam of two titles: a small letter and a capital without a space, or a
/// word in capitals that goes on in small letters.
fn looks_glued(title: &str) -> bool {
    SEAM.is_match(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Vec<(String, String)>, PartState) {
        let (laws, _, state) = legal_basis(&format!("{HEADER}{body}"));
        (
            laws.into_iter()
                .map(|law| (law.title, law.number.unwrap_or_default()))
                .collect(),
            state,
        )
    }

    fn pair(title: &str, number: &str) -> (String, String) {
        (title.into(), number.into())
    }

    #[test]
    fn titles_and_numbers_are_told_apart() {
        let (laws, state) = read(
            "Luật Hộ tịch60/2014/QH13Thông tư quy định phí281/2016/TT-BTCNghị định về hộ tịch123/2015/NĐ-CP",
        );
        let wanted = [
            pair("Luật Hộ tịch", "60/2014/QH13"),
            pair("Thông tư quy định phí", "281/2016/TT-BTC"),
            pair("Nghị định về hộ tịch", "123/2015/NĐ-CP"),
        ];
        assert_eq!((laws, state), (wanted.to_vec(), PartState::Parsed));
    }

    #[test]
    fn a_number_inside_a_title_is_part_of_it() {
        let (laws, _) = read("Sửa đổi Nghị định số 155/2020/NĐ-CP ngày 31/12/2020245/2025/NĐ-CP");
        assert_eq!(
            laws,
            [pair(
                "Sửa đổi Nghị định số 155/2020/NĐ-CP ngày 31/12/2020",
                "245/2025/NĐ-CP"
            )]
        );
    }

    #[test]
    fn a_title_that_is_its_number_is_said_once() {
        let (laws, state) =
            read("Nghị định 33/2013/NĐ-CP33/2013/NĐ-CPLuật 51/2005/QH1151/2005/QH11");
        assert_eq!(
            laws,
            [
                pair("Nghị định 33/2013/NĐ-CP", "33/2013/NĐ-CP"),
                pair("Luật 51/2005/QH11", "51/2005/QH11")
            ]
        );
        assert_eq!(state, PartState::Parsed);
    }

    #[test]
    fn the_word_before_a_number_may_be_in_the_cell() {
        let (laws, _) =
            read("Quy định về môi trườngLuật số 146/2025/QH15Luật Công chứng năm 202446/2024/QH15");
        assert_eq!(
            laws,
            [
                pair("Quy định về môi trường", "146/2025/QH15"),
                pair("Luật Công chứng năm 2024", "46/2024/QH15")
            ]
        );
    }

    #[test]
    fn a_number_that_may_begin_in_the_title_is_not_trusted() {
        assert_eq!(
            read("Nghị quyết của Kỳ họp thứ 214/2022/QĐ-TTg").1,
            PartState::Unparsed
        );
        assert_eq!(read("Luật Đất đai chưa có số").1, PartState::Unparsed);
    }

    #[test]
    fn a_word_glued_to_a_number_of_a_title_begins_no_new_title() {
        let (laws, _) =
            read("Thông tư số 53/2025/TT-BCAngày 01/7/2025 của Bộ Công an53/2025/TT-BCA");
        assert_eq!(
            laws,
            [pair(
                "Thông tư số 53/2025/TT-BCAngày 01/7/2025 của Bộ Công an",
                "53/2025/TT-BCA"
            )]
        );
    }

    #[test]
    fn ministries_with_alike_names_are_told_apart() {
        let (laws, state) = read("Về trồng trọtsố 07/2026/TT-BNNMTLuật Thú y79/2015/QH13");
        assert_eq!(
            laws,
            [
                pair("Về trồng trọt", "07/2026/TT-BNNMT"),
                pair("Luật Thú y", "79/2015/QH13")
            ]
        );
        assert_eq!(state, PartState::Parsed);
    }

    #[test]
    fn a_scrambled_field_stays_as_stated() {
        let (laws, stated, state) = legal_basis(": Thông tư 269/2016/TT-BTC ngày 14/11/2016");
        assert!(laws.is_empty() && stated.is_some());
        assert_eq!(state, PartState::Unparsed);
    }
}
