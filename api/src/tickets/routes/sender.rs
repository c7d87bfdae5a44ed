//! `/v1/tickets`: what senders do.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::limits::STRONG_KEY_BYTES;
use mobile_contract::ticket::{
    NewRating, NewTicket, NewTicketMessage, OpenedTicket, Reopening, Ticket, TicketCode,
    TicketSource,
};
use serde_json::{Map, Value};

use crate::boundary::locale_of;
use crate::error::{Error, Result};
use crate::kernel::bearer::{NO_STORE, bearer};
use crate::kernel::body::object;
use crate::kernel::idempotency::Attempt;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;
use crate::tickets::{Incoming, Inferred, Own, Tickets};

/// Send a question or feedback
///
/// It goes to the agency responsible, which answers within the time that the ticket tells. The secret in
/// the response opens the ticket and is shown only once. Complaints and denunciations (khiếu nại, tố cáo)
/// are explained and handed to the reception desk. Send an `Idempotency-Key` of at least 16 characters, so
/// that a ticket sent twice on a bad network is one ticket.
#[utoipa::path(
    post, path = "/v1/tickets", tag = "tickets", operation_id = "send_ticket",
    params(("Idempotency-Key" = Option<String>, Header, description = "A random key, new for each ticket.", min_length = 16, max_length = 100)),
    request_body = NewTicket,
    responses(
        (status = 201, description = "The ticket with its secret.", body = OpenedTicket),
        (status = 409, description = "The key was used for another ticket.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::Write,
    ),
)]
pub async fn take_in(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let new: NewTicket = object(body)?;
    let attempt = strong(Attempt::from_request(&request, "tickets", &new)?)?;
    let source = if new.qr.is_some() {
        TicketSource::Qr
    } else {
        TicketSource::App
    };
    let incoming = Incoming {
        new,
        source,
        operator: None,
        direct: None,
        inferred: Inferred::default(),
        conversation: Vec::new(),
        files: Vec::new(),
        shown: Vec::new(),
        locale: locale_of(&request),
    };
    let opened = tickets.take_in(&incoming, attempt.as_ref()).await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(opened))
}

/// Look at a ticket
///
/// Opened by its secret. A code that does not exist and a wrong secret look alike.
#[utoipa::path(
    get, path = "/v1/tickets/{code}", tag = "tickets", operation_id = "ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("ticket" = [])),
    responses((status = 200, description = "The ticket.", body = Ticket), responses::Owned),
)]
pub async fn look(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let own = own(&request, &limiter, &tickets, &code).await?;
    shown(&tickets.look(&own).await?)
}

/// Add to a ticket
///
/// An agency that waits for the sender goes on, and so does its clock.
#[utoipa::path(
    post, path = "/v1/tickets/{code}/messages", tag = "tickets", operation_id = "write_to_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("ticket" = [])),
    request_body = NewTicketMessage,
    responses((status = 200, description = "The ticket.", body = Ticket), responses::OwnedTicket),
)]
pub async fn write(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let own = own(&request, &limiter, &tickets, &code).await?;
    let new: NewTicketMessage = object(body)?;
    shown(&tickets.write(&own, &new.text).await?)
}

/// Take a ticket back
///
/// Both clocks stop; nobody answers any more.
#[utoipa::path(
    post, path = "/v1/tickets/{code}/withdraw", tag = "tickets", operation_id = "withdraw_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("ticket" = [])),
    responses((status = 200, description = "The ticket.", body = Ticket), responses::OwnedTicket),
)]
pub async fn withdraw(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let own = own(&request, &limiter, &tickets, &code).await?;
    shown(&tickets.withdraw(&own).await?)
}

/// Reopen a ticket
///
/// Within ten days of the answer, with what it left open.
#[utoipa::path(
    post, path = "/v1/tickets/{code}/reopen", tag = "tickets", operation_id = "reopen_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("ticket" = [])),
    request_body = Reopening,
    responses((status = 200, description = "The ticket.", body = Ticket), responses::OwnedTicket),
)]
pub async fn reopen(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let own = own(&request, &limiter, &tickets, &code).await?;
    let new: Reopening = object(body)?;
    shown(&tickets.reopen(&own, &new.text).await?)
}

/// Rate the answer
///
/// Sent again, it replaces what was said before.
#[utoipa::path(
    post, path = "/v1/tickets/{code}/rating", tag = "tickets", operation_id = "rate_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("ticket" = [])),
    request_body = NewRating,
    responses((status = 200, description = "The ticket.", body = Ticket), responses::OwnedTicket),
)]
pub async fn rate(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let own = own(&request, &limiter, &tickets, &code).await?;
    let new: NewRating = object(body)?;
    shown(&tickets.rate(&own, &new).await?)
}

pub(super) async fn own(
    request: &HttpRequest,
    limiter: &Limiter,
    tickets: &Tickets,
    code: &str,
) -> Result<Own> {
    limiter.check(request)?;
    let secret = bearer(request)?;
    let code: TicketCode = code
        .parse()
        .map_err(|_| Error::new(ErrorCode::TicketNotFound))?;
    tickets.open(&code, secret, locale_of(request)).await
}

pub(super) fn shown(ticket: &Ticket) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(ticket))
}

/// The saved response opens a ticket: a key that another phone may choose, too, would open it to that.
///
/// # Errors
/// When the key is a short one.
pub fn strong(attempt: Option<Attempt>) -> Result<Option<Attempt>> {
    match attempt {
        Some(attempt) if attempt.key_bytes() < STRONG_KEY_BYTES => Err(Error::field(
            "header.idempotency-key",
            format!("cần ít nhất {STRONG_KEY_BYTES} ký tự ngẫu nhiên"),
            format!("must have at least {STRONG_KEY_BYTES} random characters"),
        )),
        attempt => Ok(attempt),
    }
}
