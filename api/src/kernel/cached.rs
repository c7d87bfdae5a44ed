//! Answers that are serialised once and sent many times, with an entity tag.

use std::io::Write;
use std::sync::{Arc, OnceLock};

use actix_web::http::header::{self, AcceptEncoding, Encoding, Header, HeaderMap, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::secret::sha256_hex;
use crate::error::Error;

/// How long a phone may reuse an answer without asking: short, because facts get corrected.
const FRESH: HeaderValue =
    HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600");
/// Asked anew each time, so that what was withdrawn is not shown from memory; what has not changed is not sent.
pub const ASK_ANEW: HeaderValue = HeaderValue::from_static("no-cache");
/// Kept by nobody.
pub const KEEP_NOWHERE: HeaderValue = HeaderValue::from_static("no-store");
/// Brotli's effort: most of the gain for a millisecond, spent once per answer.
const BROTLI_QUALITY: i32 = 6;
const BROTLI_WINDOW: i32 = 20;
const BROTLI_BUFFER: usize = 4096;

/// A serialised body with its tag, kept to be sent many times.
#[derive(Clone, Debug)]
pub struct Cached {
    body: Bytes,
    /// Weak, because compression changes the bytes and not the meaning.
    tag: HeaderValue,
    packed: Arc<Packed>,
}

/// The compressed bodies, made when the first phone asks for one. Compressing each answer anew
/// would cost more than all the rest of the request.
#[derive(Debug, Default)]
struct Packed {
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
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
            packed: Arc::default(),
        })
    }

    /// The bytes.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The answer to a request: 304 when the caller has it already, compressed when it may be.
    #[must_use]
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let mut response = self.plain(request);
        if response.status().is_success()
            && let Some((encoding, packed)) = self.packed_for(request)
        {
            response = response.set_body(packed).map_into_boxed_body();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        response
    }

    /// The same without compression of its own.
    fn plain(&self, request: &HttpRequest) -> HttpResponse {
        let known = is_known(request.headers(), &self.tag);
        let mut response = if known {
            HttpResponse::NotModified().finish()
        } else {
            HttpResponse::Ok().body(self.body.clone())
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::CACHE_CONTROL, FRESH);
        if !known {
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
        }
        response
    }

    fn packed_for(&self, request: &HttpRequest) -> Option<(&'static str, Bytes)> {
        // Most machines that ask without the header are spared its parsing.
        if !request.headers().contains_key(header::ACCEPT_ENCODING) {
            return None;
        }
        let accepted = AcceptEncoding::parse(request).ok()?;
        let offered = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
        let chosen = accepted.negotiate(offered.iter())?;
        if chosen == Encoding::brotli() {
            Some((
                "br",
                self.packed
                    .brotli
                    .get_or_init(|| brotli(&self.body))
                    .clone(),
            ))
        } else if chosen == Encoding::gzip() {
            Some((
                "gzip",
                self.packed.gzip.get_or_init(|| gzip(&self.body)).clone(),
            ))
        } else {
            None
        }
    }
}

/// Serialises a value and answers with it this once.
///
/// # Errors
/// When the value cannot be JSON.
pub fn respond(request: &HttpRequest, value: &impl Serialize) -> Result<HttpResponse, Error> {
    Ok(Cached::of(value)?.plain(request))
}

/// Answers with a file this once; phones and proxies ask anew each time.
///
/// # Errors
/// Never in practice: the tag is hexadecimal.
pub fn respond_file(
    request: &HttpRequest,
    bytes: &[u8],
    content_type: &'static str,
) -> Result<HttpResponse, Error> {
    let mut response = Cached::of_bytes(bytes)?.plain(request);
    let success = response.status().is_success();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, ASK_ANEW);
    if success {
        let content_type = HeaderValue::from_static(content_type);
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    Ok(response)
}

fn brotli(body: &[u8]) -> Bytes {
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: body.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::with_params(&mut packed, BROTLI_BUFFER, &params);
    // Writing into memory does not fail.
    let _ = writer.write_all(body);
    drop(writer);
    Bytes::from(packed)
}

fn gzip(body: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing into memory does not fail.
    let _ = writer.write_all(body);
    Bytes::from(writer.finish().unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_packed_unpacks_to_the_same() {
        let body = "Một Cửa ".repeat(500);
        let mut unpacked = String::new();
        brotli::Decompressor::new(&brotli(body.as_bytes())[..], BROTLI_BUFFER)
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, body);
        unpacked.clear();
        flate2::read::GzDecoder::new(&gzip(body.as_bytes())[..])
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, body);
    }
}
