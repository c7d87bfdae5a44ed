//! `/v1/rating-forms` and `/v1/ratings`.

pub mod forms;
pub mod giving;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(resource("/v1/rating-forms/{id}").route(get().to(forms::one)))
        .service(resource("/v1/ratings/visits").route(post().to(giving::begin_visit)))
        .service(resource("/v1/ratings").route(post().to(giving::rate)))
        .configure(super::figures::routes::configure);
}
