//! Periods of books: days from one to another, months, quarters, half-years and years.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use mobile_contract::Locale;
use mobile_contract::limits::DOSSIER_FIGURE_DAYS;

use crate::error::{Error, Result};
use crate::kernel::clock::{from_hanoi, to_hanoi};

/// Years of which somebody may ask.
const YEARS: RangeInclusive<i32> = 2000..=2100;

/// Days from one to another, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Span {
    /// The days that somebody means: a named period, or days; this month up to today when nothing is said.
    ///
    /// # Errors
    /// 422 when the period is none, stands beside days, is longer than two years, or has not begun.
    pub fn asked(
        period: Option<&str>,
        days: (Option<NaiveDate>, Option<NaiveDate>),
        today: NaiveDate,
    ) -> Result<Self> {
        let span = Self::meant(period, days, today)?;
        if span.from > today {
            return Err(not_yet(period));
        }
        Ok(span)
    }

    fn meant(
        period: Option<&str>,
        days: (Option<NaiveDate>, Option<NaiveDate>),
        today: NaiveDate,
    ) -> Result<Self> {
        match (period, days) {
            (Some(period), (None, None)) => Self::named(period).ok_or_else(no_period),
            (Some(_), _) => Err(no_period()),
            (None, (from, to)) => {
                let to = to.unwrap_or(today);
                let from = from.or_else(|| to.with_day(1)).unwrap_or(to);
                let span = Self { from, to };
                let known = YEARS.contains(&from.year()) && YEARS.contains(&to.year());
                if known && (1..=DOSSIER_FIGURE_DAYS).contains(&span.days()) {
                    Ok(span)
                } else {
                    Err(no_days())
                }
            }
        }
    }

    /// `2026`, `2026-11`, `2026-Q4` or `2026-H2`; in small letters, too.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (year, part) = match name.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (name, None),
        };
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !digits(year) {
            return None;
        }
        let year: i32 = year.parse().ok().filter(|year| YEARS.contains(year))?;
        let Some(part) = part else {
            return Self::months_of(year, 1, 12);
        };
        let mut letters = part.chars();
        match (letters.next()?.to_ascii_uppercase(), letters.as_str()) {
            ('Q', n) if digits(n) => {
                numbered(n, 4).and_then(|n| Self::months_of(year, n * 3 - 2, 3))
            }
            ('H', n) if digits(n) => {
                numbered(n, 2).and_then(|n| Self::months_of(year, n * 6 - 5, 6))
            }
            _ if part.len() == 2 && digits(part) => {
                numbered(part, 12).and_then(|n| Self::months_of(year, n, 1))
            }
            _ => None,
        }
    }

    /// As many months from one on.
    fn months_of(year: i32, first: u32, months: u32) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, first, 1)?;
        let last = NaiveDate::from_ymd_opt(year, first + months - 1, 1)?;
        Some(Self {
            from,
            to: month_end(last),
        })
    }

    /// How many days; none when the first comes after the last.
    #[must_use]
    pub fn days(&self) -> i64 {
        ((self.to - self.from).num_days() + 1).max(0)
    }

    /// Its months up to the one of a day.
    #[must_use]
    pub fn months_until(&self, day: NaiveDate) -> Vec<Self> {
        let mut months = self.months();
        months.retain(|month| month.from <= day);
        months
    }

    /// Its months in order, the first and the last cut to it.
    #[must_use]
    pub fn months(&self) -> Vec<Self> {
        let mut months = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let to = month_end(from).min(self.to);
            months.push(Self { from, to });
            match to.succ_opt() {
                Some(next) => from = next,
                None => break,
            }
        }
        months
    }

    /// The first moment after it.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        let next = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        from_hanoi(next.and_time(NaiveTime::MIN))
    }

    /// The moment that open dossiers are looked at: its end, or now within it.
    #[must_use]
    pub fn as_of(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.end().min(now)
    }

    /// The month that it lies in: `2026-11`.
    #[must_use]
    pub fn month_id(&self) -> String {
        self.from.format("%Y-%m").to_string()
    }

    /// The name of a month.
    #[must_use]
    pub fn month_name(&self, locale: Locale) -> String {
        match locale {
            Locale::Vi => self.from.format("Tháng %m/%Y").to_string(),
            Locale::En => self.from.format("%m/%Y").to_string(),
        }
    }

    /// The twelve months that ended before a moment.
    #[must_use]
    pub fn last_year(now: DateTime<Utc>) -> Self {
        let today = to_hanoi(now).date();
        let first = today.with_day(1).unwrap_or(today);
        let from = NaiveDate::from_ymd_opt(first.year() - 1, first.month(), 1).unwrap_or(first);
        Self {
            from,
            to: first.pred_opt().unwrap_or(first),
        }
    }
}

