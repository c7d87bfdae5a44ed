use std::collections::HashMap;

use askama::Template;
use mobile_contract::ProcedureCode;
use mobile_contract::chat::ProcedureRef;
use mobile_contract::knowledge::{LifeEvent, LifeEventStep};

use super::Chrome;

/// `/su-kien`: what happens in people's lives.
#[derive(Debug, Template)]
#[template(path = "life_events.html")]
pub struct LifeEventsPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The life events, in the order of the page.
    pub events: &'a [&'a LifeEvent],
}

/// `/su-kien/{id}`: one life event, step by step.
#[derive(Debug, Template)]
#[template(path = "life_event.html")]
pub struct LifeEventPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the question box.
    pub key: &'a str,
    /// The life event.
    pub event: &'a LifeEvent,
    /// Official titles of the procedures it names, of those that are there.
    pub titles: &'a HashMap<ProcedureCode, String>,
}

impl LifeEventsPage<'_> {
    fn words<'e>(&self, event: &'e LifeEvent) -> (&'e str, &'e str) {
        event.words(self.chrome.locale)
    }
}

impl LifeEventPage<'_> {
    fn words(&self) -> (&str, &str) {
        self.event.words(self.chrome.locale)
    }

    /// The procedures of a step that can be opened, the usual one first.
    fn procedures(&self, step: &LifeEventStep) -> Vec<ProcedureRef> {
        step.procedure
            .iter()
            .chain(&step.instead)
            .filter_map(|code| {
                Some(ProcedureRef {
                    code: code.clone(),
                    title: self.titles.get(code)?.clone(),
                })
            })
            .collect()
    }

    fn doubts(&self) -> Vec<&str> {
        self.event.verify.iter().map(|v| v.why.as_str()).collect()
    }
}
