//! `/q/{code}`: the page behind a scanned code.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::views::{Chrome, QrPage};
use super::{form_key, locale_of, path_of, private};
use crate::error::Result;
use crate::qr::Resolver;

pub(super) async fn page(
    request: HttpRequest,
    resolver: Data<Resolver>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    let scanned = resolver.resolve(&code, locale)?;
    let path = path_of(&request);
    let chrome = Chrome {
        locale,
        path: &path,
    };
    private(
        QrPage {
            chrome,
            key: &form_key(),
            scanned: &scanned,
        }
        .render(),
    )
}
