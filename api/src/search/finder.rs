//! A search request, from its parameters to hits with titles.

use std::sync::Arc;

use actix_web::web::Data;
use mobile_contract::limits::{QUERY_CHARS, SEARCH_DEFAULT, SEARCH_LIMIT};
use mobile_contract::search::{Hit, HitKind, SearchParams, SearchResponse, UnderstoodQuery};
use motcua_seed::vocabulary::Vocabulary;

use super::{Found, SearchEngine, understand};
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::kernel::cursor::bounded;
use crate::kernel::shared::Shared;
use crate::kernel::text::cut;
use crate::procedures::Procedures;

/// Longest snippet, in characters.
const SNIPPET: usize = 240;

/// Searches over the present knowledge.
pub struct Finder {
    /// The engine.
    pub engine: Data<Shared<Arc<dyn SearchEngine>>>,
    /// How people say things.
    pub vocabulary: Arc<Vocabulary>,
    /// For titles of procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// For questions.
    pub faqs: Data<Shared<Faqs>>,
}

impl Finder {
    /// Carries out a search request.
    ///
    /// # Errors
    /// When a parameter is out of bounds, or the engine fails.
    pub async fn find(&self, params: &SearchParams) -> Result<SearchResponse> {
        let characters = params.q.chars().count();
        if !(1..=QUERY_CHARS).contains(&characters) {
            return Err(Error::field(
                "query.q",
                format!("cần 1 đến {QUERY_CHARS} ký tự"),
                format!("must have 1 to {QUERY_CHARS} characters"),
            ));
        }
        let limit = bounded(params.limit, SEARCH_DEFAULT, SEARCH_LIMIT)?;
        let understood = understand(&params.q, &self.vocabulary);
        let engine = self.engine.keep();
        let found = engine
            .search(&understood, params.kind.unwrap_or_default(), limit)
            .await
            .map_err(Error::internal)?;
        let hits = found
            .into_iter()
            .filter_map(|found| self.hit(found))
            .collect();
        let query = UnderstoodQuery {
            text: understood.text,
            normalized: understood.normalized,
            facet: understood.facet,
        };
        Ok(SearchResponse { query, hits })
    }

    /// Gives a hit its title. What has just gone from the knowledge is left out.
    fn hit(&self, found: Found) -> Option<Hit> {
        let (title, snippet) = match found.kind {
            HitKind::Procedure => {
                let procedures = self.procedures.get();
                let entry = procedures.find(&found.code.parse().ok()?)?;
                (entry.summary.title.clone(), cut(&entry.snippet, SNIPPET))
            }
            HitKind::Faq => {
                let faqs = self.faqs.get();
                let faq = &faqs.find(&found.code.parse().ok()?)?.faq;
                (faq.question.clone(), cut(&faq.answer, SNIPPET))
            }
        };
        Some(Hit {
            kind: found.kind,
            code: found.code,
            title,
            snippet,
            score: found.score,
        })
    }
}
