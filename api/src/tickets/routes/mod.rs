//! `/v1/tickets` and `/v1/staff/tickets`.

pub mod sender;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(resource("/v1/tickets").route(post().to(sender::take_in)))
        .service(resource("/v1/tickets/{code}").route(get().to(sender::look)))
        .service(resource("/v1/tickets/{code}/messages").route(post().to(sender::write)))
        .service(resource("/v1/tickets/{code}/withdraw").route(post().to(sender::withdraw)))
        .service(resource("/v1/tickets/{code}/reopen").route(post().to(sender::reopen)))
        .service(resource("/v1/tickets/{code}/rating").route(post().to(sender::rate)));
}
