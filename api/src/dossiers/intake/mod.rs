//! Taking batches of events from other systems, read as they come.
//!
//! A batch is stored chunk by chunk, each in a transaction of its own. What a key may not tell of must leave nothing
//! behind, and a document can break off anywhere: such batches are looked through first and wait in a file.

mod cut;
mod elements;
mod lanes;
mod reader;
mod report;
pub mod routes;
mod scope;
mod source;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

pub use self::cut::Form;
use self::lanes::Lanes;
use self::reader::{Full, Reader};
use self::report::Tally;
use self::scope::Preview;
pub use self::scope::{Saying, Scope};
use self::source::{Body, Source, Spool};
use super::Dossiers;
use crate::accounts::Integration;
use crate::error::{Error, Result};

/// What batches wait for, or are sent away at when it takes too long.
#[derive(Clone)]
pub struct Gates {
    /// Batches on their way: each has a few chunks in memory.
    batches: Arc<Semaphore>,
    /// Transactions of all batches together: connections are left for whoever asks meanwhile.
    chunks: Arc<Semaphore>,
    /// Batches that wait in files: the disk is not filled by who sends many at once.
    spools: Arc<Semaphore>,
}

impl Default for Gates {
    fn default() -> Self {
        const BATCHES: usize = 32;
        const CHUNKS: usize = 4;
        const SPOOLS: usize = 4;
        Self {
            batches: Arc::new(Semaphore::new(BATCHES)),
            chunks: Arc::new(Semaphore::new(CHUNKS)),
            spools: Arc::new(Semaphore::new(SPOOLS)),
        }
    }
}

/// A place behind a gate, waited for as long as a sender will wait as well.
///
/// # Errors
/// 503 when none came free.
async fn place(gate: &Semaphore) -> Result<SemaphorePermit<'_>> {
    const PATIENCE: Duration = Duration::from_secs(20);
    let place = tokio::time::timeout(PATIENCE, gate.acquire()).await;
    place
        .map_err(Error::unavailable)?
        .map_err(Error::unavailable)
}

/// A batch on its way in.
pub(super) struct Parcel {
    pub(super) form: Form,
    /// Whether it is packed with gzip.
    pub(super) packed: bool,
    pub(super) body: Body,
}

impl Dossiers {
    /// Takes a batch in.
    ///
    /// # Errors
    /// 403 when the key may not tell of it, and nothing is stored then; 400, 413 and 415 when it is broken, too large
    /// or no UTF-8: what was stored before it broke off stays, and sending it again is safe.
    async fn take_in(&self, from: &Integration, parcel: Parcel) -> Result<Tally> {
        let Parcel { form, packed, body } = parcel;
        let _batch = place(&self.gates.batches).await?;
        let scope = Scope::of(from, self).await?.map(Arc::new);
        let mut source = Source::network(body);
        let mut waits = None;
        if scope.is_some() || form == Form::Document {
            let reader = Reader::new(form, packed);
            let looked = self.looked_through(source, reader, scope.as_deref());
            (source, waits) = looked.await?;
        }
        let mut reader = Reader::new(form, packed);
        let mut lanes = Lanes::new(self, &from.source, scope);
        let mut full = Full::new();
        while let Some(bytes) = source.next().await? {
            let mut rest = bytes.as_ref();
            while !rest.is_empty() {
                rest = reader.push(rest, &mut full)?;
                for (lane, batch) in full.drain(..) {
                    lanes.send(lane, batch).await?;
                }
            }
        }
        drop(waits);
        reader.finish(&mut full)?;
        for (lane, batch) in full {
            lanes.send(lane, batch).await?;
        }
        lanes.end().await
    }

    /// Reads a batch to its end without storing any of it. One that does not fit into memory takes a place for files.
    async fn looked_through(
        &self,
        mut source: Source,
        mut reader: Reader,
        scope: Option<&Scope>,
    ) -> Result<(Source, Option<SemaphorePermit<'_>>)> {
        let mut spool = Spool::new();
        let mut waits = None;
        let mut full = Full::new();
        let mut preview = scope.map(Preview::new);
        while let Some(bytes) = source.next().await? {
            spool.keep(&bytes)?;
            if waits.is_none() && spool.is_file() {
                waits = Some(place(&self.gates.spools).await?);
            }
            let mut rest = bytes.as_ref();
            while !rest.is_empty() {
                rest = reader.push(rest, &mut full)?;
                self.look_through(&mut full, preview.as_mut()).await?;
            }
        }
        reader.finish(&mut full)?;
        self.look_through(&mut full, preview.as_mut()).await?;
        Ok((spool.again()?, waits))
    }

    async fn look_through(&self, full: &mut Full, preview: Option<&mut Preview<'_>>) -> Result<()> {
        let batches = full.drain(..);
        if let Some(preview) = preview {
            for (_, batch) in batches {
                preview.check(self, &batch.events).await?;
            }
        }
        Ok(())
    }
}
