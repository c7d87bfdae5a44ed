//! Who wants reminders: what the API and the page do with the token of a link.

use super::contacts::{self, Contact};
use crate::error::Error;
use crate::kernel::clock::Clock;
use crate::storage::Database;

/// Who wants reminders, and who does not.
#[derive(Clone, Debug)]
pub struct Subscriptions {
    /// The database.
    pub db: Database,
    /// Tells the time.
    pub clock: Clock,
}

impl Subscriptions {
    /// Whose messages a link is about.
    ///
    /// # Errors
    /// `not_found` when the token is none of ours; when the database fails.
    pub async fn find(&self, token: &str) -> Result<Contact, Error> {
        contacts::find(&*self.db, token).await
    }

    /// Sets whether somebody gets reminders.
    ///
    /// # Errors
    /// `not_found` when the token is none of ours; when the database fails.
    pub async fn set(&self, token: &str, reminders: bool) -> Result<(), Error> {
        let transaction = self.db.begin().await?;
        if reminders {
            contacts::subscribe(&*transaction, token).await?;
        } else {
            contacts::unsubscribe(&*transaction, token, self.clock.now()).await?;
        }
        Ok(transaction.commit().await?)
    }
}
