//! The embedded engine: the index in the process finds candidates, and `ranker` orders them.

use std::path::Path;

use async_trait::async_trait;
use mobile_contract::search::SearchKind;

use super::embedded::EmbeddedIndex;
use super::index::IndexDocument;
use super::ranker::{Asked, Candidate, Ranker};
use super::recent::Recent;
use super::understand::Understood;
use super::{Found, SearchEngine, SearchError};

/// Search in the process, over one immutable index. A changed catalogue gets a new engine.
pub struct TantivyEngine {
    index: EmbeddedIndex,
    ranker: Ranker,
    recent: Recent,
}

impl TantivyEngine {
    /// Builds the index of a version of the catalogue: in a new folder under `root` that is given
    /// its name when complete, or (`None`) in memory. A crash midway leaves nothing that would be
    /// taken for an index; indexes of other versions are removed.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn build(
        root: Option<&Path>,
        version: &str,
        docs: impl Iterator<Item = IndexDocument>,
    ) -> Result<Self, SearchError> {
        EmbeddedIndex::build(root, version, docs).map(Self::over)
    }

    /// Opens the index of a version of the catalogue under `root`, or builds it.
    ///
    /// # Errors
    /// When the folder cannot be used, or the index neither read nor built.
    pub fn open_or_build(
        root: &Path,
        version: &str,
        docs: impl Iterator<Item = IndexDocument>,
    ) -> Result<Self, SearchError> {
        EmbeddedIndex::open_or_build(root, version, docs).map(Self::over)
    }

    fn over((index, ranker): (EmbeddedIndex, Ranker)) -> Self {
        Self {
            index,
            ranker,
            recent: Recent::new(),
        }
    }

    /// Finds and ranks; pure computation, a millisecond or two.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(
        &self,
        question: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError> {
        let Some(asked) = self.ranker.asked(question, kind).filter(|_| limit > 0) else {
            return Ok(Vec::new());
        };
        let candidates = self.candidates(&asked)?;
        Ok(self.ranker.order(&asked, &candidates, limit))
    }

    /// The same, for questions of citizens: what was found lately is told again.
    fn find_again(
        &self,
        question: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError> {
        let key = self.recent.key(question, kind, limit);
        if let Some(found) = self.recent.get(key) {
            return Ok(found);
        }
        let found = self.find(question, kind, limit)?;
        self.recent.keep(key, &found);
        Ok(found)
    }

    /// What may be meant, best first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn candidates(&self, asked: &Asked<'_>) -> Result<Vec<Candidate>, SearchError> {
        self.index.candidates(asked, &self.ranker)
    }

    /// What puts candidates in order.
    pub(super) const fn ranker(&self) -> &Ranker {
        &self.ranker
    }
}

#[async_trait]
impl SearchEngine for TantivyEngine {
    async fn search(
        &self,
        query: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError> {
        self.find_again(query, kind, limit)
    }
}
