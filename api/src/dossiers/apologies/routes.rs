//! `/v1/staff/dossiers/{code}/apologies`.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Json, Path};
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::apology::{
    Apologies, Apology, ApologyRevision, EditApology, RejectApology, SendApology,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::watch::WRITERS;
use crate::dossiers::watch::routes::{code, shown};
use crate::error::{Error, Result};
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::openapi::responses;

/// Code and id of a path.
type Which = Path<(String, String)>;

fn id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

/// List the apologies of a dossier
///
/// The newest first; with what was sent, word for word.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/{code}/apologies", tag = "dossiers", operation_id = "dossier_apologies",
    params(("code" = String, Path, description = "Code of the dossier.", max_length = 60)), security(("account" = [])),
    responses((status = 200, description = "Its apologies.", body = Apologies), responses::Staff),
)]
pub async fn list(
    staff: Staff,
    dossiers: Data<Dossiers>,
    path: Path<String>,
) -> Result<HttpResponse> {
    Ok(shown(&dossiers.apologies(&staff, &code(&path)?).await?))
}

/// Draft an apology
///
/// The program drafts one by itself on the working day before a dossier is due. This one is for dossiers that are
/// known to be late earlier, or are late already. There is one for each end of a dossier: it is given again, as a draft
/// when nobody had needed it. Agencies above look at dossiers and write nothing (403).
#[utoipa::path(
    post, path = "/v1/staff/dossiers/{code}/apologies", tag = "dossiers", operation_id = "begin_apology",
    params(("code" = String, Path, description = "Code of the dossier.", max_length = 60)), security(("account" = [])),
    responses((status = 200, description = "The draft.", body = Apology), responses::DossierWrite),
)]
pub async fn begin(
    staff: Staff,
    dossiers: Data<Dossiers>,
    path: Path<String>,
) -> Result<HttpResponse> {
    staff.require(&WRITERS)?;
    Ok(shown(&dossiers.begin_apology(&staff, &code(&path)?).await?))
}

/// Write an apology
///
/// The reason, the new day (a working day after today and after the old one), who signs. What was handed in is a
/// draft again. The justification of a second postponement is for leaders to write.
#[utoipa::path(
    put, path = "/v1/staff/dossiers/{code}/apologies/{id}", tag = "dossiers", operation_id = "edit_apology",
    params(("code" = String, Path, description = "Code of the dossier.", max_length = 60), ("id" = String, Path, description = "Id of the apology.")),
    security(("account" = [])), request_body = EditApology,
    responses((status = 200, description = "The apology.", body = Apology), responses::DossierWrite),
)]
pub async fn edit(
    staff: Staff,
    dossiers: Data<Dossiers>,
    path: Which,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&WRITERS)?;
    let edit: EditApology = object(body)?;
    let (of, which) = (code(&path.0)?, id(&path.1)?);
    let done = dossiers.edit_apology(&staff, (&of, which), &edit);
    Ok(shown(&done.await?))
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident = $path:literal, $id:literal, $body:ty, $roles:expr, $call:ident;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = "dossiers", operation_id = $id,
            params(("code" = String, Path, description = "Code of the dossier.", max_length = 60), ("id" = String, Path, description = "Id of the apology.")),
            security(("account" = [])), request_body = $body,
            responses((status = 200, description = "The apology.", body = Apology), responses::DossierWrite),
        )]
        pub async fn $name(
            staff: Staff,
            dossiers: Data<Dossiers>,
            path: Which,
            body: Json<Map<String, Value>>,
        ) -> Result<HttpResponse> {
            staff.require(&$roles)?;
            let body: $body = object(body)?;
            let (of, which) = (code(&path.0)?, id(&path.1)?);
            Ok(shown(&dossiers.$call(&staff, (&of, which), body).await?))
        }
    )*};
}

steps! {
    /// Hand an apology in
    ///
    /// Refused while the reason or the signer is missing, or the new day cannot be promised.
    submit = "/v1/staff/dossiers/{code}/apologies/{id}/submit", "submit_apology", ApologyRevision, WRITERS, submit_apology;
    /// Approve an apology
    ///
    /// For leaders of the agency. The new date holds from then on: it goes into the record of the dossier as an
    /// event. Approved or sent after the working day before the end, it is counted as late. A second postponement
    /// needs a justification.
    approve = "/v1/staff/dossiers/{code}/apologies/{id}/approve", "approve_apology", ApologyRevision, [Role::Leader], approve_apology;
    /// Send an apology back
    ///
    /// For leaders of the agency, with what is to be changed.
    reject = "/v1/staff/dossiers/{code}/apologies/{id}/reject", "reject_apology", RejectApology, [Role::Leader], reject_apology;
    /// Send an apology to the citizen
    ///
    /// By mail with its whole text, else by text message with the reason, shortened; or, handed over on paper, only
    /// noted. What was sent is kept word for word. Who is told of the dossier at that same address read the new date
    /// when it was approved; the apology is for this letter to say.
    send = "/v1/staff/dossiers/{code}/apologies/{id}/send", "send_apology", SendApology, WRITERS, send_apology;
}

/// Print an apology
///
/// In the layout of Decree 30/2020/NĐ-CP, with the applicant's name: for officers and leaders of the agency. Once approved, it is what was approved; before, it says that it is a draft.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/{code}/apologies/{id}.pdf", tag = "dossiers", operation_id = "apology_pdf",
    params(("code" = String, Path, description = "Code of the dossier.", max_length = 60), ("id" = String, Path, description = "Id of the apology.")),
    security(("account" = [])),
    responses((status = 200, description = "One page.", body = Vec<u8>, content_type = "application/pdf"), responses::StaffPoster),
)]
pub async fn pdf(staff: Staff, dossiers: Data<Dossiers>, path: Which) -> Result<HttpResponse> {
    staff.require(&WRITERS)?;
    let (of, which) = (code(&path.0)?, id(&path.1)?);
    Ok(as_pdf(
        &of,
        dossiers.apology_pdf(&staff, (&of, which)).await?,
    ))
}

/// A letter to keep as a file, and by nobody in between.
pub fn as_pdf(code: &mobile_contract::DossierCode, bytes: Vec<u8>) -> HttpResponse {
    let name = format!("inline; filename=\"xin-loi-{code}.pdf\"");
    HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header(NO_STORE)
        .body(bytes)
}
