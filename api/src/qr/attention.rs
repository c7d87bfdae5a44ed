//! Which codes need a look: scanned often and hardly any more, printed long ago, withdrawn and still scanned.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use mobile_contract::QrCode;
use mobile_contract::qr::{QrAttention, QrScanFound, QrStale, QrStatus};
use sea_orm::ConnectionTrait;

use super::QrCodes;
use super::record::Code;
use super::scan_store::{self, Sum};
use super::silence::silent;
use crate::error::Result;
use crate::kernel::worktime::Calendar;

/// Working days with hardly a scan after which a code that was scanned often counts as silent: one day may be a
/// slow one, and a poster that was torn down should be back within a week.
const QUIET_WORKING_DAYS: usize = 3;
/// The days in which scans of a withdrawn or a copied code need a look.
const DAYS: i64 = 28;
/// Scans with a signature that is not ours, in four weeks, that need a look. One or two are somebody who tries
/// things out, or an address that a mail program has mangled; a copy on a wall is scanned by many.
const FALSE_LEAST: u64 = 3;
/// Openings without a signature, or from another site, in the days of silence that tell more than one person's.
const UNSCANNED_LEAST: u64 = 3;
/// How people come by a code without scanning its image.
const UNSCANNED: [QrScanFound; 2] = [QrScanFound::Typed, QrScanFound::Led];
/// What needs a look by itself.
const NOTED: [QrScanFound; 6] = [
    QrScanFound::KeyEnding,
    QrScanFound::Superseded,
    QrScanFound::KeyEnded,
    QrScanFound::KeyRevoked,
    QrScanFound::Revoked,
    QrScanFound::NotGenuine,
];

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

/// How a code fares. Scans are those of the last four weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fares {
    /// The last day on which it was scanned as usual, when it is silent.
    silent_since: Option<NaiveDate>,
    /// Openings without a scan in the last working days.
    unscanned: u64,
    /// Whether it was scanned when superseded, or with an old key.
    superseded: bool,
    key_revoked: bool,
    key_ended: bool,
    key_ending: bool,
    /// Scans.
    revoked: u64,
    not_genuine: u64,
}

impl Fares {
    /// The last day on which it was scanned as usual, when it was scanned often and hardly is any more. It stays
    /// so until it is scanned again: a poster that is gone does not come back by itself.
    pub(super) fn silent_since(&self, code: &Code) -> Option<NaiveDate> {
        let in_use = code.status == QrStatus::Active;
        self.silent_since.filter(|_| in_use)
    }

    /// Whether people still come by the code while hardly anybody scans its image: a sticker that leads them on to
    /// our page may hide it. That some come so is nothing by itself: apps in between look like other sites.
    pub(super) fn pasted_over(&self, code: &Code) -> bool {
        self.silent_since(code).is_some() && self.unscanned >= UNSCANNED_LEAST
    }

    /// Why the poster should be printed anew; the most urgent reason. `renamed`: it shows names of before.
    pub(super) fn stale(&self, code: &Code, renamed: bool) -> Option<QrStale> {
        match code.status {
            QrStatus::Superseded if self.superseded => Some(QrStale::Superseded),
            QrStatus::Active if self.key_revoked => Some(QrStale::KeyRevoked),
            QrStatus::Active if self.key_ended => Some(QrStale::KeyEnded),
            QrStatus::Active if renamed => Some(QrStale::NamesChanged),
            QrStatus::Active if self.key_ending => Some(QrStale::KeyEnding),
            _ => None,
        }
    }

    /// Whether it is withdrawn, and still scanned.
    pub(super) fn revoked_scanned(&self, code: &Code) -> bool {
        code.status == QrStatus::Revoked && self.revoked > 0
    }

    /// Whether a copy of it may hang somewhere.
    pub(super) const fn not_genuine(&self) -> bool {
        self.not_genuine >= FALSE_LEAST
    }

    /// Whether it needs a look of this kind. Whether its names have changed is asked only where that decides.
    pub(super) fn needs(
        &self,
        code: &Code,
        attention: QrAttention,
        renamed: impl FnOnce() -> bool,
    ) -> bool {
        match attention {
            QrAttention::Silent => self.silent_since(code).is_some(),
            QrAttention::PastedOver => self.pasted_over(code),
            QrAttention::Stale => self.stale(code, renamed()).is_some(),
            QrAttention::RevokedScanned => self.revoked_scanned(code),
            QrAttention::NotGenuine => self.not_genuine(),
        }
    }

    const fn add(&mut self, sum: &Sum) {
        match sum.found {
            QrScanFound::Good => {}
            QrScanFound::Typed | QrScanFound::Led => self.unscanned += sum.count,
            QrScanFound::KeyEnding => self.key_ending = true,
            QrScanFound::Superseded => self.superseded = true,
            QrScanFound::KeyEnded => self.key_ended = true,
            QrScanFound::KeyRevoked => self.key_revoked = true,
            QrScanFound::Revoked => self.revoked += sum.count,
            QrScanFound::NotGenuine => self.not_genuine += sum.count,
        }
    }
}

/// How codes fare: some, or all that were scanned at all. Of all, only what needs a look is read, sums of a season,
/// and one row for each code that was ever scanned; the counts of each day are read of those that may be silent.
pub(super) async fn fares(
    db: &impl ConnectionTrait,
    window: Window,
    codes: &QrCodes,
    of: Option<&[QrCode]>,
) -> Result<HashMap<QrCode, Fares>> {
    let Window { quiet_from, today } = window;
    let mut fares: HashMap<QrCode, Fares> = HashMap::new();
    let four_weeks = today - Duration::days(DAYS - 1);
    let mut sums = scan_store::sums(db, &NOTED, four_weeks, of).await?;
    sums.extend(scan_store::sums(db, &UNSCANNED, quiet_from, of).await?);
    for sum in sums {
        fares.entry(sum.code.clone()).or_default().add(&sum);
    }
    for (code, day) in silent(db, quiet_from, codes, of).await? {
        fares.entry(code).or_default().silent_since = Some(day);
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
