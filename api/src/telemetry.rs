//! Logs and metrics. Never a phone number, an identity number or a message's words in either.

use std::io::IsTerminal;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::prelude::*;

use crate::config::LogFormat;

/// Bounds of the buckets of request times, in seconds.
const BUCKETS: &[f64] = &[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5,
];

/// Starts logging. `filter` is in the syntax of `RUST_LOG`.
///
/// # Errors
/// When the filter cannot be read.
pub fn start_logging(format: LogFormat, filter: &str) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|e| format!("--log {filter:?}: {e}"))?;
    let registry = tracing_subscriber::registry().with(filter);
    // A second start, as in tests, keeps the first one.
    let _ = match format {
        LogFormat::Text => {
            let colours = std::io::stderr().is_terminal();
            registry
                .with(fmt::layer().with_ansi(colours).with_writer(std::io::stderr))
                .try_init()
        }
        LogFormat::Json => registry
            .with(fmt::layer().json().with_writer(std::io::stderr))
            .try_init(),
    };
    Ok(())
}

/// The span around a request: method and id. The address itself, which can carry what a
/// citizen typed, the caller's address and its browser stay out of the log.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request
            .extensions()
            .get::<RequestId>()
            .map(ToString::to_string);
        tracing::info_span!("request", method = %request.method(), id = id.as_deref().unwrap_or(""))
    }

    /// The boundary has logged what there is to log.
    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, actix_web::Error>) {}
}

/// Starts metrics and gives the handle that renders them. One per process: a second call gets a
/// recorder of its own that nothing writes to.
#[must_use]
pub fn start_metrics() -> PrometheusHandle {
    let matcher = Matcher::Suffix("_seconds".to_owned());
    let recorder = match PrometheusBuilder::new().set_buckets_for_metric(matcher, BUCKETS) {
        Ok(builder) => builder.build_recorder(),
        // Only an empty list of buckets is refused, and ours is not.
        Err(_) => PrometheusBuilder::new().build_recorder(),
    };
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() {
        tracing::debug!("metrics are recorded already");
    }
    handle
}
