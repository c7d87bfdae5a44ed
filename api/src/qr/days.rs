//! Scans day by day, of a code and of all codes of a counter.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Duration, NaiveDate};
use mobile_contract::qr::{QrScanDay, QrScanFound, QrScanVia, QrScans};
use mobile_contract::{QrCode, Slug};

use super::desk::Desk;
use super::entity::scan;
use super::record::{Code, word};
use super::scan_store;
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;

/// Days whose scans are shown. More are kept, to tell how a code that fell silent fared before.
const SHOWN_DAYS: i64 = 30;
/// Codes of one query: databases bound the number of values.
const CODES: usize = 500;

impl Desk {
    /// The first of the days that are shown.
    fn shown_from(&self) -> NaiveDate {
        self.resolver.clock.today() - Duration::days(SHOWN_DAYS - 1)
    }

    /// The counts of some codes, in the days that are shown.
    pub(super) async fn rows_of(
        &self,
        codes: &[QrCode],
    ) -> Result<HashMap<QrCode, Vec<scan::Model>>> {
        let mut rows: HashMap<QrCode, Vec<scan::Model>> = HashMap::new();
        for codes in codes.chunks(CODES) {
            for row in scan_store::of_codes(&*self.db, codes, self.shown_from()).await? {
                let code = row.code.parse().map_err(Error::internal)?;
                rows.entry(code).or_default().push(row);
            }
        }
        Ok(rows)
    }

    /// The scans of codes that were made at some time, each day with all of them together.
    pub(super) fn day_by_day<'r>(
        &self,
        codes: impl IntoIterator<Item = &'r Code>,
        rows: &HashMap<QrCode, Vec<scan::Model>>,
    ) -> Result<QrScans> {
        let today = self.resolver.clock.today();
        let mut days: BTreeMap<NaiveDate, QrScanDay> = BTreeMap::new();
        let mut first = today;
        for code in codes {
            first = first.min(to_hanoi(code.created_at).date());
            for row in rows.get(&code.code).into_iter().flatten() {
                add(days.entry(row.day).or_insert_with(|| empty(row.day)), row)?;
            }
        }
        // A day without a scan tells most of all.
        for day in self.shown_from().max(first).iter_days() {
            if day > today {
                break;
            }
            days.entry(day).or_insert_with(|| empty(day));
        }
        Ok(QrScans {
            total: days.values().map(scanned).sum(),
            typed: days.values().map(|day| day.typed).sum(),
            led: days.values().map(|day| day.led).sum(),
            days: days.into_values().collect(),
        })
    }

    /// The scans of counters within someone's reach: of all their codes together, also of old and withdrawn ones.
    ///
    /// # Errors
    /// When nothing is within their reach, or the database fails.
    pub async fn scans_of_counters(
        &self,
        staff: &Staff,
        counters: &HashSet<Slug>,
    ) -> Result<HashMap<Slug, QrScans>> {
        let scope = staff.scope()?;
        let snapshot = self.register.codes.keep();
        let mut at: HashMap<&Slug, Vec<&Code>> = HashMap::new();
        for code in snapshot.all().filter(|code| self.reaches(&scope, code)) {
            if let Some(counter) = code.counter.as_ref().filter(|c| counters.contains(*c)) {
                at.entry(counter).or_default().push(code);
            }
        }
        let ids: Vec<QrCode> = at.values().flatten().map(|c| c.code.clone()).collect();
        let rows = self.rows_of(&ids).await?;
        let sum = |(counter, codes): (&Slug, Vec<&Code>)| {
            Ok((counter.clone(), self.day_by_day(codes, &rows)?))
        };
        at.into_iter().map(sum).collect()
    }
}

/// Scans of a day, without openings that came without a signature or from another site.
const fn scanned(day: &QrScanDay) -> u64 {
    day.page
        + day.app
        + day.superseded
        + day.revoked
        + day.key_ended
        + day.key_revoked
        + day.not_genuine
}

fn add(day: &mut QrScanDay, row: &scan::Model) -> Result<()> {
    let tally = match (word(&row.found)?, word(&row.via)?) {
        (QrScanFound::Good | QrScanFound::KeyEnding, QrScanVia::Page) => &mut day.page,
        (QrScanFound::Good | QrScanFound::KeyEnding, QrScanVia::App) => &mut day.app,
        (QrScanFound::Typed, _) => &mut day.typed,
        (QrScanFound::Led, _) => &mut day.led,
        (QrScanFound::Superseded, _) => &mut day.superseded,
        (QrScanFound::Revoked, _) => &mut day.revoked,
        (QrScanFound::KeyEnded, _) => &mut day.key_ended,
        (QrScanFound::KeyRevoked, _) => &mut day.key_revoked,
        (QrScanFound::NotGenuine, _) => &mut day.not_genuine,
    };
    *tally += u64::try_from(row.count).map_err(Error::internal)?;
    Ok(())
}

fn empty(day: NaiveDate) -> QrScanDay {
    QrScanDay {
        day,
        ..QrScanDay::default()
    }
}
