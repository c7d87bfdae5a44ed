//! Which codes need a look: scanned often and no more, printed long ago, withdrawn and still scanned.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use mobile_contract::QrCode;
use mobile_contract::qr::{QrAttention, QrScanFound, QrStale, QrStatus};
use sea_orm::ConnectionTrait;

use super::record::Code;
use super::scan_store;
use crate::error::Result;
use crate::kernel::worktime::Calendar;

/// Working days without a scan after which a code that was scanned often counts as silent: one day may be a
/// slow one, and a poster that was torn down should be back within a week.
const QUIET_WORKING_DAYS: usize = 3;
/// The days before them that tell whether a code was scanned often: four weeks, so that each day of the week
/// counts alike.
const BEFORE_DAYS: i64 = 28;
/// Scans in these days that make "often": with ten, three working days without any come about by chance less
/// than once in four (e^-1.4), with twenty less than once in fifteen. Staff look at a wall sooner than needed
/// rather than later.
const OFTEN: u64 = 10;

/// Days that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The first of the days that may be silent.
    quiet_from: NaiveDate,
    today: NaiveDate,
}

impl Window {
    /// The last working days before a day, and what lies between them.
    pub(super) fn before(today: NaiveDate, calendar: &Calendar) -> Self {
        let office = calendar.office(None);
        let mut days = today.iter_days_back().skip(1);
        let quiet_from = days
            .by_ref()
            .filter(|day| office.is_working_day(*day))
            .nth(QUIET_WORKING_DAYS - 1);
        Self {
            quiet_from: quiet_from.unwrap_or(today),
            today,
        }
    }
}

/// Days backwards, from a day on.
trait IterBack {
    fn iter_days_back(self) -> impl Iterator<Item = NaiveDate>;
}

impl IterBack for NaiveDate {
    fn iter_days_back(self) -> impl Iterator<Item = NaiveDate> {
        std::iter::successors(Some(self), |day| day.pred_opt())
    }
}

/// How a code fares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fares {
    /// Scans in the weeks before.
    before: u64,
    /// The last day that had one then.
    last: Option<NaiveDate>,
    /// Scans since then that found the poster in its place.
    seen: u64,
    superseded: u64,
    key_ended: u64,
    revoked: u64,
    not_genuine: u64,
}

impl Fares {
    /// The day of the last scan, when it was scanned often and is no more.
    pub(super) fn silent_since(&self, code: &Code) -> Option<NaiveDate> {
        let silent = code.status == QrStatus::Active && self.before >= OFTEN && self.seen == 0;
        self.last.filter(|_| silent)
    }

    pub(super) fn stale(&self, code: &Code) -> Option<QrStale> {
        if code.status == QrStatus::Superseded && self.superseded > 0 {
            Some(QrStale::Superseded)
        } else if code.status == QrStatus::Active && self.key_ended > 0 {
            Some(QrStale::KeyEnded)
        } else {
            None
        }
    }

    /// Whether it needs a look of this kind.
    pub(super) fn needs(&self, code: &Code, attention: QrAttention) -> bool {
        match attention {
            QrAttention::Silent => self.silent_since(code).is_some(),
            QrAttention::Stale => self.stale(code).is_some(),
            QrAttention::RevokedScanned => self.revoked > 0,
            QrAttention::NotGenuine => self.not_genuine > 0,
        }
    }

    fn add_before(&mut self, found: QrScanFound, count: u64, last: NaiveDate) {
        if hangs(found) {
            self.before += count;
            self.last = self.last.max(Some(last));
        }
    }

    fn add_since(&mut self, found: QrScanFound, count: u64) {
        if hangs(found) {
            self.seen += count;
        }
        let tally = match found {
            QrScanFound::Good => return,
            QrScanFound::Superseded => &mut self.superseded,
            QrScanFound::Revoked => &mut self.revoked,
            QrScanFound::KeyEnded => &mut self.key_ended,
            QrScanFound::NotGenuine => &mut self.not_genuine,
        };
        *tally += count;
    }
}

/// Whether such a scan tells that our poster hangs.
fn hangs(found: QrScanFound) -> bool {
    matches!(
        found,
        QrScanFound::Good | QrScanFound::Superseded | QrScanFound::KeyEnded
    )
}

/// How every code fares that was scanned at all.
pub(super) async fn fares(
    db: &impl ConnectionTrait,
    window: Window,
) -> Result<HashMap<QrCode, Fares>> {
    let Window { quiet_from, today } = window;
    let tomorrow = today + Duration::days(1);
    let since = scan_store::sums(db, quiet_from, tomorrow).await?;
    let before = scan_store::sums(db, quiet_from - Duration::days(BEFORE_DAYS), quiet_from).await?;
    let mut fares: HashMap<QrCode, Fares> = HashMap::new();
    for sum in since {
        fares
            .entry(sum.code)
            .or_default()
            .add_since(sum.found, sum.count);
    }
    for sum in before {
        let of_code = fares.entry(sum.code).or_default();
        of_code.add_before(sum.found, sum.count, sum.last);
    }
    Ok(fares)
}

#[cfg(test)]
mod tests {
    use motcua_seed::Bundle;

    use super::*;

    fn window(today: &str) -> Window {
        let bundle = Bundle::embedded().unwrap();
        let calendar = Calendar::new(bundle.calendar.as_ref().unwrap());
        Window::before(today.parse().unwrap(), &calendar)
    }

    #[test]
    fn weekends_and_days_off_are_no_silence() {
        // A Monday: Friday, Thursday and Wednesday come before it.
        assert_eq!(window("2026-11-30").quiet_from.to_string(), "2026-11-25");
        // A Thursday.
        assert_eq!(window("2026-11-26").quiet_from.to_string(), "2026-11-23");
        // 30 April and 1 May are days off, and 2 and 3 May 2026 a weekend.
        let after = window("2026-05-04").quiet_from;
        assert!(after <= "2026-04-27".parse().unwrap(), "{after}");
    }
}
