//! `/verify`: how a person tells a genuine code, and what a typed one is.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::qr::{LinkError, QrLink};
use mobile_contract::{ErrorCode, Locale};
use serde::Deserialize;

use crate::error::Result;
use crate::kernel::rate::Limiter;
use crate::qr::Resolver;
use crate::web::views::{Checked, Chrome, VerifyPage};
use crate::web::{locale_of, path_of, private};

#[derive(Deserialize)]
pub(super) struct Params {
    code: Option<String>,
}

pub(super) async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    resolver: Data<Resolver>,
    params: Query<Params>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    let typed = params.code.as_deref().unwrap_or_default().trim();
    let checked = if typed.is_empty() {
        None
    } else {
        // Nobody shall find the codes by trying them all.
        limiter.check(&request)?;
        Some(check(&resolver, typed, locale).await?)
    };
    let path = path_of(&request);
    let page = VerifyPage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        base: resolver.keys.base(),
        typed,
        checked: checked.as_ref(),
    };
    private(page.render())
}

/// What was typed: a code, or a whole address.
async fn check(resolver: &Resolver, typed: &str, locale: Locale) -> Result<Checked> {
    let tail = match typed.parse::<QrLink>() {
        Ok(link) if !link.base().eq_ignore_ascii_case(resolver.keys.base()) => {
            return Ok(Checked::OtherSite);
        }
        Err(LinkError::Signature) => return Ok(Checked::Fake),
        Err(_) if typed.contains("://") => return Ok(Checked::OtherSite),
        Ok(_) => typed.rsplit('/').next().unwrap_or_default(),
        Err(_) => typed,
    };
    match resolver.find(tail, locale).await {
        Ok(scanned) => Ok(Checked::Ours(Box::new(scanned))),
        Err(error) if error.code() == ErrorCode::QrNotGenuine => Ok(Checked::Fake),
        Err(error) if error.code() == ErrorCode::QrNotFound => Ok(Checked::Unknown),
        Err(error) => Err(error),
    }
}
