//! Keys of other systems, kept by administrators.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query};
use mobile_contract::Page;
use mobile_contract::accounts::Role;
use mobile_contract::api_keys::{ApiKey, IssuedApiKey, NewApiKey, RotateApiKey};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::private;
use super::users::ListParams;
use crate::accounts::{Accounts, Issuer, Staff};
use crate::agencies::Agencies;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::kernel::shared::Shared;
use crate::openapi::responses;

/// List API keys
///
/// Newest first, revoked ones included. Nobody can read a secret again.
#[utoipa::path(
    get, path = "/v1/staff/api-keys", tag = "accounts", operation_id = "list_api_keys",
    params(ListParams),
    security(("account" = [])),
    responses((status = 200, description = "A page of keys.", body = Page<ApiKey>), responses::StaffList),
)]
pub async fn list(
    staff: Staff,
    accounts: Data<Accounts>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Administrator])?;
    let page = accounts.api_keys_page(params.cursor(), params.limit());
    Ok(private(&page.await?))
}

/// Make an API key
///
/// The secret is in the answer, and shown this once: store it where the other system keeps its secrets.
#[utoipa::path(
    post, path = "/v1/staff/api-keys", tag = "accounts", operation_id = "create_api_key",
    security(("account" = [])),
    request_body = NewApiKey,
    responses(
        (status = 201, description = "The key and its secret.", body = IssuedApiKey),
        (status = 409, description = "Another key in use stands for this system.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::StaffWrite,
    ),
)]
pub async fn create(
    staff: Staff,
    accounts: Data<Accounts>,
    agencies: Data<Shared<Agencies>>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Administrator])?;
    let new: NewApiKey = object(body)?;
    let known = agencies.keep();
    let issued = accounts.issue_api_key(Issuer::Staff(&staff), new, &known);
    Ok(HttpResponse::Created()
        .insert_header(NO_STORE)
        .json(issued.await?))
}

/// Give an API key a new secret
///
/// The old one stays good for `old_days`, so that the other system can be changed over without a gap. Done again while
/// an old one is good, that one stays good, and the one made in between ends at once: who presses twice does not cut
/// off a system that still runs with the old one. With `old_days` 0, all of before end at once.
#[utoipa::path(
    post, path = "/v1/staff/api-keys/{id}/rotate", tag = "accounts", operation_id = "rotate_api_key",
    params(("id" = Uuid, Path, description = "Id of the key.")),
    security(("account" = [])),
    request_body = RotateApiKey,
    responses((status = 200, description = "The key and its new secret.", body = IssuedApiKey), responses::ApiKeyWrite),
)]
pub async fn rotate(
    staff: Staff,
    accounts: Data<Accounts>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Administrator])?;
    let how: RotateApiKey = object(body)?;
    let issued = accounts.rotate_api_key(Issuer::Staff(&staff), *id, how.old_days);
    Ok(private(&issued.await?))
}

/// Revoke an API key
///
/// It ends at once, with all its secrets. What came by it stays.
#[utoipa::path(
    post, path = "/v1/staff/api-keys/{id}/revoke", tag = "accounts", operation_id = "revoke_api_key",
    params(("id" = Uuid, Path, description = "Id of the key.")),
    security(("account" = [])),
    responses((status = 200, description = "The key.", body = ApiKey), responses::ApiKeyEnd),
)]
pub async fn revoke(
    staff: Staff,
    accounts: Data<Accounts>,
    id: Path<Uuid>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Administrator])?;
    let key = accounts.revoke_api_key(Issuer::Staff(&staff), *id);
    Ok(private(&key.await?))
}
