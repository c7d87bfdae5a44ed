use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::editorial::{FaqDraftRow, FaqState};
use mobile_contract::limits::MESSAGE_CHARS;

use super::{PATH, state_name};
use crate::error::Error;
use crate::web::staff::views::faq_text::{self, Text};
use crate::web::staff::views::{Shell, moment};
use crate::web::views::with_param;

/// `/can-bo/hoi-dap`: questions that are made of answers.
#[derive(Debug, Template)]
#[template(path = "staff/faqs.html")]
pub struct FaqsPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// How the words that are listed stand; `None`: all.
    pub state: Option<FaqState>,
    /// The lines.
    pub rows: &'a [FaqDraftRow],
    /// Where the next page begins.
    pub next_cursor: Option<&'a str>,
}

impl FaqsPage<'_> {
    fn f(&self) -> &'static Text {
        faq_text::of(self.shell.chrome.locale)
    }

    /// The lists: name, address, whether it is this one.
    fn lists(&self) -> Vec<(&'static str, String, bool)> {
        let f = self.f();
        let of = |name, state: Option<FaqState>, value: &str| {
            let path = match state {
                Some(_) => with_param(PATH, "state", value),
                None => PATH.to_owned(),
            };
            (name, self.shell.href(&path), self.state == state)
        };
        vec![
            of(f.all, None, ""),
            of(f.submitted, Some(FaqState::Submitted), "submitted"),
            of(f.draft, Some(FaqState::Draft), "draft"),
            of(f.published, Some(FaqState::Published), "published"),
            of(f.withdrawn, Some(FaqState::Withdrawn), "withdrawn"),
        ]
    }

    fn state_of(&self, row: &FaqDraftRow) -> &'static str {
        state_name(self.f(), row.state)
    }

    fn moment(&self, time: &DateTime<Utc>) -> String {
        moment(*time, self.shell.chrome.locale)
    }

    fn next_url(&self) -> Option<String> {
        let next = with_param(PATH, "cursor", self.next_cursor?);
        let next = match self.state {
            Some(state) => with_param(&next, "state", &crate::kernel::wire::name(state)),
            None => next,
        };
        Some(self.shell.href(&next))
    }
}

/// `/can-bo/hoi-dap/moi`: begins one.
#[derive(Debug, Template)]
#[template(path = "staff/faq_new.html")]
pub struct NewFaqPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// A question that was asked.
    pub question: &'a str,
    /// Code of an answered ticket.
    pub ticket: &'a str,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl NewFaqPage<'_> {
    fn f(&self) -> &'static Text {
        faq_text::of(self.shell.chrome.locale)
    }

    const fn most(&self) -> usize {
        MESSAGE_CHARS
    }
}
