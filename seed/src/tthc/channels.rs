//! The table "Cách thức thực hiện": a row per channel with time, fees and a description.

use mobile_contract::knowledge::{Channel, TimeUnit};

use super::numbers::Decimal;
use super::tidy::{self, NO_INFO, cut, rest};
use crate::pattern::pattern;

const HEADER: &str = "Hình thức nộpThời gianPhí, lệ phíMô tả";

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableRow {
    pub channel: Channel,
    pub time: Time,
    pub fees: Vec<FeeCell>,
    pub description: String,
    /// The row as it came, on one line.
    pub stated: String,
}

/// What stands in the column of time.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Time {
    NotStated,
    Words(String),
    Number(Decimal, Option<TimeUnit>),
    /// Glued to the digits of the first fee.
    Glued,
}

/// One fee of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FeeCell {
    pub price: Price,
    pub note: String,
}

/// What stands in the column of fees.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Price {
    NotStated,
    Free,
    /// An amount as written, in đồng.
    Dong(String),
    /// A number in which the time and the amount in đồng are glued together.
    Glued(String),
    /// An amount in another currency, as written.
    Foreign(String),
}

/// The table, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    pub rows: Vec<TableRow>,
    /// The text without its header, a row on a line.
    pub stated: String,
    /// Whether all of the text went into rows.
    pub whole: bool,
}

pattern!(CHANNEL, "Trực tuyến|Dịch vụ bưu chính|Trực tiếp");
// The column of time, then the beginning of the column of fees.
pattern!(
    TIMED,
    r"^\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*(Ngày làm việc|Giờ làm việc|Ngày|Giờ|Phút|Tháng|Năm|Tuần|Buổi)\s*((?:Miễn phí|Không có thông tin|\d[\d.,]*\s*(?:Việt Nam Đồng|[A-ZĐ]{3})))"
);
pattern!(
    UNTIMED,
    r"^\s*Không có thông tin\s*(Miễn phí|Không có thông tin|\d[\d.,]*\s*(?:Việt Nam Đồng|[A-ZĐ]{3}))"
);
pattern!(BARE, r"^(\d{1,4}(?:[.,]\d)?)(Miễn phí|Không có thông tin)");
pattern!(GLUED, r"^(\d[\d.,]*)\s*(Việt Nam Đồng|VNĐ|VND)");
pattern!(
    WORDS,
    r"^(\p{Lu}[^()]{0,300}?)\s*(Miễn phí|Không có thông tin|\d[\d.,]*\s*(?:Việt Nam Đồng|VNĐ|VND|USD))"
);
pattern!(
    FEE,
    r"^\s*(?:(Miễn phí)|(Không có thông tin)|(\d[\d.,]*)\s*(Việt Nam Đồng|[A-ZĐ]{3}))"
);

/// Takes the table apart. `None` when the field is empty.
pub(super) fn table(text: &str) -> Option<Table> {
    let body = text.strip_prefix(HEADER).map(str::trim);
    if text.is_empty() || body == Some("") {
        return None;
    }
    let Some(body) = body else {
        return Some(Table {
            stated: text.to_owned(),
            ..Table::default()
        });
    };
    let starts = starts(body);
    let ends = starts.iter().skip(1).map(|s| s.at).chain([body.len()]);
    let mut table = Table {
        whole: starts.first().is_some_and(|s| s.at == 0),
        ..Table::default()
    };
    let mut lines = vec![cut(body, 0, starts.first().map_or(body.len(), |s| s.at)).to_owned()];
    for (start, end) in starts.iter().zip(ends) {
        let stated = tidy::line(cut(body, start.at, end));
        table.rows.push(TableRow {
            stated: stated.clone(),
            ..row(start, cut(body, start.fee_at, end))
        });
        lines.push(stated);
    }
    lines.retain(|line| !line.is_empty());
    table.stated = lines.join("\n");
    Some(table)
}

/// Where a row begins, and where its fees begin.
struct Start {
    at: usize,
    channel: Channel,
    time: Time,
    fee_at: usize,
}

/// The words for channels also occur inside descriptions. A row begins only where one is followed
/// by a time and a fee.
fn starts(body: &str) -> Vec<Start> {
    let mut found = Vec::new();
    let mut after = 0;
    for word in CHANNEL.find_iter(body) {
        if word.start() < after {
            continue;
        }
        let Some((time, fee_at)) = time(rest(body, word.end())) else {
            continue;
        };
        let channel = match word.as_str() {
            "Trực tuyến" => Channel::Online,
            "Trực tiếp" => Channel::InPerson,
            _ => Channel::Post,
        };
        after = word.end() + fee_at;
        found.push(Start {
            at: word.start(),
            channel,
            time,
            fee_at: after,
        });
    }
    found
}

