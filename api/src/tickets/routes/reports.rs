//! `/v1/staff/reports`: what leaders want to know of tickets.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use mobile_contract::accounts::Role;
use mobile_contract::ticket::{ReportDays, RoutingReport};

use super::staff::shown;
use crate::accounts::Staff;
use crate::error::Result;
use crate::openapi::responses;
use crate::tickets::Tickets;

/// Read how often tickets went to the right agency
///
/// Where the program sent them or would have, and where they ended: every mistaken pair with its count.
#[utoipa::path(
    get, path = "/v1/staff/reports/routing", tag = "tickets", operation_id = "routing_report",
    params(ReportDays), security(("account" = [])),
    responses((status = 200, description = "The table.", body = RoutingReport), responses::StaffSearch),
)]
pub async fn routing(
    staff: Staff,
    tickets: Data<Tickets>,
    days: Query<ReportDays>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Operator, Role::Administrator])?;
    shown(&tickets.routing_report(days.into_inner()).await?)
}
