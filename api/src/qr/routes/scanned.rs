//! `/v1/qr`: handlers.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::qr::{QrScanVia, ScannedCode};
use mobile_contract::{ErrorCode, Locale};

use crate::boundary::locale_of;
use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::openapi::responses;
use crate::qr::{Resolver, image};

/// Read a scanned code
///
/// What it leads to, the counter it hangs at, who is responsible today, and what people come for. Send the
/// code alone, or all that stands behind `/q/` in the printed address: then its signature is proved, too. The
/// app proves it by itself first, without asking (`/.well-known/motcua-qr-keys.json`).
#[utoipa::path(
    get, path = "/v1/qr/{code}", tag = "qr", operation_id = "get_qr",
    params(("code" = String, Path, description = "The code, as scanned or typed, with its signature or without.", max_length = 160)),
    responses((status = 200, description = "What the code means.", body = ScannedCode), responses::Scanned),
)]
pub async fn one(
    request: HttpRequest,
    resolver: Data<Resolver>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let scanned = resolver
        .scan(&code, QrScanVia::App, locale_of(&request))
        .await?;
    let mut response = cached::respond(&request, &scanned)?;
    // The notice is in the caller's language.
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

/// Image of a code, SVG
///
/// Of the signed address. Error correction Q, quiet zone of four modules.
#[utoipa::path(
    get, path = "/v1/qr/{code}/image.svg", tag = "qr", operation_id = "get_qr_svg",
    params(("code" = String, Path, description = "The code.", max_length = 32)),
    responses((status = 200, description = "A vector image.", body = String, content_type = "image/svg+xml"), responses::QrImage),
)]
pub async fn svg(resolver: Data<Resolver>, code: Path<String>) -> Result<HttpResponse> {
    let link = printable(&resolver, &code).await?;
    Ok(respond("image/svg+xml", image::svg(&link)?.into_bytes()))
}

/// Image of a code, PNG
///
/// Of the signed address. Error correction Q, quiet zone of four modules, ten pixels a module.
#[utoipa::path(
    get, path = "/v1/qr/{code}/image.png", tag = "qr", operation_id = "get_qr_png",
    params(("code" = String, Path, description = "The code.", max_length = 32)),
    responses((status = 200, description = "A pixel image.", body = Vec<u8>, content_type = "image/png"), responses::QrImage),
)]
pub async fn png(resolver: Data<Resolver>, code: Path<String>) -> Result<HttpResponse> {
    let link = printable(&resolver, &code).await?;
    Ok(respond("image/png", image::png(&link)?))
}

/// Only codes of ours that are not withdrawn get an image: nobody shall print others with our help.
async fn printable(resolver: &Resolver, code: &str) -> Result<String> {
    let scanned = resolver.find(code, Locale::Vi).await?;
    if scanned.is_trusted() {
        resolver.signed_link(&scanned.code)
    } else {
        Err(Error::new(ErrorCode::QrState).detail(
            "Mã này đã bị thu hồi nên không in nữa.",
            "This code has been withdrawn and is not printed any more.",
        ))
    }
}

fn respond(content_type: &'static str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(bytes)
}
