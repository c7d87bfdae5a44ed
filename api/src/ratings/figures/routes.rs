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
/// or period. Ratings that nothing ties to a visit, and flagged ones, stand beside those that count. What
/// stands for fewer than five ratings is withheld, and so is what it could be reckoned from in the same table.
/// Days become the whole weeks that they touch, or whole months beyond thirteen weeks; the answer tells which.
/// Officers and leaders read their agency's and those of agencies below it.
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
/// The same figures for a spreadsheet: RFC 4180, UTF-8 with a byte order mark. No cell is taken for a formula.
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
    let figures = ratings.figures(&staff, &filter, locale).await?;
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
/// Newest first. Nothing in them tells who gave them. A counter that has few of the listed ratings is not named.
/// Officers and leaders read their own agency's; of agencies below it they read figures.
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
