//! Notifications that did not arrive, for operators and administrators.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use mobile_contract::Page;
use mobile_contract::notifications::{Notification, NotificationState};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use super::{done, private};
use crate::accounts::{Accounts, Staff};
use crate::error::Result;
use crate::notifications::Wake;
use crate::openapi::responses;

/// Which notifications.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// Where they stand; those that were given up when absent.
    #[param(inline, default = "dead")]
    state: Option<NotificationState>,
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List notifications
///
/// Newest first, without their words, and with most of the address masked. For operators and
/// administrators.
#[utoipa::path(
    get, path = "/v1/staff/notifications", tag = "notifications", operation_id = "list_notifications",
    params(ListParams),
    security(("account" = [])),
    responses((status = 200, description = "A page of notifications.", body = Page<Notification>), responses::StaffList),
)]
pub async fn list(
    staff: Staff,
    accounts: Data<Accounts>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    let state = params.state.unwrap_or(NotificationState::Dead);
    let cursor = params.cursor.as_deref();
    let page = accounts
        .notifications(&staff, state, cursor, params.limit)
        .await?;
    Ok(private(&page))
}

/// Send a notification again
///
/// One that was given up; its attempts are counted anew. Codes and links that work once are
/// forgotten, and cannot be sent again: their reader asks for new ones.
#[utoipa::path(
    post, path = "/v1/staff/notifications/{id}/retry", tag = "notifications",
    operation_id = "retry_notification",
    params(("id" = Uuid, Path, description = "Id of the notification.")),
    security(("account" = [])),
    responses(
        (status = 204, description = "It is on its way again."),
        (status = 409, description = "It held a code or a link that is forgotten.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::Staff,
    ),
)]
pub async fn retry(
    staff: Staff,
    accounts: Data<Accounts>,
    wake: Data<Wake>,
    id: Path<Uuid>,
) -> Result<HttpResponse> {
    accounts.retry_notification(&staff, *id).await?;
    wake.ring();
    Ok(done())
}
