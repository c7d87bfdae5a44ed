//! `/hoi`: the question box, at a counter when its code was scanned.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::qr::ScannedCode;
use serde::Deserialize;

use crate::error::Result;
use crate::kernel::rate::Limiter;
use crate::qr::{self, Resolver};
use crate::web::chat::in_language;
use crate::web::views::{AskPage, Chrome, Doubt};
use crate::web::{form_key, locale_of, private};

#[derive(Deserialize)]
pub(super) struct Params {
    qr: Option<String>,
}

pub(super) async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    resolver: Data<Resolver>,
    params: Query<Params>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    let code = params.qr.as_deref().filter(|code| !code.is_empty());
    let Some(code) = code else {
        return shown(&request, None, None);
    };
    // Receipts shall not be found by trying.
    if resolver.looks_up(code) {
        limiter.check(&request)?;
    }
    match resolver.find(code, locale).await {
        Ok(scanned) if scanned.is_trusted() && !scanned.is_bare_receipt() => {
            let carried = qr::carried(code, &scanned);
            shown(&request, Some((&scanned, &carried)), None)
        }
        Ok(scanned) if scanned.is_trusted() => shown(&request, None, Some(Doubt::BareReceipt)),
        Ok(_) => shown(&request, None, Some(Doubt::NotInUse)),
        Err(error) if error.code().status() >= 500 => Err(error),
        Err(error) if error.code() == ErrorCode::QrNotGenuine => {
            let words = resolver.untrusted(code).words(locale);
            shown(&request, None, Some(Doubt::NotGenuine(words)))
        }
        Err(_) => shown(&request, None, Some(Doubt::NotFound)),
    }
}

/// The page; also what a code for questions shows. What was scanned comes with what to carry on of it.
pub(super) fn shown(
    request: &HttpRequest,
    scanned: Option<(&ScannedCode, &str)>,
    doubt: Option<Doubt>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let path = match scanned {
        Some((_, carried)) => format!("/hoi?qr={carried}"),
        None => "/hoi".to_owned(),
    };
    let page = AskPage {
        chrome: Chrome {
            locale,
            path: &in_language(&path, locale),
        },
        key: &form_key(),
        scanned,
        doubt,
        problem: None,
    };
    private(page.render())
}
