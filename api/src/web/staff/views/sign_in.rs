use askama::Template;
use mobile_contract::limits::{CODE_CHARS, MAIL_BYTES, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS};

use super::Shell;
use crate::error::Error;
use crate::web::staff::Kept;

/// `/can-bo/dang-nhap`: login and password.
#[derive(Debug, Template)]
#[template(path = "staff/sign_in.html")]
pub struct SignInPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What the form carries.
    pub token: &'a str,
    /// Where signing in leads.
    pub next: &'a str,
    /// What was typed before.
    pub login: &'a str,
    /// They signed out just now.
    pub signed_out: bool,
    /// Their password was set just now.
    pub password_set: bool,
    /// What they wrote before their session ended.
    pub kept: Option<&'a Kept>,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl SignInPage<'_> {
    /// A proof of the password that is too old is told in other words than a link that is.
    fn trouble(&self) -> Option<String> {
        match self.problem?.code() {
            mobile_contract::ErrorCode::LinkExpired => {
                Some(self.shell.t().sign_in_again.to_owned())
            }
            _ => self.shell.trouble(&self.problem),
        }
    }

    const fn most(&self) -> usize {
        MAIL_BYTES
    }

    const fn most_of_password(&self) -> usize {
        PASSWORD_MAX_CHARS
    }
}

/// The code of the authenticator, after the password.
#[derive(Debug, Template)]
#[template(path = "staff/code.html")]
pub struct CodePage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What the form carries.
    pub token: &'a str,
    /// Where signing in leads.
    pub next: &'a str,
    /// Proves that the password was right.
    pub half: &'a str,
    /// What they wrote before their session ended.
    pub kept: Option<&'a Kept>,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl CodePage<'_> {
    const fn most(&self) -> usize {
        CODE_CHARS
    }
}

/// What somebody wrote before their session ended, to be sent again.
#[derive(Debug, Template)]
#[template(path = "staff/resume.html")]
pub struct ResumePage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// It.
    pub kept: &'a Kept,
}

/// `/can-bo/mat-khau`: sets a password by a mailed link.
#[derive(Debug, Template)]
#[template(path = "staff/password.html")]
pub struct PasswordPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What the form carries.
    pub token: &'a str,
    /// The link, as far as it was typed.
    pub link: &'a str,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl PasswordPage<'_> {
    const fn least(&self) -> usize {
        PASSWORD_MIN_CHARS
    }

    const fn most(&self) -> usize {
        PASSWORD_MAX_CHARS
    }
}

/// `/can-bo/quen-mat-khau`: asks for a link.
#[derive(Debug, Template)]
#[template(path = "staff/forgotten.html")]
pub struct ForgottenPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What the form carries.
    pub token: &'a str,
    /// A link was asked for just now.
    pub sent: bool,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl ForgottenPage<'_> {
    const fn most(&self) -> usize {
        MAIL_BYTES
    }
}
