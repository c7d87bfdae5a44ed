//! Citizens sign in by a code.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::accounts::{OtpChallenge, OtpProof, OtpRequest, Tokens};
use serde_json::{Map, Value};

use super::private;
use crate::accounts::otp::contact_of;
use crate::accounts::{Accounts, Caller};
use crate::boundary::locale_of;
use crate::error::Result;
use crate::kernel::body::object;
use crate::kernel::idempotency;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Ask for a code
///
/// For citizens: six digits by SMS or mail, good for five minutes and five tries. Nobody is told
/// whether the number or address is known here. Send an `Idempotency-Key`, so that a request that
/// is sent twice sends one code.
#[utoipa::path(
    post, path = "/v1/auth/otp/request", tag = "accounts", operation_id = "request_otp",
    params(("Idempotency-Key" = Option<String>, Header, description = "A key of your choice, new for each request.", max_length = 100)),
    request_body = OtpRequest,
    responses(
        (status = 200, description = "A code is on its way.", body = OtpChallenge),
        (status = 409, description = "The key was used for another request.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::Write,
    ),
)]
pub async fn request(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let contact = contact_of(object::<OtpRequest>(body)?)?;
    let caller = Caller::of(&request, &limiter);
    let key = idempotency::key(&request);
    let attempt = key
        .map(|key| accounts.otp_attempt(key, &contact))
        .transpose()?;
    let locale = locale_of(&request);
    let challenge = accounts
        .send_code(contact, locale, &caller, attempt.as_ref())
        .await?;
    Ok(private(&challenge))
}

/// Sign in with a code
///
/// Gives a citizen's tokens: "my tickets, my dossiers".
#[utoipa::path(
    post, path = "/v1/auth/otp/verify", tag = "accounts", operation_id = "verify_otp",
    request_body = OtpProof,
    responses((status = 200, description = "The tokens.", body = Tokens), responses::SignIn),
)]
pub async fn verify(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let body: OtpProof = object(body)?;
    let caller = Caller::of(&request, &limiter);
    Ok(private(&accounts.prove(&body, &caller).await?))
}
