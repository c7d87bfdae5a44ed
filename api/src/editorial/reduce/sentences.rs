//! Sentences and clauses of a letter, and words as they are compared.

use mobile_contract::text::fold;

/// What greets, thanks or closes, folded: a sentence that begins so asks nothing.
const COURTESY: [&str; 22] = [
    "kinh gui",
    "kinh chao",
    "kinh thua",
    "xin chao",
    "da chao",
    "da thua",
    "thua",
    "chao",
    "alo",
    "hello",
    "hi",
    "dear",
    "xin cam on",
    "cam on",
    "em cam on",
    "toi cam on",
    "chau cam on",
    "tran trong",
    "mong duoc",
    "mong som",
    "rat mong",
    "chan thanh",
];

/// Sentences of all lines, each with its mark. A dot within a code or an amount ends none.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in text.lines() {
        let mut sentence = String::new();
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            sentence.push(c);
            let ends = matches!(c, '.' | '?' | ';' | '!' | '…')
                && chars.peek().is_none_or(|next| next.is_whitespace());
            if ends {
                all.push(std::mem::take(&mut sentence));
            }
        }
        all.push(sentence);
    }
    let trimmed = all.iter().map(|s| s.trim().to_owned());
    trimmed
        .filter(|s| s.chars().any(char::is_alphanumeric))
        .collect()
}

pub(super) fn clauses(sentence: &str) -> Vec<&str> {
    sentence
        .split(',')
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
        .collect()
}

/// The words of a text, folded, one space between them.
pub(super) fn plain(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn begins(plain: &str, with: &str) -> bool {
    plain
        .strip_prefix(with)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

pub(super) fn is_courtesy(text: &str) -> bool {
    let plain = plain(text);
    COURTESY.iter().any(|words| begins(&plain, words))
}

pub(super) fn capitalised(text: &str) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
