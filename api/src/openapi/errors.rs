//! `/docs/errors`: what each error code means. Problem documents link here.

use actix_web::HttpResponse;
use actix_web::http::header;
use askama::Template;
use mobile_contract::{ErrorCode, Locale};

use crate::error::{Error, Result};

#[derive(Template)]
#[template(path = "errors.html")]
struct ErrorsPage {
    codes: &'static [ErrorCode],
}

impl ErrorsPage {
    fn vi(code: &ErrorCode) -> &'static str {
        code.title(Locale::Vi)
    }

    fn en(code: &ErrorCode) -> &'static str {
        code.title(Locale::En)
    }
}

/// Lists every error code.
///
/// # Errors
/// Never, with this template.
pub(super) async fn page() -> Result<HttpResponse> {
    let html = ErrorsPage {
        codes: ErrorCode::ALL,
    }
    .render()
    .map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(html))
}
