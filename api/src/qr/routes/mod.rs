//! Routes of codes: what a scanned code means, its image, the keys, what phones are told, and the desk.

pub mod scanned;
pub mod staff;
pub mod well_known;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(resource("/v1/qr/{code}").route(get().to(scanned::one)))
        .service(resource("/v1/qr/{code}/image.svg").route(get().to(scanned::svg)))
        .service(resource("/v1/qr/{code}/image.png").route(get().to(scanned::png)))
        .service(resource("/.well-known/motcua-qr-keys.json").route(get().to(well_known::keys)))
        .service(resource("/.well-known/assetlinks.json").route(get().to(well_known::android)))
        .service(
            resource("/.well-known/apple-app-site-association").route(get().to(well_known::apple)),
        )
        .service(
            resource("/v1/staff/qr-codes")
                .route(get().to(staff::list))
                .route(post().to(staff::mint)),
        )
        .service(resource("/v1/staff/qr-codes/{code}").route(get().to(staff::one)))
        .service(resource("/v1/staff/qr-codes/{code}/supersede").route(post().to(staff::supersede)))
        .service(resource("/v1/staff/qr-codes/{code}/revoke").route(post().to(staff::revoke)));
}
