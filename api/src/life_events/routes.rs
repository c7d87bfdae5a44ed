//! `/v1/life-events`.

use actix_web::web::{Data, Path, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use mobile_contract::knowledge::LifeEvent;
use mobile_contract::{ErrorCode, Page, Slug};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::LifeEvents;
use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::kernel::cursor::{List, page_size};
use crate::kernel::shared::Shared;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/life-events").route(get().to(list)))
        .service(web::resource("/v1/life-events/{id}").route(get().to(one)));
}

/// Page of the list.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List life events
///
/// What happens in people's lives, with the procedures it takes, in id order.
#[utoipa::path(
    get, path = "/v1/life-events", tag = "knowledge", operation_id = "list_life_events",
    params(ListParams),
    responses((status = 200, description = "A page of life events.", body = Page<LifeEvent>), responses::List),
)]
pub async fn list(
    request: HttpRequest,
    events: Data<Shared<LifeEvents>>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    let ListParams { cursor, limit } = params.into_inner();
    let list = List::new("life events");
    let limit = page_size(limit)?;
    let after = list.after(cursor.as_deref())?;
    let events = events.get();
    let rows = events.after(after.as_deref());
    cached::respond(&request, &list.page(rows, limit, |event| event.id.as_str()))
}

/// Read one life event
///
/// Its steps in order, who does which, and where.
#[utoipa::path(
    get, path = "/v1/life-events/{id}", tag = "knowledge", operation_id = "get_life_event",
    params(("id" = String, Path, description = "Id of the life event.", max_length = 80)),
    responses((status = 200, description = "The life event with its steps.", body = LifeEvent), responses::One),
)]
pub async fn one(
    request: HttpRequest,
    events: Data<Shared<LifeEvents>>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let missing = || Error::new(ErrorCode::NotFound);
    let id: Slug = id.parse().map_err(|_| missing())?;
    let events = events.get();
    Ok(events.find(&id).ok_or_else(missing)?.body.respond(&request))
}
