//! Notifications (thông báo): everything the system sends to people, by mail, SMS, push or Zalo.
//!
//! A message is rendered and stored by [`Outbox::enqueue`] in the transaction of the business it
//! tells of, and with what it answers; nothing is sent any other way. To whom and what it says lies
//! sealed in the database; who has unsubscribed is matched by a fingerprint. A worker ([`Worker`]) delivers what is
//! due, at least once and in order for each recipient: should it be killed between sending and
//! marking, the message goes out a second time with the same Message-ID.
//!
//! Who has unsubscribed gets no reminders any more. What somebody asked for (a code, the answer to
//! a question of their own) goes out all the same: see [`Outgoing::unsubscribe`].

mod backoff;
pub mod contacts;
mod content;
mod entity;
mod hours;
pub mod inbound;
mod matching;
mod outage;
mod outbox;
mod outgoing;
pub mod routes;
pub mod staff;
pub mod store;
mod subscriptions;
mod tally;
mod template;
mod transport;
mod worker;

pub use backoff::MAX_ATTEMPTS;
pub use contacts::{Contact, unsubscribe};
pub use outbox::Outbox;
pub use outgoing::{About, Channel, MAX_ADDRESS, MAX_NAME, Outgoing, Recipient, RecipientError};
pub use store::{Queued, State, seal_old};
pub use subscriptions::Subscriptions;
pub use tally::Delivered;
pub use template::{
    AnswerCorrected, AnswerSent, AnswerWithdrawn, ApologySent, DeadlineNear, DigestLine,
    DossierCode, DossierCodeFor, DossierDigest, DossierHappened, DossierNews, Escalated,
    FaqPublished, HandedOver, MailNotTaken, MailboxChanged, NeedsInformation, NewSignIn,
    OneTimeCode, PasswordReset, PasswordSetup, Rendered, Reopened, SenderWrote, SentToDesk,
    Template, TicketByMail, TicketByPhone, TicketReceived, TicketRouted, TicketsMoved, Transferred,
};
pub use transport::{
    Encryption, Failure, FileError, LogChannel, MailFiles, MailSender, Parcel, SenderError, Smtp,
    SmtpServer, StoredMail, Transport, Transports, Webhook, WebhookError, WebhookSecret,
    message_id, signature,
};
pub use worker::{LONGEST_OUTAGE, Wake, Worker};
