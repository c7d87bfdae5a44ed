//! For those who run the server: is it alive, is it ready, how does it do.

use actix_web::web::{Data, ServiceConfig, get};
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use metrics_exporter_prometheus::PrometheusHandle;
use mobile_contract::ErrorCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{Error, Result};
use crate::kernel::shared::Shared;
use crate::knowledge::Engines;
use crate::openapi::responses;
use crate::procedures::Procedures;
use crate::search::{Meilisearch, Standing};
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
    /// What finds procedures and questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<SearchHealth>,
}

/// What finds procedures and questions: not ready is only who cannot answer at all.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchHealth {
    /// The engine that was chosen: `embedded` or `meilisearch`.
    #[schema(example = "meilisearch")]
    engine: &'static str,
    /// The engine that answers: `embedded` also while Meilisearch cannot.
    #[schema(example = "embedded")]
    answering: &'static str,
    /// Since when it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<DateTime<Utc>>,
    /// Why the embedded engine answers in place of Meilisearch: `starting`, `unreachable`, `slow`,
    /// `refused`, `broken`, `behind` (its index is being built) or `ahead` (its index is of newer
    /// knowledge).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "unreachable")]
    reason: Option<&'static str>,
}

impl SearchHealth {
    fn of(server: Option<&Meilisearch>) -> Self {
        const EMBEDDED: &str = "embedded";
        const MEILISEARCH: &str = "meilisearch";
        match server.map(Meilisearch::standing) {
            None => Self {
                engine: EMBEDDED,
                answering: EMBEDDED,
                since: None,
                reason: None,
            },
            Some(Standing { reason, since }) => Self {
                engine: MEILISEARCH,
                answering: if reason.is_some() {
                    EMBEDDED
                } else {
                    MEILISEARCH
                },
                since: Some(since),
                reason,
            },
        }
    }
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
        search: None,
    })
}

/// Can it answer citizens?
///
/// Ready when the database answers and knowledge is loaded. Search always answers: `search` says with
/// which engine.
#[utoipa::path(
    get, path = "/readyz", tag = "operation", operation_id = "readyz",
    responses((status = 200, description = "Ready.", body = Health), responses::Process),
)]
pub async fn readyz(
    db: Data<Database>,
    procedures: Data<Shared<Procedures>>,
    engines: Data<Engines>,
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
        search: Some(SearchHealth::of(engines.meilisearch.as_deref())),
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
