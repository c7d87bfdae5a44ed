//! Signing in and out, and passwords that were forgotten.

use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::accounts::{ForgottenPassword, Jwks, Login, PasswordReset, Refresh, Tokens};
use serde_json::{Map, Value};

use super::{done, private};
use crate::accounts::{Accounts, Caller};
use crate::error::Result;
use crate::kernel::body::object;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

type Body = Json<Map<String, Value>>;

/// Sign in as staff
///
/// With login and password, and the code of the authenticator where one is set up: without it the
/// answer is `totp_required`. Tries that fail are slowed down, by account and by network address.
#[utoipa::path(
    post, path = "/v1/auth/login", tag = "accounts", operation_id = "login",
    request_body = Login,
    responses((status = 200, description = "The tokens.", body = Tokens), responses::SignIn),
)]
pub async fn login(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Body,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let body: Login = object(body)?;
    let caller = Caller::of(&request, &limiter);
    Ok(private(&accounts.sign_in(&body, &caller).await?))
}

/// Get the next tokens
///
/// Each refresh token is good once. Used again, it ends the session: someone else may have it.
#[utoipa::path(
    post, path = "/v1/auth/refresh", tag = "accounts", operation_id = "refresh",
    request_body = Refresh,
    responses((status = 200, description = "The next tokens.", body = Tokens), responses::SignIn),
)]
pub async fn refresh(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Body,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let body: Refresh = object(body)?;
    Ok(private(&accounts.refresh(&body.refresh_token).await?))
}

/// Sign out
///
/// Ends the session of a refresh token, and with it its access token. A token that is not good is
/// answered in the same way.
#[utoipa::path(
    post, path = "/v1/auth/logout", tag = "accounts", operation_id = "logout",
    request_body = Refresh,
    responses((status = 204, description = "Signed out."), responses::Write),
)]
pub async fn logout(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Body,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let body: Refresh = object(body)?;
    accounts.sign_out(&body.refresh_token).await?;
    Ok(done())
}

/// Ask for a link to set a new password
///
/// The link comes by mail and is good for 30 minutes. The answer is the same for an address that
/// nobody signs in with.
#[utoipa::path(
    post, path = "/v1/auth/password/forgot", tag = "accounts", operation_id = "forgot_password",
    request_body = ForgottenPassword,
    responses((status = 204, description = "If there is such an account, a link is on its way."), responses::Write),
)]
pub async fn forgot(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Body,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let body: ForgottenPassword = object(body)?;
    let caller = Caller::of(&request, &limiter);
    accounts.forgot_password(&body.login, &caller).await?;
    Ok(done())
}

/// Set a new password by a link
///
/// All sessions end. An authenticator stays.
#[utoipa::path(
    post, path = "/v1/auth/password/reset", tag = "accounts", operation_id = "reset_password",
    request_body = PasswordReset,
    responses(
        (status = 204, description = "The password is set."),
        (status = 410, description = "The link was used or is too old.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::Write,
    ),
)]
pub async fn reset(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    body: Body,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let body: PasswordReset = object(body)?;
    accounts.reset_password(&body).await?;
    Ok(done())
}

/// Read the public keys of access tokens
///
/// For services that check tokens by themselves (RFC 7517). They cannot see whether a session was
/// ended before its token runs out.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "accounts", operation_id = "jwks",
    responses((status = 200, description = "The keys.", body = Jwks), responses::Process),
)]
pub async fn jwks(accounts: Data<Accounts>) -> Result<HttpResponse> {
    // As long as a new key is published before it signs.
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .json(accounts.jwks().await?))
}
