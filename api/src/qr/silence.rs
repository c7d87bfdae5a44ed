//! Which codes fell silent: scanned often before, and hardly any more. Some scans always go on: whoever kept the
//! signed address, in a bookmark or in the history of a browser, opens it as if by a camera. So silence is a tenth
//! of what is usual, and not nothing.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use chrono::{Duration, NaiveDate};
use mobile_contract::QrCode;
use mobile_contract::qr::QrStatus;
use sea_orm::ConnectionTrait;

use super::QrCodes;
use super::scan_store::{self, HANGS, Sum};
use crate::error::Result;

/// The days that tell whether a code was scanned often, up to its last scan: four weeks, so that each day of the
/// week counts alike.
const DAYS: i64 = 28;
/// Scans in these days that make "often": with ten, three working days without any come about by chance less
/// than once in four (e^-1.4), with twenty less than once in fifteen. Staff look at a wall sooner than needed
/// rather than later.
const OFTEN: u64 = 10;
/// The days whose busiest four weeks are compared with, where some scans go on: else those few would soon be what
/// is usual, and a hidden poster would be told for two weeks only.
const SEASON: i64 = 84;
/// Scans of the silent days, of so many in four weeks, that are few: four weeks have twenty working days, three of
/// them make 3/20, and a tenth of that is 3/200.
const FEW: (u64, u64) = (3, 200);

/// The codes that fell silent, each with the last day on which it was scanned as usual; of some codes, or of all.
/// Days are read of those only that may be silent.
pub(super) async fn silent(
    db: &impl ConnectionTrait,
    quiet_from: NaiveDate,
    codes: &QrCodes,
    of: Option<&[QrCode]>,
) -> Result<HashMap<QrCode, NaiveDate>> {
    let recent = totals(scan_store::sums(db, &HANGS, quiet_from, of).await?);
    let season = quiet_from - Duration::days(SEASON);
    let season = totals(scan_store::sums(db, &HANGS, season, of).await?);
    let eve = quiet_from - Duration::days(1);
    let mut ends = scan_store::last_days(db, of).await?;
    ends.retain(|code, last| {
        *last = eve.min(*last);
        let scans = count(&recent, code);
        // Only a code in use can be silent.
        let in_use = codes.find(code).map(|code| code.status) == Some(QrStatus::Active);
        in_use && (scans == 0 || is_few(scans, count(&season, code)))
    });
    let days = scan_store::up_to(db, &HANGS, &ends, SEASON).await?;
    let since = |(code, end): (QrCode, NaiveDate)| {
        let day = last_usual(days.get(&code)?, end, count(&recent, &code))?;
        Some((code, day))
    };
    Ok(ends.into_iter().filter_map(since).collect())
}

fn count(of: &HashMap<QrCode, u64>, code: &QrCode) -> u64 {
    of.get(code).copied().unwrap_or_default()
}

fn totals(sums: Vec<Sum>) -> HashMap<QrCode, u64> {
    let mut totals: HashMap<QrCode, u64> = HashMap::new();
    for sum in sums {
        *totals.entry(sum.code).or_default() += sum.count;
    }
    totals
}

/// Whether scans of three working days are a tenth of what so many in four weeks make usual, or less.
const fn is_few(scans: u64, in_four_weeks: u64) -> bool {
    let (few, of) = FEW;
    scans * of <= in_four_weeks * few
}

/// The last day with more than a tenth of an ordinary day's scans, of a code that has few now. `end`: the last of
/// these days that counts.
fn last_usual(days: &BTreeMap<NaiveDate, u64>, end: NaiveDate, recent: u64) -> Option<NaiveDate> {
    let four_weeks = |until: NaiveDate| -> u64 {
        let before = Bound::Excluded(until - Duration::days(DAYS));
        days.range((before, Bound::Included(until)))
            .map(|(_, scans)| scans)
            .sum()
    };
    let last = four_weeks(end);
    let busiest = days.keys().map(|day| four_weeks(*day)).max()?;
    let silent = last >= OFTEN && is_few(recent, last);
    // A code that was never busy is not compared with its best time: chance would make it silent again and again.
    if !silent && !is_few(recent.max(1), busiest) {
        return None;
    }
    // A tenth of one of twenty working days.
    let mut usual = days.iter().filter(|(_, scans)| **scans * 200 > busiest);
    usual.next_back().map(|(day, _)| *day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i64) -> NaiveDate {
        NaiveDate::default() + Duration::days(day)
    }

    /// So many scans on each of the first days, and so many on each day after, up to the ninth week.
    fn scans(first: u64, days: i64, then: u64) -> BTreeMap<NaiveDate, u64> {
        let of = |at| if at < days { first } else { then };
        (0..63)
            .map(|at| (day(at), of(at)))
            .filter(|(_, scans)| *scans > 0)
            .collect()
    }

    #[test]
    fn a_tenth_of_what_is_usual_is_silence_and_more_is_not() {
        let busy = scans(20, 63, 20);
        let end = day(62);
        assert_eq!(last_usual(&busy, end, 0), Some(end));
        assert_eq!(last_usual(&busy, end, 3), Some(end));
        assert_eq!(last_usual(&busy, end, 9), None);
        // Ten in four weeks are often; then only none at all is few.
        let ten: BTreeMap<_, _> = [(day(50), 5), (day(60), 5)].into();
        assert_eq!(last_usual(&ten, day(60), 0), Some(day(60)));
        assert_eq!(last_usual(&ten, day(62), 1), None);
        let nine: BTreeMap<_, _> = [(day(50), 4), (day(60), 5)].into();
        assert_eq!(last_usual(&nine, day(60), 0), None);
    }

    #[test]
    fn few_scans_that_go_on_do_not_become_what_is_usual() {
        // One in twenty for five weeks.
        let hidden = scans(20, 28, 1);
        assert_eq!(last_usual(&hidden, day(62), 3), Some(day(27)));
        // A quiet code that had one better month is as quiet as before.
        let quiet = scans(2, 7, 0);
        assert_eq!(last_usual(&quiet, day(62), 0), None);
    }
}
