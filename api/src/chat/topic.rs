//! What a conversation is about at the moment.

use mobile_contract::chat::ChatOption;
use mobile_contract::knowledge::Facet;
use mobile_contract::{ProcedureCode, Slug};
use serde::{Deserialize, Serialize};

/// What is kept from one message to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The procedure answered about last.
    #[serde(default)]
    pub procedure: Option<ProcedureCode>,
    /// The part asked for by the message that is being clarified.
    #[serde(default)]
    pub facet: Option<Facet>,
    /// The words that are being clarified.
    #[serde(default)]
    pub asked: String,
    /// The choices of the clarifying question, when the last message was one; or the steps of the
    /// life event.
    #[serde(default)]
    pub options: Vec<ChatOption>,
    /// The life event that is talked about.
    #[serde(default)]
    pub life_event: Option<Slug>,
}

impl Topic {
    /// Whether the last message was a clarifying question.
    #[must_use]
    pub fn is_clarifying(&self) -> bool {
        !self.options.is_empty() && self.life_event.is_none()
    }

    /// The choice that a message names by number or place ("2", "cái thứ hai", "số 2", "cái cuối").
    #[must_use]
    pub fn chosen_by_number(&self, folded: &str) -> Option<&ChatOption> {
        let naming = ["so", "cai", "chon", "thu", "muc", "y"];
        let words: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !naming.contains(word))
            .collect();
        let index = match words.as_slice() {
            ["dau"] | ["dau", "tien"] | ["nhat"] | ["first"] => 0,
            ["hai"] | ["second"] => 1,
            ["ba"] | ["third"] => 2,
            ["tu" | "bon"] => 3,
            ["nam"] => 4,
            ["cuoi"] | ["cuoi", "cung"] | ["last"] => self.options.len().checked_sub(1)?,
            [number] => number.parse::<usize>().ok()?.checked_sub(1)?,
            _ => return None,
        };
        self.options.get(index)
    }

    /// The choice with an id.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&ChatOption> {
        self.options.iter().find(|option| option.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_made_by_its_number() {
        let option = |id: &str| ChatOption {
            id: id.into(),
            label: id.into(),
            procedure_code: None,
        };
        let topic = Topic {
            options: vec![option("a"), option("b")],
            ..Topic::default()
        };
        for said in [
            "2",
            "so 2",
            "cai thu 2",
            "2.",
            "cai thu hai",
            "cai cuoi",
            "thu hai",
        ] {
            assert_eq!(topic.chosen_by_number(said).unwrap().id, "b", "{said}");
        }
        for said in ["0", "3", "hai chuc", "2 nguoi di lam", ""] {
            assert!(topic.chosen_by_number(said).is_none(), "{said}");
        }
    }
}
