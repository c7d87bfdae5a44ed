//! `/v1/staff/posters`.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path, Query, ServiceConfig, get};
use mobile_contract::posters::{PosterImageParams, PosterParams, PosterSheet};
use mobile_contract::{ErrorCode, Problem, Slug};

use super::{Of, PRINTERS, Paper, Press};
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    let of = |kind: &str| web::resource(format!("/v1/staff/posters/{kind}"));
    config
        .service(of("counters/{id}.pdf").route(get().to(counter_pdf)))
        .service(of("counters/{id}.svg").route(get().to(counter_svg)))
        .service(of("counters/{id}.png").route(get().to(counter_png)))
        .service(of("agencies/{id}.pdf").route(get().to(agency_pdf)))
        .service(of("places/{id}.pdf").route(get().to(place_pdf)));
}

/// Poster of a counter, PDF
///
/// Its three codes in use (look up, ask, rate), ready to print; vector, error correction Q, quiet zone of
/// four modules, modules of 0.8 mm and more. Officers and leaders print for their agency and those below it.
#[utoipa::path(
    get, path = "/v1/staff/posters/counters/{id}.pdf", tag = "qr", operation_id = "counter_poster_pdf",
    params(("id" = String, Path, description = "Id of the counter.", max_length = 80), PosterParams),
    security(("account" = [])),
    responses(
        (status = 200, description = "One page.", body = Vec<u8>, content_type = "application/pdf"),
        (status = 409, description = "The counter lacks a code in use, or a name cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn counter_pdf(
    staff: Staff,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PosterParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    let of = Of::Counter(slug(&id)?);
    sent(&staff, &press, &of, params.sheet, Paper::Pdf).await
}

/// Poster of a counter, SVG
///
/// Letters are outlines: it looks the same where no font is installed.
#[utoipa::path(
    get, path = "/v1/staff/posters/counters/{id}.svg", tag = "qr", operation_id = "counter_poster_svg",
    params(("id" = String, Path, description = "Id of the counter.", max_length = 80), PosterParams),
    security(("account" = [])),
    responses(
        (status = 200, description = "A vector image.", body = String, content_type = "image/svg+xml"),
        (status = 409, description = "The counter lacks a code in use, or a name cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn counter_svg(
    staff: Staff,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PosterParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    let of = Of::Counter(slug(&id)?);
    sent(&staff, &press, &of, params.sheet, Paper::Svg).await
}

/// Poster of a counter, PNG
///
/// In 72 to 300 dots per inch, for screens and for who cannot print PDF.
#[utoipa::path(
    get, path = "/v1/staff/posters/counters/{id}.png", tag = "qr", operation_id = "counter_poster_png",
    params(("id" = String, Path, description = "Id of the counter.", max_length = 80), PosterImageParams),
    security(("account" = [])),
    responses(
        (status = 200, description = "A pixel image.", body = Vec<u8>, content_type = "image/png"),
        (status = 409, description = "The counter lacks a code in use, or a name cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn counter_png(
    staff: Staff,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PosterImageParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    let of = Of::Counter(slug(&id)?);
    sent(&staff, &press, &of, params.sheet, Paper::Png(params.dpi)).await
}

/// Posters of an agency, PDF
///
/// One file with a page and a bookmark for each counter of the agency and of those below it; at most 200.
/// Counters without any code in use are left out.
#[utoipa::path(
    get, path = "/v1/staff/posters/agencies/{id}.pdf", tag = "qr", operation_id = "agency_posters_pdf",
    params(("id" = String, Path, description = "Id of the agency.", max_length = 80), PosterParams),
    security(("account" = [])),
    responses(
        (status = 200, description = "A page for each counter.", body = Vec<u8>, content_type = "application/pdf",
            headers(("x-left-out" = u32, description = "Counters that are left out, because they have no code in use; absent when there are none."))),
        (status = 409, description = "A counter lacks one or two of its codes in use, or a name cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn agency_pdf(
    staff: Staff,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PosterParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    let of = Of::Agency(slug(&id)?);
    sent(&staff, &press, &of, params.sheet, Paper::Pdf).await
}

/// Posters of a place, PDF
///
/// One file with a page and a bookmark for each counter that stands in the place; at most 200. A district
/// that has ended may be named: its counters are those in the communes of today that follow it.
/// Counters without any code in use are left out.
#[utoipa::path(
    get, path = "/v1/staff/posters/places/{id}.pdf", tag = "qr", operation_id = "place_posters_pdf",
    params(("id" = String, Path, description = "Id of the place.", max_length = 80), PosterParams),
    security(("account" = [])),
    responses(
        (status = 200, description = "A page for each counter.", body = Vec<u8>, content_type = "application/pdf",
            headers(("x-left-out" = u32, description = "Counters that are left out, because they have no code in use; absent when there are none."))),
        (status = 409, description = "A counter lacks one or two of its codes in use, or a name cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn place_pdf(
    staff: Staff,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PosterParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    let of = Of::Place(slug(&id)?);
    sent(&staff, &press, &of, params.sheet, Paper::Pdf).await
}

/// Draws what was asked for, and sends it.
async fn sent(
    staff: &Staff,
    press: &Press,
    of: &Of,
    sheet: PosterSheet,
    paper: Paper,
) -> Result<HttpResponse> {
    Ok(press.print(staff, of, sheet, paper).await?.respond())
}

/// What is no id names nothing.
fn slug(id: &str) -> Result<Slug> {
    id.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}
