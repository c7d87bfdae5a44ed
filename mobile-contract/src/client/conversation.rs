//! Conversations: begun, held, and said to have helped or not.

use std::fmt;

use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use serde::Serialize;
use uuid::Uuid;

use super::{Client, Result, read};
use crate::chat::{self, Feedback, Message, NewConversation, NewFeedback, NewMessage};
use crate::ticket::{OpenedTicket, TicketFromChat};

/// Opens one conversation. Keep it where the phone keeps secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Conversation {
    id: Uuid,
    token: String,
}

impl Conversation {
    /// A conversation that was kept from before.
    #[must_use]
    pub fn new(id: Uuid, token: impl Into<String>) -> Self {
        Self {
            id,
            token: token.into(),
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// Its secret, to keep it for later.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }
}

impl fmt::Debug for Conversation {
    /// Without the secret: this ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversation")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl From<&str> for NewMessage {
    fn from(text: &str) -> Self {
        Self {
            text: Some(text.to_owned()),
            option: None,
        }
    }
}

impl From<&chat::ChatOption> for NewMessage {
    fn from(option: &chat::ChatOption) -> Self {
        Self {
            text: None,
            option: Some(option.id.clone()),
        }
    }
}

impl Client {
    /// Begins a conversation. Gives the key to it and the greeting.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn begin_conversation(
        &self,
        beginning: &NewConversation,
    ) -> Result<(Conversation, Message)> {
        let request = self
            .http
            .post(self.url(&["v1", "chat", "conversations"])?)
            .json(beginning);
        let begun: chat::Conversation = read(request).await?;
        Ok((Conversation::new(begun.id, begun.token), begun.message))
    }

    /// Says something. With an idempotency key, new for each message, a message that is sent again
    /// after a broken connection is answered once.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn say(
        &self,
        conversation: &Conversation,
        message: &NewMessage,
        idempotency_key: Option<&str>,
    ) -> Result<Message> {
        let id = conversation.id.to_string();
        let url = self.url(&["v1", "chat", "conversations", &id, "messages"])?;
        read(self.owned(url, conversation, message, idempotency_key)).await
    }

    /// Says whether an answer of the conversation helped. Sent again, it replaces what was said
    /// before.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn rate(
        &self,
        conversation: &Conversation,
        message: Uuid,
        feedback: &NewFeedback,
        idempotency_key: Option<&str>,
    ) -> Result<Feedback> {
        let message = message.to_string();
        let url = self.url(&["v1", "chat", "messages", &message, "feedback"])?;
        read(self.owned(url, conversation, feedback, idempotency_key)).await
    }

    /// Sends a question of the conversation to the agency responsible. With a random key of at least 16
    /// characters, sending it again after a broken connection makes no second ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn pass_on(
        &self,
        conversation: &Conversation,
        ticket: &TicketFromChat,
        idempotency_key: Option<&str>,
    ) -> Result<OpenedTicket> {
        let id = conversation.id.to_string();
        let url = self.url(&["v1", "chat", "conversations", &id, "ticket"])?;
        read(self.owned(url, conversation, ticket, idempotency_key)).await
    }

    /// A write to a conversation, with the key to it.
    fn owned(
        &self,
        url: Url,
        conversation: &Conversation,
        body: &impl Serialize,
        idempotency_key: Option<&str>,
    ) -> reqwest::RequestBuilder {
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", conversation.token))
            // A token with a line break was never ours: the server would refuse an empty one too.
            .unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
        bearer.set_sensitive(true);
        let request = self.http.post(url).header(AUTHORIZATION, bearer).json(body);
        match idempotency_key {
            Some(key) => request.header("idempotency-key", key),
            None => request,
        }
    }
}
