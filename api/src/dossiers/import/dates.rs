//! Dates in cells.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::table::Cell;

/// Days that Excel counts to the year 2000, and to 2100: other numbers are none.
const SERIALS: std::ops::Range<f64> = 36_526.0..73_051.0;

/// A moment as a cell has it: some have a day only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// To the minute or second.
    Moment(NaiveDateTime),
    /// A day.
    Day(NaiveDate),
}

/// Reads a cell; `None` when it is empty.
///
/// # Errors
/// When it is no date.
pub fn read(cell: &Cell, forms: &[String]) -> Result<Option<When>, ()> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Broken | Cell::Garbled => Err(()),
        Cell::Moment(moment) => Ok(Some(whole(*moment))),
        Cell::Number(days) => serial(*days).map(Some).ok_or(()),
        Cell::Text(text) => {
            let text = text.trim_matches(|c: char| c == '\'' || c.is_whitespace());
            let by_form = forms.iter().find_map(|form| by_form(text, form));
            let found = by_form.or_else(|| serial(text.parse().ok()?));
            found.map(Some).ok_or(())
        }
    }
}

fn by_form(text: &str, form: &str) -> Option<When> {
    if let Ok(moment) = NaiveDateTime::parse_from_str(text, form) {
        return Some(When::Moment(moment));
    }
    NaiveDate::parse_from_str(text, form).ok().map(When::Day)
}

/// A moment at midnight is a day: nobody hands anything in then.
fn whole(moment: NaiveDateTime) -> When {
    if moment.time() == NaiveTime::MIN {
        When::Day(moment.date())
    } else {
        When::Moment(moment)
    }
}

/// Days since 30 December 1899, as Excel has counted from March 1900 on.
fn serial(days: f64) -> Option<When> {
    if !SERIALS.contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range above is far within that of whole numbers"
    )]
    let seconds = TimeDelta::seconds(seconds as i64);
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    first
        .and_time(NaiveTime::MIN)
        .checked_add_signed(seconds)
        .map(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms() -> Vec<String> {
        ["%d/%m/%Y %H:%M", "%d/%m/%Y"].map(ToOwned::to_owned).into()
    }

    fn day(year: i32, month: u32, day: u32) -> When {
        When::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        let text = |text: &str| read(&Cell::Text(text.to_owned()), &forms());
        assert_eq!(text("05/11/2026"), Ok(Some(day(2026, 11, 5))));
        assert_eq!(text("'5/3/2026"), Ok(Some(day(2026, 3, 5))));
        let moment = NaiveDate::from_ymd_opt(2026, 11, 5).unwrap();
        let moment = When::Moment(moment.and_hms_opt(16, 10, 0).unwrap());
        assert_eq!(text("05/11/2026 16:10"), Ok(Some(moment)));
        assert_eq!(text("46331"), Ok(Some(day(2026, 11, 5))));
        assert_eq!(
            read(&Cell::Number(46_331.0), &forms()),
            Ok(Some(day(2026, 11, 5)))
        );
        let minutes = 16.0 / 24.0 + 10.0 / 1440.0;
        assert_eq!(
            read(&Cell::Number(46_331.0 + minutes), &forms()),
            Ok(Some(moment))
        );
        assert_eq!(read(&Cell::Empty, &forms()), Ok(None));
        for wrong in ["hôm qua", "32/01/2026", "2026", "0", "05-11-2026"] {
            assert_eq!(text(wrong), Err(()), "{wrong}");
        }
        assert_eq!(read(&Cell::Number(1.0), &forms()), Err(()));
        assert_eq!(read(&Cell::Number(f64::NAN), &forms()), Err(()));
        assert_eq!(read(&Cell::Broken, &forms()), Err(()));
        // Far off, but dates: that they cannot be so is said where events are looked at.
        assert_eq!(text("31/12/9999"), Ok(Some(day(9999, 12, 31))));
    }
}
