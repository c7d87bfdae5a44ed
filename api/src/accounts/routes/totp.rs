//! Setting up an authenticator.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::accounts::{RecoveryCodes, TotpCode, TotpEnrolment};
use serde_json::{Map, Value};

use super::{done, private};
use crate::accounts::{Accounts, Caller, Enrolling};
use crate::error::Result;
use crate::kernel::body::object;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Begin to set up an authenticator
///
/// Gives a secret, once. It is in force when `totp/confirm` has proved it.
#[utoipa::path(
    post, path = "/v1/auth/totp/enrol", tag = "accounts", operation_id = "enrol_totp",
    security(("account" = [])),
    responses((status = 200, description = "The secret.", body = TotpEnrolment), responses::Totp),
)]
pub async fn enrol(staff: Enrolling, accounts: Data<Accounts>) -> Result<HttpResponse> {
    Ok(private(&accounts.enrol(&staff.0).await?))
}

/// Prove the authenticator
///
/// Gives the recovery codes, once.
#[utoipa::path(
    post, path = "/v1/auth/totp/confirm", tag = "accounts", operation_id = "confirm_totp",
    security(("account" = [])),
    request_body = TotpCode,
    responses((status = 200, description = "The recovery codes.", body = RecoveryCodes), responses::Totp),
)]
pub async fn confirm(
    request: HttpRequest,
    staff: Enrolling,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let body: TotpCode = object(body)?;
    let caller = Caller::of(&request, &limiter);
    Ok(private(
        &accounts.confirm_totp(&staff.0, &body.code, &caller).await?,
    ))
}

/// Take the authenticator away
///
/// For a code of it, or a recovery code. Where the role needs one, a new one must be set up next.
#[utoipa::path(
    post, path = "/v1/auth/totp/disable", tag = "accounts", operation_id = "disable_totp",
    security(("account" = [])),
    request_body = TotpCode,
    responses((status = 204, description = "There is no authenticator any more."), responses::Totp),
)]
pub async fn disable(
    request: HttpRequest,
    staff: Enrolling,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let body: TotpCode = object(body)?;
    let caller = Caller::of(&request, &limiter);
    accounts.disable_totp(&staff.0, &body.code, &caller).await?;
    Ok(done())
}
