//! Figures as a table for spreadsheets: its columns, and as CSV. No cell is taken for a formula.

use mobile_contract::Locale;
use mobile_contract::dossier::figures::{
    DossierCounts, DossierFigureRow, DossierFigures, ImbalanceReason,
};

use super::wording;
use crate::kernel::csv::{MARK, line};
use crate::kernel::words::decimal;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A whole number.
    Number(u64),
    /// A number with two decimals; `None`: there is none.
    Decimal(Option<f64>),
    /// Nothing.
    Empty,
}

impl Cell {
    fn plain(self, locale: Locale) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(n) => n.to_string(),
            Self::Decimal(n) => n.map(|n| decimal(n, locale)).unwrap_or_default(),
            Self::Empty => String::new(),
        }
    }
}

/// A table that becomes a file.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What stands above the columns.
    pub headings: Vec<String>,
    /// The rows below.
    pub rows: Vec<Vec<Cell>>,
    /// Columns of names and sentences, which are wider.
    pub wide: &'static [usize],
    /// How it was counted, a sentence each.
    pub notes: Vec<String>,
    /// Language of its words, and of its numbers where they are text.
    pub locale: Locale,
}

impl Sheet {
    /// The table as CSV.
    #[must_use]
    pub fn csv(self) -> String {
        let mut out = String::from(MARK);
        line(&mut out, self.headings.into_iter());
        for row in self.rows {
            line(
                &mut out,
                row.into_iter().map(|cell| cell.plain(self.locale)),
            );
        }
        out
    }
}

/// Figures of dossiers as a table: the rows, and the total at their end.
#[must_use]
pub fn of(figures: &DossierFigures, locale: Locale) -> Sheet {
    let rows = figures.rows.iter().chain([&figures.total]);
    let remarks = remarks(&figures.total.counts, locale);
    Sheet {
        headings: headings(locale),
        rows: rows.map(|row| cells(figures, row, locale)).collect(),
        wide: &[1],
        notes: figures.notes.iter().cloned().chain(remarks).collect(),
        locale,
    }
}

/// A column of figures: its heading in Vietnamese and English, and its cell.
type Column = (&'static str, &'static str, fn(&DossierCounts) -> Cell);

/// The columns of figures.
const COLUMNS: [Column; 37] = [
    ("Tiếp nhận", "Received", |c| {
        Cell::Number(c.received.total)
    }),
    ("Kỳ trước chuyển qua", "Carried over", |c| {
        Cell::Number(c.received.carried_over)
    }),
    ("Mới tiếp nhận", "New", |c| {
        Cell::Number(c.received.new)
    }),
    ("Mới: trực tiếp", "New: in person", |c| {
        Cell::Number(c.received.new_by_channel.in_person)
    }),
    ("Mới: trực tuyến", "New: online", |c| {
        Cell::Number(c.received.new_by_channel.online)
    }),
    ("Mới: bưu chính", "New: by post", |c| {
        Cell::Number(c.received.new_by_channel.post)
    }),
    (
        "Mới: qua trung tâm, điểm thu",
        "New: through centres",
        |c| Cell::Number(c.received.new_by_channel.centre),
    ),
    (
        "Mới: không rõ hình thức",
        "New: way not known",
        |c| Cell::Number(c.received.new_by_channel.unknown),
    ),
    ("Đã giải quyết", "Resolved", |c| {
        Cell::Number(c.resolved.total)
    }),
    ("Trước hạn", "Early", |c| {
        Cell::Number(c.resolved.early)
    }),
    ("Đúng hạn", "On time", |c| {
        Cell::Number(c.resolved.on_time)
    }),
    ("Trễ hạn", "Late", |c| Cell::Number(c.resolved.late)),
    (
        "Giải quyết, không rõ hạn",
        "Resolved, term not known",
        |c| Cell::Number(c.resolved.no_term),
    ),
    ("Tỷ lệ đúng hạn (%)", "On time (%)", |c| {
        Cell::Decimal(c.resolved.on_time_percent)
    }),
    (
        "Xong trong hạn mới sau hẹn lại",
        "On time after an extension",
        |c| Cell::Number(c.resolved.extended),
    ),
    ("Chưa trả kết quả", "Not handed back", |c| {
        Cell::Number(c.resolved.not_handed_back)
    }),
    (
        "Không phải trả kết quả",
        "Nothing to hand back",
        |c| Cell::Number(c.resolved.nothing_to_hand_back),
    ),
    ("Đang giải quyết", "In progress", |c| {
        Cell::Number(c.in_progress.total)
    }),
    (
        "Đang giải quyết, trong hạn",
        "In progress, within the limit",
        |c| Cell::Number(c.in_progress.within_limit),
    ),
    (
        "Đang giải quyết, quá hạn",
        "In progress, overdue",
        |c| Cell::Number(c.in_progress.overdue),
    ),
    (
        "Đang giải quyết, không rõ hạn",
        "In progress, term not known",
        |c| Cell::Number(c.in_progress.no_term),
    ),
    ("Đang chờ", "Waiting", |c| Cell::Number(c.waiting.total)),
    ("Chờ bổ sung", "Waiting for papers", |c| {
        Cell::Number(c.waiting.supplement)
    }),
    ("Tạm dừng", "Paused", |c| Cell::Number(c.waiting.paused)),
    ("Không đủ điều kiện", "Not eligible", |c| {
        Cell::Number(c.not_eligible)
    }),
    ("Rút, hủy", "Cancelled", |c| Cell::Number(c.cancelled)),
    ("Có hẹn lại", "Extended", |c| {
        Cell::Number(c.extended.once)
    }),
    ("Hẹn lại quá một lần", "Extended again", |c| {
        Cell::Number(c.extended.again)
    }),
    ("Có yêu cầu bổ sung", "Asked for papers", |c| {
        Cell::Number(c.supplemented.once)
    }),
    (
        "Yêu cầu bổ sung quá một lần",
        "Asked for papers again",
        |c| Cell::Number(c.supplemented.again),
    ),
    ("Kỳ trước: trực tiếp", "Carried: in person", |c| {
        Cell::Number(c.received.carried_by_channel.in_person)
    }),
    ("Kỳ trước: trực tuyến", "Carried: online", |c| {
        Cell::Number(c.received.carried_by_channel.online)
    }),
    ("Kỳ trước: bưu chính", "Carried: by post", |c| {
        Cell::Number(c.received.carried_by_channel.post)
    }),
    (
        "Kỳ trước: qua trung tâm, điểm thu",
        "Carried: through centres",
        |c| Cell::Number(c.received.carried_by_channel.centre),
    ),
    (
        "Kỳ trước: không rõ hình thức",
        "Carried: way not known",
        |c| Cell::Number(c.received.carried_by_channel.unknown),
    ),
    (
        "Kết thúc nhưng chưa có tiếp nhận",
        "Ended, receipt not told",
        |c| unbalanced(c, ImbalanceReason::NotReceived),
    ),
    (
        "Kết thúc nhưng không rõ kết quả",
        "Ended, nobody knows how",
        |c| unbalanced(c, ImbalanceReason::UnknownEnd),
    ),
];

