//! What other rooms put messages into.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::outgoing::{Outgoing, Recipient};
use super::{contacts, store};
use crate::error::Error;
use crate::kernel::vault::Vault;

/// The outbox: takes messages, and keeps them sealed. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Outbox {
    pub(super) vault: Vault,
}

impl Outbox {
    /// An outbox whose messages are sealed with the server's own secret.
    #[must_use]
    pub const fn new(vault: Vault) -> Self {
        Self { vault }
    }

    /// Stores a message, to be sent once the transaction around it is committed. Gives its id: that
    /// of the first message, when one with the same dedup key is there.
    ///
    /// # Errors
    /// `invalid` when the subject would not be one line of [`store::MAX_SUBJECT`] characters, when
    /// the reply address is none, or the dedup key is too long; when the database fails.
    pub async fn enqueue(
        &self,
        db: &impl ConnectionTrait,
        now: DateTime<Utc>,
        outgoing: Outgoing,
    ) -> Result<Uuid, Error> {
        store::insert(db, &self.vault, now, outgoing).await
    }

    /// Whether somebody wants no messages that one can unsubscribe from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_unwanted(
        &self,
        db: &impl ConnectionTrait,
        to: &Recipient,
    ) -> Result<bool, Error> {
        contacts::is_gone(db, &self.vault, to).await
    }

    /// Somebody who proved their address asks to be told again: what they once unsubscribed from reaches them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn want_again(&self, db: &impl ConnectionTrait, to: &Recipient) -> Result<(), Error> {
        contacts::is_back(db, &self.vault, to).await
    }
}
