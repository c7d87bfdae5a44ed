//! Tickets as their senders see them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Attachment, TicketCode, TicketKind, TicketState};
use crate::Locale;
use crate::chat::{Citation, ProcedureRef};
use crate::knowledge::Audience;
use crate::qr::NamedRef;

/// Body of `POST /v1/tickets`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    /// What the citizen writes. Personal numbers in it are masked.
    #[schema(
        max_length = 4000,
        example = "toi nop ho so khai sinh 10 ngay roi ma chua thay goi"
    )]
    pub text: String,
    /// What it is to be handled as; told by its words when absent. Words of a complaint or denunciation
    /// (khiếu nại, tố cáo) count more than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<TicketKind>,
    /// Code of the procedure it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 12, example = "1.001193")]
    pub procedure: Option<String>,
    /// Id of the place it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80, example = "xa-yen-my")]
    pub place: Option<String>,
    /// Code scanned at a counter. The ticket keeps which counter; its agency is the likely one where service
    /// there is told of. Of a receipt, all that stands behind `/q/` in its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 160)]
    pub qr: Option<String>,
    /// Who asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// How to reach the sender; without it, the code and the secret are the only way to the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<NewContact>,
    /// Language of the answer; the `Accept-Language` header when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// Body of `POST /v1/chat/conversations/{id}/ticket`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketFromChat {
    /// The ticket. Place, procedure, scanned code and language of the conversation stand in for what it leaves out.
    pub ticket: NewTicket,
    /// Whether the conversation goes along: whoever answers then reads it. Only when the citizen agrees.
    pub share_conversation: bool,
    /// Whether it happened at the counter whose code was scanned when the conversation began. False leaves that
    /// counter and its place out. When absent, the counter stands in for six hours from the scan, and a person decides
    /// whose the ticket is unless its words say that it happened there. Nothing where no counter was scanned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_counter: Option<bool>,
}

/// Which way a sender would rather be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactWay {
    /// By mail.
    Mail,
    /// By text message to the phone.
    Phone,
}

/// How to reach the sender. Nothing of it is required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// How to address them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 120)]
    pub name: Option<String>,
    /// A Vietnamese phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 24, example = "0912 345 678")]
    pub phone: Option<String>,
    /// A mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254)]
    pub mail: Option<String>,
    /// Where answers go when there are both; to the mail address when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefer: Option<ContactWay>,
}

/// Answer to `POST /v1/tickets`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OpenedTicket {
    /// The ticket.
    pub ticket: Ticket,
    /// Opens it; sent as `Authorization: Bearer`. Shown only once.
    pub secret: String,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The sender of the ticket.
    Citizen,
    /// An agency, or an operator for it.
    Agency,
}

/// One message of a ticket. Notes among staff are another type, and never here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TicketMessage {
    /// Its id.
    pub id: Uuid,
    /// Who wrote it.
    pub author: Author,
    /// The agency that wrote it.
    pub agency: Option<NamedRef>,
    /// The words, plain text; empty when only files came.
    pub text: String,
    /// What it cites.
    pub citations: Vec<Citation>,
    /// The files that came with it.
    pub attachments: Vec<Attachment>,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
}

/// What a clock does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClockPhase {
    /// It runs.
    Running,
    /// It stands still while the citizen is waited for.
    Paused,
    /// What it limits was done.
    Done,
}

/// A clock (thời hạn), as anybody may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Clock {
    /// When it ends; null while it stands still.
    pub due: Option<DateTime<Utc>>,
    /// What it does.
    pub phase: ClockPhase,
    /// Working minutes until its end, negative after it; null unless it runs.
    pub minutes_left: Option<i64>,
    /// Whether its end has passed, or had when it was done.
    pub overdue: bool,
    /// When what it limits was done.
    pub done_at: Option<DateTime<Utc>>,
    /// How its end comes about, in the caller's language.
    #[schema(example = "Nhận lúc 16:10, sau 15:00 → tính từ 12/11; 5 ngày làm việc → 19/11")]
    pub explanation: String,
}

/// What the sender says of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rating {
    /// 1 (very bad) to 5 (very good).
    #[schema(minimum = 1, maximum = 5)]
    pub score: u8,
    /// Why.
    pub comment: Option<String>,
}

/// Body of `POST /v1/tickets/{code}/rating`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRating {
    /// 1 (very bad) to 5 (very good).
    #[schema(minimum = 1, maximum = 5)]
    pub score: u8,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub comment: Option<String>,
}

/// Body of `POST /v1/tickets/{code}/messages`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicketMessage {
    /// The words. Personal numbers in them are masked.
    #[schema(max_length = 4000)]
    pub text: String,
}

/// Body of `POST /v1/tickets/{code}/reopen`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// What the answer left open.
    #[schema(max_length = 4000)]
    pub text: String,
}

/// A line of "my tickets".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyTicket {
    /// Its code.
    pub code: TicketCode,
    /// What it is handled as.
    pub kind: TicketKind,
    /// How it stands.
    pub state: TicketState,
    /// The agency that has it.
    pub agency: Option<NamedRef>,
    /// The beginning of its text.
    pub excerpt: String,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// When the clock ends that runs now.
    pub due: Option<DateTime<Utc>>,
    /// When it was answered last.
    pub answered_at: Option<DateTime<Utc>>,
}

/// A ticket, as its sender sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Ticket {
    /// Names it on the phone; opens nothing.
    pub code: TicketCode,
    /// What it is handled as.
    pub kind: TicketKind,
    /// How it stands.
    pub state: TicketState,
    /// What that means, in the caller's language: who has it, what comes next; for a complaint or
    /// denunciation, which legal track it takes and where.
    pub explanation: String,
    /// The procedure it is about.
    pub procedure: Option<ProcedureRef>,
    /// The place it is about.
    pub place: Option<NamedRef>,
    /// The counter it was sent from, or whose service it is about.
    #[serde(default)]
    pub counter: Option<NamedRef>,
    /// The agency that has it.
    pub agency: Option<NamedRef>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// Until when it must lie with the agency responsible.
    pub dispatch: Clock,
    /// Until when it must be answered; null before it lies with an agency, and when it is not answered here.
    pub reply: Option<Clock>,
    /// When the agency had looked into it and noted what it found; only ratings need that before they are
    /// answered.
    #[serde(default)]
    pub verified_at: Option<DateTime<Utc>>,
    /// Who sent it stays unknown to the agency that answers, as of a rating. It reads words and pictures as they
    /// are: whoever writes on should not sign.
    #[serde(default)]
    pub confidential: bool,
    /// What was written, in order.
    pub messages: Vec<TicketMessage>,
    /// The files of all messages, in order.
    pub attachments: Vec<Attachment>,
    /// Until when it may be reopened; null when it is not answered.
    pub reopen_until: Option<DateTime<Utc>>,
    /// What the sender said of the answer.
    pub rating: Option<Rating>,
}
