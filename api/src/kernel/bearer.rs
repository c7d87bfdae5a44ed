//! Secrets that callers send in the `Authorization` header.

use actix_web::HttpRequest;
use actix_web::http::header;
use mobile_contract::ErrorCode;

use crate::error::{Error, Result};

/// Keeps what a secret opens out of every cache.
pub const NO_STORE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

/// The secret of `Authorization: Bearer …`. The scheme's name is read in any case (RFC 9110, 11.1).
///
/// # Errors
/// When there is none.
pub fn bearer(request: &HttpRequest) -> Result<&str> {
    let header = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    match header.and_then(|value| value.split_once(' ')) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(Error::new(ErrorCode::Unauthorized)),
    }
}
