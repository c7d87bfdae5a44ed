//! Times as staff read them.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;

use crate::kernel::clock::to_hanoi;
use crate::kernel::words;

/// A time as clocks in Vietnam show it.
#[must_use]
pub fn moment(time: DateTime<Utc>, locale: Locale) -> String {
    let local = to_hanoi(time);
    let (clock, day) = (local.format("%H:%M"), words::date(local.date()));
    match locale {
        Locale::Vi => format!("{clock} ngày {day}"),
        Locale::En => format!("{clock} on {day}"),
    }
}