/// How many dossiers keep the books from balancing.
fn unbalanced(counts: &DossierCounts, reason: ImbalanceReason) -> Cell {
    let reasons = counts.balance.reasons.iter();
    let mut fitting = reasons.filter(|imbalance| imbalance.reason == reason);
    Cell::Number(fitting.next().map_or(0, |imbalance| imbalance.dossiers))
}

/// The headings of all columns.
fn headings(locale: Locale) -> Vec<String> {
    let before = [
        locale.pick("Mã", "Id"),
        locale.pick("Tên", "Name"),
        locale.pick("Từ ngày", "From"),
        locale.pick("Đến ngày", "To"),
    ];
    let figures = COLUMNS.iter().map(|(vi, en, _)| locale.pick(vi, en));
    let last = [
        locale.pick(
            "Chưa có tiếp nhận, chưa thuộc kỳ nào",
            "Receipt not told, in no period yet",
        ),
        locale.pick("Cần xem", "To be looked at"),
    ];
    let all = before.into_iter().chain(figures).chain(last);
    all.map(str::to_owned).collect()
}

/// The cells of a row.
fn cells(figures: &DossierFigures, row: &DossierFigureRow, locale: Locale) -> Vec<Cell> {
    let before = [
        row.id.clone().unwrap_or_default(),
        row.name.clone(),
        figures.from.to_string(),
        figures.to.to_string(),
    ];
    let before = before.into_iter().map(Cell::Text);
    let counts = COLUMNS.iter().map(|(_, _, cell)| cell(&row.counts));
    // They are in no period, so that no row but the total can have them.
    let never_received = if std::ptr::eq(row, &figures.total) {
        Cell::Number(figures.never_received)
    } else {
        Cell::Empty
    };
    let remarks = Cell::Text(remarks(&row.counts, locale).join("; "));
    before
        .chain(counts)
        .chain([never_received, remarks])
        .collect()
}

/// Why the books do not balance, and what is remarkable: a sentence each.
#[must_use]
pub fn remarks(counts: &DossierCounts, locale: Locale) -> Vec<String> {
    let reasons = counts.balance.reasons.iter();
    let reasons = reasons.map(|r| format!("{}: {}", wording::reason(r.reason, locale), r.dossiers));
    let flags = counts.flags.iter();
    let flags = flags.map(|f| format!("{}: {}", wording::flag(f.flag, locale), f.dossiers));
    reasons.chain(flags).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_as_spreadsheets_of_the_language_read_them() {
        let sheet = |locale| Sheet {
            headings: vec!["Tỷ lệ".to_owned()],
            rows: vec![vec![
                Cell::Decimal(Some(99.96)),
                Cell::Decimal(None),
                Cell::Number(7),
            ]],
            wide: &[],
            notes: Vec::new(),
            locale,
        };
        assert!(sheet(Locale::Vi).csv().ends_with("\"99,96\",,7\r\n"));
        assert!(sheet(Locale::En).csv().ends_with("99.96,,7\r\n"));
    }
}
