use askama::Template;
use mobile_contract::chat::{Feedback, Message, Outcome};
use mobile_contract::{ProcedureCode, QrCode};
use uuid::Uuid;

use super::format::{Block, blocks};
use super::{Chrome, at_counter};
use crate::chat::DONE_HERE;

/// One exchange: what the citizen said and what the assistant answered.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The citizen's words, or the label of the option chosen; `None` for the greeting.
    pub said: Option<String>,
    /// The answer.
    pub message: Message,
    /// What was said about the answer.
    pub feedback: Option<Feedback>,
    /// The scanned code that its links carry on.
    pub qr: Option<QrCode>,
}

impl Turn {
    fn blocks(&self) -> Vec<Block<'_>> {
        blocks(&self.message.text)
    }

    /// The question whether it helped. Not where it plainly did not yet: there the choices, or the
    /// box for other words, are the way on.
    fn rating(&self) -> Option<Rating<'_>> {
        (self.message.outcome == Outcome::Answered).then_some(Rating {
            message: self.message.id,
            feedback: self.feedback.as_ref(),
        })
    }

    /// Whether the question, or what was told of service, can be sent to the agency responsible.
    fn passes_on(&self) -> bool {
        matches!(self.message.outcome, Outcome::NotFound | Outcome::Feedback)
    }

    /// The page of a procedure, still at the counter whose code was scanned.
    fn procedure(&self, code: &ProcedureCode) -> String {
        at_counter(&format!("/thu-tuc/{code}"), self.qr.as_ref())
    }

    /// Whether what can be chosen is what is done at the counter: it is led to, and not only asked about.
    fn lists_counter(&self) -> bool {
        let mut options = self.message.options.iter();
        options.any(|option| option.id.starts_with(DONE_HERE))
    }

    fn class(&self) -> &'static str {
        match self.message.outcome {
            Outcome::Emergency => " urgent",
            Outcome::PersonalData | Outcome::OutOfScope => " careful",
            _ => "",
        }
    }

    /// Numbers to call that the answer names; someone in danger should not have to type them.
    fn numbers(&self) -> Vec<&str> {
        if self.message.outcome != Outcome::Emergency {
            return Vec::new();
        }
        let mut numbers: Vec<&str> = self
            .message
            .text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| n.len() == 3 && n.starts_with("11"))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// `/chat`: the conversation so far, and the box for the next question. The last turn has the id
/// `moi`, so that a redirect to `/chat#moi` lands on the newest answer.
#[derive(Debug, Template)]
#[template(path = "chat.html")]
pub struct ChatPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the forms; a fresh one per rendering.
    pub key: &'a str,
    /// The conversation, oldest first.
    pub turns: &'a [Turn],
    /// Name of the counter whose code was scanned.
    pub counter: Option<&'a str>,
    /// What was wrong with the words just sent.
    pub problem: Option<&'a str>,
    /// The words just sent, when they were refused: nobody should type a story twice.
    pub draft: &'a str,
}

/// The new turns alone: the answer to a POST with the header `X-Fragment: 1`.
#[derive(Debug, Template)]
#[template(path = "chat_turns.html")]
pub struct ChatTurns<'a> {
    /// Language of the fragment, and the path of the page it goes into.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the next message.
    pub key: &'a str,
    /// The new turns, oldest first. Never empty.
    pub turns: &'a [Turn],
}

/// What stands below an answer: the question whether it helped, or thanks.
#[derive(Clone, Copy, Debug)]
pub struct Rating<'a> {
    /// Id of the answer.
    pub message: Uuid,
    /// What was said about it.
    pub feedback: Option<&'a Feedback>,
}

impl Rating<'_> {
    /// Whether it was said not to help, without a word why.
    fn asks_why(&self) -> bool {
        self.feedback
            .is_some_and(|said| !said.helpful && said.comment.is_none())
    }
}

/// That part alone: the answer to a POST of its form with the header `X-Fragment: 1`.
#[derive(Debug, Template)]
#[template(path = "chat_rated.html")]
pub struct ChatRated<'a> {
    /// Language of the fragment, and the path of the page it goes into.
    pub chrome: Chrome<'a>,
    /// What was said.
    pub rating: Rating<'a>,
}
