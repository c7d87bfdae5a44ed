//! `/v1/staff/faq-drafts`: handlers.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query};
use mobile_contract::Page;
use mobile_contract::editorial::{
    EditFaqDraft, FaqDraft, FaqDraftFilter, FaqDraftRow, FaqReason, FaqRevision, NewFaqDraft,
    PublishFaq, SimilarTickets, WithdrawFaq,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{desk, reviewer, shown};
use crate::accounts::Staff;
use crate::editorial::Editorial;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::openapi::responses;

/// List questions that are made of answers
///
/// Drafts and what is published, what was changed last first. Officers and leaders see those of their agency.
#[utoipa::path(
    get, path = "/v1/staff/faq-drafts", tag = "editorial", operation_id = "faq_drafts",
    params(FaqDraftFilter), security(("account" = [])),
    responses((status = 200, description = "A page of them.", body = Page<FaqDraftRow>), responses::StaffList),
)]
pub async fn list(
    staff: Staff,
    editorial: Data<Editorial>,
    filter: Query<FaqDraftFilter>,
) -> Result<HttpResponse> {
    Ok(shown(&editorial.list(&desk(&staff)?, &filter).await?))
}

/// Begin a question
///
/// From an answered ticket, with what tells of its sender taken out; from a question that was asked; or empty.
#[utoipa::path(
    post, path = "/v1/staff/faq-drafts", tag = "editorial", operation_id = "new_faq_draft",
    security(("account" = [])), request_body = NewFaqDraft,
    responses((status = 201, description = "The draft.", body = FaqDraft), responses::FaqWrite),
)]
pub async fn begin(
    staff: Staff,
    editorial: Data<Editorial>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let desk = desk(&staff)?;
    let new: NewFaqDraft = object(body)?;
    let draft = editorial.begin(&desk, &new).await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(draft))
}

/// Look at a question
///
/// With what may still tell of a person, and what was published. That it was looked at is recorded. Another agency's is not found.
#[utoipa::path(
    get, path = "/v1/staff/faq-drafts/{id}", tag = "editorial", operation_id = "faq_draft",
    params(("id" = Uuid, Path, description = "Id of the draft.")), security(("account" = [])),
    responses((status = 200, description = "The draft.", body = FaqDraft), responses::Staff),
)]
pub async fn look(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
) -> Result<HttpResponse> {
    Ok(shown(&editorial.look_at(*id, &desk(&staff)?).await?))
}

/// Change the words of a question
///
/// What is published stays as it is until the new words are reviewed and published, too. With `correction`,
/// everyone who was shown the answer and left a contact is told then.
#[utoipa::path(
    put, path = "/v1/staff/faq-drafts/{id}", tag = "editorial", operation_id = "edit_faq_draft",
    params(("id" = Uuid, Path, description = "Id of the draft.")), security(("account" = [])),
    request_body = EditFaqDraft,
    responses((status = 200, description = "The draft.", body = FaqDraft), responses::FaqWrite),
)]
pub async fn edit(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let desk = desk(&staff)?;
    let edit: EditFaqDraft = object(body)?;
    Ok(shown(&editorial.edit(*id, &desk, &edit).await?))
}

/// Hand a question in for review
///
/// Somebody else reviews it: a leader of the agency, or an administrator.
#[utoipa::path(
    post, path = "/v1/staff/faq-drafts/{id}/submit", tag = "editorial", operation_id = "submit_faq_draft",
    params(("id" = Uuid, Path, description = "Id of the draft.")), security(("account" = [])),
    request_body = FaqRevision,
    responses((status = 200, description = "The draft.", body = FaqDraft), responses::FaqWrite),
)]
pub async fn submit(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let desk = desk(&staff)?;
    let seen: FaqRevision = object(body)?;
    Ok(shown(&editorial.submit(*id, &desk, seen).await?))
}

/// Send a question back to its writer
///
/// For leaders and administrators, with what is missing.
#[utoipa::path(
    post, path = "/v1/staff/faq-drafts/{id}/send-back", tag = "editorial", operation_id = "send_faq_draft_back",
    params(("id" = Uuid, Path, description = "Id of the draft.")), security(("account" = [])),
    request_body = FaqReason,
    responses((status = 200, description = "The draft.", body = FaqDraft), responses::FaqWrite),
)]
pub async fn send_back(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let desk = reviewer(&staff)?;
    let why: FaqReason = object(body)?;
    Ok(shown(&editorial.send_back(*id, &desk, &why).await?))
}

/// Publish a question
///
/// For leaders and administrators, and not for anyone who wrote the words since they were last published. Refused, with the words, as long as
/// something may tell of a person. When this answers, search and chat of this server have it. The senders of
/// the tickets that ask the same are told; with a correction, so is everyone who was shown the answer.
#[utoipa::path(
    post, path = "/v1/staff/faq-drafts/{id}/publish", tag = "editorial", operation_id = "publish_faq",
    params(("id" = Uuid, Path, description = "Id of the draft.")), security(("account" = [])),
    request_body = PublishFaq,
    responses((status = 200, description = "The draft.", body = FaqDraft), responses::FaqWrite),
)]
pub async fn publish(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let desk = reviewer(&staff)?;
    let publish: PublishFaq = object(body)?;
    Ok(shown(&editorial.publish(*id, &desk, &publish).await?))
}

/// Take a published question back
///
/// For leaders and administrators. Nothing finds it any more, and its page says so, or leads to the question that
/// is read in its place. When it was wrong, everyone who was shown it and left a contact is told, with the reason.
#[utoipa::path(
    post, path = "/v1/staff/faq-drafts/{id}/withdraw", tag = "editorial", operation_id = "withdraw_faq",
    params(("id" = Uuid, Path, description = "Id of the draft.")), security(("account" = [])),
    request_body = WithdrawFaq,
    responses((status = 200, description = "The draft.", body = FaqDraft), responses::FaqWrite),
)]
pub async fn withdraw(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let desk = reviewer(&staff)?;
    let why: WithdrawFaq = object(body)?;
    Ok(shown(&editorial.withdraw(*id, &desk, &why).await?))
}

/// Find tickets that ask the same
///
/// Of the last 180 days and within the caller's reach, the likest first.
#[utoipa::path(
    get, path = "/v1/staff/faq-drafts/{id}/similar", tag = "editorial", operation_id = "similar_tickets",
    params(("id" = Uuid, Path, description = "Id of the draft.")), security(("account" = [])),
    responses((status = 200, description = "The tickets.", body = SimilarTickets), responses::Staff),
)]
pub async fn similar(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
) -> Result<HttpResponse> {
    Ok(shown(&editorial.similar(*id, &desk(&staff)?).await?))
}
