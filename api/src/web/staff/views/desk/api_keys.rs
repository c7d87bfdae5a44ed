use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::api_keys::{ApiKey, IssuedApiKey};
use mobile_contract::limits::{
    API_KEY_DAYS, API_KEY_NAME_CHARS, API_KEY_OLD_DAYS, API_KEY_SOURCE_CHARS,
};

use super::text as desk;
use crate::error::Error;
use crate::web::staff::views::{Shell, moment};
use crate::web::views::encode;
use text::Text;

mod text;

/// A key in the list.
#[derive(Debug)]
pub struct ApiKeyRow {
    /// The key.
    pub key: ApiKey,
    /// Names of the agencies it may tell of; none: the whole province.
    pub agencies: Option<Vec<String>>,
}

/// What stands in the form of a new key.
#[derive(Clone, Debug, Default)]
pub struct ApiKeyDraft {
    /// What it is for.
    pub name: String,
    /// Name of the sending system.
    pub source: String,
    /// `all`, `some`, or nothing chosen yet.
    pub scope: String,
    /// Ids of agencies.
    pub agencies: Vec<String>,
    /// Days for which it is good.
    pub days: String,
}

/// `/can-bo/khoa-api`: keys of other systems.
#[derive(Debug, Template)]
#[template(path = "staff/api_keys.html")]
pub struct ApiKeysPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The keys, newest first.
    pub keys: &'a [ApiKeyRow],
    /// When the page is made.
    pub now: DateTime<Utc>,
    /// Where the next page begins.
    pub next_cursor: Option<&'a str>,
    /// One was revoked just now.
    pub revoked: bool,
    /// What stands in the form.
    pub draft: &'a ApiKeyDraft,
    /// Ids and names of agencies to choose from.
    pub agencies: Vec<(String, String)>,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

/// How a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Good,
    Expired,
    Revoked,
}

impl ApiKeysPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn desk(&self) -> &'static desk::Text {
        desk::of(self.shell.chrome.locale)
    }

    fn standing(&self, key: &ApiKey) -> Standing {
        if key.revoked_at.is_some() {
            Standing::Revoked
        } else if key.expires_at.is_some_and(|until| until <= self.now) {
            Standing::Expired
        } else {
            Standing::Good
        }
    }

    fn is_good(&self, key: &ApiKey) -> bool {
        self.standing(key) == Standing::Good
    }

    /// Revoked ones cannot be changed any more; one whose time is over can still be ended for good.
    fn can_end(&self, key: &ApiKey) -> bool {
        self.standing(key) != Standing::Revoked
    }

    fn state(&self, key: &ApiKey) -> &'static str {
        let d = self.d();
        match self.standing(key) {
            Standing::Good => d.good,
            Standing::Expired => d.expired,
            Standing::Revoked => d.revoked,
        }
    }

    fn at(&self, time: &DateTime<Utc>) -> String {
        moment(*time, self.shell.chrome.locale)
    }

    /// Until when the secret of before is good, while it is.
    fn old_until(&self, key: &ApiKey) -> Option<String> {
        let until = key.old_secret_until.filter(|until| *until > self.now);
        until.map(|until| self.at(&until))
    }

    fn action(&self, key: &ApiKey, what: &str) -> String {
        let id = key.id;
        self.shell.href(&format!("/can-bo/khoa-api/{id}/{what}"))
    }

    fn next(&self, cursor: &str) -> String {
        let cursor = encode(cursor);
        self.shell
            .href(&format!("/can-bo/khoa-api?cursor={cursor}"))
    }

    fn is_chosen(&self, id: &str) -> bool {
        self.draft.agencies.iter().any(|chosen| chosen == id)
    }

    const fn name_chars(&self) -> usize {
        API_KEY_NAME_CHARS
    }

    const fn source_chars(&self) -> usize {
        API_KEY_SOURCE_CHARS
    }

    const fn most_days(&self) -> u32 {
        API_KEY_DAYS
    }

    const fn most_old_days(&self) -> u32 {
        API_KEY_OLD_DAYS
    }
}

/// A secret, shown this once.
#[derive(Template)]
#[template(path = "staff/api_key_issued.html")]
pub struct ApiKeyIssuedPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The key and its secret.
    pub issued: &'a IssuedApiKey,
}

impl ApiKeyIssuedPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn old_until(&self) -> Option<String> {
        let until = self.issued.key.old_secret_until;
        until.map(|until| moment(until, self.shell.chrome.locale))
    }
}
