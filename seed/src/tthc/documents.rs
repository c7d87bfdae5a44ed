//! The table "Thành phần hồ sơ": cases by headings, and papers that end with their counts.

use mobile_contract::knowledge::{Case, Document, DocumentRole};
use regex::Captures;

use super::PartState;
use super::rows::{Entry, Rows};
use super::tidy::{self, cut, rest};
use crate::pattern::pattern;

const HEADER: &str = "Tên giấy tờMẫu đơn, tờ khaiSố lượng";

/// The longest heading that can serve as a name of a case, in characters.
const NAME_CHARS: usize = 80;

/// The papers of a procedure.
#[derive(Debug, Default)]
pub(super) struct Papers {
    /// The usual case first, with neither name nor papers when all headings name cases.
    pub cases: Vec<Case>,
    /// Text that is no paper: remarks, or everything when it could not be taken apart.
    pub stated: Option<String>,
    pub state: PartState,
}

// The column of counts. In sentences a space or a stop follows "bản chính"; the column is followed
// by the next paper at once, or by nothing.
pattern!(
    COUNT,
    r"(\d+) bản chính(?:,\s*(\d+) bản (?:sao|chụp))?(?:,\s*\d+ bản chụp)?"
);
pattern!(
    USUAL,
    r"(?i)^(?:thành phần hồ sơ|hồ sơ|bao gồm|gồm|các giấy tờ|giấy tờ|số lượng hồ sơ|thành phần)[^:]{0,40}?(?:bao gồm|gồm|gồm có|sau đây|sau)?\s*:?$"
);
pattern!(SHOW, r"(?i)xuất trình");
pattern!(
    HAND_IN,
    r"(?i)(?:giấy tờ|tài liệu)[^:]{0,20} (?:phải|cần) nộp|^nộp"
);
pattern!(REMARK, r"(?i)^(?:lưu ý|ghi chú|chú ý)");
pattern!(
    CONSISTS,
    r"(?i)[,:;]?\s*(?:thành phần\s+)?(?:hồ sơ)?\s*(?:phải có|(?:bao )?gồm(?: có)?)\s*:?$"
);
pattern!(HEADING_CASE, r"(?i)trường hợp|đối với");

pub(super) fn papers(text: &str) -> Papers {
    let dashes = |t: &str| t.chars().all(|c| c == '-' || c.is_whitespace());
    if dashes(text) {
        return Papers::default();
    }
    let mut parts = text.split(HEADER);
    let mut heading = parts.next().unwrap_or_default().to_owned();
    let mut reading = Reading::default();
    let mut any = false;
    for part in parts {
        any = true;
        let (papers, tail) = split(part);
        reading.section(&heading, papers);
        heading = tail.to_owned();
    }
    if !any || reading.broken || reading.empty() {
        return Papers {
            cases: Vec::new(),
            stated: Some(whole(text)),
            state: PartState::Unparsed,
        };
    }
    reading.remark(&heading);
    // Where rules outnumber papers, the list of papers is not to be relied on alone.
    let (stated, state) = if reading.rules > reading.papers {
        (Some(whole(text)), PartState::Unparsed)
    } else {
        let remarks = &reading.remarks;
        let stated = (!remarks.is_empty()).then(|| remarks.join("\n"));
        (stated, PartState::Parsed)
    };
    Papers {
        cases: reading.cases(),
        stated,
        state,
    }
}

/// The text with a line break instead of each header.
fn whole(text: &str) -> String {
    let lines: Vec<String> = text
        .split(HEADER)
        .map(tidy::line)
        .filter(|line| !line.is_empty() && line != "--")
        .collect();
    lines.join("\n")
}

/// Splits a table at its counts. What follows the last count is the heading of the next table.
fn split(part: &str) -> (Vec<Entry>, &str) {
    let mut entries = Vec::new();
    let mut from = 0;
    for count in COUNT.captures_iter(part) {
        let Some((digits_at, end)) = count.get(0).map(|m| (m.start(), m.end())) else {
            continue;
        };
        if !is_column(rest(part, end)) && !is_glued(cut(part, from, digits_at), rest(part, end)) {
            continue;
        }
        let (name_end, originals) = originals(part, digits_at, &count);
        let name = cut(part, from, name_end).trim();
        if name.is_empty() {
            // A row without a name; "01 bản chính Giấy phép" is a name that begins with a count.
            if !rest(part, end).starts_with(char::is_whitespace) {
                from = end;
            }
            continue;
        }
        entries.push(Entry {
            name: name.to_owned(),
            originals,
            copies: copies(&count),
        });
        from = end;
    }
    (entries, rest(part, from).trim())
}

/// Whether a count ends its cell here.
fn is_column(after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        None => true,
        Some(c) if c.is_whitespace() => chars
            .find(|c| !c.is_whitespace())
            .is_none_or(|c| !c.is_lowercase() && !matches!(c, '(' | ',' | ';')),
        Some('.' | ',' | ';' | ':' | ')' | '/' | '”' | '"') => false,
        Some('(') => chars
            .next()
            .is_some_and(|c| c.is_ascii_digit() || c == 'i' || c == '*'),
        Some(_) => true,
    }
}

