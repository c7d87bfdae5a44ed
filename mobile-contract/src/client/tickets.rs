//! Tickets: sent, looked at, added to, reopened and rated by their senders.

use std::fmt;

use serde::Serialize;

use super::{Client, Result, read};
use crate::ticket::{
    NewRating, NewTicket, NewTicketMessage, OpenedTicket, Reopening, Ticket, TicketCode,
};

/// Opens one ticket. Keep it where the phone keeps secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct TicketKey {
    code: TicketCode,
    secret: String,
}

impl TicketKey {
    /// A ticket that was kept from before.
    #[must_use]
    pub fn new(code: TicketCode, secret: impl Into<String>) -> Self {
        Self {
            code,
            secret: secret.into(),
        }
    }

    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &TicketCode {
        &self.code
    }

    /// Its secret, to keep it for later.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for TicketKey {
    /// Without the secret: this ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TicketKey")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl From<&OpenedTicket> for TicketKey {
    fn from(opened: &OpenedTicket) -> Self {
        Self::new(opened.ticket.code.clone(), &*opened.secret)
    }
}

impl Client {
    /// Sends a question or feedback to the agency responsible. With a random key of at least 16
    /// characters, sending it again after a broken connection makes no second ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn send_ticket(&self, ticket: &NewTicket, key: Option<&str>) -> Result<OpenedTicket> {
        let mut request = self.http.post(self.url(&["v1", "tickets"])?).json(ticket);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        read(request).await
    }

    /// Looks at a ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn ticket(&self, key: &TicketKey) -> Result<Ticket> {
        let url = self.url(&["v1", "tickets", key.code.as_str()])?;
        read(self.http.get(url).bearer_auth(&key.secret)).await
    }

    /// Adds to a ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn write_to_ticket(&self, key: &TicketKey, text: &str) -> Result<Ticket> {
        let text = text.to_owned();
        self.of_ticket(key, "messages", &NewTicketMessage { text })
            .await
    }

    /// Takes a ticket back.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn withdraw_ticket(&self, key: &TicketKey) -> Result<Ticket> {
        let url = self.url(&["v1", "tickets", key.code.as_str(), "withdraw"])?;
        read(self.http.post(url).bearer_auth(&key.secret)).await
    }

    /// Reopens an answered ticket, with what the answer left open.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn reopen_ticket(&self, key: &TicketKey, text: &str) -> Result<Ticket> {
        let text = text.to_owned();
        self.of_ticket(key, "reopen", &Reopening { text }).await
    }

    /// Says how good the answer was.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn rate_ticket(&self, key: &TicketKey, rating: &NewRating) -> Result<Ticket> {
        self.of_ticket(key, "rating", rating).await
    }

    async fn of_ticket(
        &self,
        key: &TicketKey,
        deed: &str,
        body: &impl Serialize,
    ) -> Result<Ticket> {
        let url = self.url(&["v1", "tickets", key.code.as_str(), deed])?;
        read(self.http.post(url).bearer_auth(&key.secret).json(body)).await
    }
}
