//! What one message comes to: recognised, understood, looked up, decided, worded.

use mobile_contract::chat::{ChatOption, Message, Outcome};
use mobile_contract::knowledge::Facet;
use mobile_contract::search::{HitKind, SearchKind};
use mobile_contract::{Locale, ProcedureCode};
use uuid::Uuid;

use super::answer;
use super::decide::{Decision, decide, without_siblings};
use super::replies;
use super::talk::Assistant;
use super::topic::Topic;
use crate::error::{Error, Result};
use crate::kernel::pii;
use crate::search::{ANSWER_CONFIDENCE, Found, Role, Understood, understand};

/// Hits looked at for one answer.
const HITS: usize = 10;
/// A follow-up has few words that say what it is about.
pub(super) const FEW_WORDS: usize = 3;
/// Confidence from which a few words begin a new topic.
const NEW_TOPIC: f32 = 0.85;
/// Confidence that a follow-up is about what was talked about.
const STILL_ABOUT: f32 = 0.8;

/// Words that say what a message is about.
pub(super) fn content_words(understood: &Understood) -> usize {
    understood
        .terms
        .iter()
        .filter(|term| term.role == Role::Word)
        .count()
}

/// A message without procedure, choices or citations.
pub(super) fn blank(outcome: Outcome, text: String) -> Message {
    Message {
        id: Uuid::now_v7(),
        outcome,
        text,
        facet: None,
        procedure: None,
        options: Vec::new(),
        citations: Vec::new(),
        suggestions: Vec::new(),
        confidence: 1.0,
    }
}

/// A text that stands by itself.
pub(super) fn reply(outcome: Outcome, name: &str, locale: Locale) -> Message {
    blank(outcome, replies::known(name, locale))
}

/// One turn within its conversation.
pub(super) struct Turn<'a> {
    pub(super) assistant: &'a Assistant,
    pub(super) locale: Locale,
    pub(super) topic: &'a Topic,
}

