//! How messages leave: by SMTP or into files, by a webhook, or only into a count in the log.

mod compose;
mod files;
mod log;
mod smtp;
mod webhook;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

pub use self::compose::{MailSender, SenderError, message_id};
pub use self::files::{FileError, MailFiles, StoredMail};
pub use self::log::LogChannel;
pub use self::smtp::{Encryption, Smtp, SmtpServer};
pub use self::webhook::{Webhook, WebhookError, WebhookSecret, signature};
use super::outgoing::Channel;

/// A message as a transport gets it.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Id of the notification: what its Message-ID and `webhook-id` are made of.
    pub id: Uuid,
    /// By which channel.
    pub channel: Channel,
    /// To where.
    pub address: String,
    /// To whom.
    pub name: Option<String>,
    /// Name of the template.
    pub template: String,
    /// Language, `vi` or `en`.
    pub locale: mobile_contract::Locale,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as an HTML fragment; mail only.
    pub html: String,
    /// What it answers: kind and id of the record.
    pub about: Option<(String, Uuid)>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// What an unsubscribe link proves itself with; `None`: one cannot unsubscribe.
    pub unsubscribe: Option<String>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

impl std::fmt::Debug for Parcel {
    /// Says which, not what or to whom: this may end in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Parcel({} {})", self.channel.as_str(), self.id)
    }
}

/// Why a message did not leave. The words are codes, fit for a log: no address, no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Nothing is reached, or nothing would be taken from us: no fault of this message, which
    /// waits without using up an attempt.
    #[error("unreachable: {0}")]
    Unreachable(String),
    /// This message is refused for now.
    #[error("refused for now: {0}")]
    Temporary(String),
    /// This message will never be taken.
    #[error("refused: {0}")]
    Permanent(String),
}

/// Hands messages over to whoever brings them.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Hands one over. Once this says that it is done, it is no longer ours.
    async fn send(&self, parcel: &Parcel) -> Result<(), Failure>;
}

/// The transport of each channel.
#[derive(Clone)]
pub struct Transports {
    /// Of mail.
    pub mail: Arc<dyn Transport>,
    /// Of text messages, notices and Zalo.
    pub gateway: Arc<dyn Transport>,
}

impl Transports {
    pub(super) fn of(&self, channel: Channel) -> &dyn Transport {
        match channel {
            Channel::Mail => self.mail.as_ref(),
            Channel::Sms | Channel::Push | Channel::Zalo => self.gateway.as_ref(),
        }
    }
}
