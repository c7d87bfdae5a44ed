//! What accounts write to people.

use chrono::{DateTime, Utc};
use mobile_contract::{Locale, MailAddress, PhoneNumber};
use sea_orm::DatabaseTransaction;
use url::Url;

use crate::error::{Error, Result};
use crate::notifications::{
    NewSignIn, OneTimeCode, Outgoing, PasswordReset, Recipient, Template, enqueue,
};

/// How a citizen is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// By SMS.
    Phone(PhoneNumber),
    /// By mail.
    Mail(MailAddress),
}

impl Contact {
    /// The number or address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(number) => number.as_str(),
            Self::Mail(address) => address.as_str(),
        }
    }

    /// `phone` or `mail`.
    #[must_use]
    pub const fn channel(&self) -> &'static str {
        match self {
            Self::Phone(_) => "phone",
            Self::Mail(_) => "mail",
        }
    }
}

/// A letter, before it is worded.
pub enum Letter {
    /// A link that sets the password, for whoever forgot it or is new.
    PasswordLink {
        /// Whose account.
        to: MailAddress,
        /// Their name.
        name: String,
        /// The link, with its secret.
        url: Url,
        /// Until when it is good.
        expires_at: DateTime<Utc>,
        /// The account is new.
        first: bool,
    },
    /// A code that proves a contact.
    Code {
        /// Whose.
        to: Contact,
        /// The six digits.
        code: String,
        /// In which language.
        locale: Locale,
        /// Until when it is good.
        expires_at: DateTime<Utc>,
    },
    /// Someone signed in from where this account has not been used before.
    NewSignIn {
        /// Whose account.
        to: MailAddress,
        /// Their name.
        name: String,
        /// When.
        at: DateTime<Utc>,
        /// What the device calls itself.
        device: Option<String>,
        /// Where sessions are listed and ended.
        sessions: Url,
    },
}

/// Takes letters in the transaction that has something to tell: they go out when it is committed,
/// and only then.
#[async_trait::async_trait]
pub trait Courier: Send + Sync {
    /// Takes a letter.
    ///
    /// # Errors
    /// When the database fails.
    async fn take(
        &self,
        db: &DatabaseTransaction,
        letter: Letter,
        now: DateTime<Utc>,
    ) -> Result<()>;
}

/// Words letters and keeps them in the outbox, from where they are delivered.
pub struct Outbox;

#[async_trait::async_trait]
impl Courier for Outbox {
    async fn take(
        &self,
        db: &DatabaseTransaction,
        letter: Letter,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let outgoing = worded(letter)?;
        enqueue(db, now, outgoing).await.map(drop)
    }
}

/// A letter in words. All of them are waited for, so that none waits for the morning.
fn worded(letter: Letter) -> Result<Outgoing> {
    let (to, template, locale) = match letter {
        Letter::PasswordLink {
            to,
            name,
            url,
            expires_at,
            ..
        } => {
            let reset = PasswordReset {
                link: url,
                expires_at,
            };
            let to = Recipient::mail(to.as_str(), Some(&name));
            (to, Template::PasswordReset(reset), Locale::Vi)
        }
        Letter::Code {
            to,
            code,
            locale,
            expires_at,
        } => {
            let to = match &to {
                Contact::Phone(number) => Recipient::sms(number.as_str()),
                Contact::Mail(address) => Recipient::mail(address.as_str(), None),
            };
            (
                to,
                Template::OneTimeCode(OneTimeCode { code, expires_at }),
                locale,
            )
        }
        Letter::NewSignIn {
            to,
            name,
            at,
            device,
            sessions,
        } => {
            let sign_in = NewSignIn {
                at,
                device: device.unwrap_or_else(|| "?".to_owned()),
                link: sessions,
            };
            let to = Recipient::mail(to.as_str(), Some(&name));
            (to, Template::NewSignIn(sign_in), Locale::Vi)
        }
    };
    let mut outgoing = Outgoing::new(to.map_err(Error::internal)?, template, locale);
    outgoing.urgent = true;
    Ok(outgoing)
}
