//! `/v1/tickets` and `/v1/staff/tickets`.

pub mod files;
pub mod mail;
pub mod mine;
pub mod presence;
pub mod reports;
pub mod sender;
pub mod staff;

pub use sender::strong;

use actix_web::web::{ServiceConfig, delete, get, post, resource};

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(resource("/v1/tickets").route(post().to(sender::take_in)))
        .service(resource("/v1/tickets/{code}").route(get().to(sender::look)))
        .service(resource("/v1/tickets/{code}/messages").route(post().to(sender::write)))
        .service(resource("/v1/tickets/{code}/withdraw").route(post().to(sender::withdraw)))
        .service(resource("/v1/tickets/{code}/reopen").route(post().to(sender::reopen)))
        .service(resource("/v1/tickets/{code}/rating").route(post().to(sender::rate)))
        .service(resource("/v1/tickets/{code}/attachments").route(post().to(files::attach)))
        .service(resource("/v1/tickets/{code}/attachments/{id}").route(get().to(files::read)));
    config
        .service(resource("/v1/me/tickets").route(get().to(mine::list)))
        .service(resource("/v1/me/tickets/{code}").route(get().to(mine::look)))
        .service(resource("/v1/me/tickets/{code}/messages").route(post().to(mine::write)))
        .service(resource("/v1/me/tickets/{code}/withdraw").route(post().to(mine::withdraw)))
        .service(resource("/v1/me/tickets/{code}/reopen").route(post().to(mine::reopen)))
        .service(resource("/v1/me/tickets/{code}/rating").route(post().to(mine::rate)))
        .service(resource("/v1/me/tickets/{code}/attachments").route(post().to(mine::attach)))
        .service(resource("/v1/me/tickets/{code}/attachments/{id}").route(get().to(mine::read)));
    config.service(resource("/v1/integrations/mail").route(post().to(mail::take)));
    config
        .service(
            resource("/v1/staff/tickets")
                .route(get().to(staff::list))
                .route(post().to(staff::take_in)),
        )
        // Before the one with a code in it.
        .service(resource("/v1/staff/tickets/counts").route(get().to(staff::counts)))
        .service(resource("/v1/staff/tickets/{code}").route(get().to(staff::look)))
        .service(resource("/v1/staff/tickets/{code}/clock").route(get().to(staff::clock)))
        .service(resource("/v1/staff/tickets/{code}/transfer").route(post().to(staff::send)))
        .service(resource("/v1/staff/tickets/{code}/assign").route(post().to(staff::take_on)))
        .service(resource("/v1/staff/tickets/{code}/kind").route(post().to(staff::rekind)))
        .service(resource("/v1/staff/reports/routing").route(get().to(reports::routing)))
        .service(resource("/v1/staff/tickets/{code}/finding").route(post().to(staff::finding)))
        .service(resource("/v1/staff/tickets/{code}/notes").route(post().to(staff::note)))
        .service(resource("/v1/staff/tickets/{code}/draft").route(post().to(staff::draft)))
        .service(resource("/v1/staff/tickets/{code}/send-back").route(post().to(staff::send_back)))
        .service(resource("/v1/staff/tickets/{code}/answer").route(post().to(staff::answer)))
        .service(resource("/v1/staff/tickets/{code}/ask").route(post().to(staff::ask)))
        .service(resource("/v1/staff/tickets/{code}/merge").route(post().to(staff::merge)))
        .service(
            resource("/v1/staff/tickets/{code}/attachments").route(post().to(files::lay_ready)),
        )
        .service(
            resource("/v1/staff/tickets/{code}/attachments/{id}")
                .route(get().to(files::read_for_staff))
                .route(delete().to(files::take_back)),
        )
        .service(
            resource("/v1/staff/tickets/{code}/presence").route(post().to(presence::be_there)),
        );
}
