//! What was read too long ago to be relied on without looking again, and what says of itself that it
//! ended.

use chrono::{Days, NaiveDate};
use mobile_contract::knowledge::{Procedure, Source};

use super::{Finding, Report};
use crate::Bundle;
use crate::pattern::pattern;

/// Days after which a source must be read again. Laws and fees change with the year; two years
/// without a look is too long for a paper list.
pub const STALE_AFTER_DAYS: u64 = 730;

// "Đến hết 31/12/2026": the last day of a fee or a rule.
pattern!(
    LAST_DAY,
    r"(?i)đến hết (?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})"
);

/// The records whose newest source is older than [`STALE_AFTER_DAYS`] on a day, sources of the
/// future, and fees and answers whose last day has passed.
#[must_use]
pub fn stale(bundle: &Bundle, today: NaiveDate) -> Vec<Finding> {
    let oldest = today
        .checked_sub_days(Days::new(STALE_AFTER_DAYS))
        .unwrap_or(NaiveDate::MIN);
    let mut report = Report::default();
    let mut look = |file: &str, record: &dyn std::fmt::Display, sources: &[Source]| {
        let Some(newest) = sources.iter().map(|source| source.as_of).max() else {
            return;
        };
        if newest < oldest {
            report.add(
                file,
                record,
                format!("read last on {newest}: read it again"),
            );
        }
        if newest > today {
            report.add(
                file,
                record,
                format!("read on {newest}, which has not come yet"),
            );
        }
    };
    for f in &bundle.procedures {
        look(&f.file, &f.record.code, &f.record.sources);
    }
    for f in &bundle.faqs {
        look(&f.file, &f.record.id, &f.record.sources);
    }
    for f in &bundle.life_events {
        look(&f.file, &f.record.id, &f.record.sources);
    }
    // What has ended does not change any more.
    for f in &bundle.agencies {
        if f.record.valid_to.is_none() {
            look(&f.file, &f.record.id, &f.record.sources);
        }
    }
    for f in &bundle.places {
        if f.record.valid_to.is_none() {
            look(&f.file, &f.record.id, &f.record.sources);
        }
    }
    for f in &bundle.procedures {
        for text in dated_texts(&f.record) {
            ended(&f.file, &f.record.code, text, today, &mut report);
        }
    }
    for f in &bundle.faqs {
        ended(&f.file, &f.record.id, &f.record.answer, today, &mut report);
    }
    report.sorted()
}

/// The texts that tell what holds now.
fn dated_texts(procedure: &Procedure) -> impl Iterator<Item = &String> {
    let cases = procedure.cases.iter();
    let notes = cases.flat_map(|case| {
        let fees = case.fees.iter().filter_map(|fee| fee.note.as_ref());
        fees.chain(
            case.time_limits
                .iter()
                .filter_map(|limit| limit.note.as_ref()),
        )
    });
    notes.chain(&procedure.summary).chain(&procedure.conditions)
}

fn ended(
    file: &str,
    record: &dyn std::fmt::Display,
    text: &str,
    today: NaiveDate,
    report: &mut Report,
) {
    for last in LAST_DAY.captures_iter(text) {
        let number = |at: usize| last.get(at)?.as_str().parse::<u32>().ok();
        let day = || {
            let year = i32::try_from(number(3)?).ok()?;
            NaiveDate::from_ymd_opt(year, number(2)?, number(1)?)
        };
        if let Some(day) = day().filter(|day| *day < today) {
            report.add(
                file,
                record,
                format!("held until {day}: read what holds now"),
            );
        }
    }
}
