//! What accounts write to people.

use chrono::{DateTime, Utc};
use mobile_contract::{Locale, MailAddress, PhoneNumber};
use sea_orm::DatabaseTransaction;
use url::Url;

use crate::error::{Error, Result};
use crate::notifications::{
    NewSignIn, OneTimeCode, Outbox as Messages, Outgoing, PasswordReset, PasswordSetup, Recipient,
    Template,
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
pub struct Outbox(pub Messages);

#[async_trait::async_trait]
impl Courier for Outbox {
    async fn take(
        &self,
        db: &DatabaseTransaction,
        letter: Letter,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let outgoing = worded(letter)?;
        self.0.enqueue(db, now, outgoing).await.map(drop)
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
            first,
        } => {
            let link = url;
            let template = if first {
                Template::PasswordSetup(PasswordSetup { link, expires_at })
            } else {
                Template::PasswordReset(PasswordReset { link, expires_at })
            };
            let to = Recipient::mail(to.as_str(), Some(&name));
            (to, template, Locale::Vi)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_to_its_reader_at_once_and_by_their_channel() {
        let at: DateTime<Utc> = "2026-11-24T15:30:00Z".parse().unwrap();
        let link = |first| Letter::PasswordLink {
            to: "lan@b.vn".parse().unwrap(),
            name: "Lan".to_owned(),
            url: "https://a.vn/can-bo/mat-khau#token=x".parse().unwrap(),
            expires_at: at,
            first,
        };
        let code = |to| Letter::Code {
            to,
            code: "402913".to_owned(),
            locale: Locale::En,
            expires_at: at,
        };
        let phone = Contact::Phone("0912345678".parse().unwrap());
        let mail = Contact::Mail("lan@b.vn".parse().unwrap());
        for (letter, template, channel, address) in [
            (link(true), "password_setup", "mail", "lan@b.vn"),
            (link(false), "password_reset", "mail", "lan@b.vn"),
            (code(phone), "one_time_code", "sms", "+84912345678"),
            (code(mail), "one_time_code", "mail", "lan@b.vn"),
        ] {
            let outgoing = worded(letter).unwrap();
            assert_eq!(outgoing.template.name(), template);
            assert_eq!(outgoing.to.channel().as_str(), channel);
            assert_eq!(outgoing.to.address(), address);
            assert!(outgoing.urgent && !outgoing.unsubscribe);
        }
    }
}
