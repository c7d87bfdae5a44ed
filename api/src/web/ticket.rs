//! `/phieu/{code}`: one ticket, for whoever holds its secret.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{AttachmentParams, NewRating, Ticket, TicketCode};
use serde::Deserialize;
use uuid::Uuid;

use super::posted::{self, Posted};
use super::ticket_held::{Held, held, held_to_change};
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
    csrf: Option<String>,
}

/// A form without words.
#[derive(Deserialize)]
pub(super) struct Signed {
    csrf: Option<String>,
}

/// The form below an answer.
#[derive(Deserialize)]
pub(super) struct Rated {
    score: u8,
    comment: Option<String>,
    csrf: Option<String>,
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
    let mut response = to_page(&request, &ticket_cookie::path(own.code()), "");
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
    let held = match held(&request, &limiter, &tickets, &code).await? {
        Ok(held) => held,
        Err(asked) => return Ok(asked),
    };
    show(
        &request,
        &tickets,
        &held,
        &tickets.look(&held.own).await?,
        None,
    )
}

pub(super) async fn write(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    words: Posted<Words>,
) -> Result<HttpResponse> {
    let Posted { form: words, files } = words;
    let held = held_to_change(&request, (&limiter, &tickets), &code, words.csrf.as_deref());
    let held = match held.await? {
        Ok(held) => held,
        Err(asked) => return Ok(asked),
    };
    let done = add(&tickets, &held.own, &words.text, files).await;
    after(&request, &tickets, &held, done, &words.text).await
}

/// Words, files, or both.
async fn add(tickets: &Tickets, own: &Own, words: &str, files: posted::Sent) -> Result<Ticket> {
    if files.is_empty() {
        return tickets.write(own, words).await;
    }
    tickets.may_attach(own).await?;
    let files = files.take(&tickets.files).await?;
    if words.trim().is_empty() {
        tickets.attach(own, &files).await
    } else {
        tickets.write_with_files(own, words, &files).await
    }
}

/// A file of the ticket, for its page.
pub(super) async fn file(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    path: Path<(String, String)>,
    params: Query<AttachmentParams>,
) -> Result<HttpResponse> {
    let (code, id) = path.into_inner();
    let missing = || Error::new(ErrorCode::NotFound);
    let held = held(&request, &limiter, &tickets, &code).await?;
    let held = held.map_err(|_| missing())?;
    let id: Uuid = id.parse().map_err(|_| missing())?;
    Ok(tickets.file(&held.own, id, params.size).await?.respond())
}

pub(super) async fn reopen(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    words: Form<Words>,
) -> Result<HttpResponse> {
    let held = held_to_change(&request, (&limiter, &tickets), &code, words.csrf.as_deref());
    let held = match held.await? {
        Ok(held) => held,
        Err(asked) => return Ok(asked),
    };
    let done = tickets.reopen(&held.own, &words.text).await;
    after(&request, &tickets, &held, done, &words.text).await
}

pub(super) async fn rate(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    rated: Form<Rated>,
) -> Result<HttpResponse> {
    let held = held_to_change(&request, (&limiter, &tickets), &code, rated.csrf.as_deref());
    let held = match held.await? {
        Ok(held) => held,
        Err(asked) => return Ok(asked),
    };
    let Rated { score, comment, .. } = rated.into_inner();
    let comment = comment.filter(|comment| !comment.trim().is_empty());
    let words = comment.clone().unwrap_or_default();
    let done = tickets.rate(&held.own, &NewRating { score, comment }).await;
    after(&request, &tickets, &held, done, &words).await
}

/// Asks back before a ticket is taken back.
pub(super) async fn ask_withdraw(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let held = match held(&request, &limiter, &tickets, &code).await? {
        Ok(held) => held,
        Err(asked) => return Ok(asked),
    };
    let path = path_of(&request);
    let page = TicketWithdrawPage {
        chrome: Chrome {
            locale: locale_of(&request),
            path: &path,
        },
        path: &held.path(),
        code: held.own.code(),
        csrf: held.csrf(),
    };
    private(page.render())
}

pub(super) async fn withdraw(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    sent: Form<Signed>,
) -> Result<HttpResponse> {
    let held = held_to_change(&request, (&limiter, &tickets), &code, sent.csrf.as_deref());
    let held = match held.await? {
        Ok(held) => held,
        Err(asked) => return Ok(asked),
    };
    let done = tickets.withdraw(&held.own).await;
    after(&request, &tickets, &held, done, "").await
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

/// An unknown code and a wrong secret look alike.
pub(super) async fn opened(
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
    held: &Held,
    done: Result<Ticket>,
    words: &str,
) -> Result<HttpResponse> {
    match done {
        Ok(_) => Ok(to_page(request, &held.path(), "#moi")),
        Err(e)
            if matches!(
                e.code(),
                ErrorCode::Invalid
                    | ErrorCode::TicketState
                    | ErrorCode::AttachmentRefused
                    | ErrorCode::TooLarge
            ) || e.is_about("body.file") =>
        {
            let problem = chat::first_words(&e, locale_of(request));
            let unsent = Unsent {
                problem: &problem,
                words,
                status: e.code().status(),
                about_files: e.is_about("body.file"),
            };
            let ticket = tickets.look(&held.own).await?;
            show(request, tickets, held, &ticket, Some(&unsent))
        }
        Err(e) => Err(e),
    }
}

fn show(
    request: &HttpRequest,
    tickets: &Tickets,
    held: &Held,
    ticket: &Ticket,
    unsent: Option<&Unsent<'_>>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let path = held.path();
    let here = chat::in_language(&path, locale);
    let now = tickets.clock.now();
    let page = TicketPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        path: &path,
        ticket,
        csrf: held.csrf(),
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
pub(super) fn ask_for_secret(
    request: &HttpRequest,
    code: &str,
    wrong: bool,
) -> Result<HttpResponse> {
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

fn to_page(request: &HttpRequest, path: &str, fragment: &str) -> HttpResponse {
    let path = format!("{path}{fragment}");
    chat::see_other(&chat::in_language(&path, locale_of(request)))
}
