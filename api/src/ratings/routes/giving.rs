//! `/v1/ratings`: what citizens say of counters.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::rating::{NewRatingVisit, NewServiceRating, RatingVisit, ServiceRated};
use serde_json::{Map, Value};

use crate::boundary::locale_of;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::kernel::idempotency::Attempt;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;
use crate::ratings::{Giver, Ratings};
use crate::tickets::routes::strong;

/// Begin a visit
///
/// With the code that was scanned at a counter, or the signed address on the receipt of a dossier (its number alone
/// gives none). The token lets one rating count
/// as given there; it is good for half an hour, and once. Without a token a rating is taken as well, and counted apart.
#[utoipa::path(
    post, path = "/v1/ratings/visits", tag = "ratings", operation_id = "begin_rating_visit",
    request_body = NewRatingVisit,
    responses((status = 201, description = "The visit with its token, and the form to fill in.", body = RatingVisit), responses::Write),
)]
pub async fn begin_visit(
    request: HttpRequest,
    limiter: Data<Limiter>,
    ratings: Data<Ratings>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let new: NewRatingVisit = object(body)?;
    let visit = ratings.begin_visit(&new, locale_of(&request)).await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(visit))
}

/// Rate a counter
///
/// What has a comment or a score of 1 or 2 is looked into and answered: the receipt opens the ticket in which
/// that happens. Nobody of the agency learns who rated. Send an `Idempotency-Key` of at least 16 characters,
/// so that a rating sent twice on a bad network is one.
#[utoipa::path(
    post, path = "/v1/ratings", tag = "ratings", operation_id = "rate_service",
    params(("Idempotency-Key" = Option<String>, Header, description = "A random key, new for each rating.", min_length = 16, max_length = 100)),
    request_body = NewServiceRating,
    responses((status = 201, description = "It was received.", body = ServiceRated), responses::Rate),
)]
pub async fn rate(
    request: HttpRequest,
    limiter: Data<Limiter>,
    ratings: Data<Ratings>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let new: NewServiceRating = object(body)?;
    let attempt = strong(Attempt::from_request(&request, "ratings", &new)?)?;
    let giver = Giver {
        network: limiter.address(&request),
        locale: locale_of(&request),
    };
    let rated = ratings.rate(&new, &giver, attempt.as_ref()).await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(rated))
}
