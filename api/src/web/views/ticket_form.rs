use askama::Template;
use mobile_contract::Problem;
use mobile_contract::limits::{PERSON_NAME_CHARS, PHONE_CHARS, TICKET_CHARS};

use super::Chrome;
use crate::kernel::words;

/// What stands in the form: nothing typed may be lost when something is refused.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The words.
    pub text: String,
    /// The kind that was chosen; empty for none.
    pub kind: String,
    /// Id of the place that was chosen; empty for none.
    pub place: String,
    /// Name.
    pub name: String,
    /// Phone number.
    pub phone: String,
    /// Mail address.
    pub mail: String,
    /// Which of both: `mail`, `phone`, or empty.
    pub prefer: String,
    /// Code of the counter.
    pub qr: Option<String>,
    /// It happened at that counter.
    pub here: bool,
    /// It began from the conversation of this browser.
    pub chat: bool,
    /// The conversation goes along.
    pub share: bool,
    /// The browser is the citizen's own.
    pub own: bool,
}

/// `/phieu`: the form.
#[derive(Debug, Template)]
#[template(path = "ticket_form.html")]
pub struct TicketFormPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key; a fresh one per rendering, and hard to guess.
    pub key: &'a str,
    /// What was typed before.
    pub draft: &'a Draft,
    /// Ids and names of places to choose from.
    pub places: &'a [(String, String)],
    /// Name of the counter whose code was scanned.
    pub counter: Option<&'a str>,
    /// Why it was not taken.
    pub problem: Option<&'a Problem>,
}

/// Fields that tell beside themselves what is wrong with them.
const BESIDE: [&str; 6] = [
    "body.text",
    "body.file",
    "body.place",
    "body.contact.name",
    "body.contact.phone",
    "body.contact.mail",
];

impl TicketFormPage<'_> {
    /// What is wrong with a field.
    fn wrong(&self, loc: &str) -> Option<String> {
        let errors = &self.problem?.errors;
        let error = errors.iter().find(|error| error.loc == loc)?;
        Some(words::upper_first(&error.msg))
    }

    /// What is wrong with none of the fields that are shown.
    fn trouble(&self) -> Option<String> {
        let problem = self.problem?;
        if problem.errors.is_empty() {
            return Some(self.chrome.t().ticket_sent_before.to_owned());
        }
        let other = |loc: &str| !BESIDE.contains(&loc);
        let error = problem.errors.iter().find(|error| other(&error.loc))?;
        Some(words::upper_first(&error.msg))
    }

    /// Value and words of each way to be told, for those who leave both. Mail holds more.
    fn ways(&self) -> [(&'static str, &'static str, bool); 2] {
        let t = self.chrome.t();
        let phone = self.draft.prefer == "phone";
        [
            ("mail", t.ticket_by_mail, !phone),
            ("phone", t.ticket_by_phone, phone),
        ]
    }

    /// Value, words and explanation of each kind.
    fn kinds(&self) -> [(&'static str, &'static str, &'static str); 4] {
        let t = self.chrome.t();
        [
            ("", t.kind_any, t.kind_any_line),
            ("question", t.kind_question, t.kind_question_line),
            ("service", t.kind_service, t.kind_service_line),
            ("regulation", t.kind_regulation, t.kind_regulation_line),
        ]
    }

    fn has_contact(&self) -> bool {
        let Draft {
            name, phone, mail, ..
        } = self.draft;
        [name, phone, mail].iter().any(|field| !field.is_empty())
    }

    const fn most(&self) -> usize {
        TICKET_CHARS
    }

    const fn most_of_name(&self) -> usize {
        PERSON_NAME_CHARS
    }

    const fn most_of_phone(&self) -> usize {
        PHONE_CHARS
    }
}
