//! The contract as a document, made from the handlers themselves.

mod errors;
mod examples;
pub mod responses;
pub mod routes;

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use self::examples::Examples;
use crate::{
    accounts, agencies, chat, dossiers, editorial, faqs, gaps, health, life_events, names,
    notifications, places, posters, procedures, qr, ratings, search, settings, tickets,
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
        chat::routes::pass_on,
        chat::routes::rate,
        tickets::routes::mail::take,
        tickets::routes::sender::take_in,
        tickets::routes::sender::look,
        tickets::routes::sender::write,
        tickets::routes::sender::withdraw,
        tickets::routes::sender::reopen,
        tickets::routes::sender::rate,
        tickets::routes::files::attach,
        tickets::routes::files::read,
        tickets::routes::files::lay_ready,
        tickets::routes::files::read_for_staff,
        tickets::routes::files::take_back,
        tickets::routes::mine::list,
        tickets::routes::mine::look,
        tickets::routes::mine::write,
        tickets::routes::mine::withdraw,
        tickets::routes::mine::reopen,
        tickets::routes::mine::rate,
        tickets::routes::mine::attach,
        tickets::routes::mine::read,
        tickets::routes::staff::list,
        tickets::routes::staff::counts,
        tickets::routes::staff::take_in,
        tickets::routes::staff::look,
        tickets::routes::staff::clock,
        tickets::routes::staff::send,
        tickets::routes::staff::take_on,
        tickets::routes::staff::finding,
        tickets::routes::staff::note,
        tickets::routes::staff::draft,
        tickets::routes::staff::send_back,
        tickets::routes::staff::answer,
        tickets::routes::staff::ask,
        tickets::routes::staff::merge,
        tickets::routes::presence::be_there,
        tickets::routes::staff::rekind,
        tickets::routes::reports::routing,
        dossiers::lookup::routes::look_up,
        dossiers::lookup::routes::ask_code,
        dossiers::lookup::routes::list_mine,
        dossiers::receipt::routes::receipt,
        dossiers::subscriptions::routes::begin,
        dossiers::subscriptions::routes::confirm,
        dossiers::subscriptions::routes::end,
        dossiers::subscriptions::routes::list_mine,
        dossiers::subscriptions::routes::end_mine,
        dossiers::intake::routes::take,
        dossiers::agency_codes::routes::list,
        dossiers::agency_codes::routes::put_code,
        dossiers::agency_codes::routes::delete_code,
        ratings::routes::forms::one,
        ratings::routes::giving::begin_visit,
        ratings::routes::giving::rate,
        ratings::figures::routes::list,
        ratings::figures::routes::figures,
        ratings::figures::routes::table,
        dossiers::watch::routes::list,
        dossiers::watch::routes::look,
        dossiers::watch::routes::supplement,
        dossiers::watch::routes::justify,
        dossiers::apologies::routes::list,
        dossiers::apologies::routes::begin,
        dossiers::apologies::routes::edit,
        dossiers::apologies::routes::submit,
        dossiers::apologies::routes::approve,
        dossiers::apologies::routes::reject,
        dossiers::apologies::routes::send,
        dossiers::apologies::routes::pdf,
        dossiers::figures::routes::figures,
        dossiers::figures::routes::table,
        dossiers::figures::routes::book,
        dossiers::figures::routes::open_data,
        dossiers::figures::routes::open_table,
        dossiers::quality::routes::quality,
        settings::routes::look,
        settings::routes::change,
        gaps::routes::list,
        editorial::routes::drafts::list,
        editorial::routes::drafts::begin,
        editorial::routes::drafts::look,
        editorial::routes::drafts::edit,
        editorial::routes::drafts::submit,
        editorial::routes::drafts::send_back,
        editorial::routes::drafts::publish,
        editorial::routes::drafts::withdraw,
        editorial::routes::drafts::similar,
        editorial::routes::templates::list,
        editorial::routes::templates::add,
        editorial::routes::templates::edit,
        editorial::routes::templates::delete,
        qr::routes::scanned::one,
        qr::routes::scanned::svg,
        qr::routes::scanned::png,
        qr::routes::well_known::keys,
        qr::routes::well_known::android,
        qr::routes::well_known::apple,
        qr::routes::staff::list,
        qr::routes::staff::one,
        qr::routes::staff::mint,
        qr::routes::staff::supersede,
        qr::routes::staff::revoke,
        posters::routes::counter_pdf,
        posters::routes::counter_svg,
        posters::routes::counter_png,
        posters::routes::agency_pdf,
        posters::routes::place_pdf,
        accounts::routes::auth::login,
        accounts::routes::auth::refresh,
        accounts::routes::auth::logout,
        accounts::routes::auth::forgot,
        accounts::routes::auth::reset,
        accounts::routes::api_keys::list,
        accounts::routes::api_keys::create,
        accounts::routes::api_keys::rotate,
        accounts::routes::api_keys::revoke,
        accounts::routes::audit::list,
        accounts::routes::notifications::list,
        accounts::routes::notifications::retry,
        accounts::routes::auth::jwks,
        accounts::routes::otp::request,
        accounts::routes::otp::verify,
        accounts::routes::totp::enrol,
        accounts::routes::totp::confirm,
        accounts::routes::totp::disable,
        accounts::routes::staff::me,
        accounts::routes::staff::password,
        accounts::routes::staff::sessions,
        accounts::routes::staff::end_others,
        accounts::routes::staff::end,
        accounts::routes::users::list,
        accounts::routes::users::create,
        accounts::routes::users::one,
        accounts::routes::users::change,
        accounts::routes::users::reset,
        notifications::routes::one_click_unsubscribe,
        health::livez,
        health::readyz,
        health::metrics,
    ),
    tags(
        (name = "search", description = "Find procedures and answers in people's own words."),
        (name = "knowledge", description = "What the assistant knows, with sources and dates."),
        (name = "chat", description = "Ask and be answered."),
        (name = "tickets", description = "Questions and feedback that an agency answers."),
        (name = "dossiers", description = "Dossiers of the one-stop system: how they stand, and what they add up to."),
        (name = "ratings", description = "What citizens say of counters, and what becomes of it."),
        (name = "editorial", description = "Answers that become questions for all, and texts that answers begin with."),
        (name = "qr", description = "Codes on posters at counters."),
        (name = "accounts", description = "Sign in, and keep the staff."),
        (name = "notifications", description = "Messages to people, and who wants which."),
        (name = "operation", description = "For those who run the server."),
    ),
    modifiers(&Security, &Examples),
)]
pub struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let schemes = openapi.components.get_or_insert_default();
        for (name, description) in [
            ("conversation", "The token that came with the conversation."),
            ("ticket", "The secret that came with the ticket."),
            ("mail_server", "The key of the province's mail server."),
            ("api_key", "The key of another system: `mck_…`."),
        ] {
            let bearer = HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some(description))
                .build();
            schemes.add_security_scheme(name, SecurityScheme::Http(bearer));
        }
        let account = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The access token of someone who is signed in."))
            .build();
        schemes.add_security_scheme("account", SecurityScheme::Http(account));
    }
}
