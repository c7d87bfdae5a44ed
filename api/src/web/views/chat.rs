use askama::Template;
use mobile_contract::chat::{Message, Outcome};

use super::Chrome;
use super::format::{Block, blocks};

/// One exchange: what the citizen said and what the assistant answered.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The citizen's words, or the label of the option chosen; `None` for the greeting.
    pub said: Option<String>,
    /// The answer.
    pub message: Message,
}

impl Turn {
    fn blocks(&self) -> Vec<Block<'_>> {
        blocks(&self.message.text)
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
