//! One's own account.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::accounts::{PasswordChange, Session, User};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{done, private};
use crate::accounts::{Accounts, Caller, Enrolling, Staff};
use crate::error::Result;
use crate::kernel::body::object;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Read one's own account
///
/// Also for those who must set up an authenticator first.
#[utoipa::path(
    get, path = "/v1/staff/me", tag = "accounts", operation_id = "me",
    security(("account" = [])),
    responses((status = 200, description = "The account.", body = User), responses::Staff),
)]
pub async fn me(staff: Enrolling, accounts: Data<Accounts>) -> Result<HttpResponse> {
    Ok(private(&accounts.own(&staff.0).await?))
}

/// Change one's own password
///
/// All other sessions end.
#[utoipa::path(
    post, path = "/v1/staff/me/password", tag = "accounts", operation_id = "change_password",
    security(("account" = [])),
    request_body = PasswordChange,
    responses((status = 204, description = "The password is changed."), responses::StaffWrite),
)]
pub async fn password(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let body: PasswordChange = object(body)?;
    let caller = Caller::of(&request, &limiter);
    accounts.change_password(&staff, &body, &caller).await?;
    Ok(done())
}

/// List one's own sessions
///
/// Where one is signed in, last used first.
#[utoipa::path(
    get, path = "/v1/staff/sessions", tag = "accounts", operation_id = "list_sessions",
    security(("account" = [])),
    responses((status = 200, description = "The sessions.", body = Vec<Session>), responses::Staff),
)]
pub async fn sessions(staff: Staff, accounts: Data<Accounts>) -> Result<HttpResponse> {
    Ok(private(&accounts.sessions_of(&staff).await?))
}

/// End all other sessions of one's own
///
/// The one that asks goes on.
#[utoipa::path(
    delete, path = "/v1/staff/sessions", tag = "accounts", operation_id = "end_other_sessions",
    security(("account" = [])),
    responses((status = 204, description = "They have ended."), responses::Staff),
)]
pub async fn end_others(staff: Staff, accounts: Data<Accounts>) -> Result<HttpResponse> {
    accounts.end_other_sessions(&staff).await?;
    Ok(done())
}

/// End a session of one's own
///
/// Its access token is refused from now on.
#[utoipa::path(
    delete, path = "/v1/staff/sessions/{id}", tag = "accounts", operation_id = "end_session",
    params(("id" = Uuid, Path, description = "Id of the session.")),
    security(("account" = [])),
    responses((status = 204, description = "It has ended."), responses::Staff),
)]
pub async fn end(staff: Staff, accounts: Data<Accounts>, id: Path<Uuid>) -> Result<HttpResponse> {
    accounts.end_session(&staff, *id).await?;
    Ok(done())
}
