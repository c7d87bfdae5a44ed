//! From the column of time to the limits of a procedure.

use mobile_contract::knowledge::{Basis, Facet, TimeLimit, TimeUnit};

use super::PartState;
use super::channels::{Table, TableRow, Time};
use super::fees::by_channel;
use super::numbers::Decimal;
use super::tidy::{cut, rest};
use crate::pattern::pattern;

pattern!(
    ABOUT_TIME,
    r"(?i)\d\s*(?:\([^()]{1,30}\)\s*)?(?:ngày|giờ|phút|tháng|năm)|thời hạn|thời gian giải quyết|ngay (?:trong|sau|khi)"
);
pattern!(
    NO_LIMIT,
    r"(?i)(?:không|chưa) (?:có )?quy định(?: về)? (?:thời gian|thời hạn)"
);
pattern!(
    STATED,
    r"(?i)(?:^|[^\d/,.])0*(\d{1,4})\s*(?:\([^()]{1,30}\)\s*)?(ngày làm việc|ngày|giờ làm việc|giờ|phút|tháng|năm)(?:[^\p{L}]|$)"
);
// "ngày 30 tháng 6 năm 2025" is a date, not a limit.
pattern!(
    DATE,
    r"(?i)(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
);

/// The limits of a table. A number without a unit is kept, but the part counts as unparsed.
pub(super) fn limits(table: &Table) -> (Vec<TimeLimit>, PartState) {
    let mut unclear = !table.whole;
    let mut per_row = Vec::new();
    for row in &table.rows {
        let limit = limit(row);
        unclear |= row.time == Time::Glued
            || limit
                .as_ref()
                .is_some_and(|l| l.amount.is_some() && l.unit.is_none());
        per_row.push((row.channel, limit.into_iter().collect()));
    }
    let limits = by_channel(per_row, |limit, channel| TimeLimit {
        channel: Some(channel),
        ..limit
    });
    let state = match (unclear, limits.is_empty()) {
        (true, _) => PartState::Unparsed,
        (false, true) => PartState::NotStated,
        (false, false) => PartState::Parsed,
    };
    (limits, state)
}

/// Whether a description speaks of time. Otherwise it says where and how to hand in.
pub(super) fn is_about_time(description: &str) -> bool {
    ABOUT_TIME.is_match(description) || NO_LIMIT.is_match(description)
}

pattern!(
    OF_FEES,
    r"(?i)phí, lệ phí|(?:mức|biểu) (?:thu|phí|lệ phí|giá)|phí\s*:|lệ phí\s*\(|(?:miễn|thu) (?:phí|lệ phí)|\d\s*(?:đồng|đ|vnđ)(?:[^\p{L}]|$)"
);
// "thời hạn tính từ khi nộp lệ phí" speaks of time.
pattern!(OF_PAYING, r"(?i)lệ phí|(?:nộp|đóng|khoản) phí");
pattern!(
    OF_DURATION,
    r"(?i)thời hạn|thời gian|chậm nhất|không quá|trong vòng|ngày làm việc|kể từ"
);
pattern!(
    OF_LAW,
    r"(?i)(?:nghị định|thông tư|luật|quyết định|nghị quyết)\s(?:[^.;]{0,20})?số\s*\d"
);
pattern!(
    SENTENCE_END,
    r"[.;]\s*(?:[-+*]\s*)?\p{Lu}\p{Ll}|\s[-+*]\s*(?:\p{Lu}\p{Ll}|\d{2})"
);
pattern!(
    SAID_DATE,
    r"(?i)ngày\s+\d{1,2}\s*(?:/|tháng)\s*\d{1,2}(?:\s*(?:/|năm)\s*\d{4})?|năm\s+\d{4}"
);

/// A description as the note of a limit, and what of it is none: paragraphs on fees, and decrees
/// that name no time. Without the stop at the end, rows that say the same compare equal.
fn told(description: &str) -> (String, Vec<&str>) {
    if !is_about_time(description) {
        return (String::new(), Vec::new());
    }
    let of_time = |sentence: &&str| {
        let undated = SAID_DATE.replace_all(sentence, " ");
        let timed = is_about_time(&DATE.replace_all(&undated, " "));
        let priced = OF_FEES.is_match(sentence)
            || (OF_PAYING.is_match(sentence) && !OF_DURATION.is_match(sentence));
        !priced && (timed || !OF_LAW.is_match(sentence))
    };
    let (kept, other): (Vec<&str>, Vec<&str>) =
        sentences(description).into_iter().partition(of_time);
    let bare = |text: &str| text.trim_end_matches(['.', ' ', ';', '-', '+']).to_owned();
    (bare(&kept.join(" ")), other)
}

