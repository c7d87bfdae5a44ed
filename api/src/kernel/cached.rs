//! Answers that are serialised once and sent many times, with an entity tag.

use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::secret::sha256_hex;
use crate::error::Error;

/// How long a phone may reuse an answer without asking: short, because facts get corrected.
const FRESH: &str = "public, max-age=60, stale-while-revalidate=600";

/// A serialised body with its tag.
#[derive(Clone, Debug)]
pub struct Cached {
    body: Bytes,
    /// Weak, because compression changes the bytes and not the meaning.
    tag: HeaderValue,
}

impl Cached {
    /// Serialises a value.
    ///
    /// # Errors
    /// When the value cannot be JSON.
    pub fn of(value: &impl Serialize) -> Result<Self, Error> {
        Self::of_bytes(&serde_json::to_vec(value)?)
    }

    /// Bytes as they are.
    ///
    /// # Errors
    /// Never in practice: the tag is hexadecimal.
    pub fn of_bytes(body: &[u8]) -> Result<Self, Error> {
        let mut tag = sha256_hex(body);
        tag.truncate(20);
        let tag = HeaderValue::from_str(&format!("W/\"{tag}\"")).map_err(Error::internal)?;
        Ok(Self {
            body: Bytes::copy_from_slice(body),
            tag,
        })
    }

    /// The bytes.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The answer to a request: 304 when the caller has it already.
    #[must_use]
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let mut response = if is_known(request.headers(), &self.tag) {
            HttpResponse::NotModified().finish()
        } else {
            HttpResponse::Ok().body(self.body.clone())
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FRESH));
        if response.status().is_success() {
            response.headers_mut().insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
        }
        response
    }
}

/// Serialises a value and answers with it.
///
/// # Errors
/// When the value cannot be JSON.
pub fn respond(request: &HttpRequest, value: &impl Serialize) -> Result<HttpResponse, Error> {
    Ok(Cached::of(value)?.respond(request))
}

/// Whether `If-None-Match` names the tag. Comparison is weak (RFC 9110, 13.1.2).
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let opaque = |t: &str| t.trim().trim_start_matches("W/").to_owned();
    let Ok(tag) = tag.to_str().map(opaque) else {
        return false;
    };
    headers
        .get_all(header::IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|candidate| candidate.trim() == "*" || opaque(candidate) == tag)
}
