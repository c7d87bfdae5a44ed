//! What stands in the forms of an agency's page.

use mobile_contract::limits::CITATIONS;

/// What a form sent, or what it begins with. Nothing typed is lost when something is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// The button that was pressed.
    pub(super) button: String,
    /// Words for the sender: an answer, or a question back.
    pub(super) text: String,
    /// Codes and ids that the answer cites.
    pub(super) cites: Vec<String>,
    /// It is meant as it is.
    pub(super) anyway: bool,
    /// What was searched for.
    pub(super) q: String,
    /// Where it is sent on to.
    pub(super) to: String,
    /// Why.
    pub(super) reason: String,
    /// The revision that was seen.
    pub(super) revision: i32,
}

impl Typed {
    /// Reads a form's fields. What it does not know is no reason to refuse a person.
    pub(super) fn read(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "viec" => typed.button = value,
                "text" => typed.text = value,
                "cite" if typed.cites.contains(&value) => {}
                // One more than may be sent, so that too many are told of, and not left out unseen.
                "cite" if typed.cites.len() <= CITATIONS => typed.cites.push(value),
                "anyway" => typed.anyway = true,
                "q" => typed.q = value,
                "to" => typed.to = value,
                "reason" => typed.reason = value,
                // A form without a revision has seen none, and is told that it changed.
                "revision" => typed.revision = value.parse().unwrap_or(-1),
                _ => {}
            }
        }
        typed
    }

    /// All the words in it, to be taken along when the page cannot be opened any more.
    pub(super) fn words(&self) -> String {
        [self.text.trim(), self.reason.trim()]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}
