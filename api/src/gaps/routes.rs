//! `/v1/staff/knowledge-gaps`.

use std::sync::Arc;

use actix_web::web::{Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::Duration;
use mobile_contract::accounts::Role;
use mobile_contract::gaps::GapReport;
use mobile_contract::limits::{GAP_DAYS, GAP_DAYS_DEFAULT, GAP_GROUPS, GAP_GROUPS_DEFAULT};
use motcua_seed::vocabulary::Vocabularies;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::Window;
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::clock::Clock;
use crate::kernel::cursor::bounded;
use crate::kernel::rate::Limiter;
use crate::kernel::shared::Shared;
use crate::openapi::responses;
use crate::procedures::Procedures;
use crate::search::SearchEngine;
use crate::storage::Database;

/// Who may read what citizens asked in vain.
const READERS: [Role; 3] = [Role::Operator, Role::Leader, Role::Administrator];

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config.service(web::resource("/v1/staff/knowledge-gaps").route(get().to(list)));
}

/// What a report is made from.
#[derive(Clone)]
pub struct Desk {
    /// The database.
    pub db: Database,
    /// The search engine.
    pub engine: Data<Shared<Arc<dyn SearchEngine>>>,
    /// How people say things.
    pub vocabularies: Arc<Vocabularies>,
    /// Procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// Frequently asked questions.
    pub faqs: Data<Shared<Faqs>>,
    /// The clock.
    pub clock: Clock,
}

impl Desk {
    /// The report of the last days, largest group first. Days and groups are as the route takes
    /// them.
    ///
    /// # Errors
    /// 403 for those who may not read it, 422 when a number is out of bounds; when the database or
    /// the engine fails.
    pub async fn report(
        &self,
        staff: &Staff,
        asked: Option<u32>,
        groups: Option<u32>,
    ) -> Result<GapReport> {
        staff.require(&READERS)?;
        let groups = bounded(groups, GAP_GROUPS_DEFAULT, GAP_GROUPS)?;
        let now = self.clock.now();
        let window = Window {
            since: now - Duration::days(days(asked)?.into()),
            now,
            groups,
        };
        self.reviewer().report(&*self.db, window).await
    }
}

/// Which misses to show.
#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParams {
    /// How many days back.
    #[param(minimum = 1, maximum = 180, default = 30)]
    days: Option<u32>,
    /// Most groups, largest first.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// List what could not be answered well
///
/// Misses of some days, grouped by what they are about, each group with what would close it. For
/// operators, leaders and administrators.
#[utoipa::path(
    get, path = "/v1/staff/knowledge-gaps", tag = "knowledge", operation_id = "knowledge_gaps",
    params(ListParams),
    security(("account" = [])),
    responses((status = 200, description = "The report.", body = GapReport), responses::StaffSearch),
)]
pub async fn list(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    desk: Data<Desk>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    // Who may not read it is told so before they are told that they ask too often.
    staff.require(&READERS)?;
    limiter.check(&request)?;
    let report = desk.report(&staff, params.days, params.limit).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(report))
}

fn days(asked: Option<u32>) -> Result<u32> {
    let days = asked.unwrap_or(GAP_DAYS_DEFAULT);
    if (1..=GAP_DAYS).contains(&days) {
        Ok(days)
    } else {
        Err(Error::field(
            "query.days",
            format!("cần từ 1 đến {GAP_DAYS}"),
            format!("must be 1 to {GAP_DAYS}"),
        ))
    }
}
