//! The audit record, for administrators.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use mobile_contract::Page;
use mobile_contract::accounts::Role;
use mobile_contract::audit::AuditEntry;

use super::private;
use super::users::ListParams;
use crate::accounts::{Accounts, Staff};
use crate::error::Result;
use crate::openapi::responses;

/// Read the audit record
///
/// Who saw or changed what, newest first. For administrators.
#[utoipa::path(
    get, path = "/v1/staff/audit", tag = "accounts", operation_id = "list_audit",
    params(ListParams),
    security(("account" = [])),
    responses((status = 200, description = "A page of entries.", body = Page<AuditEntry>), responses::StaffList),
)]
pub async fn list(
    staff: Staff,
    accounts: Data<Accounts>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Administrator])?;
    let page = accounts.audit(params.cursor(), params.limit()).await?;
    Ok(private(&page))
}
