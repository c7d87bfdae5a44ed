//! Lists of an answer, bounded.

use mobile_contract::Locale;

use crate::kernel::text::cut;

/// Most items of a list in one answer.
const ITEMS: usize = 8;
/// Longest line of a list, in characters.
pub(super) const LONG_LINE: usize = 300;

pub(super) fn listed(items: &[String], locale: Locale) -> Vec<String> {
    bounded(items, locale, |_, item| format!("- {item}"))
}

pub(super) fn numbered(items: &[String], locale: Locale) -> Vec<String> {
    bounded(items, locale, |index, item| {
        format!("{}. {item}", index + 1)
    })
}

/// As many items as fit an answer, each cut to a few lines of a phone.
fn bounded(items: &[String], locale: Locale, line: impl Fn(usize, &str) -> String) -> Vec<String> {
    let kept = items.iter().take(ITEMS).enumerate();
    let mut lines: Vec<String> = kept
        .map(|(index, item)| line(index, &cut(&one_line(item), LONG_LINE)))
        .collect();
    let shortened =
        items.len() > ITEMS || items.iter().any(|item| item.chars().count() > LONG_LINE);
    if shortened {
        let more = locale.pick(
            "Đầy đủ trên trang thủ tục.",
            "In full on the procedure's page.",
        );
        lines.push(more.to_owned());
    }
    lines
}

/// Imported texts break lines wherever the portal did.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
