//! The pass of a look-up, in the browser.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use mobile_contract::DossierCode;
use mobile_contract::limits::DOSSIER_PASS_MINUTES;

use super::PATH;
use crate::web::Site;

const NAME: &str = "motcua_dossier";
/// Between code and pass: in neither of them.
const BETWEEN: char = '|';

/// The dossier and the pass that the browser holds.
pub(super) fn held(request: &HttpRequest) -> Option<(DossierCode, String)> {
    let cookie = request.cookie(NAME)?;
    let (code, pass) = cookie.value().split_once(BETWEEN)?;
    Some((code.parse().ok()?, pass.to_owned()))
}

/// Keeps a pass: for as long as it is good.
pub(super) fn keep(site: Site, code: &DossierCode, pass: &str) -> Cookie<'static> {
    build(site, format!("{code}{BETWEEN}{pass}"))
}

/// Forgets it.
pub(in crate::web) fn forget(site: Site) -> Cookie<'static> {
    let mut cookie = build(site, String::new());
    cookie.make_removal();
    cookie
}

fn build(site: Site, value: String) -> Cookie<'static> {
    Cookie::build(NAME, value)
        .path(PATH)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(site.secure)
        .max_age(Duration::minutes(DOSSIER_PASS_MINUTES))
        .finish()
}
