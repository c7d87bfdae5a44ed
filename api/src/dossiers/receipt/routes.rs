//! `/v1/staff/dossiers/{code}/receipt.pdf`.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{self, Data, Path, Query, ServiceConfig, get};
use mobile_contract::dossier::receipt::ReceiptParams;
use mobile_contract::{DossierCode, ErrorCode};

use super::{PRINTERS, Receipts};
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::bearer::NO_STORE;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config.service(web::resource("/v1/staff/dossiers/{code}/receipt.pdf").route(get().to(receipt)));
}

/// Receipt of a dossier, PDF
///
/// After the form of Circular 01/2018, with a signed QR code that opens the dossier: ready to print, A5 or A4. Staff
/// print for dossiers of their agency and of those below it. A code is made the first time and stays the same.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/{code}/receipt.pdf", tag = "dossiers", operation_id = "dossier_receipt_pdf",
    params(("code" = String, Path, description = "Code of the dossier.", max_length = 60), ReceiptParams),
    security(("account" = [])),
    responses(
        (status = 200, description = "One page.", body = Vec<u8>, content_type = "application/pdf"),
        responses::StaffDossierPaper,
    ),
)]
pub async fn receipt(
    staff: Staff,
    receipts: Data<Receipts>,
    code: Path<String>,
    params: Query<ReceiptParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    // What is no code names nothing.
    let missing = |_| Error::new(ErrorCode::DossierNotFound);
    let code: DossierCode = code.parse().map_err(missing)?;
    let bytes = receipts.print(&staff, &code, params.paper).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/pdf"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"giay-hen.pdf\"",
        ))
        .insert_header(NO_STORE)
        .body(bytes))
}
