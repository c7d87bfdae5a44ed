//! `/v1/integrations/mail`: mail that the mail server hands over.

use actix_web::http::header;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::limits::INBOUND_MAIL_BYTES;
use mobile_contract::mail::MailResult;

use crate::error::{Error, Result};
use crate::kernel::bearer::{NO_STORE, bearer};
use crate::openapi::responses;
use crate::tickets::Tickets;

/// What is read here.
const KIND: &str = "message/rfc822";

/// Hand over a mail
///
/// For the province's mail server, by its key. The body is the mail as it came, with all its headers;
/// the address that it was delivered to belongs into `Delivered-To` or `X-Original-To`, unless To or Cc
/// names it. A reply to a letter of ours answers its ticket or adds to it, by the token in the address
/// it was sent to; who the mail says it is from proves nothing. Any other mail is a new ticket. Handed
/// over twice, a mail is one. Whatever is not 200 is to be tried again later, but 413 and 422. Where no
/// key is set, this does not exist.
#[utoipa::path(
    post, path = "/v1/integrations/mail", tag = "tickets", operation_id = "take_mail",
    security(("mail_server" = [])),
    request_body(content = String, content_type = "message/rfc822", description = "The mail, at most 15 MB."),
    responses((status = 200, description = "What became of it.", body = MailResult), responses::Mail),
)]
pub async fn take(
    request: HttpRequest,
    tickets: Data<Tickets>,
    body: Payload,
) -> Result<HttpResponse> {
    // Who may not hand anything over has no body read.
    let Some(admitted) = tickets.post.admits(bearer(&request).unwrap_or_default()) else {
        return Err(Error::new(ErrorCode::NotFound));
    };
    if !admitted {
        return Err(Error::new(ErrorCode::Unauthorized));
    }
    must_be_mail(&request)?;
    let raw = body
        .to_bytes_limited(INBOUND_MAIL_BYTES)
        .await
        .map_err(|_| Error::new(ErrorCode::TooLarge))?
        .map_err(|_| Error::new(ErrorCode::BadRequest))?;
    let result = tickets.take_mail(raw.to_vec()).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(result))
}

fn must_be_mail(request: &HttpRequest) -> Result<()> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case(KIND) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::UnsupportedMedia)
        .detail(format!("Cần gửi {KIND}."), format!("Please send {KIND}.")))
}
