//! `/v1/qr`: handlers.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::qr::{QrScanVia, QrSignature, ScanParams, ScannedCode};
use mobile_contract::{ErrorCode, Locale};

use crate::boundary::locale_of;
use crate::error::{Error, Result};
use crate::kernel::cached::{self, ASK_ANEW, KEEP_NOWHERE};
use crate::kernel::rate::Limiter;
use crate::openapi::responses;
use crate::qr::{Resolver, image};

/// Read a scanned code
///
/// What it leads to, the counter it hangs at, who is responsible today, and what people come for. Send the
/// code alone, or all that stands behind `/q/` in the printed address: then its signature is proved, too. The
/// app proves it by itself first, without asking (`/.well-known/motcua-qr-keys.json`). The number of a receipt
/// without its signature is told to be that, and nothing of the dossier. Each reading counts as a scan, unless it
/// says that it is none (`seen=true`).
#[utoipa::path(
    get, path = "/v1/qr/{code}", tag = "qr", operation_id = "get_qr",
    params(("code" = String, Path, description = "The code, as scanned or typed, with its signature or without.", max_length = 160), ScanParams),
    responses((status = 200, description = "What the code means.", body = ScannedCode), responses::Scanned),
)]
pub async fn one(
    request: HttpRequest,
    limiter: Data<Limiter>,
    resolver: Data<Resolver>,
    code: Path<String>,
    params: Query<ScanParams>,
) -> Result<HttpResponse> {
    // Whole queues scan what is printed; receipts shall not be found by trying.
    if resolver.looks_up(&code) {
        limiter.check(&request)?;
    }
    let locale = locale_of(&request);
    let scanned = if params.seen == Some(true) {
        resolver.find(&code, locale).await?
    } else {
        resolver.scan(&code, QrScanVia::App, locale).await?
    };
    let mut response = cached::respond(&request, &scanned)?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, caching(&scanned));
    // The notice is in the caller's language.
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

/// Image of a code, SVG
///
/// Of the signed address. Error correction Q, quiet zone of four modules. A receipt's opens its dossier, so it is
/// drawn for whoever sends the signature, and is not there for anybody else.
#[utoipa::path(
    get, path = "/v1/qr/{code}/image.svg", tag = "qr", operation_id = "get_qr_svg",
    params(("code" = String, Path, description = "The code; of a receipt with its signature.", max_length = 160)),
    responses((status = 200, description = "A vector image.", body = String, content_type = "image/svg+xml"), responses::QrImage),
)]
pub async fn svg(
    request: HttpRequest,
    limiter: Data<Limiter>,
    resolver: Data<Resolver>,
    code: Path<String>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let (scanned, link) = printable(&resolver, &code).await?;
    let bytes = image::svg(&link)?.into_bytes();
    respond(&request, &scanned, "image/svg+xml", &bytes)
}

/// Image of a code, PNG
///
/// Of the signed address. Error correction Q, quiet zone of four modules, ten pixels a module. Of a receipt as
/// the vector image.
#[utoipa::path(
    get, path = "/v1/qr/{code}/image.png", tag = "qr", operation_id = "get_qr_png",
    params(("code" = String, Path, description = "The code; of a receipt with its signature.", max_length = 160)),
    responses((status = 200, description = "A pixel image.", body = Vec<u8>, content_type = "image/png"), responses::QrImage),
)]
pub async fn png(
    request: HttpRequest,
    limiter: Data<Limiter>,
    resolver: Data<Resolver>,
    code: Path<String>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let (scanned, link) = printable(&resolver, &code).await?;
    let bytes = image::png(&link)?;
    respond(&request, &scanned, "image/png", &bytes)
}

/// Only codes of ours that are not withdrawn get an image: nobody shall print others with our help.
async fn printable(resolver: &Resolver, code: &str) -> Result<(ScannedCode, String)> {
    let scanned = resolver.find(code, Locale::Vi).await?;
    // Whoever could have a receipt drawn by its number could open the dossier by it.
    if scanned.is_receipt() && scanned.signature != QrSignature::Valid {
        return Err(Error::new(ErrorCode::QrNotFound));
    }
    if !scanned.is_trusted() {
        return Err(Error::new(ErrorCode::QrState).detail(
            "Mã này đã bị thu hồi nên không in nữa.",
            "This code has been withdrawn and is not printed any more.",
        ));
    }
    let link = if scanned.is_receipt() {
        resolver.given_link(code)?
    } else {
        resolver.signed_link(&scanned.code)?
    };
    Ok((scanned, link))
}

fn respond(
    request: &HttpRequest,
    scanned: &ScannedCode,
    content_type: &'static str,
    bytes: &[u8],
) -> Result<HttpResponse> {
    let mut response = cached::respond_file(request, bytes, content_type)?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, caching(scanned));
    Ok(response)
}

/// A withdrawn code, or a key that others know, is not shown from memory. A receipt is its holder's alone.
fn caching(scanned: &ScannedCode) -> HeaderValue {
    if scanned.is_receipt() {
        KEEP_NOWHERE
    } else {
        ASK_ANEW
    }
}
