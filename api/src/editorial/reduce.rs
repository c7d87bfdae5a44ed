//! From a letter to a question, and from an answer to somebody to one for all: greetings, signatures, names
//! and numbers go. A person reads it afterwards; this only spares them the typing.

use mobile_contract::editorial::PersonalKind;
use mobile_contract::limits::{FAQ_ANSWER_CHARS, FAQ_QUESTION_CHARS};
use mobile_contract::text::fold;

use super::personal::traces;
use crate::kernel::text::cut;

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
/// Sentences that "trả lời … như sau" leads in.
const LEAD_INS: [&str; 3] = ["tra loi", "phuc dap", "co y kien"];

/// The question of a letter.
pub(super) fn question(letter: &str) -> String {
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

/// An answer without its salutation and its close.
pub(super) fn answer(letter: &str) -> String {
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

/// Sentences of all lines, each with its mark. A dot within a code or an amount ends none.
fn sentences(text: &str) -> Vec<String> {
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

fn clauses(sentence: &str) -> Vec<&str> {
    sentence
        .split(',')
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
        .collect()
}

/// The words of a text, folded, one space between them.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn begins(plain: &str, with: &str) -> bool {
    plain
        .strip_prefix(with)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn is_courtesy(text: &str) -> bool {
    let plain = plain(text);
    COURTESY.iter().any(|words| begins(&plain, words))
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

fn capitalised(text: &str) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_question_of_a_letter_is_what_it_asks() {
        for (letter, asks) in [
            (
                "Kính gửi Sở Tư pháp. Tôi tên là Nguyễn Văn An, số điện thoại 0912345678, cho tôi hỏi làm khai sinh quá hạn có bị phạt không? Xin cảm ơn.",
                "Làm khai sinh quá hạn có bị phạt không?",
            ),
            (
                "dạ cho em hỏi con em mất giấy khai sinh thì xin lại ở đâu ạ",
                "Con em mất giấy khai sinh thì xin lại ở đâu ạ",
            ),
            (
                "Chào anh chị,\ntrú tại số nhà 12 xã Yên Mỹ, sinh năm 1990.\nĐổi ngày sinh trên căn cước cần giấy tờ gì?\nTrân trọng",
                "Đổi ngày sinh trên căn cước cần giấy tờ gì?",
            ),
            (
                "Hộ chiếu của chị Hoa hết hạn thì đổi ở đâu?",
                "Hộ chiếu của chị … hết hạn thì đổi ở đâu?",
            ),
            (
                "lệ phí 1.000.000 đồng đúng không",
                "Lệ phí 1.000.000 đồng đúng không",
            ),
        ] {
            assert_eq!(question(letter), asks);
        }
    }

    #[test]
    fn an_answer_is_left_without_its_salutation() {
        for (letter, says) in [
            (
                "Chào bạn. Bạn mang giấy hẹn đến một cửa.",
                "Bạn mang giấy hẹn đến một cửa.",
            ),
            (
                "Chào bạn, bạn nộp tờ khai tại xã.\nTrân trọng.",
                "Bạn nộp tờ khai tại xã.",
            ),
            (
                "Kính gửi bà Lan\nSở Tư pháp trả lời phiếu của bà như sau:\nMang chứng sinh.\n\nXin cảm ơn bà.",
                "Mang chứng sinh.",
            ),
            ("Nộp tờ khai. Cảm ơn bạn.", "Nộp tờ khai."),
        ] {
            assert_eq!(answer(letter), says);
        }
    }

    proptest! {
        #[test]
        fn no_question_tells_of_a_person(text in "[a-zA-ZÀ-ỹ0-9 .,?@\n]{0,200}") {
            prop_assert!(traces(&question(&text), true).is_empty(), "{}", question(&text));
        }

        #[test]
        fn nothing_panics_and_all_is_bounded(text in "\\PC{0,400}") {
            prop_assert!(question(&text).chars().count() <= FAQ_QUESTION_CHARS);
            prop_assert!(answer(&text).chars().count() <= FAQ_ANSWER_CHARS);
        }
    }
}
