//! What comes in.

use mobile_contract::ticket::{NewTicket, TicketSource};
use mobile_contract::{FaqId, Locale};
use uuid::Uuid;

use super::Direct;
use crate::attachments::Taken;
use crate::routing::Inferred;

/// A ticket that comes in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What it says.
    pub new: NewTicket,
    /// The way it came.
    pub source: TicketSource,
    /// The operator who wrote it down for a caller.
    pub operator: Option<Uuid>,
    /// What was said before, when the citizen sent it along.
    pub conversation: Vec<String>,
    /// The files that come with it.
    pub files: Vec<Taken>,
    /// The published answers of agencies that the sender was shown in a conversation. Kept whether the
    /// conversation goes along or not: should one turn out wrong, the sender is told.
    pub shown: Vec<FaqId>,
    /// What it says that was not given for it.
    pub inferred: Inferred,
    /// Language, unless it names one.
    pub locale: Locale,
    /// Whose it is, when that is known and not to be guessed.
    pub direct: Option<Direct>,
}
