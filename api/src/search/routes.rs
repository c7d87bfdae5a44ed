//! `/v1/search`.

use std::sync::Arc;

use actix_web::web::{Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use mobile_contract::search::{SearchParams, SearchResponse};

use super::Finder;
use crate::error::Result;
use crate::kernel::cached;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config.service(web::resource("/v1/search").route(get().to(search)));
}

/// Search
///
/// Procedures and answers for a question in people's own words, best first.
#[utoipa::path(
    get, path = "/v1/search", tag = "search", operation_id = "search",
    params(SearchParams),
    responses((status = 200, description = "What was understood, and what was found.", body = SearchResponse), responses::Search),
)]
pub async fn search(
    request: HttpRequest,
    limiter: Data<Limiter>,
    finder: Data<Arc<Finder>>,
    params: Query<SearchParams>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    cached::respond(&request, &finder.find(&params).await?)
}
