//! `/v1/staff/qr-codes`: handlers.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query};
use mobile_contract::Page;
use mobile_contract::accounts::Role;
use mobile_contract::qr::{NewQrCode, RevokeQrCode, StaffQrCode, StaffQrFilter};
use serde_json::{Map, Value};

use crate::accounts::Staff;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::openapi::responses;
use crate::qr::Desk;

/// Who reads codes.
pub const READERS: [Role; 4] = Role::STAFF;
/// Who changes them.
pub const KEEPERS: [Role; 2] = [Role::Leader, Role::Administrator];

/// List codes
///
/// With their state, their scans of the last 30 days, and what needs a look: codes that fell silent (`silent`), and
/// those among them that people still open without a signature, which a sticker may hide (`pasted_over`); posters to
/// be printed anew (`stale`): superseded ones, those that show names of before (`names_changed`), and those whose key
/// ends within a year, has ended or was revoked (`key_ending`, `key_ended`, `key_revoked`); withdrawn codes that are
/// still scanned, and false signatures. Officers and leaders see those of their agency and of the agencies below it;
/// those of an agency that was divided are seen by all that follow it.
#[utoipa::path(
    get, path = "/v1/staff/qr-codes", tag = "qr", operation_id = "staff_qr_codes",
    params(StaffQrFilter), security(("account" = [])),
    responses((status = 200, description = "A page of codes.", body = Page<StaffQrCode>), responses::StaffList),
)]
pub async fn list(
    staff: Staff,
    desk: Data<Desk>,
    filter: Query<StaffQrFilter>,
) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    let page = desk.list(&staff, &filter).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(page))
}

/// Read one code
///
/// Another agency's is not found.
#[utoipa::path(
    get, path = "/v1/staff/qr-codes/{code}", tag = "qr", operation_id = "staff_qr_code",
    params(("code" = String, Path, description = "The code.", max_length = 32)), security(("account" = [])),
    responses((status = 200, description = "The code.", body = StaffQrCode), responses::StaffQr),
)]
pub async fn one(staff: Staff, desk: Data<Desk>, code: Path<String>) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    let code = desk.look(&staff, &code).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(code))
}

/// Make a code
///
/// For leaders, within their agency and those below it, and administrators; codes of
/// dossiers for such as exist and are theirs, or for administrators. A counter has one code in use for each of its purposes. Where the one before was
/// withdrawn, the counter's other codes in use get new versions with it: a poster has one version.
#[utoipa::path(
    post, path = "/v1/staff/qr-codes", tag = "qr", operation_id = "new_qr_code",
    security(("account" = [])), request_body = NewQrCode,
    responses((status = 201, description = "The code.", body = StaffQrCode), responses::StaffQrWrite),
)]
pub async fn mint(
    staff: Staff,
    desk: Data<Desk>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&KEEPERS)?;
    let new: NewQrCode = object(body)?;
    let code = desk.mint(&staff, &new).await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(code))
}

/// Put a new version in the place of a code
///
/// Answers with the new code. The old one goes on working, says that it is out of date, and leads on. A poster
/// has one version: all codes in use of a counter (board, chat, rating) get their new ones together.
#[utoipa::path(
    post, path = "/v1/staff/qr-codes/{code}/supersede", tag = "qr", operation_id = "supersede_qr_code",
    params(("code" = String, Path, description = "The code in use.", max_length = 32)), security(("account" = [])),
    responses((status = 200, description = "The new code.", body = StaffQrCode), responses::StaffQrWrite),
)]
pub async fn supersede(staff: Staff, desk: Data<Desk>, code: Path<String>) -> Result<HttpResponse> {
    staff.require(&KEEPERS)?;
    let code = desk.supersede(&staff, &code).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(code))
}

/// Withdraw a code
///
/// Whoever scans it is told not to trust the poster. It cannot be taken back.
#[utoipa::path(
    post, path = "/v1/staff/qr-codes/{code}/revoke", tag = "qr", operation_id = "revoke_qr_code",
    params(("code" = String, Path, description = "The code.", max_length = 32)), security(("account" = [])),
    request_body = RevokeQrCode,
    responses((status = 200, description = "The code, withdrawn.", body = StaffQrCode), responses::StaffQrWrite),
)]
pub async fn revoke(
    staff: Staff,
    desk: Data<Desk>,
    code: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&KEEPERS)?;
    let revoke: RevokeQrCode = object(body)?;
    let code = desk.revoke(&staff, &code, &revoke).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(code))
}
