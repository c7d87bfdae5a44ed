//! Chat, on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::knowledge::Facet;
use crate::qr::NamedRef;
use crate::{Locale, ProcedureCode};

/// Body of `POST /v1/chat/conversations`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConversation {
    /// Id of the citizen's place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80, example = "huyen-yen-my")]
    pub place: Option<String>,
    /// Code scanned at a counter: the conversation then knows counter, agency and place. Of a receipt, all that
    /// stands behind `/q/` in its address: its number alone stands for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 160)]
    pub qr: Option<String>,
    /// Language of the answers; the `Accept-Language` header when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// Response of `POST /v1/chat/conversations`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Conversation {
    /// Id of the conversation.
    pub id: Uuid,
    /// Secret that opens it; sent as `Authorization: Bearer`. Shown only once.
    pub token: String,
    /// The greeting.
    pub message: Message,
    /// The counter whose code was scanned.
    #[serde(default)]
    pub counter: Option<NamedRef>,
    /// The agency answering for that code today.
    #[serde(default)]
    pub agency: Option<NamedRef>,
    /// Where that is, as it is called today; the place that was named, without a code.
    #[serde(default)]
    pub place: Option<NamedRef>,
}

/// Body of `POST /v1/chat/conversations/{id}/messages`: either words or a chosen option.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// What the citizen says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(
        max_length = 2000,
        example = "lam giay khai sinh cho con can giay to gi"
    )]
    pub text: Option<String>,
    /// Id of an option of the last message that had options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40)]
    pub option: Option<String>,
}

/// How a message was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Answered from stored, sourced facts.
    Answered,
    /// More than one thing fits; the options tell them apart.
    Clarify,
    /// Nothing fits; offers to pass the question on.
    NotFound,
    /// Not something this service may answer.
    OutOfScope,
    /// Greetings and thanks.
    Smalltalk,
    /// Someone is in danger: numbers to call.
    Emergency,
    /// Asks for a dossier.
    Dossier,
    /// Complains about, or praises, service.
    Feedback,
    /// Contains or asks for personal data that must not be sent here.
    PersonalData,
}

/// One choice of a clarifying question, or one step of a life event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatOption {
    /// Send this back to choose it.
    pub id: String,
    /// The words that tell it apart.
    pub label: String,
    /// The procedure behind it.
    pub procedure_code: Option<ProcedureCode>,
}

/// Names a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProcedureRef {
    /// National code.
    pub code: ProcedureCode,
    /// Title.
    pub title: String,
}

/// Where an answer was read, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Citation {
    /// What the source calls itself.
    pub title: String,
    /// Where it can be read again.
    pub url: Option<String>,
    /// The day on which the source was read.
    pub as_of: NaiveDate,
}

/// One message of the assistant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Message {
    /// Id of the message.
    pub id: Uuid,
    /// How the citizen's message was answered.
    pub outcome: Outcome,
    /// The answer: plain text, lines separated by `\n`, list items begin with `- ` or `1. `.
    pub text: String,
    /// The part of the procedure that was asked for; null for an overview.
    pub facet: Option<Facet>,
    /// The procedure the answer is about.
    pub procedure: Option<ProcedureRef>,
    /// Choices, best first, when the outcome is `clarify`; at a counter, what is done there comes first. The
    /// steps, in order, when the answer is a life event; what is done at the counter, when that was asked; else
    /// empty.
    pub options: Vec<ChatOption>,
    /// Where the answer was read.
    pub citations: Vec<Citation>,
    /// What could be asked next.
    pub suggestions: Vec<String>,
    /// How sure the assistant is that the chosen answer fits.
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: f32,
    /// The counter at which the conversation is held; absent when no code was scanned, or the code was withdrawn
    /// since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<NamedRef>,
    /// The agency answering for the scanned code on the day of the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<NamedRef>,
}

/// Body of `POST /v1/chat/messages/{id}/feedback`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFeedback {
    /// Whether the answer helped.
    pub helpful: bool,
    /// What was missing or wrong, in the citizen's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(
        max_length = 500,
        example = "toi hoi le phi lam lai chu khong phai lam moi"
    )]
    pub comment: Option<String>,
}

/// What was said about an answer, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Feedback {
    /// Id of the assistant's message.
    pub message: Uuid,
    /// Whether the answer helped.
    pub helpful: bool,
    /// The comment; personal numbers are masked.
    pub comment: Option<String>,
}
