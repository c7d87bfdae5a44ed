//! How a browser may open a ticket: by its secret, kept in a cookie of the ticket's page; or as a citizen who
//! is signed in, on the pages below `/cua-toi`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::ticket::TicketCode;

use super::mine::{self, Session};
use super::{locale_of, ticket, ticket_cookie};
use crate::accounts::Accounts;
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::tickets::{Own, Tickets};

/// A ticket that this browser may open.
pub(super) struct Held {
    pub(super) own: Own,
    /// Whose it is, on the pages of somebody who is signed in.
    session: Option<Session>,
}

impl Held {
    /// One that was opened by its secret.
    pub(super) const fn by_secret(own: Own) -> Self {
        Self { own, session: None }
    }

    /// The address of its page.
    pub(super) fn path(&self) -> String {
        match self.session {
            Some(_) => format!("{}/phieu/{}", mine::PATH, self.own.code()),
            None => ticket_cookie::path(self.own.code()),
        }
    }

    /// What the forms of its page carry, where one is signed in.
    pub(super) fn csrf(&self) -> Option<&str> {
        self.session.as_ref().map(|session| session.csrf.as_str())
    }
}

fn is_mine(request: &HttpRequest) -> bool {
    request.path().starts_with(mine::PATH)
}

/// The ticket that this browser may open; else where it may ask to.
pub(super) async fn held(
    request: &HttpRequest,
    limiter: &Limiter,
    tickets: &Tickets,
    code: &str,
) -> Result<Result<Held, HttpResponse>> {
    limiter.check(request)?;
    if !is_mine(request) {
        let own = match ticket_cookie::held(request) {
            Some(secret) => ticket::opened(request, tickets, code, &secret).await?,
            None => None,
        };
        return match own {
            Some(own) => Ok(Ok(Held::by_secret(own))),
            None => ticket::ask_for_secret(request, code, false).map(Err),
        };
    }
    let Some(session) = mine::session(request, accounts(request)?).await? else {
        return Ok(Err(mine::to_sign_in(request)));
    };
    let code: TicketCode = code
        .parse()
        .map_err(|_| Error::new(ErrorCode::TicketNotFound))?;
    let print = &session.citizen.contact_fingerprint;
    let own = tickets.open_mine(print, &code, locale_of(request)).await?;
    Ok(Ok(Held {
        own,
        session: Some(session),
    }))
}

/// Like [`held`], for a form that changes something. By its secret, the cookie's own rules keep other sites
/// out; a session proves more, so its forms do, too.
pub(super) async fn held_to_change(
    request: &HttpRequest,
    (limiter, tickets): (&Limiter, &Tickets),
    code: &str,
    csrf: Option<&str>,
) -> Result<Result<Held, HttpResponse>> {
    let held = held(request, limiter, tickets, code).await?;
    if let Ok(Held {
        session: Some(session),
        ..
    }) = &held
    {
        session.must_have_sent(accounts(request)?, csrf)?;
    }
    Ok(held)
}

fn accounts(request: &HttpRequest) -> Result<&Accounts> {
    let accounts = request.app_data::<Data<Accounts>>();
    let accounts = accounts.ok_or_else(|| Error::internal("the accounts are not there"))?;
    Ok(accounts)
}
