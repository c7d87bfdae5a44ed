//! `/v1/staff/answer-templates`: handlers.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query};
use mobile_contract::editorial::{
    AnswerTemplate, AnswerTemplateFilter, AnswerTemplates, EditAnswerTemplate, NewAnswerTemplate,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{desk, shown};
use crate::accounts::Staff;
use crate::editorial::Editorial;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::openapi::responses;

/// List texts for answers
///
/// Those of the caller's agency first, then those for everyone. With a ticket, its code and agency are filled in.
#[utoipa::path(
    get, path = "/v1/staff/answer-templates", tag = "editorial", operation_id = "answer_templates",
    params(AnswerTemplateFilter), security(("account" = [])),
    responses((status = 200, description = "The texts.", body = AnswerTemplates), responses::TicketFile),
)]
pub async fn list(
    staff: Staff,
    editorial: Data<Editorial>,
    filter: Query<AnswerTemplateFilter>,
) -> Result<HttpResponse> {
    Ok(shown(&editorial.templates(&desk(&staff)?, &filter).await?))
}

/// Keep a text for answers
///
/// Of the caller's agency; operators and administrators keep those for everyone. It holds nothing of a person.
#[utoipa::path(
    post, path = "/v1/staff/answer-templates", tag = "editorial", operation_id = "new_answer_template",
    security(("account" = [])), request_body = NewAnswerTemplate,
    responses((status = 201, description = "The text.", body = AnswerTemplate), responses::FaqWrite),
)]
pub async fn add(
    staff: Staff,
    editorial: Data<Editorial>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let desk = desk(&staff)?;
    let new: NewAnswerTemplate = object(body)?;
    let kept = editorial.add_template(&desk, &new).await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(kept))
}

/// Change a text for answers
///
/// Another agency's is not found.
#[utoipa::path(
    put, path = "/v1/staff/answer-templates/{id}", tag = "editorial", operation_id = "edit_answer_template",
    params(("id" = Uuid, Path, description = "Id of the text.")), security(("account" = [])),
    request_body = EditAnswerTemplate,
    responses((status = 200, description = "The text.", body = AnswerTemplate), responses::FaqWrite),
)]
pub async fn edit(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let desk = desk(&staff)?;
    let edit: EditAnswerTemplate = object(body)?;
    Ok(shown(&editorial.edit_template(*id, &desk, &edit).await?))
}

/// Throw a text for answers away
///
/// Answers that began with it stay as they are.
#[utoipa::path(
    delete, path = "/v1/staff/answer-templates/{id}", tag = "editorial", operation_id = "delete_answer_template",
    params(("id" = Uuid, Path, description = "Id of the text.")), security(("account" = [])),
    responses((status = 204, description = "It is gone."), responses::Staff),
)]
pub async fn delete(
    staff: Staff,
    editorial: Data<Editorial>,
    id: Path<Uuid>,
) -> Result<HttpResponse> {
    editorial.delete_template(*id, &desk(&staff)?).await?;
    Ok(HttpResponse::NoContent().insert_header(NO_STORE).finish())
}
