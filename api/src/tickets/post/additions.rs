//! Telling whoever has a ticket that its sender wrote: at once, and then at most once an hour, so that
//! ten short messages are not ten letters, and none is kept back for good.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::ticket::Author;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::store;
use crate::attachments::{self, Owner};
use crate::error::Result;
use crate::kernel::wire;
use crate::tickets::entity::ticket;
use crate::tickets::files::with_files;
use crate::tickets::{Tickets, store as tickets, written};

/// Shortest time between two such letters about a ticket.
const QUIET: TimeDelta = TimeDelta::hours(1);
/// Tickets told of in one go; the rest comes with the next.
const AT_ONCE: u64 = 100;

impl Tickets {
    /// Whoever has it: the sender wrote this. In the transaction that keeps the words.
    pub(in crate::tickets) async fn tell_added(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        words: &str,
    ) -> Result<()> {
        let now = self.clock.now();
        match store::told(db, row.id)
            .await?
            .filter(|at| now - *at < QUIET)
        {
            Some(at) => store::tell(db, row.id, at, true).await,
            None => {
                self.tell_written(db, row, words).await?;
                store::tell(db, row.id, now, false).await
            }
        }
    }

    /// Tells what has waited for its hour.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::tickets) async fn tell_untold(&self, now: DateTime<Utc>) -> Result<()> {
        for ticket in store::untold(&*self.db, now - QUIET, AT_ONCE).await? {
            if let Err(error) = self.catch_up(ticket, now).await {
                tracing::warn!(%error, "cannot tell what a sender added");
            }
        }
        Ok(())
    }

    async fn catch_up(&self, ticket: Uuid, now: DateTime<Utc>) -> Result<()> {
        let transaction = self.db.begin().await?;
        let row = tickets::lock_id(&*transaction, ticket).await?;
        // Another server was faster.
        let told = store::told(&*transaction, ticket).await?;
        let Some(told) = told.filter(|at| now - *at >= QUIET) else {
            return Ok(());
        };
        let citizen = wire::name(Author::Citizen);
        let messages = written::messages(&*transaction, ticket).await?;
        let files = attachments::list(&*transaction, Owner::ticket(ticket)).await?;
        let since = messages.into_iter().filter(|m| m.author == citizen);
        let since = since.filter_map(|message| {
            let text = Some(message.text).filter(|_| message.sent_at > told);
            // Files may come after the words that they belong to.
            let added = files
                .iter()
                .filter(|listed| listed.part == Some(message.id) && listed.file.uploaded_at > told);
            let said = with_files(&text.unwrap_or_default(), added.count());
            Some(said).filter(|said| !said.is_empty())
        });
        let words = since.collect::<Vec<_>>().join("\n\n");
        if row.open && !words.is_empty() {
            self.tell_written(&transaction, &row, &words).await?;
        }
        store::tell(&*transaction, ticket, now, false).await?;
        transaction.commit().await?;
        Ok(())
    }
}
