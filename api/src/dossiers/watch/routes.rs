//! `/v1/staff/dossiers`: what is about to be late, and single dossiers.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::dossier::staff::{NewJustification, NewSupplementRequest, StaffDossier};
use mobile_contract::dossier::watch::{WatchFilter, WatchList};
use mobile_contract::{DossierCode, ErrorCode};
use serde_json::{Map, Value};

use crate::accounts::Staff;
use crate::boundary::locale_of;
use crate::dossiers::Dossiers;
use crate::error::{Error, Result};
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::openapi::responses;

/// A code in a path; what is none is the code of no dossier.
pub(in crate::dossiers) fn code(text: &str) -> Result<DossierCode> {
    text.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

pub(in crate::dossiers) fn shown(value: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(NO_STORE).json(value)
}

/// The watch list
///
/// What is overdue, due today, and due in one, two and three working days, by the calendar of days off; apart from
/// it, what may still be returned for missing papers, what stands still for long, and what was done a second time.
/// Counts of everything that the filters leave but the group, then a page of dossiers, what is due first. Officers
/// and leaders see their agency's and those below it.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/watch", tag = "dossiers", operation_id = "watch_dossiers",
    params(WatchFilter), security(("account" = [])),
    responses((status = 200, description = "Counts, and a page of dossiers.", body = WatchList), responses::StaffDossiers),
)]
pub async fn list(
    staff: Staff,
    dossiers: Data<Dossiers>,
    filter: Query<WatchFilter>,
) -> Result<HttpResponse> {
    Ok(shown(&dossiers.watch_list(&staff, &filter).await?))
}

/// Look at a dossier
///
/// How it stands, and every event that was told of it, those that were corrected included. No personal data but
/// initials. Who looked is recorded. One that lies with another agency looks as if it did not exist.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/{code}", tag = "dossiers", operation_id = "staff_dossier",
    params(("code" = String, Path, description = "Code of the dossier.", max_length = 60)), security(("account" = [])),
    responses((status = 200, description = "The dossier.", body = StaffDossier), responses::Staff),
)]
pub async fn look(
    request: HttpRequest,
    staff: Staff,
    dossiers: Data<Dossiers>,
    path: Path<String>,
) -> Result<HttpResponse> {
    Ok(shown(
        &dossiers
            .look_at(&staff, &code(&path)?, locale_of(&request))
            .await?,
    ))
}

/// Ask for missing papers
///
/// All of them at once: the law allows it once. The clock stands still, and begins anew when the papers are there.
/// A second request, and any after the days to ask in, needs a leader of the agency and a justification
/// (`supplement_needs_reason`); it is counted. Agencies above look at dossiers and change nothing (403).
#[utoipa::path(
    post, path = "/v1/staff/dossiers/{code}/supplement", tag = "dossiers", operation_id = "request_supplement",
    params(("code" = String, Path, description = "Code of the dossier.", max_length = 60)), security(("account" = [])),
    request_body = NewSupplementRequest,
    responses((status = 200, description = "The dossier.", body = StaffDossier), responses::DossierWrite),
)]
pub async fn supplement(
    request: HttpRequest,
    staff: Staff,
    dossiers: Data<Dossiers>,
    path: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&super::WRITERS)?;
    let new: NewSupplementRequest = object(body)?;
    let code = code(&path)?;
    Ok(shown(
        &dossiers
            .request_supplement(&staff, &code, &new, locale_of(&request))
            .await?,
    ))
}

/// Say why something was done again
///
/// For a second postponement, or a second request for papers, that the one-stop system told of. Leaders of the
/// agency only.
#[utoipa::path(
    post, path = "/v1/staff/dossiers/{code}/justify", tag = "dossiers", operation_id = "justify_repeat",
    params(("code" = String, Path, description = "Code of the dossier.", max_length = 60)), security(("account" = [])),
    request_body = NewJustification,
    responses((status = 200, description = "The dossier.", body = StaffDossier), responses::DossierWrite),
)]
pub async fn justify(
    request: HttpRequest,
    staff: Staff,
    dossiers: Data<Dossiers>,
    path: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&[mobile_contract::accounts::Role::Leader])?;
    let new: NewJustification = object(body)?;
    Ok(shown(
        &dossiers
            .justify(&staff, &code(&path)?, &new, locale_of(&request))
            .await?,
    ))
}
