//! Life events in a conversation: told ("tôi mới sinh con"), answered with their steps, and followed
//! step by step.

use std::sync::Arc;

use mobile_contract::Slug;
use mobile_contract::chat::{ChatOption, Message, Outcome, ProcedureRef};
use mobile_contract::knowledge::Facet;

use super::answer::{self, steps};
use super::topic::Topic;
use super::turn::{Turn, blank};
use crate::life_events::LifeEvents;
use crate::search::{Role, Understood};

/// Words beside the event with which its steps still help more than no answer.
const FEW_WORDS: usize = 3;
/// Whom it happened to, folded: says nothing about what happened.
const WHO: [&str; 12] = [
    "bo", "ba", "cha", "me", "chong", "vo", "anh", "chi", "em", "ong", "chau", "nha",
];
/// How surely an event is meant that is all that was said.
const SURE: f32 = 0.95;
/// How surely it is meant when nothing else was found.
const UNSURE: f32 = 0.5;

/// A life event that was told.
pub(super) struct Told {
    id: Slug,
    /// Nothing else was said that a procedure could be about, and no part of one was asked for.
    pub(super) says_it_all: bool,
    /// Hardly anything else was said, and no part was asked for: its steps help more than a question.
    pub(super) says_most: bool,
}

impl Turn<'_> {
    /// The life event that a message tells. None where what follows its words gives them another
    /// meaning ("bố em mới mất ngủ").
    pub(super) fn told_event(&self, understood: &Understood) -> Option<Told> {
        let words = understood.words();
        let events = self.events();
        let recognised = events.recognise(&words)?;
        let own = &recognised.own;
        let last = *own.last()?;
        let terms = || understood.terms.iter().enumerate();
        let goes_on = terms().any(|(at, term)| at == last + 1 && term.role == Role::Word);
        if goes_on || understood.code.is_some() {
            return None;
        }
        let beside = terms()
            .filter(|(at, term)| term.role == Role::Word && !own.contains(at))
            .filter(|(_, term)| !WHO.contains(&term.syllable.folded.as_str()))
            .count();
        if beside > FEW_WORDS {
            return None;
        }
        let whole = matches!(
            understood.facet,
            None | Some(Facet::Steps | Facet::Documents)
        );
        // "Vợ em vừa sinh thì con mất" tells two things.
        let mut readings = understood.readings.iter();
        let reads_only_it = readings.all(|r| r.span.clone().all(|at| own.contains(&at)));
        Some(Told {
            id: recognised.entry.event.id.clone(),
            says_it_all: beside == 0 && whole,
            says_most: beside <= 1 && whole && reads_only_it,
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
                id: format!("{}.{number}", told.id),
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
            confidence: if told.says_it_all { SURE } else { UNSURE },
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
        // What is asked next is not about the procedure of another step.
        let topic = Topic {
            procedure: None,
            facet: None,
            ..self.topic.clone()
        };
        (message, topic)
    }

    /// The step after the one that is talked about; None outside a life event, and after its last.
    pub(super) fn next_step(&self) -> Option<&ChatOption> {
        self.topic.life_event.as_ref()?;
        let present = self.topic.procedure.as_ref();
        let at = self
            .topic
            .options
            .iter()
            .position(|step| step.procedure_code.as_ref() == present)?;
        self.topic.options.get(at + 1)
    }

    /// Keeps the life event in the topic while one of its steps is talked about, or nothing new is:
    /// the next step can be chosen then.
    pub(super) fn within_event(&self, (message, next): (Message, Topic)) -> (Message, Topic) {
        let stays = match &next.procedure {
            Some(code) => {
                let steps = self.topic.options.iter();
                self.topic.procedure.as_ref() == Some(code)
                    || steps
                        .filter_map(|step| step.procedure_code.as_ref())
                        .any(|c| c == code)
            }
            None => message.outcome == Outcome::NotFound,
        };
        if self.topic.life_event.is_none() || next.life_event.is_some() || !stays {
            return (message, next);
        }
        let next = Topic {
            options: self.topic.options.clone(),
            life_event: self.topic.life_event.clone(),
            ..next
        };
        (message, next)
    }

    fn events(&self) -> Arc<LifeEvents> {
        self.assistant.life_events.keep()
    }
}
