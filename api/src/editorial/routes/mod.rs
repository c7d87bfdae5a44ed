//! Routes of this room: `/v1/staff/faq-drafts` and `/v1/staff/answer-templates`.

pub mod drafts;
pub mod templates;

use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig, get, post};

use crate::accounts::Staff;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::tickets::Desk;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    let drafts = web::scope("/v1/staff/faq-drafts")
        .service(
            web::resource("")
                .route(get().to(drafts::list))
                .route(post().to(drafts::begin)),
        )
        .service(
            web::resource("/{id}")
                .route(get().to(drafts::look))
                .route(web::put().to(drafts::edit)),
        )
        .route("/{id}/submit", post().to(drafts::submit))
        .route("/{id}/send-back", post().to(drafts::send_back))
        .route("/{id}/publish", post().to(drafts::publish))
        .route("/{id}/withdraw", post().to(drafts::withdraw))
        .route("/{id}/similar", get().to(drafts::similar));
    config.service(drafts).service(
        web::scope("/v1/staff/answer-templates")
            .service(
                web::resource("")
                    .route(get().to(templates::list))
                    .route(post().to(templates::add)),
            )
            .service(
                web::resource("/{id}")
                    .route(web::put().to(templates::edit))
                    .route(web::delete().to(templates::delete)),
            ),
    );
}

fn desk(staff: &Staff) -> Result<Desk> {
    Desk::of(staff)
}

fn shown(value: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(NO_STORE).json(value)
}
