//! The table "Thành phần hồ sơ": cases by headings, and papers that end with their counts.

use mobile_contract::knowledge::{Case, Document, DocumentRole};
use regex::Captures;

use super::tidy::{self, cut, pattern, rest};
use super::{PartState, forms};

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
    let stated = (!reading.remarks.is_empty()).then(|| reading.remarks.join("\n"));
    Papers {
        cases: reading.cases(),
        stated,
        state: PartState::Parsed,
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

/// One paper as it stands in the table.
struct Entry {
    name: String,
    originals: Option<u16>,
    copies: Option<u16>,
}

/// Splits a table at its counts. What follows the last count is the heading of the next table.
fn split(part: &str) -> (Vec<Entry>, &str) {
    let mut entries = Vec::new();
    let mut from = 0;
    for count in COUNT.captures_iter(part) {
        let Some((digits_at, end)) = count.get(0).map(|m| (m.start(), m.end())) else {
            continue;
        };
        if !is_column(rest(part, end)) {
            continue;
        }
        let (name_end, originals) = originals(part, digits_at, &count);
        let name = cut(part, from, name_end).trim();
        if name.is_empty() {
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
        let mut documents = Vec::new();
        for entry in &entries {
            self.entry(entry, role, &mut documents);
        }
        let role_only = (SHOW.is_match(heading) || HAND_IN.is_match(heading))
            && !HEADING_CASE.is_match(heading);
        if heading.is_empty() || USUAL.is_match(heading) || role_only {
            self.usual.extend(documents);
        } else {
            self.named.push(named(heading, documents));
        }
    }

    fn entry(&mut self, entry: &Entry, role: DocumentRole, documents: &mut Vec<Document>) {
        let (name, form) = forms::split(&tidy::line(&entry.name));
        let name = tidy::without_mark(&name)
            .trim_end_matches([';', ',', ' '])
            .to_owned();
        if REMARK.is_match(&name) {
            self.remarks.push(name);
            return;
        }
        let name = match (&form, name.is_empty()) {
            // A row with nothing but a file: the file is all that is known of it.
            (Some(form), true) => form.name.clone().unwrap_or_default(),
            _ => name,
        };
        let role = if name.to_lowercase().starts_with("xuất trình") {
            DocumentRole::Show
        } else {
            role
        };
        let Entry {
            originals, copies, ..
        } = *entry;
        documents.push(Document {
            name,
            role,
            originals,
            copies,
            form,
            needed_when: None,
            note: None,
        });
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
