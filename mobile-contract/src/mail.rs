//! What becomes of mail that a mail server hands over.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ticket::TicketCode;

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailOutcome {
    /// It is the answer to a ticket, and went out to the sender of that.
    Answered,
    /// It is an answer that waits for the leader's approval, as the agency has set.
    Submitted,
    /// It was added to its sender's ticket.
    Added,
    /// It opened its sender's ticket once more: the answer left something open.
    Reopened,
    /// It is a new ticket.
    NewTicket,
    /// No person wrote it, or it says nothing.
    Ignored,
    /// A mail of ours did not arrive; that is kept beside it.
    Bounced,
    /// It was not taken.
    Refused,
}

/// Why a mail was ignored or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailReason {
    /// An absence notice or another program's answer.
    AutoReply,
    /// It goes in circles, or is our own.
    Loop,
    /// A mail of ours is late, or the one that came back is not ours.
    Delayed,
    /// It says nothing of its own.
    Empty,
    /// It only says thanks for an answer.
    Thanks,
    /// It is to none of our addresses.
    NotForUs,
    /// The reply address was changed, or is none of ours.
    Forged,
    /// The reply address was good once: for its days, and while the agency had the mailbox it went to.
    Expired,
    /// The ticket is with another agency now.
    Elsewhere,
    /// The ticket is closed, or rates a counter: who rated stays unknown, and writes on the page.
    Closed,
    /// The answer lacks something, or holds what must not go out. It is kept as a note, and the
    /// agency is told.
    Unfit,
    /// Its sender names no address that can be written to.
    Sender,
    /// One sender wrote too often.
    TooMany,
}

/// Answer to `POST /v1/integrations/mail`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailResult {
    /// What became of it.
    pub outcome: MailOutcome,
    /// Why, where it was ignored or refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<MailReason>,
    /// The ticket it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketCode>,
    /// Files that came along and were not taken.
    pub attachments_left_out: u32,
}

impl MailResult {
    /// What became of a mail, with nothing further to say.
    #[must_use]
    pub const fn new(outcome: MailOutcome) -> Self {
        Self {
            outcome,
            reason: None,
            ticket: None,
            attachments_left_out: 0,
        }
    }

    /// Why.
    #[must_use]
    pub const fn because(mut self, reason: MailReason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Which ticket.
    #[must_use]
    pub fn of(mut self, ticket: &TicketCode) -> Self {
        self.ticket = Some(ticket.clone());
        self
    }
}
