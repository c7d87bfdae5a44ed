//! The pages, for citizens and for staff, over the same services as the API; useful without JavaScript.

#[macro_use]
mod texts;

mod assets;
mod chat;
mod chat_rate;
mod chat_show;
mod dev_mail;
mod dossiers;
mod faqs;
mod life_events;
mod mine;
mod posted;
mod procedures;
mod ratings;
mod reply;
pub mod scanned;
mod search;
pub mod staff;
mod start;
mod ticket;
mod ticket_cookie;
mod ticket_held;
mod ticket_sent;
mod tickets;
mod unsubscribe;
pub mod views;

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{self, ServiceConfig, get, post};
use askama::Template;
use mobile_contract::{Locale, Problem};
use url::Url;
use uuid::Uuid;

use crate::error::{Error, Result};

/// Paths that answer with data, not with pages.
const DATA: [&str; 7] = [
    "/v1",
    "/livez",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/docs",
    "/static",
];

/// Routes of the pages, but for those behind a scanned code ([`scanned::configure`]).
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/").route(get().to(start::page)))
        .service(
            web::resource("/chat")
                .route(get().to(chat::page))
                .route(post().to(chat::say)),
        )
        .service(web::resource("/chat/feedback").route(post().to(chat_rate::rate)))
        .service(web::resource("/chat/new").route(post().to(chat::restart)))
        .service(web::resource("/tim-kiem").route(get().to(search::page)))
        .service(web::resource("/thu-tuc").route(get().to(procedures::list)))
        .service(web::resource("/thu-tuc/{code}").route(get().to(procedures::one)))
        .service(web::resource("/hoi-dap").route(get().to(faqs::list)))
        .service(web::resource("/hoi-dap/{id}").route(get().to(faqs::one)))
        .service(web::resource("/su-kien").route(get().to(life_events::list)))
        .service(web::resource("/su-kien/{id}").route(get().to(life_events::one)))
        .service(
            web::resource("/thong-bao/ngung")
                .route(get().to(unsubscribe::page))
                .route(post().to(unsubscribe::change)),
        )
        .configure(dossiers::configure)
        .configure(ticket_routes)
        .configure(ratings::configure)
        .configure(staff::configure)
        .configure(reply::configure)
        .configure(my_routes)
        .configure(assets::configure);
}

fn ticket_routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/phieu")
                .route(get().to(tickets::form))
                .route(post().to(tickets::send)),
        )
        .service(
            web::resource("/phieu/tra-cuu")
                .route(get().to(ticket::find))
                .route(post().to(ticket::open)),
        )
        .service(web::resource("/phieu/{code}").route(get().to(ticket::page)))
        .service(web::resource("/phieu/{code}/them").route(post().to(ticket::write)))
        .service(web::resource("/phieu/{code}/tep/{id}").route(get().to(ticket::file)))
        .service(web::resource("/phieu/{code}/hoi-lai").route(post().to(ticket::reopen)))
        .service(web::resource("/phieu/{code}/danh-gia").route(post().to(ticket::rate)))
        .service(
            web::resource("/phieu/{code}/rut")
                .route(get().to(ticket::ask_withdraw))
                .route(post().to(ticket::withdraw)),
        )
        .service(web::resource("/phieu/{code}/dong").route(post().to(ticket::close)));
}

/// Pages of citizens who are signed in by a code.
fn my_routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/cua-toi").route(get().to(mine::page)))
        .service(
            web::resource("/cua-toi/ma")
                .route(get().to(mine::code_page))
                .route(post().to(mine::send_code)),
        )
        .service(web::resource("/cua-toi/vao").route(post().to(mine::sign_in)))
        .service(web::resource("/cua-toi/ho-so").route(post().to(dossiers::own::open)))
        .service(web::resource("/cua-toi/ra").route(post().to(mine::leave)))
        .service(web::resource("/cua-toi/phieu/{code}").route(get().to(ticket::page)))
        .service(web::resource("/cua-toi/phieu/{code}/them").route(post().to(ticket::write)))
        .service(web::resource("/cua-toi/phieu/{code}/tep/{id}").route(get().to(ticket::file)))
        .service(web::resource("/cua-toi/phieu/{code}/hoi-lai").route(post().to(ticket::reopen)))
        .service(web::resource("/cua-toi/phieu/{code}/danh-gia").route(post().to(ticket::rate)))
        .service(
            web::resource("/cua-toi/phieu/{code}/rut")
                .route(get().to(ticket::ask_withdraw))
                .route(post().to(ticket::withdraw)),
        );
}

/// Pages that show mail in files: only where mail is not really sent.
pub fn configure_dev_mail(config: &mut ServiceConfig) {
    config
        .service(web::resource("/dev/mail").route(get().to(dev_mail::list)))
        .service(web::resource("/dev/mail/{id}").route(get().to(dev_mail::one)));
}

/// What pages must know about where they are served.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// Cookies are sent over an encrypted way only.
    secure: bool,
}

impl Site {
    /// A site at the address where citizens reach it.
    #[must_use]
    pub fn new(public_url: &Url) -> Self {
        Self {
            secure: public_url.scheme() == "https",
        }
    }
}

/// Whether a request is answered with a page: its path is one of ours, or nobody's and a browser
/// asks.
#[must_use]
pub fn is_page(request: &HttpRequest) -> bool {
    let path = request.path();
    let data = DATA.iter().any(|room| {
        path.strip_prefix(room)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let browser = || {
        let accept = request
            .headers()
            .get(header::ACCEPT)
            .and_then(|a| a.to_str().ok());
        accept.is_some_and(|accept| accept.contains("text/html"))
    };
    !data && browser()
}

/// The language chosen on the page. Vietnamese else: many phones in the country are set to English
/// because nobody ever changed it.
#[must_use]
pub fn locale_of(request: &HttpRequest) -> Locale {
    request
        .query_string()
        .split('&')
        .filter_map(|pair| pair.strip_prefix("lang="))
        .find_map(Locale::from_tag)
        .unwrap_or_default()
}

/// The page of an error; `None` when not even that can be made.
#[must_use]
pub fn error_page(request: &HttpRequest, locale: Locale, problem: &Problem) -> Option<String> {
    if staff::is_here(request) {
        return staff::error_page(request, problem);
    }
    let path = path_of(request);
    let chrome = views::Chrome {
        locale,
        path: &path,
    };
    views::ErrorPage { chrome, problem }.render().ok()
}

/// Path and query as requested.
fn path_of(request: &HttpRequest) -> String {
    request
        .uri()
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string)
}

/// A fresh idempotency key for the forms of one page.
fn form_key() -> String {
    Uuid::now_v7().simple().to_string()
}

/// A page that may be kept for a moment, as the facts on it may.
fn public(page: askama::Result<String>) -> Result<HttpResponse> {
    html(page, "public, max-age=60")
}

/// A page that is only for the one who asked.
fn private(page: askama::Result<String>) -> Result<HttpResponse> {
    html(page, "no-store")
}

fn html(page: askama::Result<String>, caching: &'static str) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, caching))
        .body(page.map_err(Error::internal)?))
}
