//! `/v1/staff/agencies/{id}/settings`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, ServiceConfig, get, put, resource};
use mobile_contract::Problem;
use mobile_contract::accounts::Role;
use mobile_contract::settings::{AgencySettings, NewAgencySettings};
use serde_json::{Map, Value};

use super::Desk;
use crate::accounts::Staff;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::openapi::responses;

/// Who reads settings.
pub const READERS: [Role; 4] = [
    Role::Operator,
    Role::Officer,
    Role::Leader,
    Role::Administrator,
];
/// Who changes them.
pub const KEEPERS: [Role; 2] = [Role::Leader, Role::Administrator];

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config.service(
        resource("/v1/staff/agencies/{id}/settings")
            .route(get().to(look))
            .route(put().to(change)),
    );
}

/// Read the settings of an agency
///
/// Where its tickets are mailed, when it works, how long its answers may take. Another agency's are not
/// found.
#[utoipa::path(
    get, path = "/v1/staff/agencies/{id}/settings", tag = "tickets", operation_id = "agency_settings",
    params(("id" = String, Path, description = "Id of the agency.", max_length = 80)),
    security(("account" = [])),
    responses((status = 200, description = "The settings.", body = AgencySettings), responses::Staff),
)]
pub async fn look(staff: Staff, desk: Data<Desk>, id: Path<String>) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    let agency = desk.agency(&staff, &id)?;
    let settings = desk.look(&agency).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(settings))
}

/// Change the settings of an agency
///
/// For administrators, and for leaders of the agency. They hold for what comes from now on: clocks that run
/// keep what they were begun by.
#[utoipa::path(
    put, path = "/v1/staff/agencies/{id}/settings", tag = "tickets", operation_id = "change_agency_settings",
    params(("id" = String, Path, description = "Id of the agency.", max_length = 80)),
    security(("account" = [])), request_body = NewAgencySettings,
    responses(
        (status = 200, description = "The settings.", body = AgencySettings),
        (status = 409, description = "Somebody else changed them meanwhile.", body = Problem, content_type = "application/problem+json"),
        responses::StaffWrite,
    ),
)]
pub async fn change(
    staff: Staff,
    desk: Data<Desk>,
    id: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&KEEPERS)?;
    let agency = desk.agency(&staff, &id)?;
    let new: NewAgencySettings = object(body)?;
    let settings = desk.keep(&agency, &new, staff.user_id).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(settings))
}
