//! `/v1/faqs`.

use actix_web::web::{Data, Path, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use mobile_contract::knowledge::Faq;
use mobile_contract::{ErrorCode, FaqId, Page, ProcedureCode};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::Faqs;
use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::kernel::cursor::{List, page_size};
use crate::kernel::shared::Shared;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/faqs").route(get().to(list)))
        .service(web::resource("/v1/faqs/{id}").route(get().to(one)));
}

/// Filters of the list.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// Only questions about this procedure.
    #[param(value_type = Option<String>, pattern = r"^[0-9]\.[0-9]{6}(\.[A-Z][0-9]{2})?$", example = "1.001193")]
    procedure: Option<ProcedureCode>,
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List frequently asked questions
///
/// In id order, a page at a time.
#[utoipa::path(
    get, path = "/v1/faqs", tag = "knowledge", operation_id = "list_faqs",
    params(ListParams),
    responses((status = 200, description = "A page of questions with their answers.", body = Page<Faq>), responses::List),
)]
pub async fn list(
    request: HttpRequest,
    faqs: Data<Shared<Faqs>>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    let ListParams {
        procedure,
        cursor,
        limit,
    } = params.into_inner();
    let list = List::new(serde_json::to_string(&("faqs", &procedure))?);
    let limit = page_size(limit)?;
    let after = list.after(cursor.as_deref())?;
    let faqs = faqs.get();
    let rows = faqs.after(after.as_deref(), procedure.as_ref());
    cached::respond(&request, &list.page(rows, limit, |faq| faq.id.as_str()))
}

/// Read one frequently asked question
///
/// With its answer and its sources.
#[utoipa::path(
    get, path = "/v1/faqs/{id}", tag = "knowledge", operation_id = "get_faq",
    params(("id" = String, Path, description = "Id of the question.", max_length = 80)),
    responses(
        (status = 200, description = "The question with its answer.", body = Faq),
        (status = 410, description = "The agency has taken the answer back.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::One,
    ),
)]
pub async fn one(
    request: HttpRequest,
    faqs: Data<Shared<Faqs>>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let id: FaqId = id.parse().map_err(|_| Error::new(ErrorCode::NotFound))?;
    let faqs = faqs.get();
    let entry = faqs.find(&id).ok_or_else(|| faqs.missing(&id))?;
    Ok(entry.body.respond(&request))
}
