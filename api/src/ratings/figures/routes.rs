//! `/v1/staff/ratings`: what ratings add up to, as JSON and as a table, and single ones.

use actix_web::http::header;
use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::Page;
use mobile_contract::accounts::Role;
use mobile_contract::rating_figures::{RatingFigures, RatingFilter, RatingListFilter, RatingRow};

use super::csv;
use crate::accounts::Staff;
use crate::boundary::locale_of;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;
use crate::ratings::Ratings;

/// Who may read them.
const READERS: [Role; 4] = Role::STAFF;

/// Routes of figures.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/staff/ratings").route(get().to(list)))
        .service(web::resource("/v1/staff/ratings/figures").route(get().to(figures)))
        .service(web::resource("/v1/staff/ratings/figures.csv").route(get().to(table)));
}

/// Read what ratings add up to
///
/// Count, mean, distribution, share of cases answered in time, and trend: by counter, agency, place, question
/// or period. Ratings that nothing ties to a visit, and flagged ones, stand beside those that count.
///
/// Ratings enter the figures in lots: as soon as a counter has five that are not in them yet, all of these enter, on
/// that day. So neither a figure nor the difference of two stands for fewer than five. What waits for four weeks enters
/// with other counters of the agency, and what waits for eight with other agencies, in the figures of the whole
/// province only. What fewer than five answered to a question is withheld.
/// Officers and leaders read their agency's figures and those of agencies below it.
#[utoipa::path(
    get, path = "/v1/staff/ratings/figures", tag = "ratings", operation_id = "rating_figures",
    params(RatingFilter), security(("account" = [])),
    responses((status = 200, description = "The figures.", body = RatingFigures), responses::StaffFigures),
)]
pub async fn figures(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    ratings: Data<Ratings>,
    filter: Query<RatingFilter>,
) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    limiter.check(&request)?;
    let figures = ratings
        .figures(&staff, &filter, locale_of(&request))
        .await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(figures))
}

/// Read what ratings add up to, as a table
///
/// The same figures for a spreadsheet, with every row and its trend: RFC 4180, UTF-8 with a byte order mark. In
/// Vietnamese, decimals have a comma. No cell is taken for a formula.
#[utoipa::path(
    get, path = "/v1/staff/ratings/figures.csv", tag = "ratings", operation_id = "rating_figures_csv",
    params(RatingFilter), security(("account" = [])),
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String), responses::StaffFigures),
)]
pub async fn table(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    ratings: Data<Ratings>,
    filter: Query<RatingFilter>,
) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let figures = ratings.all_figures(&staff, &filter, locale).await?;
    Ok(as_csv(&figures, locale))
}

/// A table to keep as a file.
#[must_use]
pub fn as_csv(figures: &RatingFigures, locale: mobile_contract::Locale) -> HttpResponse {
    let name = format!("danh-gia-{}-{}.csv", figures.from, figures.to);
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header(NO_STORE)
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(csv::table(figures, locale))
}

/// List single ratings
///
/// Those that are in the figures, the last that entered first, in no order within a day. Nothing in them tells who gave
/// them, at which counter, or on which day of the week: figures of a counter stand for five ratings at least. Officers
/// and leaders read their own agency's; of agencies below it they read figures.
#[utoipa::path(
    get, path = "/v1/staff/ratings", tag = "ratings", operation_id = "staff_ratings",
    params(RatingListFilter), security(("account" = [])),
    responses((status = 200, description = "A page of ratings.", body = Page<RatingRow>), responses::StaffFigures),
)]
pub async fn list(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    ratings: Data<Ratings>,
    filter: Query<RatingListFilter>,
) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    limiter.check(&request)?;
    let page = ratings.singles(&staff, &filter).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(page))
}
