//! Several chunks on their way at once: while the database writes one, the next is read and folded.
//!
//! A dossier always takes the same lane, so that no two chunks of a batch meet at it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use actix_web::rt::task::JoinHandle;
use mobile_contract::DossierCode;
use rustc_hash::FxHasher;

use super::reader::Batch;
use super::report::Tally;
use super::scope::Scope;
use crate::dossiers::{Dossiers, Taken};
use crate::error::{Error, Result};

/// How many chunks of one batch are on their way.
pub(super) const LANES: usize = 4;

/// The lane of a dossier.
pub(super) fn lane_of(code: &DossierCode) -> usize {
    let mut hasher = FxHasher::default();
    code.hash(&mut hasher);
    // The upper bits are the better mixed ones.
    usize::try_from(hasher.finish() >> 33).unwrap_or_default() % LANES
}

/// Stores chunks, and counts what becomes of them.
pub(super) struct Lanes<'a> {
    dossiers: &'a Dossiers,
    source: &'a str,
    scope: Option<Arc<Scope>>,
    running: [Option<JoinHandle<Result<Taken>>>; LANES],
    tally: Tally,
}

impl<'a> Lanes<'a> {
    pub(super) fn new(dossiers: &'a Dossiers, source: &'a str, scope: Option<Arc<Scope>>) -> Self {
        Self {
            dossiers,
            source,
            scope,
            running: [const { None }; LANES],
            tally: Tally::default(),
        }
    }

    /// Sends a chunk on its way, once the one before it on its lane has arrived.
    ///
    /// # Errors
    /// When that one could not be stored.
    pub(super) async fn send(&mut self, lane: usize, batch: Batch) -> Result<()> {
        self.tally.refuse(batch.refused);
        if batch.events.is_empty() {
            return Ok(());
        }
        self.arrived(lane).await?;
        let (dossiers, source) = (self.dossiers.clone(), self.source.to_owned());
        let scope = self.scope.clone();
        // A task of its own goes on while the network is waited for: no transaction stays open meanwhile.
        let running = actix_web::rt::spawn(async move {
            let gate = dossiers.gates.chunks.acquire().await;
            let _gate = gate.map_err(Error::internal)?;
            let scope = scope.as_deref();
            dossiers.take_within(&source, batch.events, scope).await
        });
        if let Some(place) = self.running.get_mut(lane) {
            *place = Some(running);
        }
        Ok(())
    }

    /// What became of all, once all have arrived.
    ///
    /// # Errors
    /// When one could not be stored.
    pub(super) async fn end(mut self) -> Result<Tally> {
        for lane in 0..LANES {
            self.arrived(lane).await?;
        }
        Ok(self.tally)
    }

    async fn arrived(&mut self, lane: usize) -> Result<()> {
        if let Some(running) = self.running.get_mut(lane).and_then(Option::take) {
            self.tally.add(running.await.map_err(Error::internal)??);
        }
        Ok(())
    }
}
