//! "My tickets": for citizens who proved a contact.
//!
//! A ticket is theirs when the contact they proved was left on it. Somebody else may have left it: by a slip,
//! or an operator for a caller. It is shown all the same, because its answer goes to that contact anyway, and
//! whoever reads their mail or messages reads it there.

use mobile_contract::limits::{PAGE_DEFAULT, PAGE_LIMIT};
use mobile_contract::ticket::{Contact, MyTicket, TicketCode};
use mobile_contract::{ErrorCode, Locale, Page};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::entity::ticket;
use super::{Own, Tickets, contact, owners};
use crate::accounts;
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, bounded};

/// Tickets that are caught up with at once.
const BATCH: u64 = 200;

impl Tickets {
    /// A page of the tickets on which a contact was left, the newest first.
    ///
    /// # Errors
    /// When the cursor or the limit is not acceptable, or the database fails.
    pub async fn mine(
        &self,
        fingerprint: &str,
        (cursor, limit): (Option<&str>, Option<u32>),
    ) -> Result<Page<MyTicket>> {
        let limit = bounded(limit, PAGE_DEFAULT, PAGE_LIMIT)?;
        let list = List::new("me/tickets");
        let after = list.after(cursor)?;
        let after = after.map(|id| id.parse::<Uuid>());
        let after = after
            .transpose()
            .map_err(|_| Error::new(ErrorCode::BadCursor))?;
        let rows = owners::list(&*self.db, fingerprint, after, limit as u64 + 1).await?;
        let shown = rows
            .into_iter()
            .map(|row| Ok((row.id.to_string(), self.my_row(row)?)));
        let shown: Vec<_> = shown.collect::<Result<_>>()?;
        let Page { items, next_cursor } = list.page(shown.into_iter(), limit, |(id, _)| id);
        Ok(Page {
            items: items.into_iter().map(|(_, row)| row).collect(),
            next_cursor,
        })
    }

    fn my_row(&self, row: ticket::Model) -> Result<MyTicket> {
        let answered_at = row.answered_at;
        let row = self.row(row)?;
        Ok(MyTicket {
            code: row.code,
            kind: row.kind,
            state: row.state,
            agency: row.agency,
            excerpt: row.excerpt,
            received_at: row.received_at,
            due: row.due,
            answered_at,
        })
    }

    /// Opens a ticket for whoever proved a contact that was left on it.
    ///
    /// # Errors
    /// When it is none of theirs: it looks as if it did not exist.
    pub async fn open_mine(
        &self,
        fingerprint: &str,
        code: &TicketCode,
        locale: Locale,
    ) -> Result<Own> {
        owners::find(&*self.db, fingerprint, code).await?;
        Ok(Own::proven(code.clone(), locale))
    }

    /// Remembers whose a ticket is, in the transaction that keeps its contact.
    pub(super) async fn remember(
        &self,
        db: &impl ConnectionTrait,
        ticket: Uuid,
        contact: &Contact,
    ) -> Result<()> {
        let prints = owners::parts(contact).map(|part| accounts::fingerprint(&self.vault, part));
        owners::remember(db, ticket, prints.collect()).await
    }

    /// Remembers whose the tickets are that came in before anybody did. Gives how many were looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remember_owners(&self) -> Result<usize> {
        let (mut after, mut seen) = (Uuid::nil(), 0);
        loop {
            let rows = owners::unremembered(&*self.db, after, BATCH).await?;
            let Some((last, _)) = rows.last() else {
                return Ok(seen);
            };
            (after, seen) = (*last, seen + rows.len());
            let transaction = self.db.begin().await?;
            for (id, sealed) in rows {
                // What does not open with this key file is nobody's.
                let sealed = sealed.unwrap_or_default();
                if let Ok(contact) = contact::opened(&self.vault, &sealed) {
                    self.remember(&*transaction, id, &contact).await?;
                }
            }
            transaction.commit().await?;
        }
    }
}
