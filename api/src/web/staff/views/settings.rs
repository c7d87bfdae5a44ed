use askama::Template;
use mobile_contract::limits::{REPLY_AMOUNT, SOURCE_CHARS};
use mobile_contract::qr::NamedRef;

use super::Shell;
use super::settings_text::{self, Text};
use crate::error::Error;
use crate::web::staff::settings_form::{Form, TypedTerm};

/// `/can-bo/thiet-lap`: which agency's settings.
#[derive(Debug, Template)]
#[template(path = "staff/settings_list.html")]
pub struct SettingsListPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What was looked for.
    pub wanted: &'a str,
    /// Agencies of today with such a name.
    pub found: &'a [NamedRef],
}

impl SettingsListPage<'_> {
    fn t(&self) -> &'static Text {
        settings_text::of(self.shell.chrome.locale)
    }
}

/// `/can-bo/thiet-lap/{id}`: settings of one agency.
#[derive(Debug, Template)]
#[template(path = "staff/settings.html")]
pub struct SettingsPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// Name of the agency.
    pub name: &'a str,
    /// Its id.
    pub id: &'a str,
    /// What is set, or was typed.
    pub form: &'a Form,
    /// It was kept just now.
    pub kept: bool,
    /// Whoever looks may look at others.
    pub lists: bool,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl SettingsPage<'_> {
    fn t(&self) -> &'static Text {
        settings_text::of(self.shell.chrome.locale)
    }

    fn days(&self) -> [(&'static str, &String); 7] {
        let t = self.t();
        let names = [
            t.monday,
            t.tuesday,
            t.wednesday,
            t.thursday,
            t.friday,
            t.saturday,
            t.sunday,
        ];
        let mut lines = self.form.hours.each_ref().into_iter();
        names.map(|name| (name, lines.next().unwrap_or(&self.form.mail)))
    }

    fn terms(&self) -> Vec<(&'static str, &TypedTerm)> {
        let t = self.t();
        let names = [t.all_kinds, t.question, t.service, t.regulation];
        names.into_iter().zip(&self.form.terms).collect()
    }

    fn units(&self) -> [(&'static str, &'static str); 3] {
        let t = self.t();
        [
            ("working_day", t.working_day),
            ("working_hour", t.working_hour),
            ("calendar_day", t.calendar_day),
        ]
    }

    const fn most_amount(&self) -> u32 {
        REPLY_AMOUNT
    }

    const fn most_source(&self) -> usize {
        SOURCE_CHARS
    }

    /// The trouble with a term, wherever in it.
    fn wrong_term(&self) -> Option<String> {
        let of = |loc: &str| self.shell.wrong(&self.problem, loc);
        of("body.replies")
            .or_else(|| of("body.replies.amount"))
            .or_else(|| of("body.replies.unit"))
            .or_else(|| of("body.replies.source"))
    }
}
