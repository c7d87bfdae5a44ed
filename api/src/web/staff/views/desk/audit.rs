use std::collections::BTreeMap;

use askama::Template;
use mobile_contract::audit::AuditEntry;
use uuid::Uuid;

use super::deeds;
use super::text::{self, Text};
use crate::audit::Verdict;
use crate::web::staff::views::{Shell, moment};
use crate::web::views::encode;

/// `/can-bo/nhat-ky`: the audit record.
#[derive(Debug, Template)]
#[template(path = "staff/audit.html")]
pub struct AuditPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The entries, newest first.
    pub entries: &'a [AuditEntry],
    /// Names of those who acted.
    pub actors: &'a BTreeMap<Uuid, String>,
    /// Where the next page begins.
    pub next_cursor: Option<&'a str>,
    /// What looking through the whole record found, when that was asked for.
    pub verdict: Option<&'a Verdict>,
}

impl AuditPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn at(&self, entry: &AuditEntry) -> String {
        moment(entry.at, self.shell.chrome.locale)
    }

    fn actor(&self, entry: &AuditEntry) -> String {
        let d = self.d();
        match entry.actor {
            None => d.audit_nobody.to_owned(),
            Some(id) => {
                let name = self.actors.get(&id).cloned();
                name.unwrap_or_else(|| format!("{} {id}", d.audit_gone))
            }
        }
    }

    /// What was done, in words where there are any.
    fn action<'e>(&self, entry: &'e AuditEntry) -> &'e str {
        deeds::told(&entry.action, self.shell.chrome.locale)
    }

    fn next(&self, cursor: &str) -> String {
        let cursor = encode(cursor);
        self.shell.href(&format!("/can-bo/nhat-ky?cursor={cursor}"))
    }
}
