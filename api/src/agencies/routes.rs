//! `/v1/agencies`.

use actix_web::web::{Data, Path, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;
use mobile_contract::knowledge::Agency;
use mobile_contract::{ErrorCode, Page, Slug};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::Agencies;
use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::kernel::cursor::{List, page_size};
use crate::kernel::shared::Shared;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/agencies").route(get().to(list)))
        .service(web::resource("/v1/agencies/{id}").route(get().to(one)));
}

/// Filters of the list.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// Only agencies that serve this place.
    #[param(value_type = Option<String>, min_length = 1, max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    place: Option<Slug>,
    /// Only agencies that exist on this day.
    day: Option<NaiveDate>,
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List agencies
///
/// Agencies of today and of the past with their periods, successors and fields, in id order.
#[utoipa::path(
    get, path = "/v1/agencies", tag = "knowledge", operation_id = "list_agencies",
    params(ListParams),
    responses((status = 200, description = "A page of agencies.", body = Page<Agency>), responses::List),
)]
pub async fn list(
    request: HttpRequest,
    agencies: Data<Shared<Agencies>>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    let ListParams {
        place,
        day,
        cursor,
        limit,
    } = params.into_inner();
    let list = List::new(serde_json::to_string(&("agencies", &place, day))?);
    let limit = page_size(limit)?;
    let after = list.after(cursor.as_deref())?;
    let agencies = agencies.get();
    let rows = agencies.after(after.as_deref(), place.as_ref(), day);
    cached::respond(
        &request,
        &list.page(rows, limit, |agency| agency.id.as_str()),
    )
}

/// Read one agency
///
/// With its period, successors, aliases and source.
#[utoipa::path(
    get, path = "/v1/agencies/{id}", tag = "knowledge", operation_id = "get_agency",
    params(("id" = String, Path, description = "Id of the agency.", max_length = 80)),
    responses((status = 200, description = "The agency.", body = Agency), responses::One),
)]
pub async fn one(
    request: HttpRequest,
    agencies: Data<Shared<Agencies>>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let missing = || Error::new(ErrorCode::NotFound);
    let id: Slug = id.parse().map_err(|_| missing())?;
    let agencies = agencies.get();
    cached::respond(&request, agencies.find(&id).ok_or_else(missing)?)
}
