//! A batch, looked through chunk by chunk before any of it is stored.

use std::collections::{BTreeMap, HashMap};

use mobile_contract::DossierCode;
use mobile_contract::dossier::event::DossierEvent;

use super::{Saying, Scope};
use crate::dossiers::record::Told;
use crate::dossiers::{Dossiers, store};
use crate::error::Result;

/// Corrections of one batch that are remembered: no more memory than this, whatever is sent. Those beyond cannot be
/// corrected by a later chunk of the same batch.
const MOST: usize = 50_000;

/// What a key tells, looked through. Corrections of dossiers that went on count as told for what comes after them.
pub(in crate::dossiers::intake) struct Preview<'s> {
    scope: &'s Scope,
    told: HashMap<DossierCode, Vec<Told>>,
    left: usize,
}

impl<'s> Preview<'s> {
    pub(in crate::dossiers::intake) fn new(scope: &'s Scope) -> Self {
        Self {
            scope,
            told: HashMap::new(),
            left: MOST,
        }
    }

    /// Looks through a chunk.
    ///
    /// # Errors
    /// 403 for the first that the key may not tell; the database may fail.
    pub(in crate::dossiers::intake) async fn check(
        &mut self,
        dossiers: &Dossiers,
        events: &[(u64, DossierEvent)],
    ) -> Result<()> {
        let now = dossiers.clock.now();
        let mut groups: BTreeMap<&DossierCode, Vec<Saying<'_>>> = BTreeMap::new();
        for event in events {
            let sayings = groups.entry(&event.1.dossier).or_default();
            sayings.push(Saying::of(event, now));
        }
        let codes: Vec<&DossierCode> = groups.keys().copied().collect();
        let mut kept = store::load(&*dossiers.db, &codes).await?;
        for (code, sayings) in groups {
            let mut kept = kept.remove(code.as_str());
            if let (Some(kept), Some(told)) = (&mut kept, self.told.get(code)) {
                kept.record.events.extend(told.iter().cloned());
            }
            let new = self.scope.allows(code, &sayings, kept.as_ref())?;
            self.remember(code, new);
        }
        Ok(())
    }

    fn remember(&mut self, code: &DossierCode, mut new: Vec<Told>) {
        new.truncate(self.left);
        if new.is_empty() {
            return;
        }
        self.left -= new.len();
        self.told.entry(code.clone()).or_default().extend(new);
    }
}
