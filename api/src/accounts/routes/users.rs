//! Staff, kept by administrators and leaders.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::Page;
use mobile_contract::accounts::{NewUser, Reset, User, UserChange};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::IntoParams;
use uuid::Uuid;

use super::{done, private};
use crate::accounts::{Accounts, Keeper, NewAccount, Staff, known_agency};
use crate::agencies::Agencies;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::kernel::idempotency::Attempt;
use crate::kernel::shared::Shared;
use crate::openapi::responses;

/// Which page.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

impl ListParams {
    pub(super) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    pub(super) const fn limit(&self) -> Option<u32> {
        self.limit
    }
}

/// List users
///
/// Administrators see everyone, leaders those of their own agency.
#[utoipa::path(
    get, path = "/v1/staff/users", tag = "accounts", operation_id = "list_users",
    params(ListParams),
    security(("account" = [])),
    responses((status = 200, description = "A page of users.", body = Page<User>), responses::StaffList),
)]
pub async fn list(
    staff: Staff,
    accounts: Data<Accounts>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    let cursor = params.cursor.as_deref();
    let page = accounts.users_page(&staff, cursor, params.limit).await?;
    Ok(private(&page))
}

/// Make a user
///
/// A link that sets the password is mailed. Leaders make officers of their own agency.
#[utoipa::path(
    post, path = "/v1/staff/users", tag = "accounts", operation_id = "create_user",
    params(("Idempotency-Key" = Option<String>, Header, description = "A key of your choice, new for each request.", max_length = 100)),
    security(("account" = [])),
    request_body = NewUser,
    responses(
        (status = 201, description = "The user.", body = User),
        (status = 409, description = "The login is taken, or the key was used for another request.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::StaffWrite,
    ),
)]
pub async fn create(
    request: HttpRequest,
    staff: Staff,
    accounts: Data<Accounts>,
    agencies: Data<Shared<Agencies>>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&crate::accounts::manage::KEEPERS)?;
    let body: NewUser = object(body)?;
    let attempt = Attempt::from_request(&request, format!("users:{}", staff.user_id), &body)?;
    let new = NewAccount::new(body)?;
    known_agency(&agencies, new.agency())?;
    let user = accounts
        .create(Keeper::Staff(&staff), new, attempt.as_ref())
        .await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(user))
}

/// Read a user
///
/// Someone of another agency is not found.
#[utoipa::path(
    get, path = "/v1/staff/users/{id}", tag = "accounts", operation_id = "get_user",
    params(("id" = Uuid, Path, description = "Id of the user.")),
    security(("account" = [])),
    responses((status = 200, description = "The user.", body = User), responses::Staff),
)]
pub async fn one(staff: Staff, accounts: Data<Accounts>, id: Path<Uuid>) -> Result<HttpResponse> {
    Ok(private(&accounts.user(Keeper::Staff(&staff), *id).await?))
}

/// Change a user
///
/// What is absent stays. Whoever gets other rights, or may no longer sign in, is signed out
/// everywhere. At least one administrator remains.
#[utoipa::path(
    patch, path = "/v1/staff/users/{id}", tag = "accounts", operation_id = "change_user",
    params(("id" = Uuid, Path, description = "Id of the user.")),
    security(("account" = [])),
    request_body = UserChange,
    responses((status = 200, description = "The user.", body = User), responses::StaffWrite),
)]
pub async fn change(
    staff: Staff,
    accounts: Data<Accounts>,
    agencies: Data<Shared<Agencies>>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&crate::accounts::manage::KEEPERS)?;
    let body: UserChange = object(body)?;
    known_agency(&agencies, body.agency.as_ref())?;
    Ok(private(
        &accounts.change(Keeper::Staff(&staff), *id, body).await?,
    ))
}

/// Take a user's password away
///
/// All sessions end, and a link that sets a new password is mailed. With `totp`, the authenticator
/// goes, too: for whoever lost the phone.
#[utoipa::path(
    post, path = "/v1/staff/users/{id}/reset", tag = "accounts", operation_id = "reset_user",
    params(("id" = Uuid, Path, description = "Id of the user.")),
    security(("account" = [])),
    request_body = Reset,
    responses((status = 204, description = "A link is on its way."), responses::StaffWrite),
)]
pub async fn reset(
    staff: Staff,
    accounts: Data<Accounts>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&crate::accounts::manage::KEEPERS)?;
    let body: Reset = object(body)?;
    accounts
        .reset(Keeper::Staff(&staff), *id, body.totp)
        .await?;
    Ok(done())
}
