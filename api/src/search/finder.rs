//! A search request, from its parameters to hits with titles.

use std::sync::Arc;

use actix_web::web::Data;
use mobile_contract::Slug;
use mobile_contract::limits::{QUERY_CHARS, SEARCH_DEFAULT, SEARCH_LIMIT};
use mobile_contract::qr::NamedRef;
use mobile_contract::search::{Hit, HitKind, SearchParams, SearchResponse, Why};

use super::reader::Reader;
use super::told;
use super::{Found, SearchEngine};
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
    /// Reads what is asked.
    pub reader: Reader,
    /// For titles of procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// For questions.
    pub faqs: Data<Shared<Faqs>>,
    /// Whether anyone may ask why a hit stands where it does.
    pub explains: bool,
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
        let explain = self.may_explain(params)?;
        let place = params.place.as_deref().map(|id| self.place(id));
        let place = place.transpose()?;
        let mut understood = self.reader.read(&params.q);
        if understood.place.is_none() {
            understood.place = place;
        }
        let engine = self.engine.keep();
        let found = engine
            .search(&understood, params.kind.unwrap_or_default(), limit)
            .await
            .map_err(Error::internal)?;
        let hits = found
            .into_iter()
            .filter_map(|found| self.hit(found, explain))
            .collect();
        Ok(SearchResponse {
            query: told::query(&understood, explain),
            hits,
        })
    }

    fn may_explain(&self, params: &SearchParams) -> Result<bool> {
        let wanted = params.explain.unwrap_or_default();
        if wanted && !self.explains {
            return Err(Error::field(
                "query.explain",
                "máy chủ này không cho xem lý do xếp hạng",
                "this server does not explain its ranking",
            ));
        }
        Ok(wanted)
    }

    /// A place of the request, or what follows it today when that is one.
    fn place(&self, id: &str) -> Result<NamedRef> {
        let unknown = || {
            Error::field(
                "query.place",
                "không có địa phương này",
                "there is no such place",
            )
        };
        let id: Slug = id.parse().map_err(|_| unknown())?;
        self.reader.names.place_today(&id).ok_or_else(unknown)
    }

    /// Gives a hit its title. What has just gone from the knowledge is left out.
    fn hit(&self, found: Found, explain: bool) -> Option<Hit> {
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
        let named = found.features.named();
        let why = explain.then(|| Why {
            confidence: found.confidence,
            features: named.map(|(name, value)| (name.to_owned(), value)).into(),
        });
        Some(Hit {
            kind: found.kind,
            code: found.code,
            title,
            snippet,
            score: found.score,
            why,
        })
    }
}
