//! `/v1/auth`, `/v1/staff` and the public keys.

pub mod api_keys;
pub mod audit;
pub mod auth;
pub mod notifications;
pub mod otp;
pub mod staff;
pub mod totp;
pub mod users;

use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig, delete, get, patch, post};
use serde::Serialize;

use crate::kernel::bearer::NO_STORE;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/.well-known/jwks.json").route(get().to(auth::jwks)))
        .service(web::resource("/v1/auth/login").route(post().to(auth::login)))
        .service(web::resource("/v1/auth/refresh").route(post().to(auth::refresh)))
        .service(web::resource("/v1/auth/logout").route(post().to(auth::logout)))
        .service(web::resource("/v1/auth/password/forgot").route(post().to(auth::forgot)))
        .service(web::resource("/v1/auth/password/reset").route(post().to(auth::reset)))
        .service(web::resource("/v1/auth/otp/request").route(post().to(otp::request)))
        .service(web::resource("/v1/auth/otp/verify").route(post().to(otp::verify)))
        .service(web::resource("/v1/auth/totp/enrol").route(post().to(totp::enrol)))
        .service(web::resource("/v1/auth/totp/confirm").route(post().to(totp::confirm)))
        .service(web::resource("/v1/auth/totp/disable").route(post().to(totp::disable)))
        .service(
            web::resource("/v1/staff/api-keys")
                .route(get().to(api_keys::list))
                .route(post().to(api_keys::create)),
        )
        .service(web::resource("/v1/staff/api-keys/{id}/rotate").route(post().to(api_keys::rotate)))
        .service(web::resource("/v1/staff/api-keys/{id}/revoke").route(post().to(api_keys::revoke)))
        .service(web::resource("/v1/staff/audit").route(get().to(audit::list)))
        .service(web::resource("/v1/staff/notifications").route(get().to(notifications::list)))
        .service(
            web::resource("/v1/staff/notifications/{id}/retry")
                .route(post().to(notifications::retry)),
        )
        .service(web::resource("/v1/staff/me").route(get().to(staff::me)))
        .service(web::resource("/v1/staff/me/password").route(post().to(staff::password)))
        .service(
            web::resource("/v1/staff/sessions")
                .route(get().to(staff::sessions))
                .route(delete().to(staff::end_others)),
        )
        .service(web::resource("/v1/staff/sessions/{id}").route(delete().to(staff::end)))
        .service(
            web::resource("/v1/staff/users")
                .route(get().to(users::list))
                .route(post().to(users::create)),
        )
        .service(
            web::resource("/v1/staff/users/{id}")
                .route(get().to(users::one))
                .route(patch().to(users::change)),
        )
        .service(web::resource("/v1/staff/users/{id}/reset").route(post().to(users::reset)));
}

/// An answer that nobody may keep on the way.
fn private(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(NO_STORE).json(body)
}

fn done() -> HttpResponse {
    HttpResponse::NoContent().insert_header(NO_STORE).finish()
}
