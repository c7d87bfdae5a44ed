//! What the browser holds: the key of its session, and a secret before it has one. Scripts cannot read
//! them, other pages than those of staff never see them, and they are gone when the browser is closed.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};
use mobile_contract::limits::TOKEN_BYTES;

use super::ROOM;
use crate::web::Site;

const SESSION: &str = "motcua_staff";
const GUEST: &str = "motcua_guest";

/// The key of the session.
pub(super) fn key(request: &HttpRequest) -> Option<String> {
    value(request, SESSION)
}

/// The secret of a browser in which nobody is signed in yet.
pub(super) fn guest(request: &HttpRequest) -> Option<String> {
    value(request, GUEST)
}

/// Lax, not strict: a link in a mail must find its reader signed in. Whatever changes something is a
/// form, and needs its token, too.
pub(super) fn keep_key(site: Site, key: &str) -> Cookie<'static> {
    build(site, SESSION, key, SameSite::Lax)
}

/// Only forms of our own pages are sent with it.
pub(super) fn keep_guest(site: Site, secret: &str) -> Cookie<'static> {
    build(site, GUEST, secret, SameSite::Strict)
}

/// Takes the key from the browser.
pub(super) fn forget_key(site: Site) -> Cookie<'static> {
    let mut cookie = keep_key(site, "");
    cookie.make_removal();
    cookie
}

fn build(site: Site, name: &'static str, value: &str, same: SameSite) -> Cookie<'static> {
    Cookie::build(name, value.to_owned())
        .path(ROOM)
        .http_only(true)
        .same_site(same)
        .secure(site.secure)
        .finish()
}

fn value(request: &HttpRequest, name: &str) -> Option<String> {
    let value = request.cookie(name)?.value().to_owned();
    let fits = !value.is_empty() && value.len() <= TOKEN_BYTES;
    fits.then_some(value)
}
