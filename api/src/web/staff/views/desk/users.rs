use askama::Template;
use mobile_contract::accounts::{Role, User};
use mobile_contract::limits::PERSON_NAME_CHARS;

use super::text::{self, Text};
use crate::error::Error;
use crate::web::staff::views::{Shell, moment};
use crate::web::views::encode;

/// Somebody of the staff in the list.
#[derive(Debug)]
pub struct UserRow {
    /// The account.
    pub user: User,
    /// Name of their agency.
    pub agency: Option<String>,
}

/// `/can-bo/nguoi-dung`: accounts of the staff.
#[derive(Debug, Template)]
#[template(path = "staff/users.html")]
pub struct UsersPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The accounts, in the order in which they were made.
    pub users: &'a [UserRow],
    /// Where the next page begins.
    pub next_cursor: Option<&'a str>,
    /// One was added just now.
    pub added: bool,
}

impl UsersPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn address(&self, user: &User) -> String {
        self.shell.href(&format!("/can-bo/nguoi-dung/{}", user.id))
    }

    fn next(&self, cursor: &str) -> String {
        let cursor = encode(cursor);
        self.shell
            .href(&format!("/can-bo/nguoi-dung?cursor={cursor}"))
    }
}

/// What stands in the form of a new account.
#[derive(Clone, Debug, Default)]
pub struct UserDraft {
    /// Mail address.
    pub login: String,
    /// Full name.
    pub name: String,
    /// The role, as on the wire.
    pub role: String,
    /// Id of the agency.
    pub agency: String,
}

/// Value and name of each role.
fn roles(shell: &Shell<'_>) -> [(&'static str, &'static str); 4] {
    Role::STAFF.map(|role| (role.as_str(), shell.role(&role)))
}

/// `/can-bo/nguoi-dung/moi`: the form of a new account.
#[derive(Debug, Template)]
#[template(path = "staff/user_new.html")]
pub struct NewUserPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What stands in it.
    pub draft: &'a UserDraft,
    /// Ids and names of agencies to choose from.
    pub agencies: Vec<(String, String)>,
    /// Role and agency can be chosen; leaders make officers of their own.
    pub free: bool,
    /// Idempotency key.
    pub key: String,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl NewUserPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn roles(&self) -> [(&'static str, &'static str); 4] {
        roles(&self.shell)
    }

    const fn most(&self) -> usize {
        PERSON_NAME_CHARS
    }
}

/// What was done to an account just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserDone {
    /// Name, role or agency.
    Changed,
    /// It may no longer sign in.
    Disabled,
    /// It may sign in again.
    Enabled,
    /// Its password is gone, and a link is on its way.
    Reset,
}

/// `/can-bo/nguoi-dung/{id}`: one account.
#[derive(Debug, Template)]
#[template(path = "staff/user.html")]
pub struct UserPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The account.
    pub user: &'a User,
    /// Name of its agency.
    pub agency: Option<String>,
    /// Ids and names of agencies to choose from.
    pub agencies: Vec<(String, String)>,
    /// Whoever looks may change it.
    pub keeps: bool,
    /// Role and agency can be chosen.
    pub free: bool,
    /// What was done just now.
    pub done: Option<UserDone>,
    /// Why something was refused.
    pub problem: Option<&'a Error>,
}

impl UserPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn roles(&self) -> [(&'static str, &'static str); 4] {
        roles(&self.shell)
    }

    fn told(&self) -> Option<&'static str> {
        let d = self.d();
        Some(match self.done? {
            UserDone::Changed => d.user_changed,
            UserDone::Disabled => d.user_disabled,
            UserDone::Enabled => d.user_enabled,
            UserDone::Reset => d.user_was_reset,
        })
    }

    /// What is wrong with no field that is shown.
    fn trouble(&self) -> Option<String> {
        let whole = self.shell.trouble(&self.problem);
        whole.or_else(|| self.shell.wrong(&self.problem, "body"))
    }

    fn action(&self, what: &str) -> String {
        let id = self.user.id;
        self.shell.href(&format!("/can-bo/nguoi-dung/{id}{what}"))
    }

    fn since(&self) -> String {
        moment(self.user.created_at, self.shell.chrome.locale)
    }

    fn is_agency(&self, id: &str) -> bool {
        let own = self.user.agency.as_ref();
        own.is_some_and(|own| own.to_string() == id)
    }

    const fn most(&self) -> usize {
        PERSON_NAME_CHARS
    }
}
