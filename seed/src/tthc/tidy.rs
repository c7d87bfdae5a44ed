//! Cleaning of text: Unicode, spaces, and what the portal writes for "nothing".

use crate::pattern::pattern;
use unicode_normalization::UnicodeNormalization;

/// What the portal writes into an empty field.
pub(super) const NO_INFO: &str = "Không có thông tin";

/// The portal's search form, which the export sometimes glues to the end of a field.
const FOOTER: &str = "Từ khóaKhông có thông tin";

/// A piece of text by byte positions; empty when they do not fit.
pub(super) fn cut(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// The rest of a text from a byte position.
pub(super) fn rest(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

/// Composes letters, drops invisible characters, and cuts the portal's footer off. Lines stay.
pub(super) fn field(text: &str) -> String {
    let text: String = text
        .chars()
        .filter_map(|c| match c {
            '\u{a0}' | '\t' | '\u{2007}' | '\u{202f}' => Some(' '),
            '\n' => Some('\n'),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{ad}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        // Only now: an invisible character may part a letter from its marks.
        .nfc()
        .collect();
    let end = text.find(FOOTER).unwrap_or(text.len());
    cut(&text, 0, end).trim().to_owned()
}

/// One line of text: all runs of white space become one space.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Nothing, or a word for nothing.
pub(super) fn says_nothing(text: &str) -> bool {
    let bare = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | ';' | ':' | '*' | '+'))
        .to_lowercase();
    matches!(
        bare.as_str(),
        "" | "không" | "không có" | "không có thông tin" | "không quy định" | "không yêu cầu"
    )
}

pattern!(
    MARK,
    r"^(?:[-–+*•●▪]+|\(?(?:\d{1,2}(?:\.\d{1,2})?|[a-zđA-ZĐ]\d?|[ivxIVX]{1,4}|\*)\)|\d{1,2}(?:\.\d{1,2})*\.(?:\s|[^\d\s])|[a-zđ]\.(?:\s))\s*"
);

/// Takes the mark of a list off: "- ", "1. ", "a) ", "(i) ".
pub(super) fn without_mark(text: &str) -> &str {
    let text = text.trim();
    let Some(mark) = MARK.find(text) else {
        return text;
    };
    // "1.Đơn": the pattern had to look at the letter, which belongs to the text.
    let mut end = mark.end();
    if let Some(last) = mark.as_str().chars().last()
        && last.is_alphabetic()
    {
        end -= last.len_utf8();
    }
    let stripped = rest(text, end).trim_start();
    if stripped.is_empty() { text } else { stripped }
}

/// A sentence of a list, without its mark and the semicolon after it.
pub(super) fn item(text: &str) -> Option<String> {
    let text = line(text);
    let text = without_mark(&text).trim_end_matches([';', ',', ' ']);
    (!says_nothing(text)).then(|| text.to_owned())
}

/// The same text with a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

pattern!(PROCEDURE_WORD, r"(?i)^[\s.\-–:]*thủ tục\s*:?\s+");
pattern!(
    YEAR_MARK,
    r"\s*\((?:năm\s*)?(?:(?:19|20)\d{2}|\d\.\d{6})\)\s*\.?$"
);

/// An official title: without "Thủ tục" in front and year or code marks behind.
pub(super) fn title(text: &str) -> String {
    let mut text = line(&field(text));
    if let Some(mark) = YEAR_MARK.find(&text) {
        text.truncate(mark.start());
    }
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '–' | ':'));
    let stripped = PROCEDURE_WORD.find(text).map_or(text, |word| {
        let stripped = rest(text, word.end());
        // "Thủ tục hải quan" is the name of a thing: without the word it would say something else.
        let folded = stripped.to_lowercase();
        if folded.starts_with("hải quan") || folded.starts_with("hành chính") {
            text
        } else {
            stripped
        }
    });
    capitalised(stripped.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_the_word_procedure_and_year_marks() {
        assert_eq!(
            title("Thủ tục đăng  ký khai sinh (2024)"),
            "Đăng ký khai sinh"
        );
        assert_eq!(title("THỦ TỤC CẤP THẺ"), "CẤP THẺ");
        assert_eq!(title(". Cấp giấy phép (1.010719)"), "Cấp giấy phép");
    }

    #[test]
    fn a_customs_procedure_keeps_its_name() {
        assert_eq!(
            title("Thủ tục hải quan đối với tàu"),
            "Thủ tục hải quan đối với tàu"
        );
    }

    #[test]
    fn marks_of_lists_are_taken_off_but_numbers_of_texts_stay() {
        assert_eq!(without_mark("- Tờ khai"), "Tờ khai");
        assert_eq!(without_mark("1.Đơn"), "Đơn");
        assert_eq!(without_mark("(ii) Bản vẽ"), "Bản vẽ");
        assert_eq!(without_mark("02 ảnh 3x4"), "02 ảnh 3x4");
        assert_eq!(without_mark("1.500 đồng"), "1.500 đồng");
    }

    #[test]
    fn letters_are_composed_even_across_invisible_characters() {
        assert_eq!(field("Ho\u{302}\u{323} ti\u{323}ch"), "Hộ tịch");
        assert_eq!(field("Ho\u{200b}\u{323}\u{302}"), "Hộ");
    }

    #[test]
    fn the_portal_s_footer_is_cut_off() {
        assert_eq!(
            field("Không có thông tinTừ khóaKhông có thông tinMô tảNộp hồ sơ"),
            NO_INFO
        );
    }
}
