//! `/hoi`: the question box, at a counter when its code was scanned.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::qr::ScannedCode;
use serde::Deserialize;

use crate::error::Result;
use crate::qr::Resolver;
use crate::web::chat::in_language;
use crate::web::views::{AskPage, Chrome};
use crate::web::{form_key, locale_of, private};

#[derive(Deserialize)]
pub(super) struct Params {
    qr: Option<String>,
}

pub(super) async fn page(
    request: HttpRequest,
    resolver: Data<Resolver>,
    params: Query<Params>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    let code = params.qr.as_deref().filter(|code| !code.is_empty());
    let scanned = resolver.trusted_if_any(code, locale).await?;
    let untrusted = code.is_some() && scanned.is_none();
    shown(&request, scanned.as_ref(), untrusted)
}

/// The page; also what a code for questions shows.
pub(super) fn shown(
    request: &HttpRequest,
    scanned: Option<&ScannedCode>,
    untrusted: bool,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let path = match scanned {
        Some(scanned) => format!("/hoi?qr={}", scanned.code),
        None => "/hoi".to_owned(),
    };
    let page = AskPage {
        chrome: Chrome {
            locale,
            path: &in_language(&path, locale),
        },
        key: &form_key(),
        scanned,
        untrusted,
        problem: None,
    };
    private(page.render())
}
