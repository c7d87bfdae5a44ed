//! `…/attachments`: files of tickets.

use actix_multipart::Multipart;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{AttachmentParams, NewAttachments, StaffTicket, Ticket};
use uuid::Uuid;

use super::sender::{own, shown};
use super::staff::{self, code};
use crate::accounts::Staff;
use crate::attachments::Upload;
use crate::boundary::locale_of;
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::openapi::responses;
use crate::tickets::{Desk, Own, Tickets};

/// Send files
///
/// As `multipart/form-data`: one to five fields `file`, and a field `text` with words, or none. Photos (JPEG,
/// PNG, WebP) and PDFs, at most 10 MB each and 20 MB together; what a file is, is told by its bytes. Photos are
/// written anew, upright, without what the camera added: place, time, device. PDFs that hold programs or files,
/// or are locked, are refused. With words, they are a message of their own; without, they join the sender's last
/// message while nobody has answered it.
#[utoipa::path(
    post, path = "/v1/tickets/{code}/attachments", tag = "tickets", operation_id = "attach_to_ticket",
    params(("code" = String, Path, description = "Code of the ticket, with or without hyphens.")),
    security(("ticket" = [])),
    request_body(content = NewAttachments, content_type = "multipart/form-data"),
    responses((status = 200, description = "The ticket.", body = Ticket), responses::OwnedTicket),
)]
pub async fn attach(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    code: Path<String>,
    multipart: Multipart,
) -> Result<HttpResponse> {
    let own = own(&request, &limiter, &tickets, &code).await?;
    shown(&taken(&request, &tickets, &own, multipart).await?)
}

/// Reads what the sender of a ticket sends, and adds it.
pub(super) async fn taken(
    request: &HttpRequest,
    tickets: &Tickets,
    own: &Own,
    multipart: Multipart,
) -> Result<Ticket> {
    tickets.may_attach(own).await?;
    let upload = some(
        tickets
            .files
            .read_upload(request, multipart)
            .await?
            .whole()?,
    )?;
    let text = upload.field("text").map(str::to_owned);
    let files = tickets.files.take_all(upload.files).await?;
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => tickets.write_with_files(own, &text, &files).await,
        None => tickets.attach(own, &files).await,
    }
}

/// At least one file.
fn some(upload: Upload) -> Result<Upload> {
    if upload.files.is_empty() {
        return Err(Error::field(
            "body.file",
            "cần ít nhất một tệp",
            "must have at least one file",
        ));
    }
    Ok(upload)
}

/// Read a file
///
/// With the media type that its bytes have, to be shown or saved and nothing else.
#[utoipa::path(
    get, path = "/v1/tickets/{code}/attachments/{id}", tag = "tickets", operation_id = "ticket_attachment",
    params(
        ("code" = String, Path, description = "Code of the ticket, with or without hyphens."),
        ("id" = Uuid, Path, description = "Id of the file."),
        AttachmentParams,
    ),
    security(("ticket" = [])),
    responses(
        (status = 200, description = "The file.", content(
            (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "application/pdf"),
        )),
        responses::OwnedRead,
    ),
)]
pub async fn read(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    path: Path<(String, String)>,
    params: Query<AttachmentParams>,
) -> Result<HttpResponse> {
    let (code, id) = path.into_inner();
    let own = own(&request, &limiter, &tickets, &code).await?;
    let served = tickets.file(&own, file_id(&id)?, params.size).await?;
    Ok(served.respond())
}

/// What is no id names no file.
pub(super) fn file_id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

/// Lay files ready for the answer
///
/// They go out with the next answer, also to the senders of joined tickets, and never before. When the ticket is
/// sent on to another agency, they are thrown away.
#[utoipa::path(
    post, path = "/v1/staff/tickets/{code}/attachments", tag = "tickets", operation_id = "attach_to_answer",
    params(("code" = String, Path, description = "Code of the ticket.")), security(("account" = [])),
    request_body(content = NewAttachments, content_type = "multipart/form-data"),
    responses((status = 200, description = "The ticket.", body = StaffTicket), responses::StaffTicketWrite),
)]
pub async fn lay_ready(
    request: HttpRequest,
    staff: Staff,
    tickets: Data<Tickets>,
    path: Path<String>,
    multipart: Multipart,
) -> Result<HttpResponse> {
    let (code, desk) = (code(&path)?, Desk::of(&staff)?);
    tickets.may_lay_ready(&code, &desk).await?;
    let upload = some(
        tickets
            .files
            .read_upload(&request, multipart)
            .await?
            .whole()?,
    )?;
    let files = tickets.files.take_all(upload.files).await?;
    let ticket = tickets.lay_ready(&code, &desk, &files, locale_of(&request));
    staff::shown(&ticket.await?)
}

/// Read a file of a ticket
///
/// Also one that waits for the answer. Who looked is recorded.
#[utoipa::path(
    get, path = "/v1/staff/tickets/{code}/attachments/{id}", tag = "tickets", operation_id = "staff_ticket_attachment",
    params(
        ("code" = String, Path, description = "Code of the ticket."),
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
pub async fn read_for_staff(
    staff: Staff,
    tickets: Data<Tickets>,
    path: Path<(String, String)>,
    params: Query<AttachmentParams>,
) -> Result<HttpResponse> {
    let (text, id) = path.into_inner();
    let (code, desk) = (code(&text)?, Desk::of(&staff)?);
    let served = tickets.file_for(&code, &desk, file_id(&id)?, params.size);
    Ok(served.await?.respond())
}

/// Take a file back
///
/// One that was laid ready and has not gone out.
#[utoipa::path(
    delete, path = "/v1/staff/tickets/{code}/attachments/{id}", tag = "tickets", operation_id = "take_attachment_back",
    params(
        ("code" = String, Path, description = "Code of the ticket."),
        ("id" = Uuid, Path, description = "Id of the file."),
    ),
    security(("account" = [])),
    responses((status = 200, description = "The ticket.", body = StaffTicket), responses::StaffTicketWrite),
)]
pub async fn take_back(
    request: HttpRequest,
    staff: Staff,
    tickets: Data<Tickets>,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (text, id) = path.into_inner();
    let (code, desk) = (code(&text)?, Desk::of(&staff)?);
    let ticket = tickets.take_back(&code, &desk, file_id(&id)?, locale_of(&request));
    staff::shown(&ticket.await?)
}
