//! `/q/{code}`: the page behind a scanned code.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::qr::{QrScanVia, QrSignature, QrStatus, QrTarget, ScannedCode};
use mobile_contract::{ErrorCode, Locale};

use super::ask;
use super::kept::{KeptPages, Page, Which};
use crate::error::{Error, Result};
use crate::kernel::cached::{ASK_ANEW, Cached, KEEP_NOWHERE};
use crate::kernel::rate::Limiter;
use crate::qr::{self, Opening, Resolver, SEEN, Untrusted};
use crate::web::chat::{in_language, see_other};
use crate::web::views::{BoardPage, Chrome, FalseCodePage};
use crate::web::{locale_of, path_of, private};

pub(super) async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    resolver: Data<Resolver>,
    kept: Data<KeptPages>,
    tail: Path<String>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    let (code, signature) = match resolver.read(&tail) {
        Ok(read) => read,
        Err(error) if error.code() == ErrorCode::QrNotGenuine => {
            if let Some(opening) = opening(&request) {
                resolver.count_false(&tail, QrScanVia::Page, opening);
            }
            return not_genuine(locale, &resolver.untrusted(&tail));
        }
        Err(error) => return Err(error),
    };
    let which = Which {
        chosen: Chrome::chosen_in(&path_of(&request)).is_some(),
        code,
        signature,
        locale,
    };
    let count = |scanned: &ScannedCode| {
        if let Some(opening) = opening(&request) {
            resolver.count(&tail, scanned, QrScanVia::Page, opening);
        }
    };
    if let Some(page) = kept.find(&resolver, &which) {
        count(&page.scanned);
        return Ok(sent(&request, &page));
    }
    // Whole queues scan what is printed; receipts shall not be found by trying.
    if resolver.looks_up(&tail) {
        limiter.check(&request)?;
    }
    let scanned = resolver.meaning(&which.code, signature, locale).await?;
    count(&scanned);
    let gone = !resolver.leads_somewhere(&scanned.target);
    if let Some(response) = led_on(&request, &scanned).filter(|_| !gone) {
        return response;
    }
    let carried = qr::carried(&tail, &scanned);
    let body = rendered(&which, &scanned, (&carried, gone))?;
    let page = Arc::new(Page { body, scanned });
    let response = sent(&request, &page);
    if !page.scanned.is_receipt() {
        kept.keep(&resolver, which, page);
    }
    Ok(response)
}

/// How a page was opened: by scanning or typing a code, or from another site. `None`: by neither. Our own links say
/// so, and so does a browser that loads the page anew or was led there by one of our pages. A camera's address comes
/// with `none` or with nothing, but from an app of Android with `cross-site` as well: only a page names itself, too.
fn opening(request: &HttpRequest) -> Option<Opening> {
    let mut pairs = request.query_string().split('&');
    let linked = pairs.any(|pair| pair == SEEN || pair.starts_with("lang="));
    let headers = request.headers();
    let anew = headers
        .get(header::CACHE_CONTROL)
        .is_some_and(|age| age == "max-age=0");
    match headers.get("sec-fetch-site") {
        _ if linked || anew => None,
        Some(site) if site == "same-origin" => None,
        Some(site) if site != "none" && names_a_page(headers) => Some(Opening::Led),
        _ => Some(Opening::Scan),
    }
}

/// Whether the browser names the page that it comes from; apps are named as `android-app://`.
fn names_a_page(headers: &HeaderMap) -> bool {
    let page = |page: &HeaderValue| {
        let page = page.as_bytes();
        page.starts_with(b"https://") || page.starts_with(b"http://")
    };
    headers.get(header::REFERER).is_some_and(page)
}

/// A code in use that is for one thing leads straight to it. What must be said first is said on the board.
fn led_on(request: &HttpRequest, scanned: &ScannedCode) -> Option<Result<HttpResponse>> {
    if scanned.status != QrStatus::Active || scanned.signature == QrSignature::KeyEnded {
        return None;
    }
    let code = &scanned.code;
    let to = match &scanned.target {
        QrTarget::Board {} | QrTarget::Dossier { .. } => return None,
        QrTarget::Chat {} => {
            let scanned = Some((scanned, code.as_str()));
            return Some(ask::shown(request, scanned, None));
        }
        QrTarget::Rating {} => format!("/danh-gia?qr={code}"),
        QrTarget::Procedure { code: procedure } => format!("/thu-tuc/{procedure}?qr={code}"),
        QrTarget::Field { slug } => format!("/thu-tuc?field={slug}&qr={code}"),
    };
    Some(Ok(see_other(&in_language(&to, locale_of(request)))))
}

/// What opens the dossier of a receipt, its signed address, is carried on: it stands in forms of the page, and in the
/// addresses that it leads to, as in that of the page itself. In the other language, too, a receipt opens its dossier.
fn rendered(which: &Which, scanned: &ScannedCode, (carried, gone): (&str, bool)) -> Result<Cached> {
    let path = format!("/q/{carried}");
    let path = match which.chosen {
        true => format!("{path}?lang={}", which.locale.as_str()),
        false => path,
    };
    let chrome = Chrome {
        locale: which.locale,
        path: &path,
    };
    let page = BoardPage {
        chrome,
        scanned,
        carried,
        gone,
    }
    .render();
    Cached::of_bytes(page.map_err(Error::internal)?.as_bytes())
}

fn sent(request: &HttpRequest, page: &Page) -> HttpResponse {
    // A receipt is its holder's alone.
    let caching = if page.scanned.is_receipt() {
        KEEP_NOWHERE
    } else {
        ASK_ANEW
    };
    let mut response = page.body.respond(request);
    let success = response.status().is_success();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, caching);
    if success {
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        headers.insert(header::CONTENT_TYPE, html);
    }
    response
}

/// Told on a page of its own: the problem document's page would offer to try again.
fn not_genuine(locale: Locale, untrusted: &Untrusted) -> Result<HttpResponse> {
    let path = in_language("/verify", locale);
    let chrome = Chrome {
        locale,
        path: &path,
    };
    let mut response = private(FalseCodePage { chrome, untrusted }.render())?;
    *response.status_mut() = StatusCode::BAD_REQUEST;
    Ok(response)
}
