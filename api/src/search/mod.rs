//! Search: understands how people ask, finds candidates, ranks them, and says how sure it is.
//!
//! A question passes `understand` (spelling, texting words, lay names), an engine's candidate
//! retrieval, and `rank` (features one can read). Engines stand behind [`SearchEngine`].

mod action;
mod candidates;
mod card;
mod closeness;
mod embedded;
mod engine;
mod facet;
mod finder;
mod index;
mod lexicon;
mod meilisearch;
mod phrase;
mod query;
mod rank;
mod ranker;
pub mod routes;
mod schema;
mod slips;
mod sought;
#[cfg(test)]
mod tests;
mod understand;

use async_trait::async_trait;
use mobile_contract::search::{HitKind, SearchKind};

pub use engine::TantivyEngine;
pub use finder::Finder;
pub use index::IndexDocument;
pub use meilisearch::{Keeper, Meilisearch, MeilisearchEngine, Records, Source, Standing};
pub use understand::{Reading, Role, Term, Understood, understand};

/// Confidence from which the best hit may be answered with, provided that the next differs by
/// [`CLARIFY_MARGIN`]. Measured on labelled questions.
pub const ANSWER_CONFIDENCE: f32 = 0.6;

/// Confidence below which a hit is not worth offering.
pub const OFFER_CONFIDENCE: f32 = 0.3;

/// When the next hit's score is nearer than this to the best, a question tells them apart.
pub const CLARIFY_MARGIN: f32 = 0.05;

/// Something found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it is.
    pub kind: HitKind,
    /// Code of the procedure, or id of the FAQ.
    pub code: String,
    /// The higher the better; comparable within one answer.
    pub score: f32,
    /// How well it covers what was asked, 0..=1; comparable between answers.
    pub confidence: f32,
}

/// Why a search failed. The caller sees none of this, the log does.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index could not be built, opened or read.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The folder of the index could not be used.
    #[error("the folder of the search index failed: {0}")]
    Folder(#[from] std::io::Error),
}

/// What finds procedures and FAQs: in the process, or a server.
#[async_trait]
pub trait SearchEngine: Send + Sync {
    /// Finds what answers a question, best first, at most `limit`. A question without any meaning
    /// finds nothing.
    ///
    /// # Errors
    /// When the engine itself fails; never because of the question.
    async fn search(
        &self,
        query: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError>;
}