/// Whether a count that a bracket or a stop follows is glued to the name before it, which no
/// sentence does.
fn is_glued(before: &str, after: &str) -> bool {
    let glued = before.ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | '.' | ';' | '”'));
    glued && after.trim_start().starts_with(['(', '.', ';', '“', '"'])
}

/// Where the name ends and how many originals there are. Digits of the name may be glued to the
/// count ("Mẫu 03" + "1 bản chính"): then only the last digit can be the count, and a number that
/// could be either is left open.
fn originals(part: &str, digits_at: usize, count: &Captures<'_>) -> (usize, Option<u16>) {
    let digits = count.get(1).map_or("", |m| m.as_str());
    let last = digits_at + digits.len().saturating_sub(1);
    let last_digit = digits
        .chars()
        .last()
        .and_then(|c| c.to_digit(10))
        .and_then(|n| u16::try_from(n).ok());
    if digits.len() == 1 {
        return (digits_at, last_digit.filter(|n| *n > 0));
    }
    let before = cut(part, 0, digits_at).chars().last();
    let number: Option<u16> = digits.parse().ok();
    let in_name = before.is_some_and(|c| c.is_whitespace() || matches!(c, '/' | '-' | '.' | '_'))
        || digits.starts_with('0');
    match number {
        _ if in_name => (last, last_digit.filter(|n| *n > 0)),
        Some(n @ (10 | 15 | 20 | 30)) => (digits_at, Some(n)),
        _ => (last, None),
    }
}

fn copies(count: &Captures<'_>) -> Option<u16> {
    count
        .get(2)?
        .as_str()
        .parse()
        .ok()
        .filter(|n| (1..100).contains(n))
}

/// The cases while they are being read.
#[derive(Default)]
struct Reading {
    usual: Vec<Document>,
    named: Vec<Case>,
    remarks: Vec<String>,
    broken: bool,
    papers: usize,
    rules: usize,
}

impl Reading {
    fn empty(&self) -> bool {
        self.usual.is_empty() && self.named.iter().all(|case| case.documents.is_empty())
    }

    fn section(&mut self, heading: &str, entries: Vec<Entry>) {
        let heading = tidy::line(heading);
        let heading = tidy::without_mark(heading.trim_matches('-')).trim();
        // A heading that closes a bracket it never opened is the rest of something else.
        self.broken |= heading.starts_with([')', ',', ';', '.']);
        if REMARK.is_match(heading) {
            self.remarks.push(heading.to_owned());
            self.remarks
                .extend(entries.into_iter().map(|entry| tidy::line(&entry.name)));
            return;
        }
        let role = if SHOW.is_match(heading) && !HAND_IN.is_match(heading) {
            DocumentRole::Show
        } else {
            DocumentRole::Submit
        };
        let role_only = (SHOW.is_match(heading) || HAND_IN.is_match(heading))
            && !HEADING_CASE.is_match(heading);
        let usual = heading.is_empty() || USUAL.is_match(heading) || role_only;
        let mut rows = Rows::new(role);
        for entry in &entries {
            rows.entry(entry);
        }
        rows.close();
        self.papers += rows.documents.len();
        self.rules += rows.rules;
        if !usual && !rows.remarks.is_empty() {
            self.remarks.push(heading.to_owned());
        }
        self.remarks.append(&mut rows.remarks);
        if usual {
            self.usual.append(&mut rows.documents);
        } else {
            self.named.push(named(heading, rows.documents));
        }
    }

    /// A heading at the end, with no table after it.
    fn remark(&mut self, heading: &str) {
        let heading = tidy::line(heading);
        let heading = heading.trim_matches(['-', ' ']);
        if !heading.is_empty() {
            self.remarks.push(heading.to_owned());
        }
    }

    fn cases(self) -> Vec<Case> {
        let usual = Case {
            documents: self.usual,
            ..Case::default()
        };
        [usual]
            .into_iter()
            .chain(
                self.named
                    .into_iter()
                    .filter(|case| !case.documents.is_empty()),
            )
            .collect()
    }
}

/// A case named by its heading; a long heading says when it applies and gives a short name.
fn named(heading: &str, documents: Vec<Document>) -> Case {
    let heading = CONSISTS.replace(heading, "");
    let heading = heading.trim_end_matches([':', ' ', ';', ',']);
    if heading.chars().count() <= NAME_CHARS {
        return Case {
            name: Some(heading.to_owned()),
            documents,
            ..Case::default()
        };
    }
    let short: String = heading.chars().take(NAME_CHARS).collect();
    let short = short
        .rsplit_once(' ')
        .map_or(short.as_str(), |(words, _)| words);
    let name = format!("{}…", short.trim_end_matches([',', ';', ':', ' ']));
    Case {
        name: Some(name),
        when: Some(heading.to_owned()),
        documents,
        ..Case::default()
    }
}

#[cfg(test)]
#[path = "documents_tests.rs"]
mod tests;
