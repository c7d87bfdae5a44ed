//! Questions made of answers (đưa vào hỏi đáp): drafted, reviewed, published, corrected; and texts that
//! answers begin with.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::chat::{Citation, ProcedureRef};
use crate::knowledge::Facet;
use crate::qr::NamedRef;
use crate::ticket::{TicketCode, TicketState};
use crate::{FaqId, Page};

/// How the words of a question stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaqState {
    /// Being written.
    Draft,
    /// Waiting for another person to review it.
    Submitted,
    /// As published.
    Published,
    /// Taken back; nobody finds it any more.
    Withdrawn,
}

/// What may tell who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonalKind {
    /// Number of a paper, an account or a phone.
    Number,
    /// Mail address of a person.
    Mail,
    /// Name of a person.
    Name,
    /// House, lane or group of houses.
    Address,
    /// Code of a ticket or dossier.
    Code,
}

/// Words that may tell who somebody is, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonalWords {
    /// Where: `question`, `also` or `answer`.
    #[schema(example = "question")]
    pub part: String,
    /// What they may be.
    pub kind: PersonalKind,
    /// The words.
    #[schema(example = "Nguyễn Văn An")]
    pub words: String,
}

/// A question as staff work on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FaqDraft {
    /// Its id among drafts.
    pub id: Uuid,
    /// How its words stand.
    pub state: FaqState,
    /// Grows with every change; a change names the one that was seen.
    pub revision: i32,
    /// How often it was published.
    pub version: i32,
    /// Where citizens read it, once it was published; the id stays.
    pub faq: Option<FaqId>,
    /// Whether citizens find it now, perhaps in older words.
    pub live: bool,
    /// The question.
    pub question: String,
    /// Other ways to ask the same.
    pub also: Vec<String>,
    /// The answer.
    pub answer: String,
    /// The procedure it belongs to.
    pub procedure: Option<ProcedureRef>,
    /// The field of administration, that of its procedure.
    pub field: Option<String>,
    /// The part of the procedure it answers.
    pub facet: Option<Facet>,
    /// Codes of procedures and ids of questions that it rests on.
    pub cites: Vec<String>,
    /// What they are today, with their day.
    pub citations: Vec<Citation>,
    /// Who answers; null: the call centre.
    pub agency: Option<NamedRef>,
    /// When it was answered.
    pub answered_on: NaiveDate,
    /// The ticket that it was made from. Never shown to citizens.
    pub ticket: Option<TicketCode>,
    /// Why the published answer was wrong, when this corrects it.
    pub correction: Option<String>,
    /// What the reviewer found missing.
    pub note: Option<String>,
    /// Who wrote the words last.
    pub writer: Uuid,
    /// Everyone who wrote the words since they were last published. None of them publishes it.
    pub writers: Vec<Uuid>,
    /// Who published it last.
    pub reviewer: Option<Uuid>,
    /// What may still tell who somebody is: it must go before publication.
    pub personal: Vec<PersonalWords>,
    /// Tickets that are said to ask the same.
    pub same: Vec<TicketCode>,
    /// What was published, newest first.
    pub history: Vec<FaqVersion>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// What was published once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FaqVersion {
    /// 1 is the first.
    pub version: i32,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Why the one before was wrong.
    pub correction: Option<String>,
    /// Who wrote it last.
    pub writer: Uuid,
    /// Everyone who wrote the words.
    pub writers: Vec<Uuid>,
    /// Who published it.
    pub reviewer: Uuid,
    /// Words that look like a person's name or address, and of which the reviewer said that they tell of nobody.
    pub impersonal: Vec<String>,
    /// When.
    pub published_at: DateTime<Utc>,
    /// That it was taken back.
    pub withdrawn: Option<FaqWithdrawn>,
}

/// Why a published question is taken back (rút).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalCause {
    /// It was not right, or holds no longer. Everyone who was shown it and left a contact is told, with the reason.
    Wrong,
    /// Another question says the same. Nobody is told; its page leads to the other one.
    Doubled,
}

/// That a published question was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FaqWithdrawn {
    /// Why.
    pub cause: WithdrawalCause,
    /// Why, in words.
    pub reason: String,
    /// The question that is read in its place.
    pub instead: Option<FaqId>,
    /// Who took it back.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// A line of the list of drafts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FaqDraftRow {
    /// Its id among drafts.
    pub id: Uuid,
    /// How its words stand.
    pub state: FaqState,
    /// Whether citizens find it now, perhaps in older words.
    pub live: bool,
    /// The question.
    pub question: String,
    /// Who answers; null: the call centre.
    pub agency: Option<NamedRef>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// A page of drafts.
pub type FaqDraftPage = Page<FaqDraftRow>;

