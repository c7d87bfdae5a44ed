//! What accounts write to people.

use chrono::{DateTime, Utc};
use mobile_contract::{Locale, MailAddress, PhoneNumber};
use sea_orm::DatabaseTransaction;

use crate::error::Result;

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
        url: String,
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
    async fn take(&self, db: &DatabaseTransaction, letter: Letter, now: DateTime<Utc>) -> Result<()>;
}

/// Keeps letters in the outbox.
pub struct Outbox;

#[async_trait::async_trait]
impl Courier for Outbox {
    async fn take(&self, _db: &DatabaseTransaction, _letter: Letter, _now: DateTime<Utc>) -> Result<()> {
        Ok(())
    }
}
