//! Parts of a ticket's page that a script asks for, and what is said when it is not as it was.

use std::collections::HashMap;

use askama::Template;
use mobile_contract::search::{Hit, HitKind};
use mobile_contract::ticket::{AtTicket, StaffTicket};
use uuid::Uuid;

use super::ticket_forms::Editor;
use super::ticket_text::{self, Text};
use super::{Shell, words};

/// Who else is at a ticket, for the script of whoever writes.
#[derive(Debug, Template)]
#[template(path = "staff/ticket_others.html")]
pub struct OthersPart<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// They.
    pub others: &'a [AtTicket],
}

impl OthersPart<'_> {
    fn t(&self) -> &'static Text {
        ticket_text::of(self.shell.chrome.locale)
    }
}

/// What was found for an answer, for the script that looks without loading the page anew.
#[derive(Debug, Template)]
#[template(path = "staff/found.html")]
pub struct FoundPart<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The answer that is being written.
    pub editor: &'a Editor,
}

impl FoundPart<'_> {
    fn t(&self) -> &'static Text {
        ticket_text::of(self.shell.chrome.locale)
    }

    fn is_procedure(&self, hit: &Hit) -> bool {
        hit.kind == HitKind::Procedure
    }
}

/// The ticket went elsewhere while somebody wrote.
#[derive(Debug, Template)]
#[template(path = "staff/gone.html")]
pub struct GonePage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What they wrote.
    pub words: &'a str,
}

impl GonePage<'_> {
    fn t(&self) -> &'static Text {
        ticket_text::of(self.shell.chrome.locale)
    }
}

/// Who changed a ticket last, and what they did, with what to do now.
#[must_use]
pub fn happened(
    it: &StaffTicket,
    names: &HashMap<Uuid, String>,
    locale: mobile_contract::Locale,
) -> Option<String> {
    let t = ticket_text::of(locale);
    let last = it.history.last()?;
    let by = match last.by {
        Some(id) => names.get(&id).map_or(t.unknown_person, String::as_str),
        None => t.by_system,
    };
    let (did, at) = (
        words::event(last.kind, locale),
        super::moment(last.at, locale),
    );
    Some(format!(
        "{} {by} ({did}, {at}). {}",
        t.changed_by, t.changed_end
    ))
}

/// What was done just now, in words.
pub(super) fn told(done: &str, t: &'static Text) -> Option<&'static str> {
    Some(match done {
        "nhan" => t.done_taken,
        "gui" => t.done_sent,
        "luu" => t.done_saved,
        "trinh" => t.done_submitted,
        "tra-lai" => t.done_back,
        "hoi" => t.done_asked,
        "ghi" => t.done_noted,
        "kiem-tra" => t.done_found,
        "gop" => t.done_merged,
        "chuyen" => t.done_transferred,
        "loai" => t.done_rekinded,
        _ => return None,
    })
}
