//! What the link of a letter leaves in the browser, so that its token stands in no address any more:
//! a cookie for one ticket's page, that scripts cannot read and other sites cannot send along.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use mobile_contract::ticket::TicketCode;

use crate::web::Site;

const NAME: &str = "motcua_reply";
/// Long enough for an answer that has to be looked up; the letter opens the page again.
const HOURS: i64 = 4;

/// The address of a ticket's page for an agency. The cookie goes to it and below it only.
pub(super) fn path(code: &TicketCode) -> String {
    format!("/tra-loi/{code}")
}

/// The token that the browser holds for the ticket of this page.
pub(super) fn held(request: &HttpRequest) -> Option<String> {
    Some(request.cookie(NAME)?.value().to_owned())
}

/// Keeps a token in the browser. Lax: who comes from a mail read on the web comes from another site.
pub(super) fn keep(site: Site, code: &TicketCode, token: &str) -> Cookie<'static> {
    Cookie::build(NAME, token.to_owned())
        .path(path(code))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(site.secure)
        .max_age(Duration::hours(HOURS))
        .finish()
}

/// Forgets it.
pub(super) fn forget(site: Site, code: &TicketCode) -> Cookie<'static> {
    let mut cookie = keep(site, code, "");
    cookie.make_removal();
    cookie
}
