//! What a conversation is about at the moment, and what it remembers.

use mobile_contract::chat::ChatOption;
use mobile_contract::knowledge::{Audience, Facet};
use mobile_contract::qr::NamedRef;
use mobile_contract::{Locale, ProcedureCode, Slug};
use serde::{Deserialize, Serialize};

use super::dossier::Talked;
use crate::search::Understood;

/// Most earlier procedures that are remembered.
const EARLIER: usize = 6;

/// What is kept from one message to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The procedure answered about last.
    #[serde(default)]
    pub procedure: Option<ProcedureCode>,
    /// The part asked for last.
    #[serde(default)]
    pub facet: Option<Facet>,
    /// The words that led to the procedure or to the choices.
    #[serde(default)]
    pub asked: String,
    /// The choices of the last clarifying question, or the steps of the life event. They can be
    /// chosen until something new is talked about.
    #[serde(default)]
    pub options: Vec<ChatOption>,
    /// Whether the last message was a clarifying question.
    #[serde(default)]
    pub asked_back: bool,
    /// The life event that is talked about.
    #[serde(default)]
    pub life_event: Option<Slug>,
    /// The dossier that is talked about, or was: once one is named, it is remembered for the whole conversation.
    #[serde(default)]
    pub dossier: Option<Talked>,
    /// What outlives a change of topic.
    #[serde(default)]
    pub kept: Kept,
}

/// What is remembered for the whole conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where the citizen lives, as far as said.
    #[serde(default)]
    pub place: Option<NamedRef>,
    /// Who the citizen is, as far as said.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// Procedures talked about before the present one, latest first.
    #[serde(default)]
    pub earlier: Vec<ProcedureCode>,
    /// The language the citizen has changed to.
    #[serde(default)]
    pub speaks: Option<Locale>,
}

impl Kept {
    /// Takes note of what a message says of the citizen. What it leaves open is filled in from what
    /// was said before.
    pub(super) fn hear(&mut self, understood: &mut Understood) {
        match &understood.place {
            Some(place) => self.place = Some(place.clone()),
            None => understood.place.clone_from(&self.place),
        }
        match understood.audience {
            Some(audience) => self.audience = Some(audience),
            None => understood.audience = self.audience,
        }
    }

    /// Remembers what was talked about before another procedure is.
    pub(super) fn turn_to(&mut self, before: Option<&ProcedureCode>, now: Option<&ProcedureCode>) {
        let Some(before) = before.filter(|_| before != now) else {
            return;
        };
        self.earlier
            .retain(|code| code != before && Some(code) != now);
        self.earlier.insert(0, before.clone());
        self.earlier.truncate(EARLIER);
    }
}

impl Topic {
    /// Whether the last message was a clarifying question.
    #[must_use]
    pub const fn is_clarifying(&self) -> bool {
        self.asked_back
    }

    /// The choice with an id.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&ChatOption> {
        self.options.iter().find(|option| option.id == id)
    }

    /// Every procedure talked about, the present one first.
    pub(super) fn talked_about(&self) -> impl Iterator<Item = &ProcedureCode> {
        self.procedure.iter().chain(&self.kept.earlier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> ProcedureCode {
        text.parse().unwrap()
    }

    #[test]
    fn earlier_procedures_are_remembered_once_latest_first() {
        let mut kept = Kept::default();
        let (a, b, c) = (code("1.000001"), code("1.000002"), code("1.000003"));
        kept.turn_to(None, Some(&a));
        kept.turn_to(Some(&a), Some(&a));
        assert!(kept.earlier.is_empty());
        kept.turn_to(Some(&a), Some(&b));
        kept.turn_to(Some(&b), Some(&c));
        assert_eq!(kept.earlier, [b.clone(), a.clone()]);
        kept.turn_to(Some(&c), Some(&a));
        assert_eq!(kept.earlier, [c, b]);
    }

    #[test]
    fn a_topic_of_an_older_program_is_read() {
        let topic: Topic = serde_json::from_str(r#"{"procedure":"1.001193","asked":"x"}"#).unwrap();
        assert_eq!(topic.procedure, Some(code("1.001193")));
        assert!(!topic.is_clarifying());
    }
}