/// Filters of `GET /v1/staff/faq-drafts`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FaqDraftFilter {
    /// Only those whose words stand so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub state: Option<FaqState>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    pub cursor: Option<String>,
    /// Most rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// Body of `POST /v1/staff/faq-drafts`: from an answered ticket, from a question that was asked, or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFaqDraft {
    /// Code of an answered ticket. A ticket becomes one draft: asked again, the same one is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 32, example = "P7K3M9QWX4")]
    pub ticket: Option<String>,
    /// A question that was asked, such as an example of a knowledge gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub question: Option<String>,
}

/// Body of `PUT /v1/staff/faq-drafts/{id}`: the words as they shall be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditFaqDraft {
    /// The revision that was seen.
    pub revision: i32,
    /// The question.
    #[schema(max_length = 300, example = "Làm khai sinh cho con có mất tiền không?")]
    pub question: String,
    /// Other ways to ask the same.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub also: Vec<String>,
    /// The answer.
    #[schema(
        max_length = 4000,
        example = "Đăng ký khai sinh đúng hạn thì miễn phí."
    )]
    pub answer: String,
    /// The procedure it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "1.001193")]
    pub procedure: Option<String>,
    /// The part of the procedure it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facet: Option<Facet>,
    /// Codes of procedures and ids of questions that it rests on.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub cites: Vec<String>,
    /// Why the published answer was wrong; then everyone who was shown it and left a contact is written to.
    /// Absent for a change that leaves the answer right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub correction: Option<String>,
}

/// Body of the steps that need no more than what was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FaqRevision {
    /// The revision that was seen.
    pub revision: i32,
}

/// Body of sending back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FaqReason {
    /// The revision that was seen.
    pub revision: i32,
    /// Why.
    #[schema(
        min_length = 10,
        max_length = 500,
        example = "Cần nói rõ làm ở xã nào."
    )]
    pub reason: String,
}

/// Body of `POST /v1/staff/faq-drafts/{id}/withdraw`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawFaq {
    /// The revision that was seen.
    pub revision: i32,
    /// Why it is taken back.
    pub cause: WithdrawalCause,
    /// Why, in plain words. When the answer was wrong, citizens read them, so they may tell of nobody.
    #[schema(
        min_length = 10,
        max_length = 500,
        example = "Lệ phí đã đổi từ tháng này."
    )]
    pub reason: String,
    /// Id of the published question that is read in its place; needed when it is doubled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80, example = "khai-sinh-mat-tien-khong")]
    pub instead: Option<String>,
}

/// Body of `POST /v1/staff/faq-drafts/{id}/publish`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishFaq {
    /// The revision that was seen.
    pub revision: i32,
    /// Codes of tickets that ask the same: their senders are told, when they left a contact.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub same: Vec<String>,
    /// Words that look like a name or an address and tell of nobody: a street, a school. Numbers and mail
    /// addresses are never let through.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub impersonal: Vec<String>,
}

/// A ticket that may ask the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimilarTicket {
    /// Its code.
    pub code: TicketCode,
    /// How it stands.
    pub state: TicketState,
    /// The beginning of its text.
    pub excerpt: String,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// How alike the two are.
    #[schema(minimum = 0, maximum = 1)]
    pub likeness: f32,
    /// Whether its sender left a contact.
    pub reachable: bool,
}

/// Tickets that may ask the same, the likest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SimilarTickets {
    /// The tickets.
    pub items: Vec<SimilarTicket>,
}

/// A text that answers begin with (mẫu trả lời).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerTemplate {
    /// Its id.
    pub id: Uuid,
    /// Whose it is; null: for every agency.
    pub agency: Option<NamedRef>,
    /// What it is for.
    pub title: String,
    /// The text; `{ma_phieu}` stands for the code of the ticket, `{co_quan}` for the name of the agency.
    pub text: String,
    /// The text for the ticket that was named, placeholders filled in; else null.
    pub filled: Option<String>,
    /// Whether the caller may change it.
    pub editable: bool,
    /// Grows with every change.
    pub revision: i32,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// Texts for answers, those of the agency first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerTemplates {
    /// The texts.
    pub items: Vec<AnswerTemplate>,
}

/// Filters of `GET /v1/staff/answer-templates`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AnswerTemplateFilter {
    /// Code of the ticket that is to be answered: placeholders are filled in for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 32)]
    pub ticket: Option<String>,
}

/// Body of `POST /v1/staff/answer-templates`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswerTemplate {
    /// What it is for.
    #[schema(min_length = 1, max_length = 120, example = "Hẹn trả kết quả")]
    pub title: String,
    /// The text.
    #[schema(
        min_length = 1,
        max_length = 4000,
        example = "{co_quan} đã xem phiếu {ma_phieu}. Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả."
    )]
    pub text: String,
}

/// Body of `PUT /v1/staff/answer-templates/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditAnswerTemplate {
    /// The revision that was seen.
    pub revision: i32,
    /// What it is for.
    #[schema(min_length = 1, max_length = 120)]
    pub title: String,
    /// The text.
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}
