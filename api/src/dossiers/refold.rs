//! Reckoning dossiers anew: rows follow from records, rules and knowledge, and these change.

use std::collections::BTreeMap;

use super::row::{Known, Rows};
use super::{Dossiers, store};
use crate::error::{Error, Result};
use mobile_contract::ErrorCode;

/// Dossiers of one transaction.
const AT_ONCE: u64 = 500;
/// How often a transaction is tried again that met what just came in.
const TRIES: usize = 8;

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refolded {
    /// Dossiers that were looked at.
    pub looked_at: u64,
    /// Those whose row says something else now.
    pub changed: u64,
}

impl Dossiers {
    /// Reckons all dossiers anew. `progress` is told how many are done. It may run while events come in.
    ///
    /// # Errors
    /// When the database fails; what was reckoned before stays.
    pub async fn refold(&self, progress: impl Fn(u64)) -> Result<Refolded> {
        let mut done = Refolded::default();
        let mut after: Option<String> = None;
        loop {
            let codes = store::codes_after(&*self.db, after.as_deref(), AT_ONCE).await?;
            let Some(last) = codes.last().cloned() else {
                return Ok(done);
            };
            done.looked_at += u64::try_from(codes.len()).unwrap_or(u64::MAX);
            done.changed += self.refold_some(&codes).await?;
            after = Some(last);
            progress(done.looked_at);
        }
    }

    async fn refold_some(&self, codes: &[String]) -> Result<u64> {
        for _ in 0..TRIES {
            if let Some(changed) = self.try_refold(codes).await? {
                return Ok(changed);
            }
        }
        Err(Error::new(ErrorCode::Unavailable))
    }

    async fn try_refold(&self, codes: &[String]) -> Result<Option<u64>> {
        let transaction = self.db.begin().await?;
        let codes: Vec<_> = codes.iter().filter_map(|code| code.parse().ok()).collect();
        let wanted: Vec<_> = codes.iter().collect();
        let kept: BTreeMap<_, _> = store::load(&*transaction, &wanted)
            .await?
            .into_iter()
            .collect();
        let named = store::agency_codes(&*transaction).await?;
        let changed = self.refolded(kept, named)?;
        let rows: Vec<&Rows> = changed.iter().collect();
        if !store::write(&*transaction, &rows).await? {
            return Ok(None);
        }
        transaction.commit().await?;
        Ok(Some(u64::try_from(changed.len()).unwrap_or(u64::MAX)))
    }

    /// The rows that say something else now.
    fn refolded(
        &self,
        kept: BTreeMap<String, store::Kept>,
        named: std::collections::HashMap<String, mobile_contract::Slug>,
    ) -> Result<Vec<Rows>> {
        let now = self.clock.now();
        let (agencies, places) = (self.agencies.get(), self.places.get());
        let procedures = self.procedures.get();
        let mut known = Known::new(&agencies, &places, &procedures, named);
        let mut changed = Vec::new();
        for kept in kept.into_values() {
            let (before, mut record) = (kept.dossier, kept.record);
            let catalogued = record.catalogued.clone();
            let Ok(code) = before.code.parse() else {
                return Err(Error::internal("a stored dossier has no code"));
            };
            let revision = before.revision;
            let mut after = self.rows(
                &mut known,
                &code,
                &mut record,
                (revision, before.updated_at),
            )?;
            // A term that is kept from now on is news as well: it must not change with the catalogue.
            if after.dossier != before || record.catalogued != catalogued {
                after.dossier.revision = revision.saturating_add(1);
                after.dossier.updated_at = now;
                changed.push(after);
            }
        }
        Ok(changed)
    }
}
