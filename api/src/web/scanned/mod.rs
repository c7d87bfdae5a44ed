//! Pages behind a scanned code: the counter's board, the question box there, and how to tell a genuine code.

mod ask;
mod kept;
mod page;
mod verify;

use actix_web::web::{ServiceConfig, get, resource};

pub use self::kept::KeptPages;

/// Routes of these pages, to be the first of all. Printed addresses are in upper case, typed ones are not.
pub fn configure(config: &mut ServiceConfig) {
    for path in ["/q/{code}", "/Q/{code}"] {
        config.service(resource(path).route(get().to(page::page)));
    }
    config
        .service(resource("/hoi").route(get().to(ask::page)))
        .service(resource("/verify").route(get().to(verify::page)));
}
