//! Facts in words: fees, time limits, papers and the names of the contract's terms, in both
//! languages.
//!
//! The chat and the pages say the same fact with the same words, so the wording lives here. What
//! the source wrote (notes, exemptions, names of papers) stays in the source's language: a wrong
//! translation of a legal text is worse than none.

mod lines;
mod names;

pub use lines::{
    document_counts, document_line, exemptions_line, fee_amount, fee_line, form_name, length,
    needed_when_line, time_amount, time_limit_line,
};
pub use names::{
    audience_name, basis_name, bodies, channel_name, date, decimal, dong, facet_name, level_name,
    not_stated, number, online_name, presence_name, role_name,
};

/// Joins sentences of which the source may or may not have ended some with a full stop.
/// A single one stays without: it stands in a list or a table.
fn join_sentences(sentences: &[String]) -> String {
    let clean: Vec<String> = sentences
        .iter()
        .map(|s| upper_first(trim_end(s)))
        .filter(|s| !s.is_empty())
        .collect();
    let mut line = clean.join(". ");
    if clean.len() > 1 {
        line.push('.');
    }
    line
}

fn trim_end(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ';', ',', ' '])
}

/// Names in a row: `Trực tiếp tại quầy, trực tuyến`. Only the first keeps its capital.
#[must_use]
pub fn enumerate(names: &[&str]) -> String {
    let mut out = String::new();
    for (i, name) in names.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        // In English the name of a people keeps its capital.
        if i == 0 || name.starts_with("Vietnamese") {
            out.push_str(name);
        } else {
            out.push_str(&lower_first(name));
        }
    }
    out
}

/// Why something is not done yet, and how long to wait.
#[must_use]
pub fn and_wait(why: &str, seconds: u64, locale: mobile_contract::Locale) -> String {
    let minutes = seconds.div_ceil(60).max(1);
    let (number, unit) = if minutes <= 60 {
        (minutes, locale.pick("phút", "min"))
    } else {
        (minutes.div_ceil(60), locale.pick("giờ", "h"))
    };
    let most = locale.pick("Thời gian chờ: không quá", "Time to wait: at most");
    let wait = format!("{most} {number} {unit}.");
    format!("{}. {wait}", why.trim_end_matches('.'))
}

/// The text with its first letter as a capital.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The text with its first letter small, unless the word is an abbreviation ("HĐND").
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    if chars.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(chars).collect()
}

#[cfg(test)]
mod tests;
