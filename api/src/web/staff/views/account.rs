use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::accounts::Session;
use mobile_contract::limits::{CODE_CHARS, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS};

use super::Shell;
use super::format::moment;
use crate::error::Error;

/// What was done just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Sessions were ended.
    Sessions,
    /// The password was changed.
    Password,
}

/// `/can-bo/phien`: one's own account.
#[derive(Debug, Template)]
#[template(path = "staff/account.html")]
pub struct AccountPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The mail address they sign in with.
    pub login: &'a str,
    /// Whether an authenticator is set up.
    pub totp: bool,
    /// Where they are signed in.
    pub sessions: &'a [Session],
    /// What was done just now.
    pub done: Option<Done>,
    /// Why a new password was refused.
    pub problem: Option<&'a Error>,
}

impl AccountPage<'_> {
    fn moment(&self, time: &DateTime<Utc>) -> String {
        moment(*time, self.shell.chrome.locale)
    }

    fn told(&self) -> Option<&'static str> {
        let t = self.shell.t();
        self.done.map(|done| match done {
            Done::Sessions => t.sessions_ended,
            Done::Password => t.password_changed,
        })
    }

    fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !session.current)
    }

    const fn least(&self) -> usize {
        PASSWORD_MIN_CHARS
    }

    const fn most(&self) -> usize {
        PASSWORD_MAX_CHARS
    }
}

/// How far setting up an authenticator has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetUp {
    /// Not begun.
    Not,
    /// The secret, shown once.
    Shown {
        /// The image to scan, an `svg` element.
        image: String,
        /// The same to type.
        secret: String,
    },
    /// It was shown, and the code is asked for again.
    Begun,
    /// There is one.
    Done,
}

/// `/can-bo/xac-thuc`: sets up an authenticator.
#[derive(Debug, Template)]
#[template(path = "staff/authenticator.html")]
pub struct AuthenticatorPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// How far it has come.
    pub set_up: SetUp,
    /// Nothing else is allowed before.
    pub required: bool,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl AuthenticatorPage<'_> {
    /// In groups of four: somebody types it.
    fn grouped(&self, secret: &str) -> String {
        let letters: Vec<char> = secret.chars().collect();
        let groups = letters.chunks(4).map(|group| group.iter().collect());
        groups.collect::<Vec<String>>().join(" ")
    }

    const fn most(&self) -> usize {
        CODE_CHARS
    }
}

/// The recovery codes, shown once.
#[derive(Debug, Template)]
#[template(path = "staff/recovery.html")]
pub struct RecoveryPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The codes.
    pub codes: &'a [String],
}
