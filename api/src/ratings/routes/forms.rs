//! `/v1/rating-forms`: what citizens are asked.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::rating::{RatingForm, RatingFormParams};

use crate::error::{Error, Result};
use crate::kernel::cached;
use crate::openapi::responses;
use crate::ratings::Ratings;

/// Read a rating form
///
/// `default` is given where no other is named. Questions, words of the scores and title in both languages. A
/// version never changes; without `version`, it is the one of today.
#[utoipa::path(
    get, path = "/v1/rating-forms/{id}", tag = "ratings", operation_id = "rating_form",
    params(("id" = String, Path, description = "Id of the form.", max_length = 80), RatingFormParams),
    responses((status = 200, description = "The form.", body = RatingForm), responses::Versioned),
)]
pub async fn one(
    request: HttpRequest,
    ratings: Data<Ratings>,
    id: Path<String>,
    params: Query<RatingFormParams>,
) -> Result<HttpResponse> {
    let form = match params.version {
        Some(version) => ratings.forms.find(&id, version),
        None => ratings.forms.on(&id, ratings.clock.today()),
    };
    let form = form.ok_or_else(|| Error::new(ErrorCode::RatingFormNotFound))?;
    cached::respond(&request, form)
}
