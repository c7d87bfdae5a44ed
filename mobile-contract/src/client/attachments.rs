//! Files of tickets: sent, laid ready for an answer, read.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use uuid::Uuid;

use super::{Client, Result, SignedIn, TicketKey, read, refusal};
use crate::ticket::{AttachmentParams, AttachmentSize, StaffTicket, Ticket, TicketCode};

/// A file to send.
#[derive(Clone)]
pub struct FileToSend {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

pub(super) fn form(files: Vec<FileToSend>) -> Form {
    files.into_iter().fold(Form::new(), |form, file| {
        form.part("file", Part::bytes(file.bytes).file_name(file.name))
    })
}

impl Client {
    /// Sends one to five files to a ticket, with words or without.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn attach_to_ticket(
        &self,
        key: &TicketKey,
        files: Vec<FileToSend>,
        text: Option<&str>,
    ) -> Result<Ticket> {
        let mut form = form(files);
        if let Some(text) = text {
            form = form.text("text", text.to_owned());
        }
        let url = self.url(&["v1", "tickets", key.code().as_str(), "attachments"])?;
        read(
            self.http
                .post(url)
                .bearer_auth(key.secret())
                .multipart(form),
        )
        .await
    }

    /// The bytes of a file of a ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn ticket_attachment(
        &self,
        key: &TicketKey,
        id: Uuid,
        size: AttachmentSize,
    ) -> Result<Vec<u8>> {
        let id = id.to_string();
        let url = self.url(&["v1", "tickets", key.code().as_str(), "attachments", &id])?;
        let request = self.http.get(url).query(&AttachmentParams { size });
        bytes(request.bearer_auth(key.secret())).await
    }
}

impl SignedIn {
    /// Lays files ready for the next answer to a ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn attach_to_answer(
        &self,
        code: &TicketCode,
        files: Vec<FileToSend>,
    ) -> Result<StaffTicket> {
        let path = ["v1", "staff", "tickets", code.as_str(), "attachments"];
        read(self.request(Method::POST, &path)?.multipart(form(files))).await
    }

    /// Takes a file back that was laid ready.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn take_attachment_back(&self, code: &TicketCode, id: Uuid) -> Result<StaffTicket> {
        let id = id.to_string();
        let path = ["v1", "staff", "tickets", code.as_str(), "attachments", &id];
        read(self.request(Method::DELETE, &path)?).await
    }

    /// The bytes of a file of a ticket, also of one that was laid ready.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn staff_ticket_attachment(
        &self,
        code: &TicketCode,
        id: Uuid,
        size: AttachmentSize,
    ) -> Result<Vec<u8>> {
        let id = id.to_string();
        let path = ["v1", "staff", "tickets", code.as_str(), "attachments", &id];
        let request = self.request(Method::GET, &path)?;
        bytes(request.query(&AttachmentParams { size })).await
    }
}

pub(super) async fn bytes(request: reqwest::RequestBuilder) -> Result<Vec<u8>> {
    let response = request.send().await?;
    let status = response.status();
    let body = response.bytes().await?;
    match status.is_success() {
        true => Ok(body.to_vec()),
        false => Err(refusal(status, &body)),
    }
}
