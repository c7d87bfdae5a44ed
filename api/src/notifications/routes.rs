//! `/v1/notifications`.

use actix_web::web::{self, Data, Query, ServiceConfig, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::Subscriptions;
use crate::error::Result;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config.service(
        web::resource("/v1/notifications/unsubscribe").route(post().to(one_click_unsubscribe)),
    );
}

/// Who unsubscribes.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Unsubscribe {
    /// What stands in the link of the mail.
    #[param(max_length = 100)]
    token: String,
}

/// Unsubscribe by one click
///
/// What a mail program posts to (RFC 8058), as the header List-Unsubscribe says. No reminders go
/// to this address any more; codes and the answers to its owner's own questions still do. The
/// body says `List-Unsubscribe=One-Click` and is not needed.
#[utoipa::path(
    post, path = "/v1/notifications/unsubscribe", tag = "notifications",
    operation_id = "unsubscribe", params(Unsubscribe),
    responses((status = 204, description = "Unsubscribed, now or before."), responses::Link),
)]
pub async fn one_click_unsubscribe(
    request: HttpRequest,
    limiter: Data<Limiter>,
    subscriptions: Data<Subscriptions>,
    link: Query<Unsubscribe>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    subscriptions.set(&link.token, false).await?;
    Ok(HttpResponse::NoContent().finish())
}
