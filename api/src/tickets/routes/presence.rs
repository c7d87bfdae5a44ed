//! Who else is at a ticket.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use mobile_contract::ticket::{AtTicket, TicketPresence};
use serde_json::{Map, Value};

use super::staff::{code, shown};
use crate::accounts::Staff;
use crate::error::Result;
use crate::kernel::body::object;
use crate::openapi::responses;
use crate::tickets::{Desk, Tickets};

/// Say that you are at a ticket
///
/// Tells who else is, so that two people do not write the same answer. An app says it again every minute; who
/// has not said it for five is gone.
#[utoipa::path(
    post, path = "/v1/staff/tickets/{code}/presence", tag = "tickets", operation_id = "be_at_ticket",
    params(("code" = String, Path, description = "Code of the ticket.")), security(("account" = [])),
    request_body = TicketPresence,
    responses((status = 200, description = "Who else is there.", body = Vec<AtTicket>), responses::StaffTicketWrite),
)]
pub async fn be_there(
    staff: Staff,
    tickets: Data<Tickets>,
    path: Path<String>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    let (code, desk) = (code(&path)?, Desk::of(&staff)?);
    let TicketPresence { writing } = object(body)?;
    shown(&tickets.be_there(&code, &desk, writing).await?)
}
