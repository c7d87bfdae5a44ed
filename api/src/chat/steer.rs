//! Steering a conversation: going back to an earlier topic, correcting what was understood, and a few
//! words that mean another procedure of the same matter.

use mobile_contract::ProcedureCode;
use mobile_contract::chat::{Message, Outcome};
use mobile_contract::search::HitKind;
use motcua_seed::dialogue::{Back, Correction, Earlier};

use super::decide::Decision;
use super::topic::Topic;
use super::turn::{FEW_WORDS, MANY, NEW_TOPIC, Turn, content_words};
use crate::error::Result;
use crate::search::{ANSWER_CONFIDENCE, CLARIFY_MARGIN, Found, Understood, matter_of};

impl Turn<'_> {
    /// Goes back to a procedure talked about before. None when there is none, or the words beside
    /// name none of them.
    pub(super) async fn gone_back(&self, back: &Back) -> Result<Option<(Message, Topic)>> {
        let known: Vec<&ProcedureCode> = self.topic.talked_about().collect();
        if known.is_empty() {
            return Ok(None);
        }
        let understood = self.read(&back.rest);
        let named = if content_words(&understood) > 0 {
            self.named_among(&known, &understood).await?
        } else {
            None
        };
        let earlier = match back.to {
            Earlier::Latest => self.topic.kept.earlier.first().or(known.first().copied()),
            Earlier::First => known.last().copied(),
        };
        let code = match (named, earlier) {
            (Some(code), _) => Some(code),
            (None, Some(code)) if content_words(&understood) == 0 => Some(code.clone()),
            _ => None,
        };
        code.map(|code| self.about(&code, understood.facet, 1.0))
            .transpose()
    }

    /// Which of these procedures words name best.
    async fn named_among(
        &self,
        known: &[&ProcedureCode],
        understood: &Understood,
    ) -> Result<Option<ProcedureCode>> {
        let hits = self.search_many(understood, MANY).await?;
        let mut likely = hits.iter().filter(|hit| hit.confidence >= OF_THE_MATTER);
        let named = likely.find_map(|hit| {
            let code = self.procedure_of(hit)?;
            known.contains(&&code).then_some((code, hit))
        });
        // What surely names something else goes back to nothing.
        let elsewhere = hits.first().filter(|best| is_sure(best));
        Ok(named
            .filter(|(_, hit)| {
                elsewhere.is_none_or(|best| !best.features.covers_more_than(&hit.features))
            })
            .map(|(code, _)| code))
    }

    /// Understands anew what was corrected. The procedure answered about is not meant, and the part
    /// asked for still is.
    pub(super) async fn corrected(&self, correction: &Correction) -> Result<(Message, Topic)> {
        let understood = self.read(&correction.meant);
        if !understood.has_meaning() && understood.facet.is_none() {
            return self.not_that().await;
        }
        let facet = understood.facet.or(self.topic.facet);
        // "Không, tôi hỏi phí": another part of the same.
        if let (Some(code), Some(part)) = (&self.topic.procedure, understood.facet)
            && !understood.names_a_matter()
            && !understood.has_action()
        {
            return self.about(code, Some(part), STILL_ABOUT);
        }
        if self.is_soon()
            && let Some(choice) = self.choice_by_words(&correction.meant, &understood).await?
            && choice.procedure_code != self.topic.procedure
        {
            return self.chosen_with(&choice, facet);
        }
        if let Some(stays) = self.still_meant(&understood).await? {
            return self.about(&stays, facet, STILL_ABOUT);
        }
        let hits = if self.topic.is_clarifying() && !understood.names_a_matter() {
            // What is to be done with what was asked about: none of the choices does it.
            let both = self.read(&format!("{} {}", self.topic.asked, correction.meant));
            self.search(&both).await?
        } else {
            self.search(&understood).await?
        };
        let hits = self.others(hits);
        let sure = understood.names_a_matter() && hits.first().is_some_and(is_sure);
        if content_words(&understood) <= FEW_WORDS
            && !sure
            && let Some(sibling) = self.sibling(&correction.meant, &understood, true).await?
        {
            return self.about(&sibling, facet, ANSWER_CONFIDENCE);
        }
        let hits = self.fitting(hits, facet);
        match self.decide(&hits, false) {
            Decision::NotFound => self.not_that().await,
            decision => self.decided(&correction.meant, decision, facet),
        }
    }

    /// A correction within one procedure: "thẻ bảo hiểm y tế chứ không phải sổ" where its record is about
    /// both.
    async fn still_meant(&self, understood: &Understood) -> Result<Option<ProcedureCode>> {
        let Some(code) = self.topic.procedure.as_ref() else {
            return Ok(None);
        };
        if understood.has_action() || !understood.names_a_matter() {
            return Ok(None);
        }
        let hits = self.search_many(understood, MANY).await?;
        let present = hits.iter().find(|hit| hit.code == code.as_str());
        let covered = hits.first().zip(present).is_some_and(|(best, present)| {
            present.confidence >= OF_THE_MATTER
                && !best.features.covers_more_than(&present.features)
        });
        Ok(covered.then(|| code.clone()))
    }

    /// "Không phải": what else the words before may have meant.
    async fn not_that(&self) -> Result<(Message, Topic)> {
        let understood = self.read(&self.topic.asked);
        let hits = if self.may_ask() && understood.has_meaning() {
            self.others(self.search(&understood).await?)
        } else {
            Vec::new()
        };
        let offered: Vec<&Found> = hits
            .iter()
            .filter(|hit| hit.kind == HitKind::Procedure && hit.confidence >= OFFER_AGAIN)
            .take(mobile_contract::limits::OPTIONS)
            .collect();
        if offered.is_empty() {
            let topic = Topic {
                asked_back: false,
                ..self.topic.clone()
            };
            return Ok((self.reply(Outcome::NotFound, "say_more"), topic));
        }
        Ok(self.clarify(&self.topic.asked, &offered, self.topic.facet))
    }

    /// Hits without the procedure that was answered about.
    fn others(&self, mut hits: Vec<Found>) -> Vec<Found> {
        hits.retain(|hit| self.procedure_of(hit) != self.topic.procedure);
        self.without_siblings(hits)
    }

    /// A few words after an answer: another procedure of the same matter ("còn đổi thì sao"), or a
    /// part of the one talked about ("mất mấy ngày"). None: something new.
    pub(super) async fn followed_up(
        &self,
        text: &str,
        understood: &Understood,
        hits: &[Found],
    ) -> Result<Option<(Message, Topic)>> {
        let Some(code) = &self.topic.procedure else {
            return Ok(None);
        };
        // A part that is asked for of some question sounds like that part of any other.
        let of_its_own = |hit: &Found| {
            is_sure(hit) && (hit.kind == HitKind::Procedure || understood.facet.is_none())
        };
        let something_new = understood.names_a_matter() && hits.first().is_some_and(of_its_own);
        if content_words(understood) > FEW_WORDS || something_new {
            return Ok(None);
        }
        // "Cái bị mất ấy": another thing is to be done with the same matter.
        let acts = understood.has_action() && !understood.names_a_matter();
        if let Some(sibling) = self.sibling(text, understood, acts).await? {
            let facet = understood.facet.or(self.topic.facet);
            return self.about(&sibling, facet, STILL_ABOUT).map(Some);
        }
        understood
            .facet
            .map(|facet| self.about(code, Some(facet), STILL_ABOUT))
            .transpose()
    }

    /// The procedure of the same matter that a few words mean: laid beside what the present one is
    /// about, they must lead to another that covers more of them. When `corrects`, the present one is
    /// not meant, and the next best is.
    async fn sibling(
        &self,
        text: &str,
        understood: &Understood,
        corrects: bool,
    ) -> Result<Option<ProcedureCode>> {
        let Some(code) = &self.topic.procedure else {
            return Ok(None);
        };
        let says_something = content_words(understood) > 1
            || understood.has_action()
            || understood.tells_who()
            || !understood.readings.is_empty();
        let Some(title) = self
            .title_in(code, understood.language)
            .filter(|_| says_something)
        else {
            return Ok(None);
        };
        let both = format!("{text} {}", matter_of(&title));
        let hits = self.search_many(&self.read(&both), MANY).await?;
        let hits = self.without_siblings(hits);
        let is_present = |hit: &&Found| hit.code == code.as_str();
        let present = hits.iter().find(is_present);
        let best = hits
            .iter()
            .filter(|hit| hit.kind == HitKind::Procedure)
            .find(|hit| !corrects || !is_present(hit));
        let Some(best) = best.filter(|hit| !is_present(hit)) else {
            return Ok(None);
        };
        let clearer = present.is_none_or(|hit| {
            best.score - hit.score >= CLARIFY_MARGIN
                && best.features.covers_more_than(&hit.features)
        });
        if !(corrects || clearer) || best.confidence < OF_THE_MATTER {
            return Ok(None);
        }
        Ok(best.code.parse().ok())
    }
}

/// Confidence from which a procedure of the same matter is taken for what a few words mean.
const OF_THE_MATTER: f32 = 0.35;

/// Confidence that a follow-up is about what was talked about.
pub(super) const STILL_ABOUT: f32 = 0.8;

/// Confidence from which something is offered that was not found good enough before.
const OFFER_AGAIN: f32 = 0.2;

fn is_sure(hit: &Found) -> bool {
    hit.confidence >= NEW_TOPIC
}
