//! `/v1/me/tickets`: a citizen's own tickets, by the number or address they proved.

use actix_multipart::Multipart;
use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ticket::{
    AttachmentParams, MyTicket, NewAttachments, NewRating, NewTicketMessage, Reopening, Ticket,
    TicketCode,
};
use mobile_contract::{ErrorCode, Page};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;

use super::files::{self, file_id};
use super::sender::shown;
use crate::accounts::Citizen;
use crate::boundary::locale_of;
use crate::error::{Error, Result};
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::openapi::responses;
use crate::tickets::{Own, Tickets};

/// Which page.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MyTicketsParams {
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List one's own tickets
///
/// Those on which the number or address was left that the citizen proved, the newest first.
#[utoipa::path(
    get, path = "/v1/me/tickets", tag = "tickets", operation_id = "my_tickets",
    params(MyTicketsParams), security(("account" = [])),
    responses((status = 200, description = "A page of tickets.", body = Page<MyTicket>), responses::StaffList),
)]
pub async fn list(
    citizen: Citizen,
    tickets: Data<Tickets>,
    params: Query<MyTicketsParams>,
) -> Result<HttpResponse> {
    let page = tickets.mine(
        &citizen.contact_fingerprint,
        (params.cursor.as_deref(), params.limit),
    );
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(page.await?))
}

/// Look at one's own ticket
///
/// Without its secret. A ticket of somebody else looks as if it did not exist.
#[utoipa::path(
    get, path = "/v1/me/tickets/{code}", tag = "tickets", operation_id = "my_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("account" = [])),
    responses((status = 200, description = "The ticket.", body = Ticket), responses::StaffTicketRead),
)]
pub async fn look(
    request: HttpRequest,
    citizen: Citizen,
    tickets: Data<Tickets>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let own = own(&request, &citizen, &tickets, &code).await?;
    shown(&tickets.look(&own).await?)
}

/// Add to one's own ticket
///
/// As with its secret.
#[utoipa::path(
    post, path = "/v1/me/tickets/{code}/messages", tag = "tickets", operation_id = "write_to_my_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("account" = [])), request_body = NewTicketMessage,
    responses((status = 200, description = "The ticket.", body = Ticket), responses::MyTicket),
)]
pub async fn write(
    request: HttpRequest,
    citizen: Citizen,
    tickets: Data<Tickets>,
    code: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let own = own(&request, &citizen, &tickets, &code).await?;
    let new: NewTicketMessage = object(body)?;
    shown(&tickets.write(&own, &new.text).await?)
}

/// Take one's own ticket back
///
/// As with its secret.
#[utoipa::path(
    post, path = "/v1/me/tickets/{code}/withdraw", tag = "tickets", operation_id = "withdraw_my_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("account" = [])),
    responses((status = 200, description = "The ticket.", body = Ticket), responses::MyTicket),
)]
pub async fn withdraw(
    request: HttpRequest,
    citizen: Citizen,
    tickets: Data<Tickets>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let own = own(&request, &citizen, &tickets, &code).await?;
    shown(&tickets.withdraw(&own).await?)
}

/// Reopen one's own ticket
///
/// As with its secret.
#[utoipa::path(
    post, path = "/v1/me/tickets/{code}/reopen", tag = "tickets", operation_id = "reopen_my_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("account" = [])), request_body = Reopening,
    responses((status = 200, description = "The ticket.", body = Ticket), responses::MyTicket),
)]
pub async fn reopen(
    request: HttpRequest,
    citizen: Citizen,
    tickets: Data<Tickets>,
    code: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let own = own(&request, &citizen, &tickets, &code).await?;
    let new: Reopening = object(body)?;
    shown(&tickets.reopen(&own, &new.text).await?)
}

/// Rate the answer to one's own ticket
///
/// As with its secret.
#[utoipa::path(
    post, path = "/v1/me/tickets/{code}/rating", tag = "tickets", operation_id = "rate_my_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("account" = [])), request_body = NewRating,
    responses((status = 200, description = "The ticket.", body = Ticket), responses::MyTicket),
)]
pub async fn rate(
    request: HttpRequest,
    citizen: Citizen,
    tickets: Data<Tickets>,
    code: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let own = own(&request, &citizen, &tickets, &code).await?;
    let new: NewRating = object(body)?;
    shown(&tickets.rate(&own, &new).await?)
}

/// Send files to one's own ticket
///
/// As with its secret.
#[utoipa::path(
    post, path = "/v1/me/tickets/{code}/attachments", tag = "tickets", operation_id = "attach_to_my_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("account" = [])),
    request_body(content = NewAttachments, content_type = "multipart/form-data"),
    responses((status = 200, description = "The ticket.", body = Ticket), responses::MyTicket),
)]
pub async fn attach(
    request: HttpRequest,
    citizen: Citizen,
    tickets: Data<Tickets>,
    code: Path<String>,
    multipart: Multipart,
) -> Result<HttpResponse> {
    let own = own(&request, &citizen, &tickets, &code).await?;
    shown(&files::taken(&request, &tickets, &own, multipart).await?)
}

/// Read a file of one's own ticket
///
/// As with its secret.
#[utoipa::path(
    get, path = "/v1/me/tickets/{code}/attachments/{id}", tag = "tickets", operation_id = "my_ticket_attachment",
    params(
        ("code" = String, Path, description = "Code of the ticket, with or without hyphens."),
        ("id" = Uuid, Path, description = "Id of the file."),
        AttachmentParams,
    ),
    security(("account" = [])),
    responses(
        (status = 200, description = "The file.", content(
            (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "application/pdf"),
        )),
        responses::TicketFile,
    ),
)]
pub async fn read(
    request: HttpRequest,
    citizen: Citizen,
    tickets: Data<Tickets>,
    path: Path<(String, String)>,
    params: Query<AttachmentParams>,
) -> Result<HttpResponse> {
    let (code, id) = path.into_inner();
    let own = own(&request, &citizen, &tickets, &code).await?;
    let served = tickets.file(&own, file_id(&id)?, params.size).await?;
    Ok(served.respond())
}

async fn own(
    request: &HttpRequest,
    citizen: &Citizen,
    tickets: &Tickets,
    code: &str,
) -> Result<Own> {
    let code: TicketCode = code
        .parse()
        .map_err(|_| Error::new(ErrorCode::TicketNotFound))?;
    let locale = locale_of(request);
    tickets
        .open_mine(&citizen.contact_fingerprint, &code, locale)
        .await
}
