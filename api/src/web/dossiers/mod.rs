//! `/ho-so`: where a dossier is, for whoever proves that it is theirs.
//!
//! What was proved stays in a cookie that scripts cannot read and other sites cannot send along: the pass of the
//! look-up, good for half an hour. Neither the proof nor the pass ever stands in an address.

mod cookie;
mod find;
pub(super) mod own;
mod shown;
mod subscribe;

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::{DossierCode, Locale};

pub(super) use self::cookie::forget;
use super::chat::{first_words, in_language, see_other};
use super::{Site, locale_of};
use crate::error::{Error, Result};
use crate::kernel::words;

/// Where one looks up.
pub(super) const PATH: &str = "/ho-so";
/// Where what was found is shown.
const SHOWN: &str = "/ho-so/ket-qua";

/// Routes of these pages.
pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(
            resource(PATH)
                .route(get().to(find::form))
                .route(post().to(find::look_up)),
        )
        .service(resource("/ho-so/ma").route(post().to(find::send_code)))
        .service(resource(SHOWN).route(get().to(shown::page)))
        .service(resource("/ho-so/nhan-tin").route(post().to(subscribe::begin)))
        .service(resource("/ho-so/nhan-tin/ngung").route(post().to(subscribe::end)))
        .service(resource("/ho-so/nhan-tin/xac-nhan").route(post().to(subscribe::confirm)))
        .service(
            resource("/ho-so/ngung")
                .route(get().to(subscribe::stop_page))
                .route(post().to(subscribe::stop)),
        )
        .service(resource("/ho-so/dong").route(post().to(shown::close)));
}

/// Keeps a pass in the browser and leads to what it opens.
pub(super) fn opened(
    request: &HttpRequest,
    site: Site,
    code: &DossierCode,
    pass: &str,
) -> Result<HttpResponse> {
    let mut response = see_other(&in_language(SHOWN, locale_of(request)));
    let kept = cookie::keep(site, code, pass);
    response.add_cookie(&kept).map_err(Error::internal)?;
    Ok(response)
}

/// Why something was not taken, and how long to wait where one has to.
fn told(error: &Error, locale: Locale) -> String {
    let detail = error.problem(locale, "").detail;
    let why = detail.unwrap_or_else(|| first_words(error, locale));
    match error.retry_after() {
        Some(seconds) => words::and_wait(&why, seconds, locale),
        None => why,
    }
}

/// Says how long to wait, where one has to.
fn wait(response: &mut HttpResponse, refused: &Error) -> Result<()> {
    if let Some(seconds) = refused.retry_after() {
        let value = HeaderValue::from_str(&seconds.to_string()).map_err(Error::internal)?;
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    Ok(())
}
