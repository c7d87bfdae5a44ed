//! Style, script and icon: inside the program, so that no page depends on a folder or another host.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, Path, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;

use crate::error::{Error, Result};
use crate::kernel::cached::Cached;

const ASSETS: [(&str, &str, &str); 6] = [
    (
        "app.css",
        "text/css; charset=utf-8",
        include_str!("../../static/app.css"),
    ),
    (
        "app.js",
        "text/javascript; charset=utf-8",
        include_str!("../../static/app.js"),
    ),
    (
        "staff.css",
        "text/css; charset=utf-8",
        include_str!("../../static/staff.css"),
    ),
    (
        "staff.js",
        "text/javascript; charset=utf-8",
        include_str!("../../static/staff.js"),
    ),
    (
        "icon.svg",
        "image/svg+xml",
        include_str!("../../static/icon.svg"),
    ),
    (
        "manifest.webmanifest",
        "application/manifest+json",
        include_str!("../../static/manifest.webmanifest"),
    ),
];

/// Routes of the files.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(web::resource("/static/{name}").route(get().to(asset)));
}

async fn asset(request: HttpRequest, name: Path<String>) -> Result<HttpResponse> {
    let found = ASSETS.iter().find(|(known, ..)| *known == name.as_str());
    let (_, kind, text) = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    let mut response = Cached::of_bytes(text.as_bytes())?.respond(&request);
    if response.status().is_success() {
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    Ok(response)
}
