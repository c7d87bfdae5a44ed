//! From a letter to a question: greetings, signatures, names and numbers go.

use mobile_contract::editorial::PersonalKind;
use mobile_contract::limits::FAQ_QUESTION_CHARS;

use super::sentences::{begins, capitalised, clauses, is_courtesy, plain, sentences};
use crate::editorial::personal::traces;
use crate::kernel::text::cut;

/// What tells who somebody is or how to reach them, folded.
const ABOUT_ONESELF: [&str; 34] = [
    "so dien thoai",
    "dien thoai",
    "sdt",
    "so dt",
    "dt",
    "lien he",
    "lien lac",
    "goi",
    "zalo",
    "email",
    "mail",
    "gmail",
    "dia chi",
    "cccd",
    "cmnd",
    "so cccd",
    "so cmnd",
    "so can cuoc",
    "can cuoc",
    "ho chieu so",
    "sinh nam",
    "sinh ngay",
    "que quan",
    "tru tai",
    "thuong tru",
    "tam tru tai",
    "hien o",
    "hien tru",
    "ho ten",
    "ho va ten",
    "nguoi gui",
    "nguoi hoi",
    "nha o",
    "o tai",
];

/// Before "hỏi", folded: they only lead up to the question.
const LEADING: [&str; 34] = [
    "da", "a", "xin", "cho", "toi", "em", "minh", "chau", "con", "bac", "muon", "can", "phep",
    "duoc", "thua", "kinh", "chao", "anh", "chi", "ad", "admin", "oi", "quy", "co", "quan", "nhe",
    "voi", "ban", "vui", "long", "ca", "nha", "moi", "nguoi",
];

/// What may stay behind it.
const AFTER_ASKING: [&str; 8] = ["la", "ve", "viec", "chut", "ti", "xiu", "rang", "nhe"];

/// In the place of what was taken out.
const TAKEN_OUT: &str = "…";

/// The question of a letter.
pub(in crate::editorial) fn question(letter: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for sentence in sentences(letter) {
        let clauses = clauses(&sentence);
        let clauses = clauses.iter().map(|clause| asked(clause));
        let clauses: Vec<&str> = clauses.filter(|c| !tells_of_the_sender(c)).collect();
        if !clauses.is_empty() {
            kept.push(clauses.join(", "));
        }
    }
    let text = match kept.is_empty() {
        true => letter.split_whitespace().collect::<Vec<_>>().join(" "),
        false => kept.join(" "),
    };
    // A capital letter may make a name of two words: looked at until nothing is found.
    let mut text = capitalised(&impersonal(&text));
    while !traces(&text, true).is_empty() {
        text = capitalised(&impersonal(&text));
    }
    cut(&text, FAQ_QUESTION_CHARS - 1)
}

/// Takes out what tells of a person.
fn impersonal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for trace in traces(text, true) {
        out.push_str(text.get(end..trace.at.start).unwrap_or_default());
        out.push_str(TAKEN_OUT);
        end = trace.at.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

/// What is asked, behind "cho em hỏi".
fn asked(clause: &str) -> &str {
    let mut rest = clause.trim_start();
    let mut behind = None;
    while let Some(word) = rest.split_whitespace().next() {
        let folded = plain(word);
        let asks = folded == "hoi";
        let words: &[&str] = if behind.is_some() {
            &AFTER_ASKING
        } else {
            &LEADING
        };
        if !asks && !words.contains(&folded.as_str()) {
            break;
        }
        rest = rest.get(word.len()..).unwrap_or_default().trim_start();
        if asks || behind.is_some() {
            behind = Some(rest);
        }
    }
    behind.map_or(clause, |rest| rest.trim_start_matches([':', ' ', '-']))
}

/// Whether words tell who asks, greet or thank, and ask nothing.
fn tells_of_the_sender(clause: &str) -> bool {
    let words = plain(clause);
    if words.is_empty() || is_courtesy(clause) {
        return true;
    }
    let found = traces(clause, true);
    let named = found.iter().any(|t| t.kind == PersonalKind::Name);
    let introduces = named
        && ["toi", "em", "minh", "chau", "con", "ten", "ho"]
            .iter()
            .any(|who| begins(&words, who))
        && (words.contains(" la ") || words.contains("ten "));
    let contact = ABOUT_ONESELF.iter().any(|about| begins(&words, about))
        && (!found.is_empty() || clause.chars().any(|c| c.is_ascii_digit()));
    // Nothing but what is taken out: "0912 345 678".
    let nothing_else = plain(&impersonal(clause)).is_empty();
    introduces || contact || nothing_else
}
