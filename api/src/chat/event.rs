//! Life events in a conversation: told ("tôi mới sinh con"), answered with their steps, and followed
//! step by step.

use std::sync::Arc;

use mobile_contract::Slug;
use mobile_contract::chat::{ChatOption, Message, Outcome, ProcedureRef};

use super::answer::{self, steps};
use super::topic::Topic;
use super::turn::{Turn, blank};
use crate::life_events::LifeEvents;
use crate::search::{Role, Understood};

/// Words that say something else beside the event, and still leave it the whole of the message.
const SPARE_WORDS: usize = 1;
/// Words beside the event with which its steps still help more than a question back.
const FEW_WORDS: usize = 3;

/// A life event that was told.
pub(super) struct Told {
    id: Slug,
    /// Nothing else was said that a procedure could be about.
    pub(super) says_it_all: bool,
    /// Little else was said.
    pub(super) says_most: bool,
}

impl Turn<'_> {
    /// The life event that a message tells.
    pub(super) fn told_event(&self, understood: &Understood) -> Option<Told> {
        let words: Vec<_> = understood
            .terms
            .iter()
            .map(|term| term.syllable.clone())
            .collect();
        let events = self.events();
        let recognised = events.recognise(&words)?;
        let beside = understood
            .terms
            .iter()
            .enumerate()
            .filter(|(at, term)| term.role == Role::Word && !recognised.own.contains(at))
            .count();
        Some(Told {
            id: recognised.entry.event.id.clone(),
            says_it_all: beside <= SPARE_WORDS && understood.code.is_none(),
            says_most: beside <= FEW_WORDS,
        })
    }

    /// Answers with the steps of a life event; each can be chosen.
    pub(super) fn life_event(&self, told: &Told) -> (Message, Topic) {
        let events = self.events();
        // The knowledge may have changed since the event was recognised.
        let Some(entry) = events.find(&told.id) else {
            return self.nothing_fits();
        };
        let event = &entry.event;
        let options: Vec<ChatOption> = event
            .steps
            .iter()
            .zip(1..)
            .map(|(step, number)| ChatOption {
                id: format!("buoc-{number}"),
                label: format!("{number}. {}", step.title),
                procedure_code: step.procedure.clone(),
            })
            .collect();
        let procedures = self.assistant.procedures.get();
        let main = event
            .main_procedure()
            .and_then(|code| procedures.find(code))
            .map(|found| ProcedureRef {
                code: found.summary.code.clone(),
                title: found.summary.title.clone(),
            });
        let topic = Topic {
            procedure: main.as_ref().map(|main| main.code.clone()),
            options: options.clone(),
            life_event: Some(told.id.clone()),
            ..Topic::default()
        };
        let message = Message {
            procedure: main,
            options,
            citations: answer::citations(&event.sources),
            ..blank(Outcome::Answered, steps::text(event, self.locale))
        };
        (message, topic)
    }

    /// Answers about a step that is no procedure.
    pub(super) fn step(&self, choice: &ChatOption) -> (Message, Topic) {
        let events = self.events();
        let event = self
            .topic
            .life_event
            .as_ref()
            .and_then(|id| events.find(id));
        let at = self.topic.options.iter().position(|o| o.id == choice.id);
        let step = event.zip(at).and_then(|(e, at)| e.event.steps.get(at));
        let Some((entry, step)) = event.zip(step) else {
            return self.nothing_fits();
        };
        let message = Message {
            options: self.topic.options.clone(),
            citations: answer::citations(&entry.event.sources),
            ..blank(Outcome::Answered, steps::one(step, self.locale))
        };
        (message, self.topic.clone())
    }

    /// Keeps the life event in the topic when one of its steps was answered about, so that the next
    /// step can be chosen.
    pub(super) fn within_event(&self, (message, topic): (Message, Topic)) -> (Message, Topic) {
        if self.topic.life_event.is_none() {
            return (message, topic);
        }
        let topic = Topic {
            options: self.topic.options.clone(),
            life_event: self.topic.life_event.clone(),
            ..topic
        };
        (message, topic)
    }

    fn events(&self) -> Arc<LifeEvents> {
        self.assistant.life_events.keep()
    }
}
