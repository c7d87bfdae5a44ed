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
mod language;
mod lexicon;
mod matter;
mod meaning;
mod meilisearch;
mod negation;
mod phrase;
mod presence;
mod query;
mod rank;
mod ranker;
mod reader;
mod recent;
pub mod routes;
mod scene;
mod schema;
mod slips;
mod slots;
mod sought;
mod spelling;
mod story;
#[cfg(test)]
mod tests;
mod told;
mod understand;

use async_trait::async_trait;
use mobile_contract::search::{HitKind, SearchKind};

pub use engine::TantivyEngine;
pub use finder::Finder;
pub use index::IndexDocument;
pub use matter::matter_of;
pub use meilisearch::{Keeper, Meilisearch, MeilisearchEngine, Records, Source, Standing};
pub use rank::Features;
pub use reader::Reader;
pub use understand::{Reading, Role, Term, Understood, understand};

/// Confidence from which the best hit may be answered with, provided that the next differs by
/// [`CLARIFY_MARGIN`]. Measured on labelled questions.
pub const ANSWER_CONFIDENCE: f32 = 0.62;

/// Confidence below which even the best hit is not worth asking about.
pub const OFFER_CONFIDENCE: f32 = 0.22;

/// Confidence below which a hit is no choice beside a better one.
pub const BESIDE_CONFIDENCE: f32 = 0.06;

/// When the next hit's score is nearer than this to the best, a question tells them apart.
pub const CLARIFY_MARGIN: f32 = 0.07;

/// Something found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What it is.
    pub kind: HitKind,
    /// Code of the procedure, or id of the FAQ.
    pub code: String,
    /// The higher the better; comparable within one answer.
    pub score: f32,
    /// How well it covers what was asked, 0..=1; comparable between answers.
    pub confidence: f32,
    /// Why.
    pub features: Features,
}

/// Why a search failed. The caller sees none of this, the log does.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index could not be built, opened or read.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The bundled weights of the ranking are not of the expected form.
    #[error("the ranking's weights cannot be read: {0}")]
    Ranking(#[from] motcua_seed::ranking::RankingError),
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
