//! What a citizen must not rely on: a channel whose fee or time was lost beside others that were
//! kept. Without a word about it, "online: free" alone would read as "free".

use mobile_contract::knowledge::{Channel, Verify};

use super::channels::{Table, TableRow, Time};
use super::tidy;

/// The longest piece that is quoted, in characters.
const QUOTED: usize = 160;

/// A doubt about fees, where some rows are unclear.
pub(super) fn of_fees(table: &Table, unclear: &[&TableRow]) -> Option<Verify> {
    let what = "Mức phí của cổng chưa đọc được chắc chắn cho";
    doubt("cases[0].fees", what, table, unclear)
}

/// A doubt about time limits, where the time of some rows is glued to their fee.
pub(super) fn of_times(table: &Table) -> Option<Verify> {
    let glued = table.rows.iter().filter(|row| row.time == Time::Glued);
    let what = "Thời hạn của cổng chưa đọc được chắc chắn cho";
    doubt(
        "cases[0].time_limits",
        what,
        table,
        &glued.collect::<Vec<_>>(),
    )
}

fn doubt(field: &str, what: &str, table: &Table, unclear: &[&TableRow]) -> Option<Verify> {
    let mut pieces: Vec<String> = unclear
        .iter()
        .map(|row| format!("{}: “{}”", named(row.channel), quoted(&row.stated)))
        .collect();
    let first = table.stated.lines().next().filter(|_| !table.whole);
    if let (Some(first), false) = (
        first,
        table.rows.iter().any(|row| Some(&*row.stated) == first),
    ) {
        pieces.push(format!("phần đầu bảng: “{}”", quoted(first)));
    }
    (!pieces.is_empty()).then(|| Verify {
        field: field.into(),
        why: format!("{what} {}. Hãy hỏi lại nơi tiếp nhận.", pieces.join("; ")),
    })
}

const fn named(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => "cách nộp trực tiếp",
        Channel::Online => "cách nộp trực tuyến",
        Channel::Post => "cách nộp qua bưu chính",
    }
}

fn quoted(text: &str) -> String {
    let text = tidy::line(text);
    if text.chars().count() <= QUOTED {
        return text;
    }
    let short: String = text.chars().take(QUOTED).collect();
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::super::channels;
    use super::*;

    fn table(body: &str) -> Table {
        channels::table(&format!("Hình thức nộpThời gianPhí, lệ phíMô tả{body}")).unwrap()
    }

    #[test]
    fn an_unclear_row_is_quoted() {
        let table = table("Trực tuyến1Miễn phíTrực tiếp145 VNĐ");
        let last = table.rows.last().unwrap();
        let verify = of_fees(&table, &[last]).unwrap();
        assert_eq!(verify.field, "cases[0].fees");
        assert!(
            verify
                .why
                .contains("cách nộp trực tiếp: “Trực tiếp145 VNĐ”")
        );
        assert!(of_times(&table).unwrap().why.contains("Trực tiếp145 VNĐ"));
    }

    #[test]
    fn a_clear_table_leaves_no_doubt() {
        let table = table("Trực tuyến1 NgàyMiễn phí");
        assert_eq!((of_fees(&table, &[]), of_times(&table)), (None, None));
    }

    #[test]
    fn a_long_row_is_quoted_in_part() {
        assert!(quoted(&"nộp ".repeat(90)).ends_with('…'));
    }
}
