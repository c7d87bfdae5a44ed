//! Between the network and the handlers: what holds for every request.
//!
//! Here an error becomes a problem document or a page in the caller's language, a failure is
//! logged once with the request id that the caller sees, and security headers are set.

use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use mobile_contract::Locale;
use tracing_actix_web::RequestId;

use crate::error::Error;
use crate::web as pages;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Pages load nothing from elsewhere and run only our own scripts.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'",
);
/// The reference page of the API brings its own styles and scripts along.
const DOCS_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
);
/// Data is nothing to be shown or run.
const DATA_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// What holds for every request.
///
/// # Errors
/// Never of its own; routes turn their errors into responses, which are explained here.
pub async fn boundary(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let began = Instant::now();
    // What GET offers, HEAD offers too (RFC 9110, 9.3.2); actix leaves the body out by itself.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let mut response = next.call(request).await?.map_into_boxed_body();
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if failed && !is_explained(&response) {
        response = explain(&response);
    }
    set_headers(&mut response);
    count(&response, began);
    Ok(response)
}

/// A handler may answer a refusal with a page of its own, as the chat does above its box; so may what stands
/// before handlers, as the page that asks to sign in and keeps a form's words.
fn is_explained(response: &ServiceResponse<BoxBody>) -> bool {
    let html = |kind: &HeaderValue| kind.as_bytes().starts_with(b"text/html");
    let error = response.response().error();
    error.is_none_or(|error| error.as_error::<Error>().is_none())
        && response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(html)
}

/// Writes the body of an error, and the log's line of a failure.
fn explain(response: &ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let request = response.request().clone();
    let id = request_id(&request);
    let framework;
    let error = match response
        .response()
        .error()
        .and_then(|e| e.as_error::<Error>())
    {
        Some(ours) => ours,
        None => {
            framework = Error::of_status(response.status());
            &framework
        }
    };
    if let Some(cause) = error.cause() {
        tracing::error!(request_id = %id, code = error.code().as_str(), cause, "request failed");
    }
    let as_page = pages::is_page(&request);
    let locale = if as_page {
        pages::locale_of(&request)
    } else {
        locale_of(&request)
    };
    let problem = error.problem(locale, &id);
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (content_type, body) =
        match pages::error_page(&request, locale, &problem).filter(|_| as_page) {
            Some(html) => ("text/html; charset=utf-8", html.into_bytes()),
            None => (
                "application/problem+json",
                serde_json::to_vec(&problem).unwrap_or_default(),
            ),
        };
    let mut explained = HttpResponse::build(status);
    // What the inner service said beside the body stays: Allow, Retry-After, WWW-Authenticate.
    for (name, value) in response.headers() {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH) {
            explained.append_header((name.clone(), value.clone()));
        }
    }
    let explained = explained
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(body);
    ServiceResponse::new(request, explained)
}

fn set_headers(response: &mut ServiceResponse<BoxBody>) {
    let id = HeaderValue::from_str(&request_id(response.request())).ok();
    let policy = match response
        .headers()
        .get(header::CONTENT_TYPE)
        .map(HeaderValue::as_bytes)
    {
        _ if response.request().path().starts_with("/docs") => DOCS_POLICY,
        Some(kind) if kind.starts_with(b"text/html") => PAGE_POLICY,
        _ => DATA_POLICY,
    };
    // The link of a letter opens something: its address is told to nobody.
    let referrers = match response.request().path() {
        "/tra-loi" => HeaderValue::from_static("no-referrer"),
        _ => HeaderValue::from_static("same-origin"),
    };
    let headers = response.headers_mut();
    if let Some(id) = id {
        headers.insert(REQUEST_ID, id);
    }
    // A file that somebody sent brings a stricter one along.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::REFERRER_POLICY, referrers);
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
}

/// Counts by route, never by address: addresses can carry what a citizen typed.
fn count(response: &ServiceResponse<BoxBody>, began: Instant) {
    let route = response
        .request()
        .match_pattern()
        .unwrap_or_else(|| "unknown".to_owned());
    let status = response.status();
    metrics::histogram!(
        "http_request_seconds",
        "route" => route,
        "status" => status.as_str().to_owned(),
    )
    .record(began.elapsed().as_secs_f64());
}

fn request_id(request: &HttpRequest) -> String {
    request
        .extensions()
        .get::<RequestId>()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// The language that an API caller prefers.
#[must_use]
pub fn locale_of(request: &HttpRequest) -> Locale {
    request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or(Locale::Vi, Locale::from_accept_language)
}
