use askama::Template;

use super::Chrome;
use crate::notifications::StoredMail;

/// Mail that went into files, newest first. For developers, so in English only.
#[derive(Debug, Template)]
#[template(path = "dev_mails.html")]
pub struct DevMails<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The mails.
    pub mails: &'a [StoredMail],
}

/// One mail, as it was written.
#[derive(Debug, Template)]
#[template(path = "dev_mail.html")]
pub struct DevMail<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The mail.
    pub mail: &'a StoredMail,
}
