//! `/v1/staff/dossiers/quality`: how well dossiers are resolved.

use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::accounts::Role;
use mobile_contract::dossier::quality::{DossierQuality, DossierQualityFilter};

use super::Quality;
use crate::accounts::Staff;
use crate::boundary::locale_of;
use crate::dossiers::Dossiers;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Who may read them.
const READERS: [Role; 4] = Role::STAFF;

/// Routes of quality.
pub fn configure(config: &mut ServiceConfig) {
    config.service(web::resource("/v1/staff/dossiers/quality").route(get().to(quality)));
}

/// Read quality indices of dossiers
///
/// The nine indices of Circular 01/2018/TT-VPCP (0, 1 or 2 points for each dossier) and the groups of Decision
/// 766/QĐ-TTg, of the dossiers that ended in a period, computed anew from their events. What events do not tell is
/// listed with the reason; what is left out is counted. Officers and leaders read their agency's and those of
/// agencies below it.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/quality", tag = "dossiers", operation_id = "dossier_quality",
    params(DossierQualityFilter), security(("account" = [])),
    responses((status = 200, description = "The indices.", body = DossierQuality), responses::StaffFigures),
)]
pub async fn quality(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    quality: Data<Quality>,
    filter: Query<DossierQualityFilter>,
) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let quality = quality.of(&dossiers, &staff, &filter, locale).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(quality))
}
