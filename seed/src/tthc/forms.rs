//! File names of forms, glued to the end of a paper's name.

use mobile_contract::knowledge::Form;

use super::tidy::{cut, rest};
use crate::pattern::pattern;

pattern!(
    EXTENSION,
    r"(?i)\.(?:docx?|pdf|xlsx?|rtf|zip|rar|odt|png|jpe?g)$"
);
pattern!(
    FORM_WORD,
    r"(?i)^(?:mẫu|mau|phụ lục|phu luc|phl|pl|tờ khai|to khai|đơn|don|biểu|bieu|báo cáo|bao cao|ms)"
);

/// The longest file name that is believed, in bytes.
const LONGEST: usize = 160;

/// Takes the file names off the end of a name, and makes them a form.
pub(super) fn split(text: &str) -> (String, Option<Form>) {
    let mut name = text.trim();
    let mut files: Vec<&str> = Vec::new();
    while let Some(at) = file_start(name) {
        files.insert(0, rest(name, at).trim());
        name = cut(name, 0, at).trim_end();
    }
    files.dedup();
    let form = (!files.is_empty()).then(|| Form {
        code: None,
        name: Some(files.join(", ")),
        url: None,
    });
    (name.to_owned(), form)
}

/// Where the last file name begins. A file name follows the text without a space, so it begins at a
/// capital or a digit right behind a small letter, a stop or a bracket.
fn file_start(text: &str) -> Option<usize> {
    let end = EXTENSION.find(text)?.start();
    let mut seams = Vec::new();
    let mut digit_seams = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < end) {
        let seam = before.is_some_and(|b| {
            (b.is_lowercase() && c.is_uppercase())
                || (matches!(b, '.' | ';' | ',' | ':' | ')' | '”' | '"')
                    && (c.is_uppercase() || c.is_ascii_digit()))
                || (matches!(b, '.' | ';') && c.is_lowercase())
        });
        if seam && text.len() - at <= LONGEST {
            seams.push(at);
        }
        if before.is_some_and(|b| b.is_ascii_digit())
            && c.is_uppercase()
            && text.len() - at <= LONGEST
        {
            digit_seams.push(at);
        }
        before = Some(c);
    }
    // Another file name before this one ends at its extension.
    let after_file = seams
        .iter()
        .copied()
        .filter(|at| EXTENSION.is_match(cut(text, 0, *at)))
        .max();
    if let Some(at) = after_file {
        return Some(at);
    }
    let ascii = |at: &&usize| rest(text, **at).is_ascii();
    let worded = |at: &&usize| FORM_WORD.is_match(rest(text, **at));
    seams
        .iter()
        .find(worded)
        .or_else(|| digit_seams.iter().find(worded))
        .or_else(|| seams.iter().find(ascii))
        .or(seams.last())
        .copied()
        .filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Option<String>) {
        let (name, form) = split(text);
        (name, form.and_then(|f| f.name))
    }

    #[test]
    fn a_file_name_is_taken_off_a_paper() {
        assert_eq!(
            read("Tờ khai theo mẫu;Mẫu 01.docx"),
            ("Tờ khai theo mẫu;".into(), Some("Mẫu 01.docx".into()))
        );
        assert_eq!(
            read("Bản đăng ký thủy sảnMau 02 TS. Giay.docx"),
            (
                "Bản đăng ký thủy sản".into(),
                Some("Mau 02 TS. Giay.docx".into())
            )
        );
    }

    #[test]
    fn several_file_names_are_all_taken_off() {
        assert_eq!(
            read("Bản kê khai.PL04.docxPL05.docx"),
            ("Bản kê khai.".into(), Some("PL04.docx, PL05.docx".into()))
        );
    }

    #[test]
    fn a_paper_without_a_file_stays_whole() {
        assert_eq!(read("Giấy chứng sinh"), ("Giấy chứng sinh".into(), None));
    }
}
