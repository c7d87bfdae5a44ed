//! Asking back: which of several procedures is meant, and what an answer to that means.

use mobile_contract::chat::{ChatOption, Message, Outcome};
use mobile_contract::knowledge::Facet;
use mobile_contract::search::HitKind;

use super::decide::without_siblings;
use super::topic::Topic;
use super::turn::{FEW_WORDS, Turn, content_words};
use crate::error::Result;
use crate::kernel::pii;
use crate::search::{CLARIFY_MARGIN, Found, Understood, understand};

impl Turn<'_> {
    /// After a clarifying question a few words ("bị mất") mostly tell which choice is meant: laid
    /// beside the words that are being clarified, they must lead to one of the choices.
    pub(super) async fn meant_choice(
        &self,
        text: &str,
        understood: &Understood,
    ) -> Result<Option<ChatOption>> {
        if !self.topic.is_clarifying() || content_words(understood) > FEW_WORDS {
            return Ok(None);
        }
        let both = format!("{} {text}", self.topic.asked);
        let hits = self
            .search(&understand(&both, &self.assistant.vocabulary))
            .await?;
        let hits = without_siblings(hits, |hit| self.title(hit));
        let mut procedures = hits.iter().filter(|hit| hit.kind == HitKind::Procedure);
        let Some(best) = procedures.next() else {
            return Ok(None);
        };
        let clear = procedures
            .next()
            .is_none_or(|next| best.score - next.score >= CLARIFY_MARGIN);
        Ok(self.topic.option(&best.code).filter(|_| clear).cloned())
    }

    pub(super) fn clarify(
        &self,
        asked: &str,
        candidates: &[&Found],
        facet: Option<Facet>,
    ) -> (Message, Topic) {
        let procedures = self.assistant.procedures.get();
        let options: Vec<ChatOption> = candidates
            .iter()
            .filter_map(|hit| procedures.find(&hit.code.parse().ok()?))
            .map(|entry| ChatOption {
                id: entry.summary.code.to_string(),
                label: entry.summary.title.clone(),
                procedure_code: Some(entry.summary.code.clone()),
            })
            .collect();
        let confidence = candidates.first().map_or(0.0, |hit| hit.confidence);
        let topic = Topic {
            procedure: None,
            facet,
            // The topic is stored, as messages are.
            asked: pii::mask(asked).into_owned(),
            options,
            life_event: None,
        };
        (self.ask(&topic, confidence), topic)
    }

    fn ask(&self, topic: &Topic, confidence: f32) -> Message {
        let name = if topic.options.len() == 1 {
            "clarify_one"
        } else {
            "clarify"
        };
        Message {
            facet: topic.facet,
            options: topic.options.clone(),
            confidence,
            ..self.reply(Outcome::Clarify, name)
        }
    }

    /// The choices once more, when the answer to them was none, or asked for a part of them.
    pub(super) fn ask_again(&self, facet: Option<Facet>) -> (Message, Topic) {
        let topic = Topic {
            facet: facet.or(self.topic.facet),
            ..self.topic.clone()
        };
        (self.ask(&topic, 0.0), topic)
    }
}
