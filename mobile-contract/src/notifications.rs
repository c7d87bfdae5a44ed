//! Notifications (thông báo) as staff see them, on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// How a notification goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationChannel {
    /// Mail.
    Mail,
    /// Text message.
    Sms,
    /// Notice of the app.
    Push,
    /// Zalo.
    Zalo,
}

/// Where a notification stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationState {
    /// To be sent.
    Queued,
    /// Handed to the mail server or gateway.
    Sent,
    /// Given up: somebody should look at it.
    Dead,
    /// Not sent, because its reader wants none of these.
    Withheld,
}

/// What a notification tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationAbout {
    /// Kind of thing: `ticket`, …
    #[schema(example = "ticket")]
    pub kind: String,
    /// Its id.
    pub id: Uuid,
}

/// A message to somebody, without its words, which may be private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notification {
    /// Its id.
    pub id: Uuid,
    /// By which channel; null when a newer program stored it.
    pub channel: Option<NotificationChannel>,
    /// The address, most of it masked.
    #[schema(example = "l•••@example.vn")]
    pub address: String,
    /// What kind of letter it is.
    #[schema(example = "answer_sent")]
    pub template: String,
    /// What it tells of.
    pub about: Option<NotificationAbout>,
    /// Where it stands.
    pub state: NotificationState,
    /// Whether it held a code or a link whose words are forgotten: such a one cannot be sent again.
    pub secret: bool,
    /// Refusals so far.
    #[schema(minimum = 0)]
    pub attempts: i32,
    /// What was wrong the last time: a code of the mail server or gateway.
    #[schema(example = "SMTP 550 5.1.1")]
    pub error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was sent or given up.
    pub ended_at: Option<DateTime<Utc>>,
}