/// What descriptions say of fees and laws beside the time, and the part it belongs to.
pub(super) fn beside(table: &Table) -> Vec<(Facet, String)> {
    let rows = table.rows.iter();
    let others = rows.flat_map(|row| told(&row.description).1);
    others
        .map(|text| {
            let facet = if OF_FEES.is_match(text) || OF_PAYING.is_match(text) {
                Facet::Fee
            } else {
                Facet::TimeLimit
            };
            (facet, text.trim_end_matches(['.', ' ', ';']).to_owned())
        })
        .collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for end in SENTENCE_END.find_iter(text) {
        let next = end.start() + 1;
        parts.push(cut(text, from, next).trim());
        from = next;
    }
    parts.push(rest(text, from).trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn limit(row: &TableRow) -> Option<TimeLimit> {
    let note = Some(told(&row.description).0).filter(|note| !note.is_empty());
    let words = |note: Option<String>| note.map(|note| written(None, None, Some(note)));
    match &row.time {
        Time::NotStated | Time::Glued => words(note),
        Time::Words(text) => words(Some(match note {
            Some(note) => format!("{}. {note}", text.trim_end_matches('.')),
            None => text.trim_end_matches('.').to_owned(),
        })),
        // The portal fills in a number where none is set.
        Time::Number(..) if NO_LIMIT.is_match(&row.description) => words(note),
        Time::Number(number, _) if number.whole() == Some(0) => words(note),
        Time::Number(number, unit) => {
            let unit = match number.whole() {
                Some(amount) => better_unit(amount, *unit, &row.description),
                None => *unit,
            };
            let (amount, unit) = whole(*number, unit)?;
            Some(written(Some(amount), unit, note))
        }
    }
}

/// The description quotes the regulation: its "05 ngày làm việc" is more exact than the table's
/// "5 Ngày". It is heard only where it gives the same number one unit.
fn better_unit(amount: u32, unit: Option<TimeUnit>, description: &str) -> Option<TimeUnit> {
    let description = DATE.replace_all(description, " ");
    let mut units: Vec<TimeUnit> = Vec::new();
    for found in STATED.captures_iter(&description) {
        let number = found.get(1).and_then(|m| m.as_str().parse::<u32>().ok());
        let Some(stated) = found
            .get(2)
            .and_then(|m| unit_word(&m.as_str().to_lowercase()))
        else {
            continue;
        };
        if number == Some(amount) && !units.contains(&stated) {
            units.push(stated);
        }
    }
    match (unit, units.as_slice()) {
        (None, [one]) => Some(*one),
        (Some(TimeUnit::CalendarDay), [TimeUnit::WorkingDay]) => Some(TimeUnit::WorkingDay),
        (Some(TimeUnit::Hour), [TimeUnit::WorkingHour]) => Some(TimeUnit::WorkingHour),
        _ => unit,
    }
}

fn unit_word(word: &str) -> Option<TimeUnit> {
    Some(match word {
        "ngày làm việc" => TimeUnit::WorkingDay,
        "ngày" => TimeUnit::CalendarDay,
        "giờ làm việc" => TimeUnit::WorkingHour,
        "giờ" => TimeUnit::Hour,
        "phút" => TimeUnit::Minute,
        "tháng" => TimeUnit::Month,
        "năm" => TimeUnit::Year,
        _ => return None,
    })
}

/// A whole number of units: one and a half working days are three half days.
fn whole(number: Decimal, unit: Option<TimeUnit>) -> Option<(u32, Option<TimeUnit>)> {
    if let Some(amount) = number.whole() {
        return Some((amount, unit));
    }
    let (factor, smaller) = match unit? {
        TimeUnit::WorkingDay => (2, TimeUnit::HalfDay),
        TimeUnit::CalendarDay => (24, TimeUnit::Hour),
        TimeUnit::Hour => (60, TimeUnit::Minute),
        TimeUnit::Year => (12, TimeUnit::Month),
        _ => return None,
    };
    number.times(factor).map(|amount| (amount, Some(smaller)))
}

const fn written(amount: Option<u32>, unit: Option<TimeUnit>, note: Option<String>) -> TimeLimit {
    TimeLimit {
        channel: None,
        basis: Basis::Statutory,
        amount,
        unit,
        note,
    }
}

#[cfg(test)]
mod tests {
    use mobile_contract::knowledge::Channel;

    use super::super::channels;
    use super::*;

    fn read(body: &str) -> (Vec<TimeLimit>, PartState) {
        limits(&channels::table(&format!("Hình thức nộpThời gianPhí, lệ phíMô tả{body}")).unwrap())
    }

    fn short(body: &str) -> Vec<(Option<Channel>, Option<u32>, Option<TimeUnit>)> {
        read(body)
            .0
            .iter()
            .map(|l| (l.channel, l.amount, l.unit))
            .collect()
    }

    #[test]
    fn a_limit_alike_on_every_channel_is_said_once() {
        let limits = short("Trực tuyến7 Ngày làm việcMiễn phíTrực tiếp7 Ngày làm việcMiễn phí");
        assert_eq!(limits, [(None, Some(7), Some(TimeUnit::WorkingDay))]);
    }

    #[test]
    fn limits_that_differ_name_their_channel() {
        let limits = short("Trực tuyến1 GiờMiễn phíTrực tiếp2 NgàyMiễn phí");
        assert_eq!(limits.len(), 2);
        assert_eq!(
            limits.last(),
            Some(&(
                Some(Channel::InPerson),
                Some(2),
                Some(TimeUnit::CalendarDay)
            ))
        );
    }

    #[test]
    fn a_number_without_a_unit_is_kept_without_one() {
        let (limits, state) = read("Trực tuyến1Miễn phí");
        assert_eq!(
            limits.first().map(|l| (l.amount, l.unit)),
            Some((Some(1), None))
        );
        assert_eq!(state, PartState::Unparsed);
    }

    #[test]
    fn the_description_may_give_the_exact_unit() {
        let limits =
            short("Trực tiếp5 NgàyKhông có thông tin05 ngày làm việc, kể từ ngày nhận đủ hồ sơ");
        assert_eq!(limits, [(None, Some(5), Some(TimeUnit::WorkingDay))]);
        let limits = short("Trực tiếp3Miễn phíTrong 03 ngày làm việc kể từ khi nhận hồ sơ");
        assert_eq!(limits, [(None, Some(3), Some(TimeUnit::WorkingDay))]);
    }

    #[test]
    fn notes_keep_to_time() {
        let note = |description: &str| told(description).0;
        let dated = "Trong 02 ngày làm việc. Theo Thông tư số 9/2020/TT-X ngày 03 tháng 4 năm 2020";
        assert_eq!(note(dated), "Trong 02 ngày làm việc");
        let counted = "Thời hạn 02 ngày, tính từ khi nộp lệ phí xong";
        assert_eq!(note(counted), counted);
        let priced = "- 02 ngày kể từ khi nhận - Lệ phí : 20.000 Đồng (mỗi thẻ: 20.000 đồng)";
        assert_eq!(note(priced), "- 02 ngày kể từ khi nhận");
        let council = "Trong 02 ngày kể từ khi Hội đồng họp";
        assert_eq!(note(council), council);
    }

    #[test]
    fn a_filled_in_number_beside_no_limit_is_not_believed() {
        let (limits, state) =
            read("Trực tiếp1 NgàyMiễn phítrực tiếp (không quy định thời gian giải quyết)");
        assert_eq!(limits.first().map(|l| l.amount), Some(None));
        assert_eq!(state, PartState::Parsed);
        assert_eq!(
            read("Trực tiếp0 NgàyMiễn phí"),
            (vec![], PartState::NotStated)
        );
    }

    #[test]
    fn one_and_a_half_working_days_are_three_half_days() {
        assert_eq!(
            short("Trực tiếp1.5 Ngày làm việcMiễn phí"),
            [(None, Some(3), Some(TimeUnit::HalfDay))]
        );
    }
}
