//! `/v1/staff/dossier-agency-codes`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query, ServiceConfig, delete, get, put, resource};
use mobile_contract::Page;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::intake::{DossierAgencyCode, NewDossierAgencyCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::IntoParams;

use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::openapi::responses;

/// Routes of this part of the room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(resource("/v1/staff/dossier-agency-codes").route(get().to(list)))
        .service(
            resource("/v1/staff/dossier-agency-codes/{code}")
                .route(put().to(self::put_code))
                .route(delete().to(self::delete_code)),
        );
}

/// Which page.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct CodeParams {
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List codes of agencies
///
/// What one-stop systems call our agencies.
#[utoipa::path(
    get, path = "/v1/staff/dossier-agency-codes", tag = "dossiers", operation_id = "list_dossier_agency_codes",
    params(CodeParams),
    security(("account" = [])),
    responses((status = 200, description = "A page of codes.", body = Page<DossierAgencyCode>), responses::StaffList),
)]
pub async fn list(
    staff: Staff,
    dossiers: Data<Dossiers>,
    params: Query<CodeParams>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Administrator])?;
    let page = dossiers.agency_codes_page(params.cursor.as_deref(), params.limit);
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(page.await?))
}

/// Say which agency a code means
///
/// It holds for what comes from now on. For dossiers that are there already, run `motcua dossiers refold`. The two orders
/// of a code (`000.00.12.H31`, `H31.12`) mean one agency: where the other one means another agency, it is a 422.
#[utoipa::path(
    put, path = "/v1/staff/dossier-agency-codes/{code}", tag = "dossiers", operation_id = "put_dossier_agency_code",
    params(("code" = String, Path, description = "The code, as events name it.", max_length = 80)),
    security(("account" = [])), request_body = NewDossierAgencyCode,
    responses((status = 200, description = "The code and its agency.", body = DossierAgencyCode), responses::StaffWrite),
)]
pub async fn put_code(
    staff: Staff,
    dossiers: Data<Dossiers>,
    code: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Administrator])?;
    let new: NewDossierAgencyCode = object(body)?;
    let kept = dossiers.put_agency_code(&code, new, Some(staff.user_id));
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(kept.await?))
}

/// Forget a code of an agency
///
/// Events that name it are kept, and flagged from now on.
#[utoipa::path(
    delete, path = "/v1/staff/dossier-agency-codes/{code}", tag = "dossiers", operation_id = "delete_dossier_agency_code",
    params(("code" = String, Path, description = "The code, as events name it.", max_length = 80)),
    security(("account" = [])),
    responses((status = 204, description = "It is forgotten."), responses::Staff),
)]
pub async fn delete_code(
    staff: Staff,
    dossiers: Data<Dossiers>,
    code: Path<String>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Administrator])?;
    dossiers.delete_agency_code(&code, staff.user_id).await?;
    Ok(HttpResponse::NoContent().insert_header(NO_STORE).finish())
}
