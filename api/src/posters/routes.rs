//! `/v1/staff/posters`.

use actix_web::web::{self, Data, Path, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::posters::{PosterImageParams, PosterParams, PostersParams};
use mobile_contract::{ErrorCode, Problem, Slug};

use super::{Of, Order, PRINTERS, Paper, Press};
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
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
        (status = 409, description = "The counter lacks a code in use, or a name or the host cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn counter_pdf(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PosterParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    limiter.check(&request)?;
    let order = Order {
        of: &Of::Counter(slug(&id)?),
        sheet: params.sheet,
        paper: Paper::Pdf,
        skip_incomplete: false,
    };
    Ok(press.print(&staff, order).await?.respond())
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
        (status = 409, description = "The counter lacks a code in use, or a name or the host cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn counter_svg(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PosterParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    limiter.check(&request)?;
    let order = Order {
        of: &Of::Counter(slug(&id)?),
        sheet: params.sheet,
        paper: Paper::Svg,
        skip_incomplete: false,
    };
    Ok(press.print(&staff, order).await?.respond())
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
        (status = 409, description = "The counter lacks a code in use, or a name or the host cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn counter_png(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PosterImageParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    limiter.check(&request)?;
    let order = Order {
        of: &Of::Counter(slug(&id)?),
        sheet: params.sheet,
        paper: Paper::Png(params.dpi),
        skip_incomplete: false,
    };
    Ok(press.print(&staff, order).await?.respond())
}

/// Posters of an agency, PDF
///
/// One file with a page and a bookmark for each counter of the agency and of those below it; at most 200, by
/// agency, place and name. Counters without any code in use are left out. Those that lack one or two hold up the
/// file and are all named, unless it is to go without them (`skip_incomplete`).
#[utoipa::path(
    get, path = "/v1/staff/posters/agencies/{id}.pdf", tag = "qr", operation_id = "agency_posters_pdf",
    params(("id" = String, Path, description = "Id of the agency.", max_length = 80), PostersParams),
    security(("account" = [])),
    responses(
        (status = 200, description = "A page for each counter.", body = Vec<u8>, content_type = "application/pdf",
            headers(("x-left-out" = u32, description = "Counters that are left out, because they lack codes in use; absent when there are none."))),
        (status = 409, description = "Counters lack one or two of their codes in use (each is named), or a name or the host cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn agency_pdf(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PostersParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    limiter.check(&request)?;
    let order = Order {
        of: &Of::Agency(slug(&id)?),
        sheet: params.sheet,
        paper: Paper::Pdf,
        skip_incomplete: params.skip_incomplete,
    };
    Ok(press.print(&staff, order).await?.respond())
}

/// Posters of a place, PDF
///
/// One file with a page and a bookmark for each counter that stands in the place; at most 200. A district
/// that has ended may be named: its counters are those in the communes of today that follow it. Ordered and left
/// out as for an agency.
#[utoipa::path(
    get, path = "/v1/staff/posters/places/{id}.pdf", tag = "qr", operation_id = "place_posters_pdf",
    params(("id" = String, Path, description = "Id of the place.", max_length = 80), PostersParams),
    security(("account" = [])),
    responses(
        (status = 200, description = "A page for each counter.", body = Vec<u8>, content_type = "application/pdf",
            headers(("x-left-out" = u32, description = "Counters that are left out, because they lack codes in use; absent when there are none."))),
        (status = 409, description = "Counters lack one or two of their codes in use (each is named), or a name or the host cannot be printed.", body = Problem, content_type = "application/problem+json"),
        responses::StaffPoster,
    ),
)]
pub async fn place_pdf(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    press: Data<Press>,
    id: Path<String>,
    params: Query<PostersParams>,
) -> Result<HttpResponse> {
    staff.require(&PRINTERS)?;
    limiter.check(&request)?;
    let order = Order {
        of: &Of::Place(slug(&id)?),
        sheet: params.sheet,
        paper: Paper::Pdf,
        skip_incomplete: params.skip_incomplete,
    };
    Ok(press.print(&staff, order).await?.respond())
}

/// What is no id names nothing.
fn slug(id: &str) -> Result<Slug> {
    id.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}