/// The column of time at the beginning of a text, and where the column of fees begins.
fn time(text: &str) -> Option<(Time, usize)> {
    if let Some(found) = TIMED.captures(text) {
        let number = Decimal::parse(found.get(1)?.as_str())?;
        let unit = unit(found.get(2)?.as_str());
        return Some((Time::Number(number, unit), found.get(3)?.start()));
    }
    if let Some(found) = UNTIMED.captures(text) {
        return Some((Time::NotStated, found.get(1)?.start()));
    }
    if let Some(found) = BARE.captures(text) {
        return Some((
            Time::Number(Decimal::parse(found.get(1)?.as_str())?, None),
            found.get(2)?.start(),
        ));
    }
    if GLUED.is_match(text) {
        return Some((Time::Glued, 0));
    }
    let found = WORDS.captures(text)?;
    let words = found.get(1)?.as_str();
    if CHANNEL.is_match(words) {
        return None;
    }
    let time = if tidy::says_nothing(words) && words != "Không quy định" {
        Time::NotStated
    } else {
        Time::Words(tidy::line(words))
    };
    Some((time, found.get(2)?.start()))
}

fn unit(word: &str) -> Option<TimeUnit> {
    Some(match word {
        "Ngày làm việc" => TimeUnit::WorkingDay,
        "Giờ làm việc" => TimeUnit::WorkingHour,
        "Ngày" => TimeUnit::CalendarDay,
        "Giờ" => TimeUnit::Hour,
        "Phút" => TimeUnit::Minute,
        "Tháng" => TimeUnit::Month,
        "Năm" => TimeUnit::Year,
        "Buổi" => TimeUnit::HalfDay,
        _ => return None,
    })
}

fn row(start: &Start, mut text: &str) -> TableRow {
    let mut fees = Vec::new();
    while let Some((price, end)) = price(text, start.time == Time::Glued && fees.is_empty()) {
        let (note, used) = note(rest(text, end));
        fees.push(FeeCell {
            price,
            note: tidy::line(note),
        });
        text = rest(text, end + used);
        // "Không có thông tin" after a fee begins the description.
        if text.starts_with(NO_INFO) {
            break;
        }
    }
    // A bracket too many after a note.
    let text = text.trim_start_matches([')', ' ']);
    let description = tidy::line(text.strip_prefix(NO_INFO).unwrap_or(text));
    TableRow {
        channel: start.channel,
        time: start.time.clone(),
        fees,
        description,
        stated: String::new(),
    }
}

fn price(text: &str, glued: bool) -> Option<(Price, usize)> {
    let found = FEE.captures(text)?;
    let end = found.get(0)?.end();
    if found.get(1).is_some() {
        return Some((Price::Free, end));
    }
    if found.get(2).is_some() {
        return Some((Price::NotStated, end));
    }
    let digits = found.get(3)?.as_str().to_owned();
    let price = match found.get(4)?.as_str() {
        "Việt Nam Đồng" | "VNĐ" | "VND" if glued => Price::Glued(digits),
        "Việt Nam Đồng" | "VNĐ" | "VND" => Price::Dong(digits),
        currency => Price::Foreign(format!("{digits} {currency}")),
    };
    Some((price, end))
}

/// The note in brackets behind a fee, and how many bytes it takes. Brackets of lists, as in "a)",
/// do not close it; when one bracket too few closes it, it ends at the last one.
fn note(text: &str) -> (&str, usize) {
    if !text.starts_with('(') {
        return ("", 0);
    }
    let mut depth = 0usize;
    let mut word_at = 1;
    let mut last_inner = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' => {
                depth += 1;
                word_at = at + 1;
            }
            ')' if depth == 1 && is_list_mark(cut(text, word_at, at)) => {}
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return (cut(text, 1, at), at + 1);
                }
                last_inner = Some(at + 1);
                word_at = at + 1;
            }
            c if c.is_whitespace() || matches!(c, ';' | '.' | ':') => word_at = at + c.len_utf8(),
            _ => {}
        }
    }
    match last_inner {
        Some(end) => (cut(text, 1, end), end),
        None => (rest(text, 1), text.len()),
    }
}

fn is_list_mark(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(c), None, _) => c.is_ascii_lowercase() || c == 'đ' || c.is_ascii_digit(),
        (Some(_), Some(_), _) => {
            word.len() <= 4 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
        }
        _ => false,
    }
}

#[cfg(test)]
#[path = "channels_tests.rs"]
mod tests;
