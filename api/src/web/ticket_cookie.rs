//! What opens a ticket in the browser that sent it, or in which code and secret were typed: a cookie per
//! ticket that scripts cannot read, other sites cannot send along, and other pages never see.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use mobile_contract::ticket::TicketCode;

use super::Site;

const NAME: &str = "motcua_ticket";
/// A phone at a counter is often a shared one.
const HOURS: i64 = 12;
/// On one's own phone, when that was said: longer than an answer and asking again take.
const OWN_DAYS: i64 = 60;

/// The address of a ticket's page. The cookie goes to it and below it only.
pub(super) fn path(code: &TicketCode) -> String {
    format!("/phieu/{code}")
}

/// The secret that the browser holds for the ticket of this page.
pub(super) fn held(request: &HttpRequest) -> Option<String> {
    Some(request.cookie(NAME)?.value().to_owned())
}

/// Keeps a secret in the browser.
pub(super) fn keep(site: Site, code: &TicketCode, secret: &str, own: bool) -> Cookie<'static> {
    let lasts = if own {
        Duration::days(OWN_DAYS)
    } else {
        Duration::hours(HOURS)
    };
    Cookie::build(NAME, secret.to_owned())
        .path(path(code))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(site.secure)
        .max_age(lasts)
        .finish()
}

/// Forgets it.
pub(super) fn forget(site: Site, code: &TicketCode) -> Cookie<'static> {
    let mut cookie = keep(site, code, "", false);
    cookie.make_removal();
    cookie
}
