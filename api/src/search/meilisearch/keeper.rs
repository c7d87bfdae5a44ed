//! Looks after the server in the background: is it well, and does its index hold our knowledge?

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::build::BuildError;
use super::guard::{Reason, Wanted};
use super::indexes::{Held, reason};
use super::version::Version;
use super::{Meilisearch, PATIENCE};
use crate::search::index::IndexDocument;

/// How often the server is looked at.
const LOOK: Duration = Duration::from_secs(2);
/// Longest wait for what a look asks.
const LOOK_LIMIT: Duration = Duration::from_secs(5);
/// Looks without any progress after which a half-built index counts as left behind.
const ABANDONED: u32 = 5;
/// Most looks that are left out after building has failed.
const MOST_REST: u32 = 30;

/// The records of one revision of the knowledge.
pub struct Records {
    /// The revision.
    pub revision: String,
    /// Everything that is searched.
    pub documents: Vec<IndexDocument>,
}

/// Where the records come from: read only when an index is built, so that nobody holds them else.
#[async_trait]
pub trait Source: Send + Sync {
    /// Reads the records.
    ///
    /// # Errors
    /// When they cannot be read, in words for the log.
    async fn records(&self) -> Result<Records, String>;
}

/// Keeps the server's index at this server's knowledge.
pub struct Keeper {
    server: Arc<Meilisearch>,
    source: Box<dyn Source>,
    /// How somebody else's building stood at the last look, and for how many looks.
    others: (String, u32),
    /// Looks that are left out after failed building, and how many of them are to come.
    rest: u32,
    resting: u32,
}

impl Keeper {
    /// Of a server, with records from a source.
    #[must_use]
    pub fn new(server: Arc<Meilisearch>, source: Box<dyn Source>) -> Self {
        Self {
            server,
            source,
            others: (String::new(), 0),
            rest: 0,
            resting: 0,
        }
    }

    /// Looks again and again, and at once when a request has seen something odd.
    pub async fn run(mut self) {
        loop {
            if self.server.guard.probe_is_due() {
                self.look().await;
            }
            self.server.measure();
            let woken = tokio::time::timeout(LOOK, self.server.guard.woken());
            let _ = woken.await;
        }
    }

    /// Builds the index now, whatever the server holds.
    ///
    /// # Errors
    /// When it cannot be built, in one sentence.
    pub async fn rebuild(&self) -> Result<(), String> {
        let wanted = self.server.guard.wanted();
        let Some(Wanted { version, .. }) = wanted else {
            return Err("no knowledge is loaded".to_owned());
        };
        let built = async {
            self.server.indexes.clear(&version).await?;
            self.bring(&version).await
        };
        match built.await {
            Ok(true) => Ok(()),
            Ok(false) => Err("another server is building it at this moment".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Looks at the server once, and builds its index when it is behind.
    async fn look(&mut self) {
        let guard = &self.server.guard;
        let Some(wanted) = guard.wanted() else {
            return;
        };
        let held = match self.held().await {
            Ok(held) => held,
            Err(reason) => return guard.probed(Err(reason)),
        };
        // Records that somebody has removed make it another version.
        let live = held
            .filter(|held| {
                held.version.as_ref() != Some(&wanted.version) || held.records == wanted.records
            })
            .and_then(|held| held.version);
        if live.as_ref() == Some(&wanted.version) {
            match self.answers().await {
                Ok(()) => guard.probed(Ok(live)),
                Err(reason) => guard.failed_probe(reason),
            }
            return;
        }
        let ahead = live.as_ref().is_some_and(|live| *live > wanted.version);
        guard.probed(Ok(live));
        if !ahead {
            self.catch_up(&wanted.version).await;
        }
    }

    /// Builds what is wanted, with pauses that grow while it fails.
    async fn catch_up(&mut self, wanted: &Version) {
        if self.resting > 0 {
            self.resting -= 1;
            return;
        }
        let ended = match self.bring(wanted).await {
            Ok(true) => Ok(()),
            Ok(false) => self.watch(wanted).await,
            Err(error) => Err(error),
        };
        match ended {
            Ok(()) => self.rest = 0,
            Err(error) => {
                tracing::warn!(%error, "cannot build the index of Meilisearch");
                self.rest = (self.rest * 2).clamp(1, MOST_REST);
                self.resting = self.rest;
            }
        }
    }

    async fn held(&self) -> Result<Option<Held>, Reason> {
        match tokio::time::timeout(LOOK_LIMIT, self.server.indexes.live()).await {
            Ok(held) => held.map_err(|error| reason(&error)),
            Err(_) => Err(Reason::Slow),
        }
    }

    /// Whether it answers as fast as a citizen's question wants it.
    async fn answers(&self) -> Result<(), Reason> {
        let usual = super::ask::usual();
        let asked = self.server.indexes.search(&usual, None);
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(answer) => answer.map(drop).map_err(|error| reason(&error)),
            Err(_) => Err(Reason::Slow),
        }
    }

    /// Builds the wanted version; `false` when somebody else is at it.
    async fn bring(&self, wanted: &Version) -> Result<bool, BuildError> {
        let indexes = &self.server.indexes;
        if !indexes.reserve(wanted).await? {
            return Ok(false);
        }
        let built = self.build(wanted).await;
        if built.is_err()
            && let Err(error) = indexes.clear(wanted).await
        {
            tracing::warn!(%error, "a half-built index stays behind for a while");
        }
        built.map(|()| true)
    }

    async fn build(&self, wanted: &Version) -> Result<(), BuildError> {
        let records = self.source.records().await.map_err(BuildError::Records)?;
        if Version::of(&records.revision) != *wanted {
            return Err(BuildError::Records("they are changing".to_owned()));
        }
        let count = records.documents.len();
        tracing::info!(records = count, "building the index of Meilisearch");
        self.server.indexes.build(wanted, records.documents).await?;
        tracing::info!(records = count, "the index of Meilisearch is built");
        self.server.guard.probed(Ok(Some(wanted.clone())));
        Ok(())
    }

    /// Somebody else builds: waits, and clears away what does not get on any more.
    async fn watch(&mut self, wanted: &Version) -> Result<(), BuildError> {
        let (waiting, state) = self.server.indexes.progress(wanted).await?;
        if waiting || self.others.0 != state {
            self.others = (state, 0);
            return Ok(());
        }
        self.others.1 += 1;
        if self.others.1 >= ABANDONED {
            tracing::warn!("an index that was left half built is cleared away");
            self.others.1 = 0;
            self.server.indexes.clear(wanted).await?;
        }
        Ok(())
    }
}
