//! How often codes are scanned: counted in memory, added to the database from time to time. Nothing of who
//! scans is counted, and no address is looked at.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use mobile_contract::QrCode;
use mobile_contract::qr::{QrScanFound, QrScanVia};

use super::scan_store;
use crate::error::Result;
use crate::kernel::clock::Clock;
use crate::storage::Database;

/// Days for which counts are kept: a year, and a month to compare with.
pub const KEPT_DAYS: i64 = 400;

/// One line of counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) code: QrCode,
    pub(super) day: NaiveDate,
    pub(super) via: QrScanVia,
    pub(super) found: QrScanFound,
}

/// Counts scans on this server. What several servers counted adds up in the database.
#[derive(Clone)]
pub struct Scans {
    db: Database,
    clock: Clock,
    counted: Arc<Mutex<BTreeMap<Line, u64>>>,
    /// One adds up at a time, or the same counts would be added twice.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Scans {
    /// Begins to count.
    #[must_use]
    pub fn new(db: Database, clock: Clock) -> Self {
        Self {
            db,
            clock,
            counted: Arc::default(),
            turn: Arc::default(),
        }
    }

    /// Counts a scan of a code that exists. Others are not counted: strangers can make up any number of them.
    pub fn count(&self, code: &QrCode, via: QrScanVia, found: QrScanFound) {
        let line = Line {
            code: code.clone(),
            day: self.clock.today(),
            via,
            found,
        };
        metrics::counter!("motcua_qr_scans_total", "via" => via.as_str(), "found" => found.as_str())
            .increment(1);
        *self.lock().entry(line).or_default() += 1;
    }

    /// Adds what was counted to the database. What cannot be stored is kept for the next time. Wait for its end:
    /// cut off while the database commits, the same counts would be added once more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn flush(&self) -> Result<()> {
        let _turn = self.turn.lock().await;
        let counted = self.lock().clone();
        if counted.is_empty() {
            return Ok(());
        }
        let transaction = self.db.begin().await?;
        scan_store::add(&*transaction, &counted).await?;
        transaction.commit().await?;
        self.lock().retain(|line, count| {
            *count -= counted.get(line).copied().unwrap_or_default().min(*count);
            *count > 0
        });
        Ok(())
    }

    /// Throws away what is too old to be shown.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_old(&self) -> Result<()> {
        let oldest = self.clock.today() - chrono::Duration::days(KEPT_DAYS);
        scan_store::forget_before(&*self.db, oldest).await
    }

    /// A thread that failed while it counted has left whole numbers behind.
    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Line, u64>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