/// A number from 1 to a last one.
fn numbered(text: &str, last: u32) -> Option<u32> {
    text.parse().ok().filter(|n| (1..=last).contains(n))
}

/// Last day of the month that a day lies in.
fn month_end(day: NaiveDate) -> NaiveDate {
    let (year, month) = match day.month() {
        12 => (day.year() + 1, 1),
        month => (day.year(), month + 1),
    };
    let next = NaiveDate::from_ymd_opt(year, month, 1);
    next.and_then(|next| next.pred_opt()).unwrap_or(day)
}

fn no_period() -> Error {
    Error::field(
        "query.period",
        "cần một tháng (2026-11), quý (2026-Q4), nửa năm (2026-H2) hoặc năm (2026) từ 2000 đến 2100, và không kèm from, to",
        "a month (2026-11), quarter (2026-Q4), half-year (2026-H2) or year (2026) from 2000 to 2100, without from and to",
    )
}

fn not_yet(period: Option<&str>) -> Error {
    let field = period.map_or("query.from", |_| "query.period");
    Error::field(
        field,
        "kỳ này chưa bắt đầu",
        "this period has not begun yet",
    )
}

fn no_days() -> Error {
    Error::field(
        "query.from",
        format!(
            "cần 1 đến {DOSSIER_FIGURE_DAYS} ngày trong các năm 2000–2100, ngày đầu không sau ngày cuối"
        ),
        format!(
            "1 to {DOSSIER_FIGURE_DAYS} days within 2000–2100, the first no later than the last"
        ),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(name: &str) -> Option<(String, String)> {
        Span::named(name).map(|span| (span.from.to_string(), span.to.to_string()))
    }

    #[test]
    fn periods_have_names() {
        let days = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(named("2026-11"), days("2026-11-01", "2026-11-30"));
        assert_eq!(named("2024-02"), days("2024-02-01", "2024-02-29"));
        assert_eq!(named("2026-Q4"), days("2026-10-01", "2026-12-31"));
        assert_eq!(named("2022-h1"), days("2022-01-01", "2022-06-30"));
        assert_eq!(named("2026"), days("2026-01-01", "2026-12-31"));
        for wrong in [
            "", "-", "26", "2026-", "2026-13", "2026-00", "2026-1", "2026-Q5", "2026-H", "1999",
            "+202", "2026-Q+1", "2026-é1",
        ] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_period_ends_when_its_last_day_does_in_hanoi() {
        let span = Span::named("2022-H1").unwrap();
        assert_eq!(span.end().to_rfc3339(), "2022-06-30T17:00:00+00:00");
        let now = "2022-03-01T00:00:00Z".parse().unwrap();
        assert_eq!(span.as_of(now), now);
        assert_eq!(Span::last_year(now).from.to_string(), "2021-03-01");
        assert_eq!(Span::last_year(now).to.to_string(), "2022-02-28");
    }

    proptest! {
        #[test]
        fn months_cover_a_period_once(from in 0i64..30_000, days in 0i64..800) {
            let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
            let from = first + chrono::TimeDelta::days(from);
            let span = Span { from, to: from + chrono::TimeDelta::days(days) };
            let months = span.months();
            prop_assert_eq!(months.iter().map(Span::days).sum::<i64>(), span.days());
            prop_assert_eq!(months[0].from, span.from);
            prop_assert_eq!(months.last().unwrap().to, span.to);
            for pair in months.windows(2) {
                prop_assert_eq!(pair[0].to.succ_opt().unwrap(), pair[1].from);
            }
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,12}") {
            let _ = Span::named(&text);
        }
    }
}
