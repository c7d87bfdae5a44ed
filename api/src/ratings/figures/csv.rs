//! Figures as a table for a spreadsheet: RFC 4180, UTF-8 with a byte order mark, so that Excel reads
//! Vietnamese right.

use mobile_contract::Locale;
use mobile_contract::rating_figures::{FigureRow, Figures, FiguresBy, RatingFigures, Withheld};

use super::period::Span;
use crate::kernel::csv::{MARK, line};
use crate::kernel::words::decimal;

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

/// What stands once for each step of the trend.
const OF_STEP: [Both; 2] = [("số lượt", "ratings"), ("điểm trung bình", "mean")];

/// The table of figures, with a line for the total at its end. Behind the figures of a line stands its trend, two
/// columns for each week or month: so a line can be drawn as it is.
#[must_use]
pub fn table(figures: &RatingFigures, locale: Locale) -> String {
    let mut out = String::from(MARK);
    line(&mut out, headings(figures, locale));
    for row in figures.rows.iter().chain([&figures.total]) {
        line(&mut out, cells(figures, row, locale));
    }
    out
}

fn headings(figures: &RatingFigures, locale: Locale) -> impl Iterator<Item = String> {
    let pick = move |(vi, en): Both| locale.pick(vi, en).to_owned();
    let sides = SIDES.into_iter().flat_map(move |side| {
        let of = OF_SIDE.into_iter();
        of.map(move |of| format!("{} – {}", pick(side), pick(of)))
    });
    let steps = figures.total.trend.iter().flat_map(move |point| {
        let (from, to) = (point.from, point.to);
        let step = Span { from, to }.name(figures.step, locale);
        let of = OF_STEP.into_iter();
        of.map(move |of| format!("{step} – {}", pick(of)))
    });
    let before = BEFORE.into_iter().map(pick);
    let after = AFTER.into_iter().map(pick);
    before.chain(sides).chain(after).chain(steps)
}

fn cells(all: &RatingFigures, row: &FigureRow, locale: Locale) -> impl Iterator<Item = String> {
    let days = days(all, row);
    let before = [
        row.id.clone().unwrap_or_default(),
        row.name.clone(),
        days.from.to_string(),
        days.to.to_string(),
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
        cases.and_then(|cases| Some(decimal(cases.percent?, locale))),
    ];
    let after = after.map(Option::unwrap_or_default);
    let steps = row.trend.iter().flat_map(move |point| {
        let (count, mean) = (point.figures.count, point.figures.mean);
        [
            number(count),
            mean.map(|mean| decimal(mean, locale)).unwrap_or_default(),
        ]
    });
    before.into_iter().chain(sides).chain(after).chain(steps)
}

/// The days of a line: where lines are weeks or months, each has its own.
fn days(all: &RatingFigures, row: &FigureRow) -> Span {
    let (from, to) = (all.from, all.to);
    let whole = Span { from, to };
    let own = row.id.as_ref().filter(|_| all.by == FiguresBy::Period);
    let own = own.and_then(|id| id.parse().ok());
    own.and_then(|day| whole.step_from(day)).unwrap_or(whole)
}

fn number(n: Option<u64>) -> String {
    n.map(|n| n.to_string()).unwrap_or_default()
}

fn side(figures: &Figures, least: u64, locale: Locale) -> Vec<String> {
    let mean = figures.mean.map(|mean| decimal(mean, locale));
    let mut cells = vec![number(figures.count), mean.unwrap_or_default()];
    match figures.distribution {
        Some(scores) => cells.extend(scores.map(|n| n.to_string())),
        None => cells.extend([const { String::new() }; 5]),
    }
    cells.push(match figures.withheld {
        None => String::new(),
        Some(Withheld::TooFew) => locale
            .pick("dưới {n} câu trả lời", "fewer than {n} answers")
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

#[cfg(test)]
mod tests {
    use mobile_contract::rating_figures::{TrendPoint, TrendStep};

    use super::*;

    fn figures(n: u64) -> Figures {
        Figures {
            count: Some(n),
            mean: Some(4.67),
            distribution: Some([0, 0, 1, 0, 2]),
            withheld: None,
        }
    }

    fn row(id: Option<&str>, trend: Vec<TrendPoint>) -> FigureRow {
        FigureRow {
            id: id.map(str::to_owned),
            name: "Quầy 1".to_owned(),
            pooled: false,
            included: figures(9),
            open: Figures::default(),
            flagged: Figures::default(),
            answered_in_time: None,
            trend,
        }
    }

    fn report(by: FiguresBy) -> RatingFigures {
        let day = |day: &str| day.parse().unwrap();
        let (from, to) = (day("2026-11-12"), day("2026-11-17"));
        let steps = Span { from, to }.steps();
        let points = steps.iter().map(|step| TrendPoint {
            from: step.from,
            to: step.to,
            figures: figures(5),
        });
        let (trend, rows) = match by {
            FiguresBy::Period => {
                let rows = steps
                    .iter()
                    .map(|step| row(Some(&step.from.to_string()), Vec::new()));
                (Vec::new(), rows.collect())
            }
            _ => (
                points.clone().collect(),
                vec![row(Some("q-1"), points.collect())],
            ),
        };
        RatingFigures {
            by,
            from,
            to,
            step: TrendStep::Week,
            least: 5,
            total: row(None, trend),
            rows,
            left_off: 0,
            waiting_counters: 0,
        }
    }

    #[test]
    fn numbers_are_written_as_spreadsheets_of_the_language_read_them() {
        let vietnamese = table(&report(FiguresBy::Counter), Locale::Vi);
        assert!(
            vietnamese.contains(",9,\"4,67\",0,0,1,0,2,"),
            "{vietnamese}"
        );
        let english = table(&report(FiguresBy::Counter), Locale::En);
        assert!(english.contains(",9,4.67,0,0,1,0,2,"), "{english}");
    }

    #[test]
    fn the_trend_stands_behind_the_figures() {
        let text = table(&report(FiguresBy::Counter), Locale::En);
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        assert!(lines[0].ends_with("12/11–15/11/2026 – ratings,12/11–15/11/2026 – mean,16/11–17/11/2026 – ratings,16/11–17/11/2026 – mean"), "{text}");
        assert!(lines[1].ends_with(",5,4.67,5,4.67"), "{text}");
        let cells: Vec<usize> = lines.iter().map(|line| line.split(',').count()).collect();
        assert_eq!(cells, [4 + 24 + 3 + 4; 3], "{text}");
    }

    #[test]
    fn each_week_has_its_own_days() {
        let text = table(&report(FiguresBy::Period), Locale::Vi);
        let days: Vec<Vec<&str>> = text
            .trim_end()
            .split("\r\n")
            .skip(1)
            .map(|line| line.split(',').skip(2).take(2).collect())
            .collect();
        assert_eq!(
            days,
            [
                ["2026-11-12", "2026-11-15"],
                ["2026-11-16", "2026-11-17"],
                ["2026-11-12", "2026-11-17"]
            ]
        );
    }
}
