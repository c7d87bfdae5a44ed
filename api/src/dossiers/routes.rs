//! `/v1/staff/dossiers`.

use actix_web::web::{ServiceConfig, get, post, put, resource};

use super::{apologies, watch};

/// Routes of this room for staff.
pub fn configure(config: &mut ServiceConfig) {
    let of = |path: &str| resource(format!("/v1/staff/dossiers/{path}"));
    let apology = |path: &str| of(&format!("{{code}}/apologies/{path}"));
    config
        // Before the one with a code in it.
        .service(of("watch").route(get().to(watch::routes::list)))
        .service(of("{code}").route(get().to(watch::routes::look)))
        .service(of("{code}/supplement").route(post().to(watch::routes::supplement)))
        .service(of("{code}/justify").route(post().to(watch::routes::justify)))
        .service(
            of("{code}/apologies")
                .route(get().to(apologies::routes::list))
                .route(post().to(apologies::routes::begin)),
        )
        .service(apology("{id}.pdf").route(get().to(apologies::routes::pdf)))
        .service(apology("{id}").route(put().to(apologies::routes::edit)))
        .service(apology("{id}/submit").route(post().to(apologies::routes::submit)))
        .service(apology("{id}/approve").route(post().to(apologies::routes::approve)))
        .service(apology("{id}/reject").route(post().to(apologies::routes::reject)))
        .service(apology("{id}/send").route(post().to(apologies::routes::send)));
}
