//! What was read too long ago to be relied on without looking again.

use chrono::{Days, NaiveDate};
use mobile_contract::knowledge::Source;

use super::{Finding, Report};
use crate::Bundle;

/// Days after which a source must be read again. Laws and fees change with the year; two years
/// without a look is too long for a paper list.
pub const STALE_AFTER_DAYS: u64 = 730;

/// The records whose newest source is older than [`STALE_AFTER_DAYS`] on a day, and sources of the
/// future.
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
    for f in &bundle.agencies {
        look(&f.file, &f.record.id, &f.record.sources);
    }
    for f in &bundle.places {
        // A place that has ended does not change any more.
        if f.record.valid_to.is_none() {
            look(&f.file, &f.record.id, &f.record.sources);
        }
    }
    report.sorted()
}
