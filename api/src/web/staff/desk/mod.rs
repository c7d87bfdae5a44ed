//! Pages of the call centre, and of those who keep the service: calls, knowledge gaps, users, keys of
//! other systems, the audit record, what did not arrive.

mod api_keys;
mod audit;
mod call_search;
mod caller;
mod gaps;
mod lists;
mod undelivered;
mod user;
mod users;

use actix_web::web::{self, ServiceConfig, get, post};

/// Routes of these pages, below `/can-bo`.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/goi")
                .route(get().to(caller::page))
                .route(post().to(caller::send)),
        )
        .service(
            web::resource("/goi/tim")
                .route(get().to(call_search::again))
                .route(post().to(call_search::find)),
        )
        .service(web::resource("/lo-hong").route(get().to(gaps::page)))
        .service(
            web::resource("/nguoi-dung")
                .route(get().to(users::page))
                .route(post().to(users::add)),
        )
        .service(web::resource("/nguoi-dung/moi").route(get().to(users::form)))
        .service(
            web::resource("/nguoi-dung/{id}")
                .route(get().to(user::page))
                .route(post().to(user::change)),
        )
        .service(web::resource("/nguoi-dung/{id}/khoa").route(post().to(user::set_active)))
        .service(web::resource("/nguoi-dung/{id}/dat-lai").route(post().to(user::reset)))
        .service(
            web::resource("/khoa-api")
                .route(get().to(api_keys::page))
                .route(post().to(api_keys::add)),
        )
        .service(web::resource("/khoa-api/{id}/doi").route(post().to(api_keys::rotate)))
        .service(web::resource("/khoa-api/{id}/thu-hoi").route(post().to(api_keys::revoke)))
        .service(web::resource("/nhat-ky").route(get().to(audit::page)))
        .service(
            web::resource("/thong-bao")
                .route(get().to(undelivered::page))
                .route(post().to(undelivered::retry)),
        );
}
