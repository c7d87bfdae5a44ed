//! `/v1/procedures` and `/v1/fields`.

use actix_web::web::{Data, Path, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use mobile_contract::knowledge::{
    Audience, FieldOfAdministration, Level, Origin, Procedure, ProcedureSummary,
};
use mobile_contract::{ErrorCode, Page, ProcedureCode, Slug};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{Filter, Procedures};
use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::kernel::cursor::{List, page_size};
use crate::kernel::shared::Shared;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/procedures").route(get().to(list)))
        .service(web::resource("/v1/procedures/{code}").route(get().to(one)))
        .service(web::resource("/v1/fields").route(get().to(fields)));
}

/// Filters of the list.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// Id of a field of administration, from `/v1/fields`.
    #[param(value_type = Option<String>, min_length = 1, max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "ho-tich")]
    field: Option<Slug>,
    /// Level of government.
    #[param(inline)]
    level: Option<Level>,
    /// Who may ask for it.
    #[param(inline)]
    audience: Option<Audience>,
    /// Curated by hand, or imported.
    #[param(inline)]
    origin: Option<Origin>,
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List procedures
///
/// In code order, a page at a time. Filters combine.
#[utoipa::path(
    get, path = "/v1/procedures", tag = "knowledge", operation_id = "list_procedures",
    params(ListParams),
    responses((status = 200, description = "A page of procedures.", body = Page<ProcedureSummary>), responses::List),
)]
pub async fn list(
    request: HttpRequest,
    procedures: Data<Shared<Procedures>>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    let ListParams {
        field,
        level,
        audience,
        origin,
        cursor,
        limit,
    } = params.into_inner();
    let name = serde_json::to_string(&("procedures", &field, level, audience, origin))?;
    let list = List::new(name);
    let limit = page_size(limit)?;
    let after = list.after(cursor.as_deref())?;
    let filter = Filter {
        field,
        level,
        audience,
        origin,
    };
    let procedures = procedures.get();
    let rows = procedures
        .after(after.as_deref(), &filter)
        .map(|e| &e.summary);
    cached::respond(&request, &list.page(rows, limit, |row| row.code.as_str()))
}

/// Read one procedure
///
/// Papers, fees, time limits, where to go, steps, legal basis, with sources and their dates.
#[utoipa::path(
    get, path = "/v1/procedures/{code}", tag = "knowledge", operation_id = "get_procedure",
    params(("code" = String, Path, description = "National code.", example = "1.001193", max_length = 40)),
    responses((status = 200, description = "The procedure.", body = Procedure), responses::One),
)]
pub async fn one(
    request: HttpRequest,
    procedures: Data<Shared<Procedures>>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let missing = || Error::new(ErrorCode::ProcedureNotFound);
    let code: ProcedureCode = code.parse().map_err(|_| missing())?;
    let procedures = procedures.get();
    let entry = procedures.find(&code).ok_or_else(missing)?;
    Ok(entry.body.respond(&request))
}

/// List fields of administration
///
/// Each with its id for filters and how many procedures it holds.
#[utoipa::path(
    get, path = "/v1/fields", tag = "knowledge", operation_id = "list_fields",
    responses((status = 200, description = "Every field.", body = Vec<FieldOfAdministration>), responses::Plain),
)]
pub async fn fields(
    request: HttpRequest,
    procedures: Data<Shared<Procedures>>,
) -> Result<HttpResponse> {
    cached::respond(&request, &procedures.get().fields())
}
