//! A dossier that was opened in this browser.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::dossier::lookup::DossierView;
use mobile_contract::dossier::subscription::DossierSubscription;

use super::{PATH, SHOWN, cookie};
use crate::dossiers::{LookUp, Origin, Proven};
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

/// A dossier, as a browser may see it.
struct View {
    dossier: DossierView,
    /// Who is told of it; `None`: what it was opened by does not show that.
    told: Option<Vec<DossierSubscription>>,
}

/// The dossier that this browser may see; none once the pass has run out.
async fn held(request: &HttpRequest, limiter: &Limiter, look_up: &LookUp) -> Result<Option<View>> {
    let Some(proven) = proven(request, limiter, look_up).await? else {
        return Ok(None);
    };
    let dossier = look_up.look(&proven, locale_of(request)).await?;
    let told = if proven.strong {
        Some(look_up.dossiers.told_of(&proven).await?)
    } else {
        None
    };
    Ok(Some(View { dossier, told }))
}

/// What the pass in this browser proves; nothing once it has run out.
pub(super) async fn proven(
    request: &HttpRequest,
    limiter: &Limiter,
    look_up: &LookUp,
) -> Result<Option<Proven>> {
    let Some((code, pass)) = cookie::held(request) else {
        return Ok(None);
    };
    let origin = Origin::of(request, limiter);
    match look_up.prove(&code, &pass, &origin).await {
        Ok(proven) => Ok(Some(proven)),
        Err(error)
            if matches!(
                error.code(),
                ErrorCode::DossierNotFound | ErrorCode::Invalid
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Forgets the dossier in this browser.
pub(in crate::web) async fn close(request: HttpRequest, site: Data<Site>) -> Result<HttpResponse> {
    let mut response = to_form(&request);
    response
        .add_cookie(&cookie::forget(**site))
        .map_err(Error::internal)?;
    Ok(response)
}

pub(super) fn to_form(request: &HttpRequest) -> HttpResponse {
    see_other(&in_language(PATH, locale_of(request)))
}

fn show(request: &HttpRequest, view: &View, refused: Option<(&str, &str)>) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let here = in_language(SHOWN, locale);
    let page = DossierPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        view: &view.dossier,
        told: view.told.as_deref(),
        refused,
    };
    private(page.render())
}
