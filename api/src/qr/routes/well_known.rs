//! `/.well-known`: handlers of what phones read about codes.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::qr::QrKeys;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::openapi::responses;
use crate::qr::{AppLinks, Resolver};

/// How long phones and proxies may keep the list of keys, in seconds: a new key is listed days before it
/// signs, and one that others know should be gone soon.
const KEYS_SECONDS: i64 = 3600;

/// List the keys that sign codes
///
/// The key that signs, the next one, and all that did before; one whose time has ended says so by its end, and
/// only such as became known to others are left out. The app keeps the list to prove codes without asking, reads
/// it anew weekly, and when it meets a key that it does not know.
#[utoipa::path(
    get, path = "/.well-known/motcua-qr-keys.json", tag = "qr", operation_id = "qr_keys",
    responses((status = 200, description = "The public keys.", body = QrKeys), responses::Plain),
)]
pub async fn keys(request: HttpRequest, resolver: Data<Resolver>) -> Result<HttpResponse> {
    let now = resolver.clock.now();
    let mut response = cached::respond(&request, &resolver.keys.public())?;
    let until = (resolver.keys.next_change(now) - now).num_seconds();
    let seconds = until.clamp(1, KEYS_SECONDS);
    let caching = HeaderValue::from_str(&format!("public, max-age={seconds}"));
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, caching.map_err(Error::internal)?);
    Ok(response)
}

/// What Android is told about the app
///
/// Digital Asset Links: the app opens scanned codes where it is installed. Not found where no app is set up.
#[utoipa::path(
    get, path = "/.well-known/assetlinks.json", tag = "qr", operation_id = "android_app_links",
    responses((status = 200, description = "The statement.", body = Value), responses::One),
)]
pub async fn android(request: HttpRequest, links: Data<AppLinks>) -> Result<HttpResponse> {
    statement(&request, links.android.as_ref())
}

/// What iOS is told about the app
///
/// Associated domains: the app opens scanned codes where it is installed. Not found where no app is set up.
#[utoipa::path(
    get, path = "/.well-known/apple-app-site-association", tag = "qr", operation_id = "apple_app_links",
    responses((status = 200, description = "The statement.", body = Value), responses::One),
)]
pub async fn apple(request: HttpRequest, links: Data<AppLinks>) -> Result<HttpResponse> {
    statement(&request, links.apple.as_ref())
}

fn statement(request: &HttpRequest, statement: Option<&Value>) -> Result<HttpResponse> {
    let statement = statement.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    cached::respond(request, statement)
}
