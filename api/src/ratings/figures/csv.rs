//! Figures as a table for a spreadsheet: RFC 4180, UTF-8 with a byte order mark, so that Excel reads
//! Vietnamese right.

use mobile_contract::Locale;
use mobile_contract::rating_figures::{FigureRow, Figures, RatingFigures, Withheld};

use crate::kernel::csv::{MARK, line};

/// A text in Vietnamese and English.
type Both = (&'static str, &'static str);

/// What stands before the figures.
const BEFORE: [Both; 4] = [
    ("Mã", "Id"),
    ("Tên", "Name"),
    ("Từ ngày", "From"),
    ("Đến ngày", "To"),
];
/// What stands once for each side.
const SIDES: [Both; 3] = [
    ("Tính vào kết quả", "Included"),
    ("Không qua mã", "Without a visit"),
    ("Bị gắn cờ", "Flagged"),
];
/// The figures of a side.
const OF_SIDE: [Both; 8] = [
    ("số lượt", "ratings"),
    ("điểm trung bình", "mean"),
    ("1 điểm", "score 1"),
    ("2 điểm", "score 2"),
    ("3 điểm", "score 3"),
    ("4 điểm", "score 4"),
    ("5 điểm", "score 5"),
    ("ghi chú", "note"),
];
/// How cases were answered.
const AFTER: [Both; 3] = [
    ("Phiếu trả lời đúng hạn", "Cases answered in time"),
    ("Phiếu đã trả lời hoặc quá hạn", "Cases answered or overdue"),
    ("Tỷ lệ đúng hạn (%)", "Answered in time (%)"),
];

/// The table of figures, with a line for the total at its end.
#[must_use]
pub fn table(figures: &RatingFigures, locale: Locale) -> String {
    let mut out = String::from(MARK);
    let pick = |(vi, en): Both| locale.pick(vi, en).to_owned();
    let sides = SIDES.iter().flat_map(|side| {
        OF_SIDE
            .iter()
            .map(move |of| format!("{} – {}", pick(*side), pick(*of)))
    });
    let before = BEFORE.iter().map(|both| pick(*both));
    let after = AFTER.iter().map(|both| pick(*both));
    line(&mut out, before.chain(sides).chain(after));
    for row in figures.rows.iter().chain([&figures.total]) {
        line(&mut out, cells(figures, row, locale));
    }
    out
}

fn cells(all: &RatingFigures, row: &FigureRow, locale: Locale) -> impl Iterator<Item = String> {
    let before = [
        row.id.clone().unwrap_or_default(),
        row.name.clone(),
        all.from.to_string(),
        all.to.to_string(),
    ];
    let sides = [&row.included, &row.open, &row.flagged];
    let sides: Vec<String> = sides
        .into_iter()
        .flat_map(|figures| side(figures, all.least, locale))
        .collect();
    let cases = row.answered_in_time;
    let after = [
        cases.map(|cases| cases.in_time.to_string()),
        cases.map(|cases| cases.of.to_string()),
        cases.and_then(|cases| Some(format!("{:.2}", cases.percent?))),
    ];
    let after = after.map(Option::unwrap_or_default);
    before.into_iter().chain(sides).chain(after)
}

fn side(figures: &Figures, least: u64, locale: Locale) -> Vec<String> {
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut cells = vec![
        number(figures.count),
        figures
            .mean
            .map(|mean| format!("{mean:.2}"))
            .unwrap_or_default(),
    ];
    match figures.distribution {
        Some(scores) => cells.extend(scores.map(|n| n.to_string())),
        None => cells.extend([const { String::new() }; 5]),
    }
    cells.push(match figures.withheld {
        None => String::new(),
        Some(Withheld::TooFew) => locale
            .pick("dưới {n} lượt", "fewer than {n} ratings")
            .replace("{n}", &least.to_string()),
        Some(Withheld::Protecting) => locale
            .pick(
                "giữ lại để không suy ra nhóm quá nhỏ",
                "withheld, so that a smaller one cannot be reckoned",
            )
            .to_owned(),
    });
    cells
}
