//! The second engine: a Meilisearch server finds candidates, and the same `ranker` orders them.
//!
//! Behind it stands the embedded engine over the same knowledge. It answers within the same request
//! whenever the server does not answer in time, or answers from other knowledge ([`guard`]). A
//! [`Keeper`] in the background looks at the server, and builds its index anew beside the live one
//! when knowledge has changed ([`build`]).

mod ask;
mod build;
mod document;
mod guard;
mod http;
mod indexes;
mod keeper;
mod settings;
mod version;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mobile_contract::search::SearchKind;
use motcua_seed::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;
use url::Url;

use self::guard::{Guard, Reason, Wanted};
use self::indexes::{Hit, Indexes};
use self::version::Version;
use super::engine::TantivyEngine;
use super::ranker::{Asked, Candidate};
use super::understand::Understood;
use super::{Found, SearchEngine, SearchError};
use crate::kernel::clock::Clock;

pub use self::keeper::{Keeper, Records, Source};

/// How long a citizen's question waits for the server before the embedded engine answers.
const PATIENCE: Duration = Duration::from_millis(150);

/// A Meilisearch server, as all requests share it.
pub struct Meilisearch {
    indexes: Indexes,
    guard: Guard,
}

/// Which engine answers in place of, or as, Meilisearch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Why the embedded engine answers; `None`: Meilisearch does.
    pub reason: Option<&'static str>,
    /// Since when it, or Meilisearch, does.
    pub since: DateTime<Utc>,
}

impl Meilisearch {
    /// A server at an address, with the name of the index there. Nothing is sent yet.
    ///
    /// # Errors
    /// When the key cannot be sent; the sentence names no key.
    pub fn new(
        url: &Url,
        key: Option<&str>,
        index: &str,
        vocabulary: &Vocabulary,
        clock: Clock,
    ) -> Result<Self, String> {
        let settings = settings::settings(vocabulary);
        Ok(Self {
            indexes: Indexes::new(url, key, index, settings)?,
            guard: Guard::new(clock),
        })
    }

    /// Which engine answers.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let (reason, since) = self.guard.standing();
        Standing {
            reason: reason.map(Reason::name),
            since,
        }
    }

    /// Which engine answers is told to the metrics.
    pub fn measure(&self) {
        let embedded = self.guard.standing().0.is_some();
        for (engine, answers) in [("meilisearch", !embedded), ("embedded", embedded)] {
            metrics::gauge!("search_answering", "engine" => engine)
                .set(f64::from(u8::from(answers)));
        }
    }

    /// Asks the server, within the patience of a question.
    async fn hits(
        &self,
        asked: &Asked<'_>,
        lexicon: &super::lexicon::Lexicon,
    ) -> Result<Vec<Hit>, Reason> {
        let queries = ask::queries(&asked.query, lexicon);
        if queries.is_empty() {
            return Ok(Vec::new());
        }
        let filter = ask::filter(asked);
        match tokio::time::timeout(PATIENCE, self.indexes.search(&queries, filter.as_deref())).await
        {
            Ok(Ok(hits)) if hits.is_empty() => Err(Reason::Empty),
            Ok(Ok(hits)) => Ok(hits),
            Ok(Err(error)) => Err(indexes::reason(&error)),
            Err(_) => Err(Reason::Slow),
        }
    }
}

/// Search by a server, over one version of the knowledge. A changed catalogue gets a new engine.
pub struct MeilisearchEngine {
    server: Arc<Meilisearch>,
    embedded: TantivyEngine,
    version: Version,
    /// Positions of the cards by the keys of their records.
    cards: FxHashMap<String, usize>,
}

impl MeilisearchEngine {
    /// Over the embedded engine of a revision of the knowledge, which the server's index shall hold
    /// from now on.
    #[must_use]
    pub fn new(server: Arc<Meilisearch>, embedded: TantivyEngine, revision: &str) -> Self {
        let version = Version::of(revision);
        let cards = embedded
            .ranker()
            .cards()
            .iter()
            .enumerate()
            .map(|(at, card)| (document::id(card.kind, &card.code), at))
            .collect();
        server.guard.want(Wanted {
            version: version.clone(),
            records: embedded.ranker().cards().len(),
        });
        Self {
            server,
            embedded,
            version,
            cards,
        }
    }

    /// What the server finds; records that are not known here are left out.
    async fn candidates(&self, asked: &Asked<'_>) -> Result<Vec<Candidate>, Reason> {
        let guard = &self.server.guard;
        guard.admit(&self.version)?;
        let ranker = self.embedded.ranker();
        let hits = self
            .server
            .hits(asked, ranker.lexicon())
            .await
            .inspect_err(|reason| match reason {
                Reason::Behind => guard.saw(None),
                Reason::Empty => {}
                _ => guard.failed(*reason),
            })?;
        guard.answered();
        if let Some(other) = hits
            .iter()
            .find(|hit| hit.version.as_ref() != Some(&self.version))
        {
            guard.saw(other.version.clone());
            guard.admit(&self.version)?;
        }
        let found = hits.iter().filter_map(|hit| self.cards.get(&hit.id));
        let found = found.filter(|card| ranker.admits(asked.kind, **card));
        Ok(ranker.closest(asked, found.copied()))
    }
}

#[async_trait]
impl SearchEngine for MeilisearchEngine {
    async fn search(
        &self,
        query: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError> {
        let ranker = self.embedded.ranker();
        let Some(asked) = ranker.asked(query, kind).filter(|_| limit > 0) else {
            return Ok(Vec::new());
        };
        let candidates = match self.candidates(&asked).await {
            Ok(candidates) => candidates,
            Err(reason) => {
                metrics::counter!("search_fallbacks_total", "reason" => reason.name()).increment(1);
                self.embedded.candidates(&asked)?
            }
        };
        let hits = ranker.order(&asked, &candidates, limit);
        Ok(hits)
    }
}
