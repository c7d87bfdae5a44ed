//! `/v1/qr`.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Path, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use mobile_contract::qr::ScannedCode;

use super::resolver::parse;
use super::{Resolver, image};
use crate::boundary::locale_of;
use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/qr/{code}").route(get().to(one)))
        .service(web::resource("/v1/qr/{code}/image.svg").route(get().to(svg)))
        .service(web::resource("/v1/qr/{code}/image.png").route(get().to(png)));
}

/// Read a scanned code
///
/// The counter it hangs at, who is responsible today, and what people come for.
#[utoipa::path(
    get, path = "/v1/qr/{code}", tag = "qr", operation_id = "get_qr",
    params(("code" = String, Path, description = "The code, as scanned or typed.", max_length = 32)),
    responses((status = 200, description = "What the code means.", body = ScannedCode), responses::One),
)]
pub async fn one(
    request: HttpRequest,
    resolver: Data<Resolver>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let scanned = resolver.resolve(&code, locale_of(&request))?;
    let mut response = cached::respond(&request, &scanned)?;
    // The notice is in the caller's language.
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

/// Image of a code, SVG
///
/// Error correction Q, quiet zone of four modules.
#[utoipa::path(
    get, path = "/v1/qr/{code}/image.svg", tag = "qr", operation_id = "get_qr_svg",
    params(("code" = String, Path, description = "The code.", max_length = 32)),
    responses((status = 200, description = "A vector image.", body = String, content_type = "image/svg+xml"), responses::One),
)]
pub async fn svg(resolver: Data<Resolver>, code: Path<String>) -> Result<HttpResponse> {
    let url = known_url(&resolver, &code)?;
    Ok(respond("image/svg+xml", image::svg(&url)?.into_bytes()))
}

/// Image of a code, PNG
///
/// Error correction Q, quiet zone of four modules, ten pixels a module.
#[utoipa::path(
    get, path = "/v1/qr/{code}/image.png", tag = "qr", operation_id = "get_qr_png",
    params(("code" = String, Path, description = "The code.", max_length = 32)),
    responses((status = 200, description = "A pixel image.", body = Vec<u8>, content_type = "image/png"), responses::One),
)]
pub async fn png(resolver: Data<Resolver>, code: Path<String>) -> Result<HttpResponse> {
    let url = known_url(&resolver, &code)?;
    Ok(respond("image/png", image::png(&url)?))
}

/// Only codes of ours get an image: nobody shall print others with our help.
fn known_url(resolver: &Resolver, code: &str) -> Result<String> {
    let (code, _) = parse(code)?;
    let scanned = resolver.resolve(code.as_str(), mobile_contract::Locale::Vi)?;
    if scanned.is_trusted() {
        resolver.signed_link(&code)
    } else {
        Err(Error::new(mobile_contract::ErrorCode::QrState))
    }
}

fn respond(content_type: &'static str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(bytes)
}
