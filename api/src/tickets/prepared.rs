//! What is done of taking a ticket in before others have to wait for the database.

use chrono::{DateTime, Utc};
use mobile_contract::Slug;
use mobile_contract::knowledge::Agency;
use mobile_contract::ticket::{Contact, OpenedTicket, TicketCode};
use motcua_seed::Bilingual;
use uuid::Uuid;

use super::clocks::Clocks;
use super::reading::Read;
use super::secret::Opener;
use super::{Incoming, Tickets, contact};
use crate::error::Result;
use crate::kernel::idempotency::Attempt;
use crate::kernel::secret::Secret;
use crate::routing::{DecidedBy, Inferred, Route};
use crate::storage::WriteTransaction;

/// Whose a ticket is, when that is known and not to be guessed.
#[derive(Clone, Debug)]
pub struct Direct {
    /// The agency; `None`: nobody knows, an operator decides.
    pub to: Option<Agency>,
    /// The place it is about.
    pub place: Option<Slug>,
    /// The counter it is about.
    pub counter: Option<Slug>,
    /// Why, for staff.
    pub why: Bilingual,
}

impl Direct {
    pub(super) fn route(&self) -> Route {
        Route {
            to: self.to.clone(),
            decided_by: DecidedBy::Counter,
            why: self.why.clone(),
            guesses: Vec::new(),
            inferred: Inferred::default(),
            special: None,
            handover: None,
            place: self.place.clone(),
            needs_place: false,
        }
    }
}

/// A ticket that was read and routed, and is not stored yet.
pub struct Prepared<'a> {
    pub(super) incoming: &'a Incoming,
    pub(super) read: Read,
    pub(super) route: Route,
    /// How to reach the sender.
    pub(super) left: Option<Contact>,
    /// The same, encrypted.
    pub(super) sealed: Option<String>,
    pub(super) opener: Opener,
    pub(super) now: DateTime<Utc>,
}

/// A ticket that was stored in a transaction that still runs.
pub struct Opened {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: TicketCode,
    /// What opens it, to be shown once.
    pub secret: String,
    /// Until when it must be answered; `None`: it lies with no agency yet.
    pub answer_by: Option<DateTime<Utc>>,
}

impl Tickets {
    /// Reads and routes a ticket that came at this time: its clocks count from there.
    ///
    /// # Errors
    /// When a part of it is not acceptable, or the database fails.
    pub async fn prepare<'a>(
        &self,
        incoming: &'a Incoming,
        now: DateTime<Utc>,
    ) -> Result<Prepared<'a>> {
        self.prepare_for(incoming, None, now).await
    }

    /// The same for a request under a key.
    pub(super) async fn prepare_for<'a>(
        &self,
        incoming: &'a Incoming,
        attempt: Option<&Attempt>,
        now: DateTime<Utc>,
    ) -> Result<Prepared<'a>> {
        let read = self.read(incoming).await?;
        let left = incoming.new.contact.as_ref().map(contact::read);
        let left = left.transpose()?.flatten();
        let sealed = left.as_ref().map(|c| contact::sealed(&self.vault, c));
        Ok(Prepared {
            route: self.route(&read, incoming, now).await?,
            sealed: sealed.transpose()?,
            opener: self.opener(incoming, attempt)?,
            incoming,
            read,
            left,
            now,
        })
    }

    /// Takes a prepared ticket in as a part of something else: both are kept, or neither.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_in_within(
        &self,
        db: &WriteTransaction,
        prepared: &Prepared<'_>,
    ) -> Result<Opened> {
        let (row, code) = self.write_in(db, prepared, None).await?;
        Ok(Opened {
            id: row.id,
            code,
            secret: prepared.opener.reveal(),
            answer_by: Clocks::of(&row)?.reply.map(|reply| reply.due),
        })
    }

    /// The ticket of a request that came again, with a new secret, as [`Tickets::take_in`] gives it.
    ///
    /// # Errors
    /// When it was sent too long ago, or the database fails.
    pub async fn taken_in_before(
        &self,
        transaction: WriteTransaction,
        code: &TicketCode,
    ) -> Result<OpenedTicket> {
        let opener = Opener::Long(Secret::generate());
        let saved = serde_json::to_string(code)?;
        self.opened_again(transaction, &saved, &opener, None).await
    }
}
