//! What would close a gap: better words for a question that is there, a new question about a
//! procedure, or a topic that is not covered yet.

use mobile_contract::search::{HitKind, SearchKind};

use super::Suggestion;
use super::report::Reviewer;
use crate::error::{Error, Result};
use crate::search::{Found, understand};

/// Hits looked at for one wording.
const HITS: usize = 10;
/// Confidence from which a question is near enough to be given the missing words. What is surer
/// would have been offered to the citizen.
const NEAR_FAQ: f32 = 0.3;
/// Confidence from which a new question can hang on a procedure. A person decides, so that less is
/// needed than for an offer; what lies lower shares a word by accident ("thẻ thư viện").
const NEAR_PROCEDURE: f32 = 0.25;
/// How much surer a procedure must be than a question to go before it: then the procedure is the
/// right one, and what was asked about it has no question yet.
const PROCEDURE_LEADS: f32 = 0.1;

/// The surest hit of each kind.
#[derive(Debug, Default)]
struct Nearest {
    faq: Option<(String, f32)>,
    procedure: Option<(String, f32)>,
}

impl Nearest {
    /// Takes a hit in, unless a surer one of its kind is known.
    fn take(&mut self, hit: Found) {
        let place = match hit.kind {
            HitKind::Faq => &mut self.faq,
            HitKind::Procedure => &mut self.procedure,
        };
        let surer = place.as_ref().is_none_or(|(_, c)| hit.confidence > *c);
        if surer {
            *place = Some((hit.code, hit.confidence));
        }
    }

    fn confidences(&self) -> (f32, f32) {
        let of = |place: &Option<(String, f32)>| place.as_ref().map_or(0.0, |(_, c)| *c);
        (of(&self.faq), of(&self.procedure))
    }
}

impl Reviewer {
    /// What the search engine finds nearest to these wordings, over the present knowledge. Each
    /// kind counts with the surest hit: one good wording is enough to see what is meant.
    pub(super) async fn suggest(&self, wordings: &[String]) -> Result<Suggestion> {
        let mut nearest = Nearest::default();
        for wording in wordings {
            let question = understand(wording, &self.vocabularies);
            let hits = self.engine.search(&question, SearchKind::All, HITS).await;
            for hit in hits.map_err(Error::internal)? {
                nearest.take(hit);
            }
        }
        Ok(self.target(&nearest))
    }

    fn target(&self, nearest: &Nearest) -> Suggestion {
        let (faq, procedure) = nearest.confidences();
        let question = || self.faq(&nearest.faq.as_ref()?.0, faq);
        let about = || self.procedure(&nearest.procedure.as_ref()?.0, procedure);
        let near_faq = faq >= NEAR_FAQ && faq + PROCEDURE_LEADS >= procedure;
        near_faq
            .then(question)
            .flatten()
            .or_else(|| (procedure >= NEAR_PROCEDURE).then(about).flatten())
            .unwrap_or(Suggestion::NewTopic {
                confidence: faq.max(procedure),
            })
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
