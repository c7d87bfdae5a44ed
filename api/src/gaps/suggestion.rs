//! What would close a gap: better words for a question that is there, a new question about a
//! procedure, or a topic that is not covered yet.

use std::collections::HashMap;

use mobile_contract::search::{HitKind, SearchKind};
use serde::Serialize;

use super::report::Reviewer;
use crate::error::{Error, Result};
use crate::search::{OFFER_CONFIDENCE, understand};

/// Hits looked at for one wording.
const HITS: usize = 10;
/// Confidence from which a question is near enough to be given the missing words. What is surer
/// would have been offered to the citizen.
const NEAR_FAQ: f32 = OFFER_CONFIDENCE;
/// Confidence from which a new question can hang on a procedure: a person decides, so that less is
/// needed than for an answer.
const NEAR_PROCEDURE: f32 = OFFER_CONFIDENCE / 2.0;

/// Where the knowledge could be mended.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "target", rename_all = "snake_case")]
pub enum Suggestion {
    /// A question that is there: give it these wordings, or a better answer.
    Faq {
        /// Its id.
        id: String,
        /// Its words.
        question: String,
        /// How surely search leads to it, 0..=1.
        confidence: f32,
    },
    /// A procedure that is there: give it a question of its own.
    Procedure {
        /// Its code.
        code: String,
        /// Its title.
        title: String,
        /// How surely search leads to it, 0..=1.
        confidence: f32,
    },
    /// Nothing near.
    NewTopic {
        /// How surely search leads to the nearest thing, 0..=1.
        confidence: f32,
    },
}

impl Reviewer {
    /// What the search engine finds nearest to these wordings, over the present knowledge. Each
    /// thing counts with the surest of them: one good wording is enough to see what is meant.
    pub(super) async fn suggest(&self, wordings: &[String]) -> Result<Suggestion> {
        let mut surest: HashMap<(bool, String), f32> = HashMap::new();
        for wording in wordings {
            let question = understand(wording, &self.vocabulary);
            let hits = self.engine.search(&question, SearchKind::All, HITS).await;
            for hit in hits.map_err(Error::internal)? {
                let slot = surest
                    .entry((hit.kind == HitKind::Faq, hit.code))
                    .or_default();
                *slot = slot.max(hit.confidence);
            }
        }
        let nearest = |faq: bool| {
            let of_kind = surest.iter().filter(move |((is_faq, _), _)| *is_faq == faq);
            of_kind
                .max_by(|((_, a), x), ((_, b), y)| x.total_cmp(y).then(b.cmp(a)))
                .map(|((_, code), confidence)| (code.as_str(), *confidence))
        };
        let (faq, procedure) = (nearest(true), nearest(false));
        let found = faq
            .filter(|(_, confidence)| *confidence >= NEAR_FAQ)
            .and_then(|(id, confidence)| self.faq(id, confidence))
            .or_else(|| {
                procedure
                    .filter(|(_, confidence)| *confidence >= NEAR_PROCEDURE)
                    .and_then(|(code, confidence)| self.procedure(code, confidence))
            });
        let best = faq.into_iter().chain(procedure).map(|(_, c)| c);
        Ok(found.unwrap_or_else(|| Suggestion::NewTopic {
            confidence: best.fold(0.0, f32::max),
        }))
    }

    fn faq(&self, id: &str, confidence: f32) -> Option<Suggestion> {
        let faq = &self.faqs.find(&id.parse().ok()?)?.faq;
        Some(Suggestion::Faq {
            id: faq.id.to_string(),
            question: faq.question.clone(),
            confidence,
        })
    }

    fn procedure(&self, code: &str, confidence: f32) -> Option<Suggestion> {
        let summary = &self.procedures.find(&code.parse().ok()?)?.summary;
        Some(Suggestion::Procedure {
            code: summary.code.to_string(),
            title: summary.title.clone(),
            confidence,
        })
    }
}
