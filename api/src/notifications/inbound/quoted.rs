//! What somebody wrote in a reply, without the mail they reply to and without their signature.

/// Most lines over which a program breaks "On … wrote:".
const ATTRIBUTION_LINES: usize = 4;
/// Longest such line, in characters: a sentence of one's own that ends in "đã viết:" may be longer.
const ATTRIBUTION_CHARS: usize = 300;

/// Lines after which only the old mail follows, in lower case and without their dashes.
const DIVIDERS: [&str; 6] = [
    "original message",
    "forwarded message",
    "thư gốc",
    "tin nhắn gốc",
    "thư đã chuyển tiếp",
    "thư được chuyển tiếp",
];

/// How subjects of mail that is passed on begin, in lower case.
const FORWARDS: [&str; 5] = ["fw:", "fwd:", "chuyển tiếp:", "chuyển:", "tr:"];

/// Those of [`DIVIDERS`] below which a mail stands that is passed on.
const PASSED_ON: [&str; 4] = [
    "forwarded message",
    "thư đã chuyển tiếp",
    "thư được chuyển tiếp",
    "begin forwarded message:",
];

/// What phones write below a mail.
const PHONES: [&str; 6] = [
    "sent from my ",
    "get outlook for ",
    "đã gửi từ iphone",
    "gửi từ ",
    "được gửi từ ",
    "tải outlook cho ",
];

/// Whether a mail passes another one on: then that is what its writer wants read.
pub(super) fn passes_on(subject: &str, text: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    let divides = |line: &str| {
        let low = line.trim().to_lowercase();
        let bare = low.trim_matches(|c: char| matches!(c, '-' | '_' | '*' | ' '));
        PASSED_ON.contains(&bare)
    };
    FORWARDS.iter().any(|words| subject.starts_with(words)) || text.lines().any(divides)
}

/// The writer's own words.
///
/// Lines quoted by `>` go, wherever they stand; what is written between them stays. Below "On …
/// wrote:" without such marks, below a header block of Outlook's and below a divider everything
/// goes. So does what follows the line `-- `.
#[must_use]
pub fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut own: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        let rest = lines.get(at..).unwrap_or_default();
        if ends_here(rest) {
            break;
        }
        if let Some(length) = attribution(rest) {
            if !quote_follows(rest.get(length..).unwrap_or_default()) {
                break;
            }
            at += length;
            continue;
        }
        if !line.trim_start().starts_with('>') {
            own.push(line);
        }
        at += 1;
    }
    tidy(&own)
}

/// Whether nothing of the writer's own follows.
fn ends_here(rest: &[&str]) -> bool {
    let line = rest.first().copied().unwrap_or_default();
    // The line is `-- `; programs that take spaces off its end leave `--`.
    let low = line.trim().to_lowercase();
    if low == "--" || PHONES.iter().any(|phone| low.starts_with(phone)) && is_last(rest) {
        return true;
    }
    let bare = low.trim_matches(|c: char| matches!(c, '-' | '_' | '*' | ' '));
    let dashed = low.starts_with("--") || low.starts_with("__");
    if dashed && DIVIDERS.contains(&bare) {
        return true;
    }
    is_header_block(rest)
}

/// Whether only a little follows, or something quoted: a phone's line stands at the end.
fn is_last(rest: &[&str]) -> bool {
    let mut after = rest.iter().skip(1).filter(|line| !line.trim().is_empty());
    after.next().is_none_or(|line| {
        line.trim_start().starts_with('>')
            || attribution(&[line]).is_some()
            || line.starts_with("__")
    }) || attribution_soon(rest)
}

fn attribution_soon(rest: &[&str]) -> bool {
    (1..4).any(|skip| {
        rest.get(skip..)
            .is_some_and(|rest| attribution(rest).is_some() || is_header_block(rest))
    })
}

/// Outlook puts From, Sent, To and Subject before the old mail, with a line above or not.
fn is_header_block(rest: &[&str]) -> bool {
    let starts = |line: Option<&&str>, names: &[&str]| {
        let low = line.map(|line| line.trim().trim_matches('*').to_lowercase());
        low.is_some_and(|low| names.iter().any(|name| low.starts_with(name)))
    };
    let mut lines = rest.iter().filter(|line| !line.trim().is_empty());
    let mut first = lines.next();
    if first.is_some_and(|line| line.len() >= 10 && line.trim().chars().all(|c| c == '_')) {
        first = lines.next();
    }
    starts(first, &["from:", "từ:", "người gửi:"])
        && starts(
            lines.next(),
            &["sent:", "date:", "đã gửi:", "ngày:", "ngày gửi:", "gửi:"],
        )
}

/// How many lines "On … wrote:" takes, when it begins here.
fn attribution(rest: &[&str]) -> Option<usize> {
    let first = rest.first()?.trim().to_lowercase();
    let opens = ["on ", "vào ", "lúc ", "ngày ", "thứ ", "chủ nhật", "cn, "];
    if !opens.iter().any(|open| first.starts_with(open))
        || !first.chars().any(|c| c.is_ascii_digit())
    {
        return None;
    }
    let mut said = String::new();
    for (n, line) in rest.iter().take(ATTRIBUTION_LINES).enumerate() {
        if line.trim().is_empty() {
            return None;
        }
        said.push_str(line.trim());
        said.push(' ');
        let low = said.trim_end().to_lowercase();
        if low.chars().count() > ATTRIBUTION_CHARS {
            return None;
        }
        if ["wrote:", "đã viết:", "viết:", "đã ghi:"]
            .iter()
            .any(|end| low.ends_with(end))
        {
            return Some(n + 1);
        }
    }
    None
}

fn quote_follows(rest: &[&str]) -> bool {
    let next = rest.iter().find(|line| !line.trim().is_empty());
    next.is_some_and(|line| line.trim_start().starts_with('>'))
}

/// Without empty lines at both ends, and with at most one in a row.
fn tidy(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut empty = 0;
    for line in lines {
        if line.trim().is_empty() {
            empty += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        text.push_str(line);
        empty = 0;
    }
    text
}
