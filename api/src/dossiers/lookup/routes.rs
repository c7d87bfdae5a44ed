//! `/v1/dossiers/lookup` and `/v1/me/dossiers`.

use actix_web::web::{self, Data, Json, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::Page;
use mobile_contract::accounts::OtpChallenge;
use mobile_contract::dossier::lookup::{DossierLookup, DossierOtpRequest, DossierView};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;

use crate::accounts::{Accounts, Citizen, Contact};
use crate::boundary::locale_of;
use crate::dossiers::{LookUp, Origin};
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/dossiers/lookup").route(post().to(look_up)))
        .service(web::resource("/v1/dossiers/lookup/otp").route(post().to(ask_code)))
        .service(web::resource("/v1/me/dossiers").route(get().to(list_mine)));
}

/// Look a dossier up
///
/// Where it is, by when, what to do next. A wrong code and a wrong proof get the same answer; wrong tries are
/// slowed down by code, caller and network. A receipt's QR code, or six digits sent to the phone named in the
/// dossier, open it also while guesses of others hold its code. A genuine receipt of a dossier that is not there yet is told
/// so, in `detail`.
#[utoipa::path(
    post, path = "/v1/dossiers/lookup", tag = "dossiers", operation_id = "look_up_dossier",
    request_body = DossierLookup,
    responses((status = 200, description = "The dossier.", body = DossierView), responses::DossierLookUp),
)]
pub async fn look_up(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let asked: DossierLookup = object(body)?;
    let origin = Origin::of(&request, &limiter);
    let proof = (asked.proof.as_str(), asked.challenge);
    let proven = look_up.prove_by(&asked.code, proof, &origin).await?;
    let view = look_up.look(&proven, locale_of(&request)).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(view))
}

/// Have a code sent to the phone named in a dossier
///
/// Six digits, good for five minutes and at most five tries (fewer where somebody guesses), as `proof` of a look-up, with `challenge`. Always answered alike: nothing is
/// sent when the number is another, or there is no such dossier, and nobody is told.
#[utoipa::path(
    post, path = "/v1/dossiers/lookup/otp", tag = "dossiers", operation_id = "ask_dossier_code",
    request_body = DossierOtpRequest,
    responses((status = 202, description = "If the number is the one named in the dossier, a code is on its way.", body = OtpChallenge), responses::Write),
)]
pub async fn ask_code(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let asked: DossierOtpRequest = object(body)?;
    let origin = Origin::of(&request, &limiter);
    let challenge = look_up
        .ask_code(asked, locale_of(&request), &origin)
        .await?;
    Ok(HttpResponse::Accepted()
        .insert_header(NO_STORE)
        .json(challenge))
}

/// Which page of one's own list.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MyDossiers {
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// List one's own dossiers
///
/// Those with which the proven phone number was left, those received last first.
#[utoipa::path(
    get, path = "/v1/me/dossiers", tag = "dossiers", operation_id = "my_dossiers",
    params(MyDossiers), security(("account" = [])),
    responses((status = 200, description = "A page of dossiers.", body = Page<DossierView>), responses::StaffList),
)]
pub async fn list_mine(
    request: HttpRequest,
    citizen: Citizen,
    accounts: Data<Accounts>,
    look_up: Data<LookUp>,
    paging: Query<MyDossiers>,
) -> Result<HttpResponse> {
    let phone = match accounts.contact_of(citizen.citizen_id).await? {
        Contact::Phone(phone) => Some(phone),
        Contact::Mail(_) => None,
    };
    let page = (paging.cursor.as_deref(), paging.limit);
    let page = look_up
        .mine(phone.as_ref(), page, locale_of(&request))
        .await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(page))
}
