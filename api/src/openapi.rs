//! The contract as a document, made from the handlers themselves.

mod errors;
mod examples;
pub mod responses;
pub mod routes;

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use self::examples::Examples;
use crate::{
    agencies, chat, faqs, health, life_events, names, notifications, places, procedures, qr, search,
};

/// The OpenAPI document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Một Cửa",
        description = "Citizen assistant of a Vietnamese province: procedures, questions and answers, places, agencies, QR codes at counters.\n\nErrors are RFC 9457 problem documents with a stable `code`. Texts for people are Vietnamese, or English when `Accept-Language` prefers it. Lists are paged by `cursor`. Reads carry an `ETag`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/", description = "This server.")),
    paths(
        search::routes::search,
        procedures::routes::list,
        procedures::routes::one,
        procedures::routes::fields,
        faqs::routes::list,
        faqs::routes::one,
        life_events::routes::list,
        life_events::routes::one,
        names::routes::names,
        places::routes::list,
        places::routes::one,
        agencies::routes::list,
        agencies::routes::one,
        chat::routes::begin,
        chat::routes::say,
        chat::routes::rate,
        qr::routes::one,
        qr::routes::svg,
        qr::routes::png,
        notifications::routes::one_click_unsubscribe,
        health::livez,
        health::readyz,
        health::metrics,
    ),
    tags(
        (name = "search", description = "Find procedures and answers in people's own words."),
        (name = "knowledge", description = "What the assistant knows, with sources and dates."),
        (name = "chat", description = "Ask and be answered."),
        (name = "qr", description = "Codes on posters at counters."),
        (name = "notifications", description = "Messages to people, and who wants which."),
        (name = "operation", description = "For those who run the server."),
    ),
    modifiers(&Security, &Examples),
)]
pub struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token that came with the conversation."))
            .build();
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("conversation", SecurityScheme::Http(bearer));
    }
}
