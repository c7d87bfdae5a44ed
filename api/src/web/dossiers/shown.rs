//! A dossier that was opened in this browser.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::dossier::lookup::DossierView;

use super::{PATH, SHOWN, cookie};
use crate::dossiers::{LookUp, Origin};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::web::chat::{in_language, see_other};
use crate::web::views::{Chrome, DossierPage};
use crate::web::{Site, locale_of, private};

pub(in crate::web) async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    match held(&request, &limiter, &look_up).await? {
        Some(view) => show(&request, &view, None),
        None => Ok(to_form(&request)),
    }
}

/// The page again, with what was typed and why it was not taken.
pub(super) async fn again(
    request: &HttpRequest,
    limiter: &Limiter,
    look_up: &LookUp,
    (error, typed): (&Error, &str),
) -> Result<HttpResponse> {
    let Some(view) = held(request, limiter, look_up).await? else {
        return Ok(to_form(request));
    };
    let problem = super::told(error, locale_of(request));
    let mut response = show(request, &view, Some((typed, &problem)))?;
    let status = StatusCode::from_u16(error.code().status());
    *response.status_mut() = status.map_err(Error::internal)?;
    super::wait(&mut response, error)?;
    Ok(response)
}

/// The dossier that this browser may see; none once the pass has run out.
pub(super) async fn held(
    request: &HttpRequest,
    limiter: &Limiter,
    look_up: &LookUp,
) -> Result<Option<DossierView>> {
    let Some((code, pass)) = cookie::held(request) else {
        return Ok(None);
    };
    let origin = Origin::of(request, limiter);
    let proven = match look_up.prove(&code, &pass, &origin).await {
        Ok(proven) => proven,
        Err(error)
            if matches!(
                error.code(),
                ErrorCode::DossierNotFound | ErrorCode::Invalid
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    look_up.look(&proven, locale_of(request)).await.map(Some)
}

/// Forgets the dossier in this browser.
pub(in crate::web) async fn close(request: HttpRequest, site: Data<Site>) -> Result<HttpResponse> {
    let mut response = to_form(&request);
    response
        .add_cookie(&cookie::forget(**site))
        .map_err(Error::internal)?;
    Ok(response)
}

fn to_form(request: &HttpRequest) -> HttpResponse {
    see_other(&in_language(PATH, locale_of(request)))
}

fn show(
    request: &HttpRequest,
    view: &DossierView,
    refused: Option<(&str, &str)>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let here = in_language(SHOWN, locale);
    let page = DossierPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        view,
        refused,
    };
    private(page.render())
}
