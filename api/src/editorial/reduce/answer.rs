//! From an answer to somebody to one for all: salutation and close go.

use mobile_contract::limits::FAQ_ANSWER_CHARS;

use super::sentences::{capitalised, clauses, is_courtesy, plain, sentences};
use crate::kernel::text::cut;

/// Sentences that "trả lời … như sau" leads in.
const LEAD_INS: [&str; 3] = ["tra loi", "phuc dap", "co y kien"];

/// An answer without its salutation and its close.
pub(in crate::editorial) fn answer(letter: &str) -> String {
    let mut lines: Vec<String> = letter.lines().map(|line| line.trim().to_owned()).collect();
    while let Some(first) = lines.first_mut() {
        let rest = without_salutation(first);
        if !rest.is_empty() {
            *first = capitalised(&rest);
            break;
        }
        lines.remove(0);
    }
    while lines
        .last()
        .is_some_and(|line| line.is_empty() || is_courtesy(line))
    {
        lines.pop();
    }
    if let Some(last) = lines.last_mut() {
        let mut parts = sentences(last);
        while parts.len() > 1 && parts.last().is_some_and(|s| is_courtesy(s)) {
            parts.pop();
        }
        *last = parts.join(" ");
    }
    cut(lines.join("\n").trim(), FAQ_ANSWER_CHARS - 1)
}

fn without_salutation(line: &str) -> String {
    let mut parts = sentences(line);
    while parts.first().is_some_and(|s| is_salutation(s)) {
        parts.remove(0);
    }
    let Some(first) = parts.first_mut() else {
        return String::new();
    };
    let clauses = clauses(first);
    let greeting = clauses.len() > 1 && clauses.first().is_some_and(|c| is_courtesy(c));
    if greeting {
        let rest: Vec<&str> = clauses.into_iter().skip(1).collect();
        *first = rest.join(", ");
    }
    parts.join(" ")
}

/// "Chào bạn.", "Kính gửi bà Lan,", "Sở Tư pháp trả lời phiếu của bạn như sau:".
fn is_salutation(sentence: &str) -> bool {
    let words = plain(sentence);
    let short = !sentence.trim_end_matches(',').contains(',');
    let leads_in = words.ends_with("nhu sau") && LEAD_INS.iter().any(|lead| words.contains(lead));
    is_courtesy(sentence) && short || leads_in
}
