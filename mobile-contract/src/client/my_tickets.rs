//! "My tickets": for a citizen who is signed in by a code.

use reqwest::Method;
use serde::Serialize;
use uuid::Uuid;

use super::attachments::{bytes, form};
use super::{FileToSend, Paging, Result, SignedIn, read};
use crate::Page;
use crate::ticket::{
    AttachmentParams, AttachmentSize, MyTicket, NewRating, NewTicketMessage, Reopening, Ticket,
    TicketCode,
};

impl SignedIn {
    /// The tickets on which the proven number or address was left, the newest first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn my_tickets(&self, paging: &Paging) -> Result<Page<MyTicket>> {
        let request = self.request(Method::GET, &["v1", "me", "tickets"])?;
        read(request.query(paging)).await
    }

    /// Looks at one's own ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn my_ticket(&self, code: &TicketCode) -> Result<Ticket> {
        read(self.request(Method::GET, &["v1", "me", "tickets", code.as_str()])?).await
    }

    /// Adds to one's own ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn write_to_my_ticket(&self, code: &TicketCode, text: &str) -> Result<Ticket> {
        let text = text.to_owned();
        self.of_my_ticket(code, "messages", &NewTicketMessage { text })
            .await
    }

    /// Takes one's own ticket back.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn withdraw_my_ticket(&self, code: &TicketCode) -> Result<Ticket> {
        let path = ["v1", "me", "tickets", code.as_str(), "withdraw"];
        read(self.request(Method::POST, &path)?).await
    }

    /// Reopens one's own ticket, with what the answer left open.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn reopen_my_ticket(&self, code: &TicketCode, text: &str) -> Result<Ticket> {
        let text = text.to_owned();
        self.of_my_ticket(code, "reopen", &Reopening { text }).await
    }

    /// Says how good the answer was.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn rate_my_ticket(&self, code: &TicketCode, rating: &NewRating) -> Result<Ticket> {
        self.of_my_ticket(code, "rating", rating).await
    }

    /// Sends one to five files to one's own ticket, with words or without.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn attach_to_my_ticket(
        &self,
        code: &TicketCode,
        files: Vec<FileToSend>,
        text: Option<&str>,
    ) -> Result<Ticket> {
        let path = ["v1", "me", "tickets", code.as_str(), "attachments"];
        let mut form = form(files);
        if let Some(text) = text {
            form = form.text("text", text.to_owned());
        }
        read(self.request(Method::POST, &path)?.multipart(form)).await
    }

    /// The bytes of a file of one's own ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn my_ticket_attachment(
        &self,
        code: &TicketCode,
        id: Uuid,
        size: AttachmentSize,
    ) -> Result<Vec<u8>> {
        let id = id.to_string();
        let path = ["v1", "me", "tickets", code.as_str(), "attachments", &id];
        let request = self.request(Method::GET, &path)?;
        bytes(request.query(&AttachmentParams { size })).await
    }

    async fn of_my_ticket(
        &self,
        code: &TicketCode,
        deed: &str,
        body: &impl Serialize,
    ) -> Result<Ticket> {
        let path = ["v1", "me", "tickets", code.as_str(), deed];
        read(self.request(Method::POST, &path)?.json(body)).await
    }
}
