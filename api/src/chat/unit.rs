//! "UBND thị trấn Bần giờ là đâu?": what follows a place or an agency of the past, or that it is
//! still the one of today.

use std::fmt::Write;

use mobile_contract::Locale;
use mobile_contract::chat::{Message, Outcome};
use mobile_contract::names::NameBearer;

use super::answer;
use super::topic::Topic;
use super::turn::{Turn, blank};
use crate::kernel::words;
use crate::search::{Role, Understood};

/// Most bearers of one name that are told: same-named communes of several districts.
const BEARERS: usize = 4;
/// Words, folded, that ask what became of a name: "nay thuộc đâu", "sáp nhập vào xã nào".
const ASKING: [&str; 23] = [
    "nay", "gio", "bay", "hien", "tai", "la", "o", "dau", "thuoc", "ve", "vao", "sap", "nhap",
    "gop", "thanh", "doi", "ten", "con", "nao", "xa", "phuong", "huyen", "so",
];
/// Most holders that are named.
const HOLDERS: usize = 6;

impl Turn<'_> {
    /// Answers a message that says a name and nothing else that a procedure could be about.
    pub(super) fn unit(&self, understood: &Understood) -> Option<(Message, Topic)> {
        let words: Vec<_> = understood
            .terms
            .iter()
            .map(|term| term.syllable.clone())
            .collect();
        let names = &self.assistant.names;
        let spoken = names.spoken(&words, self.assistant.clock.today())?;
        let beside = understood.terms.iter().enumerate().any(|(at, term)| {
            let says_something = matches!(term.role, Role::Word | Role::Background);
            says_something
                && !spoken.own.contains(&at)
                && !ASKING.contains(&term.syllable.folded.as_str())
        });
        if beside || spoken.found.bearers.is_empty() {
            return None;
        }
        let bearers = spoken.found.bearers.iter().take(BEARERS);
        let lines: Vec<String> = bearers.map(|bearer| line(bearer, self.locale)).collect();
        let mut citations = Vec::new();
        for bearer in spoken.found.bearers.iter().take(BEARERS) {
            for citation in answer::citations(&bearer.sources) {
                if !citations.contains(&citation) {
                    citations.push(citation);
                }
            }
        }
        let message = Message {
            citations,
            ..blank(Outcome::Answered, lines.join("\n"))
        };
        Some((message, self.topic.clone()))
    }
}

fn line(bearer: &NameBearer, locale: Locale) -> String {
    let mut line = bearer.name.clone();
    if let Some(within) = bearer.within.as_ref().filter(|w| w.id != bearer.id) {
        // Writing to a String cannot fail.
        let _ = write!(line, " ({})", within.name);
    }
    let itself = bearer.holders.iter().any(|holder| holder.id == bearer.id);
    if itself {
        line.push_str(locale.pick(": hiện vẫn hoạt động.", ": still in place today."));
        return line;
    }
    if let Some(end) = bearer.valid_to {
        let end = words::date(end);
        let _ = match locale {
            Locale::Vi => write!(line, " có đến hết ngày {end}"),
            Locale::En => write!(line, " existed until {end}"),
        };
    }
    let more = bearer.holders.len() > HOLDERS;
    let holders: Vec<&str> = bearer
        .holders
        .iter()
        .take(HOLDERS)
        .map(|holder| holder.name.as_str())
        .collect();
    if holders.is_empty() {
        line.push_str(locale.pick(". Chưa rõ nơi nào thay.", ". What follows it is not known."));
        return line;
    }
    line.push_str(locale.pick(". Nay là: ", ". Today: "));
    line.push_str(&holders.join("; "));
    line.push_str(if more { "…" } else { "." });
    line
}
