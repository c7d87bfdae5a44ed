//! Routes of this room: `/v1/staff/faq-drafts` and `/v1/staff/answer-templates`.

pub mod drafts;
pub mod templates;

use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig, get, post};

use mobile_contract::accounts::Role;

use crate::accounts::Staff;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::tickets::Desk;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    let at = |path: &str| web::resource(format!("/v1/staff/{path}"));
    config
        .service(
            at("faq-drafts")
                .route(get().to(drafts::list))
                .route(post().to(drafts::begin)),
        )
        .service(
            at("faq-drafts/{id}")
                .route(get().to(drafts::look))
                .route(web::put().to(drafts::edit)),
        )
        .service(at("faq-drafts/{id}/submit").route(post().to(drafts::submit)))
        .service(at("faq-drafts/{id}/send-back").route(post().to(drafts::send_back)))
        .service(at("faq-drafts/{id}/publish").route(post().to(drafts::publish)))
        .service(at("faq-drafts/{id}/withdraw").route(post().to(drafts::withdraw)))
        .service(at("faq-drafts/{id}/similar").route(get().to(drafts::similar)))
        .service(
            at("answer-templates")
                .route(get().to(templates::list))
                .route(post().to(templates::add)),
        )
        .service(
            at("answer-templates/{id}")
                .route(web::put().to(templates::edit))
                .route(web::delete().to(templates::delete)),
        );
}

/// Who reviews. Asked before the body is read: who may not is told so, whatever they send.
fn reviewer(staff: &Staff) -> Result<Desk> {
    staff.require(&[Role::Leader, Role::Administrator])?;
    Desk::of(staff)
}

fn desk(staff: &Staff) -> Result<Desk> {
    Desk::of(staff)
}

fn shown(value: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(NO_STORE).json(value)
}
