//! `/phieu/{code}`: one ticket, for whoever holds its secret.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{NewRating, Ticket, TicketCode};
use serde::Deserialize;

use super::views::{Chrome, TicketFindPage, TicketPage, TicketWithdrawPage, Unsent};
use super::{Site, chat, locale_of, path_of, private, ticket_cookie};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::tickets::{Own, Tickets};

/// Code and secret, typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    code: String,
    secret: String,
    own: Option<String>,
}

/// Words of the forms on the page.
#[derive(Deserialize)]
pub(super) struct Words {
    text: String,
}

/// The form below an answer.
#[derive(Deserialize)]
pub(super) struct Rated {
    score: u8,
    comment: Option<String>,
}

pub(super) async fn find(request: HttpRequest) -> Result<HttpResponse> {
    ask_for_secret(&request, "", false)
}

/// Opens a ticket for this browser.
pub(super) async fn open(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    site: Data<Site>,
    typed: Form<Typed>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    // It is shown in groups, and may have been written down so.
    let secret: String = typed.secret.split_whitespace().collect();
    let Some(own) = opened(&request, &tickets, &typed.code, &secret).await? else {
        return ask_for_secret(&request, &typed.code, true);
    };
    let mut response = to_page(&request, own.code(), "");
    let cookie = ticket_cookie::keep(**site, own.code(), &secret, typed.own.is_some());
    response.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(response)
}

pub(super) async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let Some(own) = held(&request, &limiter, &tickets, &code).await? else {
        return ask_for_secret(&request, &code, false);
    };
    show(&request, &tickets, &tickets.look(&own).await?, None)
}

pub(super) async fn write(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    words: Form<Words>,
) -> Result<HttpResponse> {
    let Some(own) = held(&request, &limiter, &tickets, &code).await? else {
        return ask_for_secret(&request, &code, false);
    };
    let done = tickets.write(&own, &words.text).await;
    after(&request, &tickets, &own, done, &words.text).await
}

pub(super) async fn reopen(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    words: Form<Words>,
) -> Result<HttpResponse> {
    let Some(own) = held(&request, &limiter, &tickets, &code).await? else {
        return ask_for_secret(&request, &code, false);
    };
    let done = tickets.reopen(&own, &words.text).await;
    after(&request, &tickets, &own, done, &words.text).await
}

pub(super) async fn rate(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    rated: Form<Rated>,
) -> Result<HttpResponse> {
    let Some(own) = held(&request, &limiter, &tickets, &code).await? else {
        return ask_for_secret(&request, &code, false);
    };
    let Rated { score, comment } = rated.into_inner();
    let comment = comment.filter(|comment| !comment.trim().is_empty());
    let words = comment.clone().unwrap_or_default();
    let done = tickets.rate(&own, &NewRating { score, comment }).await;
    after(&request, &tickets, &own, done, &words).await
}

/// Asks back before a ticket is taken back.
pub(super) async fn ask_withdraw(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let Some(own) = held(&request, &limiter, &tickets, &code).await? else {
        return ask_for_secret(&request, &code, false);
    };
    let path = path_of(&request);
    let page = TicketWithdrawPage {
        chrome: Chrome {
            locale: locale_of(&request),
            path: &path,
        },
        path: &ticket_cookie::path(own.code()),
        code: own.code(),
    };
    private(page.render())
}

pub(super) async fn withdraw(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let Some(own) = held(&request, &limiter, &tickets, &code).await? else {
        return ask_for_secret(&request, &code, false);
    };
    let done = tickets.withdraw(&own).await;
    after(&request, &tickets, &own, done, "").await
}

/// Forgets the ticket in this browser.
pub(super) async fn close(
    request: HttpRequest,
    site: Data<Site>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let mut response = chat::see_other(&chat::in_language("/phieu/tra-cuu", locale_of(&request)));
    if let Ok(code) = code.parse::<TicketCode>() {
        let gone = ticket_cookie::forget(**site, &code);
        response.add_cookie(&gone).map_err(Error::internal)?;
    }
    Ok(response)
}

/// The ticket that this browser may open.
async fn held(
    request: &HttpRequest,
    limiter: &Limiter,
    tickets: &Tickets,
    code: &str,
) -> Result<Option<Own>> {
    limiter.check(request)?;
    match ticket_cookie::held(request) {
        Some(secret) => opened(request, tickets, code, &secret).await,
        None => Ok(None),
    }
}

/// An unknown code and a wrong secret look alike.
async fn opened(
    request: &HttpRequest,
    tickets: &Tickets,
    code: &str,
    secret: &str,
) -> Result<Option<Own>> {
    let Ok(code) = code.parse::<TicketCode>() else {
        return Ok(None);
    };
    match tickets.open(&code, secret, locale_of(request)).await {
        Ok(own) => Ok(Some(own)),
        Err(e) if e.code() == ErrorCode::TicketNotFound => Ok(None),
        Err(e) => Err(e),
    }
}

/// What was done shows on the ticket's page; what was refused comes back with its words.
async fn after(
    request: &HttpRequest,
    tickets: &Tickets,
    own: &Own,
    done: Result<Ticket>,
    words: &str,
) -> Result<HttpResponse> {
    match done {
        Ok(_) => Ok(to_page(request, own.code(), "#moi")),
        Err(e) if matches!(e.code(), ErrorCode::Invalid | ErrorCode::TicketState) => {
            let problem = chat::first_words(&e, locale_of(request));
            let unsent = Unsent {
                problem: &problem,
                words,
                status: e.code().status(),
            };
            show(request, tickets, &tickets.look(own).await?, Some(&unsent))
        }
        Err(e) => Err(e),
    }
}

fn show(
    request: &HttpRequest,
    tickets: &Tickets,
    ticket: &Ticket,
    unsent: Option<&Unsent<'_>>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let path = ticket_cookie::path(&ticket.code);
    let here = chat::in_language(&path, locale);
    let now = tickets.clock.now();
    let page = TicketPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        path: &path,
        ticket,
        reopens: ticket.reopen_until.is_some_and(|until| now <= until),
        unsent,
    };
    let mut response = private(page.render())?;
    if let Some(unsent) = unsent {
        *response.status_mut() = StatusCode::from_u16(unsent.status).map_err(Error::internal)?;
    }
    Ok(response)
}

/// The page that asks for code and secret. Whether the code names a ticket is not told.
fn ask_for_secret(request: &HttpRequest, code: &str, wrong: bool) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let path = chat::in_language("/phieu/tra-cuu", locale);
    let page = TicketFindPage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        code,
        wrong,
    };
    let mut response = private(page.render())?;
    if wrong {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(response)
}

fn to_page(request: &HttpRequest, code: &TicketCode, fragment: &str) -> HttpResponse {
    let path = format!("{}{fragment}", ticket_cookie::path(code));
    chat::see_other(&chat::in_language(&path, locale_of(request)))
}
