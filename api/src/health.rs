//! For those who run the server: is it alive, is it ready, how does it do.

use actix_web::web::{Data, ServiceConfig, get};
use actix_web::{HttpResponse, web};
use metrics_exporter_prometheus::PrometheusHandle;
use mobile_contract::ErrorCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{Error, Result};
use crate::kernel::shared::Shared;
use crate::openapi::responses;
use crate::procedures::Procedures;
use crate::storage::Database;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/livez").route(get().to(livez)))
        .service(web::resource("/readyz").route(get().to(readyz)))
        .service(web::resource("/metrics").route(get().to(metrics)));
}

/// State of the process.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`; anything else is a problem document.
    #[schema(example = "ok")]
    status: &'static str,
    /// How many procedures are served.
    #[serde(skip_serializing_if = "Option::is_none")]
    procedures: Option<usize>,
}

/// Is the process alive?
///
/// Answers without looking at anything else: a restart helps only when this fails.
#[utoipa::path(
    get, path = "/livez", tag = "operation", operation_id = "livez",
    responses((status = 200, description = "Alive.", body = Health), responses::Process),
)]
pub async fn livez() -> HttpResponse {
    HttpResponse::Ok().json(Health {
        status: "ok",
        procedures: None,
    })
}

/// Can it answer citizens?
///
/// Ready when the database answers and knowledge is loaded.
#[utoipa::path(
    get, path = "/readyz", tag = "operation", operation_id = "readyz",
    responses((status = 200, description = "Ready.", body = Health), responses::Process),
)]
pub async fn readyz(
    db: Data<Database>,
    procedures: Data<Shared<Procedures>>,
) -> Result<HttpResponse> {
    db.ping()
        .await
        .map_err(|_| Error::new(ErrorCode::Unavailable))?;
    let procedures = procedures.get().len();
    if procedures == 0 {
        return Err(Error::new(ErrorCode::Unavailable));
    }
    Ok(HttpResponse::Ok().json(Health {
        status: "ok",
        procedures: Some(procedures),
    }))
}

/// Metrics
///
/// In Prometheus' text format. Keep it inside: let the reverse proxy refuse it to strangers.
#[utoipa::path(
    get, path = "/metrics", tag = "operation", operation_id = "metrics",
    responses((status = 200, description = "Metrics.", body = String, content_type = "text/plain"), responses::Process),
)]
pub async fn metrics(handle: Data<PrometheusHandle>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(handle.render())
}
