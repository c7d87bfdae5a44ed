//! `/v1/places`.

use actix_web::web::{Data, Path, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;
use mobile_contract::knowledge::Place;
use mobile_contract::{ErrorCode, Page, Slug};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::Places;
use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::kernel::cursor::{List, page_size};
use crate::kernel::shared::Shared;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/places").route(get().to(list)))
        .service(web::resource("/v1/places/{id}").route(get().to(one)));
}

/// Filters of the list.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// Only units of this one.
    #[param(value_type = Option<String>, min_length = 1, max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    parent: Option<Slug>,
    /// Only units that exist on this day.
    day: Option<NaiveDate>,
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List places
///
/// Units of today and of the past with their periods and successors, in id order.
#[utoipa::path(
    get, path = "/v1/places", tag = "knowledge", operation_id = "list_places",
    params(ListParams),
    responses((status = 200, description = "A page of places.", body = Page<Place>), responses::List),
)]
pub async fn list(
    request: HttpRequest,
    places: Data<Shared<Places>>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    let ListParams {
        parent,
        day,
        cursor,
        limit,
    } = params.into_inner();
    let list = List::new(serde_json::to_string(&("places", &parent, day))?);
    let limit = page_size(limit)?;
    let after = list.after(cursor.as_deref())?;
    let places = places.get();
    let rows = places.after(after.as_deref(), parent.as_ref(), day);
    cached::respond(&request, &list.page(rows, limit, |place| place.id.as_str()))
}

/// Read one place
///
/// With its period, successors, aliases and source.
#[utoipa::path(
    get, path = "/v1/places/{id}", tag = "knowledge", operation_id = "get_place",
    params(("id" = String, Path, description = "Id of the place.", max_length = 80)),
    responses((status = 200, description = "The place.", body = Place), responses::One),
)]
pub async fn one(
    request: HttpRequest,
    places: Data<Shared<Places>>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let missing = || Error::new(ErrorCode::NotFound);
    let id: Slug = id.parse().map_err(|_| missing())?;
    let places = places.get();
    cached::respond(&request, places.find(&id).ok_or_else(missing)?)
}
