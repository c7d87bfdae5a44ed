//! `/v1/names`.

use actix_web::web::{Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{Datelike, NaiveDate};
use mobile_contract::limits::NAME_CHARS;
use mobile_contract::names::NamesResponse;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::Names;
use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config.service(web::resource("/v1/names").route(get().to(names)));
}

/// Years of days that can be asked for.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The name, and the day that is asked for.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct NamesParams {
    /// A name or a common other name, with or without marks; "UBND", "CA", "TX" are understood.
    #[param(min_length = 1, max_length = 120, example = "công an huyện Mỹ Hào")]
    name: String,
    /// The day on which the holders are asked for; today when absent.
    day: Option<NaiveDate>,
}

/// Resolve a name
///
/// What bears, or bore, a name: places and agencies of today and of the past, each with who holds
/// its area or its duties on the day. Empty when nothing bears it.
#[utoipa::path(
    get, path = "/v1/names", tag = "knowledge", operation_id = "resolve_name",
    params(NamesParams),
    responses((status = 200, description = "What bears the name.", body = NamesResponse), responses::Search),
)]
pub async fn names(
    request: HttpRequest,
    limiter: Data<Limiter>,
    names: Data<Names>,
    params: Query<NamesParams>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let NamesParams { name, day } = params.into_inner();
    if !(1..=NAME_CHARS).contains(&name.trim().chars().count()) {
        return Err(Error::field(
            "query.name",
            format!("cần 1 đến {NAME_CHARS} ký tự"),
            format!("must have 1 to {NAME_CHARS} characters"),
        ));
    }
    let day = day.unwrap_or_else(|| names.clock.today());
    if !YEARS.contains(&day.year()) {
        return Err(Error::field(
            "query.day",
            "năm cần từ 1900 đến 2200",
            "the year must be from 1900 to 2200",
        ));
    }
    cached::respond(&request, &names.named(&name, day))
}