impl Turn<'_> {
    /// Answers about the choice that was made.
    pub(super) fn chosen(&self, choice: &ChatOption) -> Result<(Message, Topic)> {
        match &choice.procedure_code {
            Some(code) => Ok(self.within_event(self.about(code, self.topic.facet, 1.0)?)),
            None => Ok(self.step(choice)),
        }
    }

    /// Answers words.
    pub(super) async fn words(&self, text: &str) -> Result<(Message, Topic)> {
        Ok(self.within_event(self.answered(text).await?))
    }

    async fn answered(&self, text: &str) -> Result<(Message, Topic)> {
        if let Some(guarded) = self.assistant.guards.check(text) {
            return Ok((
                self.reply(guarded.outcome, guarded.reply),
                self.topic.clone(),
            ));
        }
        if mobile_contract::dossier::mentions_code(text) {
            return Ok((self.reply(Outcome::Dossier, "dossier"), self.topic.clone()));
        }
        let understood = understand(text, &self.assistant.vocabulary);
        // A bare number that chooses nothing says nothing either.
        let wordless = !text.contains(char::is_alphabetic) && understood.code.is_none();
        if wordless || !understood.has_meaning() {
            return self.without_meaning(text, &understood);
        }
        if let Some(choice) = self.meant_choice(text, &understood).await? {
            return self.chosen(&choice);
        }
        if let Some(named) = self.unit(&understood) {
            return Ok(named);
        }
        // A number of one's own is spoken of first.
        let told = (!pii::has_number(text))
            .then(|| self.told_event(&understood))
            .flatten();
        if let Some(told) = told.as_ref().filter(|told| told.says_it_all) {
            return Ok(self.life_event(told));
        }
        let hits = self.search(&understood).await?;
        let hits = without_siblings(hits, |hit| self.title(hit));
        let hits = self.fitting(hits, understood.facet);
        if let Some((code, facet)) = self.stays_on_topic(&hits, &understood) {
            return self.about(code, Some(facet), STILL_ABOUT);
        }
        let may_ask = !self.topic.is_clarifying();
        match (decide(&hits, may_ask), told) {
            // Better the steps of what happened than no answer.
            (Decision::NotFound, Some(told)) => Ok(self.life_event(&told)),
            (decision, _) => self.decided(text, decision, understood.facet),
        }
    }

    fn decided(
        &self,
        text: &str,
        decision: Decision<'_>,
        facet: Option<Facet>,
    ) -> Result<(Message, Topic)> {
        match decision {
            Decision::Procedure(hit) => self.procedure_hit(hit, facet),
            Decision::Faq(hit) => self.faq_hit(hit),
            Decision::Clarify(candidates) => Ok(self.clarify(text, &candidates, facet)),
            Decision::NotFound if pii::has_number(text) => Ok((
                self.reply(Outcome::PersonalData, "own_data"),
                self.topic.clone(),
            )),
            Decision::NotFound if self.topic.is_clarifying() => Ok(self.ask_again(None)),
            Decision::NotFound => Ok(self.nothing_fits()),
        }
    }

    pub(super) async fn search(&self, understood: &Understood) -> Result<Vec<Found>> {
        let engine = self.assistant.engine.keep();
        engine
            .search(understood, SearchKind::All, HITS)
            .await
            .map_err(Error::internal)
    }

    /// A few words that ask for a part ("mất mấy ngày", "nộp qua mạng thế nào") and lead nowhere
    /// surely are about what was talked about before.
    fn stays_on_topic(
        &self,
        hits: &[Found],
        understood: &Understood,
    ) -> Option<(&ProcedureCode, Facet)> {
        let (code, facet) = (self.topic.procedure.as_ref()?, understood.facet?);
        let few = content_words(understood) <= FEW_WORDS;
        let sure = hits.first().is_some_and(|hit| hit.confidence >= NEW_TOPIC);
        (few && !sure).then_some((code, facet))
    }

    /// "Thế phí bao nhiêu?" asks about what was talked about before.
    fn without_meaning(&self, text: &str, understood: &Understood) -> Result<(Message, Topic)> {
        if self.topic.is_clarifying() {
            return Ok(self.ask_again(understood.facet));
        }
        match (&self.topic.procedure, understood.facet) {
            (Some(code), Some(facet)) => self.about(code, Some(facet), 1.0),
            _ if pii::has_number(text) => Ok((
                self.reply(Outcome::PersonalData, "own_data"),
                self.topic.clone(),
            )),
            _ => Ok((
                self.reply(Outcome::NotFound, "say_more"),
                self.topic.clone(),
            )),
        }
    }

    /// Leaves out questions that answer another part than the one asked for, and puts one that
    /// answers before a procedure that knows nothing about that part.
    fn fitting(&self, mut hits: Vec<Found>, facet: Option<Facet>) -> Vec<Found> {
        let Some(facet) = facet else { return hits };
        let faqs = self.assistant.faqs.get();
        let part = |hit: &Found| Some(faqs.find(&hit.code.parse().ok()?)?.faq.facet);
        hits.retain(|hit| {
            hit.kind == HitKind::Procedure || part(hit).flatten().is_none_or(|p| p == facet)
        });
        let empty = hits
            .first()
            .is_some_and(|best| best.kind == HitKind::Procedure && !self.knows(best, facet));
        let sure_faq = hits
            .iter()
            .position(|hit| hit.kind == HitKind::Faq && hit.confidence >= ANSWER_CONFIDENCE);
        if let (true, Some(at)) = (empty, sure_faq) {
            let faq = hits.remove(at);
            hits.insert(0, faq);
        }
        hits
    }

    fn knows(&self, hit: &Found, facet: Facet) -> bool {
        let procedures = self.assistant.procedures.get();
        let entry = hit
            .code
            .parse()
            .ok()
            .and_then(|code| procedures.find(&code));
        entry
            .and_then(|entry| entry.procedure().ok())
            .is_some_and(|p| answer::knows(&p, facet))
    }

    pub(super) fn title(&self, hit: &Found) -> Option<String> {
        let procedures = self.assistant.procedures.get();
        let entry = procedures.find(&hit.code.parse().ok()?)?;
        Some(entry.summary.title.clone())
    }

    pub(super) fn nothing_fits(&self) -> (Message, Topic) {
        let message = Message {
            confidence: 0.0,
            ..self.reply(Outcome::NotFound, "not_found")
        };
        (
            message,
            Topic {
                options: Vec::new(),
                life_event: None,
                ..self.topic.clone()
            },
        )
    }

    pub(super) fn reply(&self, outcome: Outcome, name: &str) -> Message {
        reply(outcome, name, self.locale)
    }
}
