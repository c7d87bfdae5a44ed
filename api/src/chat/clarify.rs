//! Asking back: which of several procedures is meant, and what an answer to that means.

use mobile_contract::ProcedureCode;
use mobile_contract::chat::{ChatOption, Message, Outcome};
use mobile_contract::knowledge::Facet;

use super::topic::Topic;
use super::turn::{FEW_WORDS, MANY, NEW_TOPIC, Turn, content_words};
use crate::error::Result;
use crate::search::{CLARIFY_MARGIN, Found, Understood};

/// Confidence below which a reply means nothing that is known.
const SAYS_SOMETHING: f32 = 0.1;

impl Turn<'_> {
    /// A few words ("bị mất", "trường hợp dưới 14 tuổi") mostly tell which choice is meant: laid
    /// beside the words that were asked about, they must lead to one of the choices more clearly than
    /// to the next. Words that surely name something else are none.
    pub(super) async fn choice_by_words(
        &self,
        text: &str,
        understood: &Understood,
    ) -> Result<Option<ChatOption>> {
        if self.topic.options.is_empty() || content_words(understood) > FEW_WORDS {
            return Ok(None);
        }
        let alone = self.search(understood).await?;
        let elsewhere = understood.names_a_matter()
            && alone.first().is_some_and(|hit| {
                hit.confidence >= NEW_TOPIC && self.topic.option(&hit.code).is_none()
            });
        let says_nothing = !understood.has_action()
            && understood.readings.is_empty()
            && !alone.iter().any(|hit| hit.confidence >= SAYS_SOMETHING);
        if elsewhere || says_nothing {
            return Ok(None);
        }
        let both = self.read(&format!("{} {text}", self.topic.asked));
        let hits = self.search_many(&both, MANY).await?;
        let offered: Vec<&Found> = hits
            .iter()
            .filter(|hit| self.topic.option(&hit.code).is_some())
            .collect();
        // Who says what is to be done means a choice that does it, where there is one.
        let does_it = |hit: &&&Found| hit.features.does_what_is_wanted();
        let acts = understood.has_action() && hits.iter().any(|hit| does_it(&&hit));
        let mut among = offered.iter().filter(|hit| !acts || does_it(hit));
        let Some(best) = among.next() else {
            return Ok(None);
        };
        let clear = among
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
        let mut options: Vec<ChatOption> = candidates
            .iter()
            .filter_map(|hit| procedures.find(&hit.code.parse().ok()?))
            .map(|entry| ChatOption {
                id: entry.summary.code.to_string(),
                label: self.label(&entry.summary.code, &entry.summary.title),
                procedure_code: Some(entry.summary.code.clone()),
            })
            .collect();
        // What is done at this counter comes first; without one, all stay where they are.
        options.sort_by_key(|option| !self.is_choice_here(option));
        let confidence = candidates.first().map_or(0.0, |hit| hit.confidence);
        let topic = Topic {
            procedure: None,
            facet,
            // The topic is stored, as messages are.
            asked: self.kept(asked),
            options,
            asked_back: true,
            life_event: None,
            dossier: None,
            kept: self.topic.kept.clone(),
        };
        let name = if topic.options.len() == 1 {
            "clarify_one"
        } else {
            "clarify"
        };
        let message = Message {
            facet,
            options: topic.options.clone(),
            confidence,
            ..self.reply(Outcome::Clarify, name)
        };
        (message, topic)
    }

    /// What a choice is called: in English with the Vietnamese name.
    pub(super) fn label(&self, code: &ProcedureCode, title: &str) -> String {
        match self.title_in(code, self.locale) {
            Some(own) if own != title => format!("{own} ({title})"),
            _ => title.to_owned(),
        }
    }

    /// Words that fit none of the choices. They are not asked about once more; they can still be
    /// chosen.
    pub(super) fn choices_stand(&self) -> (Message, Topic) {
        let message = Message {
            // The question itself was kept as a miss; this is none of its own.
            confidence: 1.0,
            ..self.reply(Outcome::NotFound, "choices_stand")
        };
        let topic = Topic {
            asked_back: false,
            ..self.topic.clone()
        };
        (message, topic)
    }
}
