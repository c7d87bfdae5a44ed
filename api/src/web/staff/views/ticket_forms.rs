//! What the forms of a ticket's page hold.

use mobile_contract::editorial::AnswerTemplate;
use mobile_contract::search::Hit;

use crate::error::Error;
use crate::web::staff::Fields;

/// The forms of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Sending it on.
    Transfer,
    /// The answer.
    Reply,
    /// The draft approved.
    Approve,
    /// The draft sent back.
    SendBack,
    /// A question to the sender.
    Ask,
    /// A note.
    Note,
    /// What looking into a rating showed.
    Finding,
    /// Joining it to another one.
    Merge,
    /// Taking it on.
    Take,
    /// Putting right what kind it is.
    Rekind,
}

/// A form that comes back with its words: it was refused, or something was looked up for it.
#[derive(Clone, Copy, Debug)]
pub struct Unsent<'a> {
    /// Which.
    pub form: Form,
    /// Its words.
    pub fields: &'a Fields,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

/// What is cited, or may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Code or id.
    pub key: String,
    /// Title.
    pub title: String,
}

/// The answer that is being written.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    /// The words.
    pub text: String,
    /// What they cite.
    pub cited: Vec<Cited>,
    /// What was looked for.
    pub sought: String,
    /// What was found, that is not cited yet.
    pub hits: Vec<Hit>,
    /// Texts that it may begin with.
    pub texts: Vec<AnswerTemplate>,
}
