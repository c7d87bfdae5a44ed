//! `/can-bo`: the pages of staff (cán bộ), over the services of accounts, tickets and search.
//!
//! A handler names [`Signed`] to let in whoever is signed in, or [`Filed`] for a form that they sent:
//! nobody else gets past, and no form without the token of its session. Pages stand in a [`Shell`], with
//! the navigation of the role; refusals, too. A further room of pages has `routes(&mut ServiceConfig)`,
//! is named in `configure`, and has its line in `views::menu`.
//!
//! [`Shell`]: views::Shell

mod account;
mod authenticator;
mod cookies;
mod desk;
mod dossier_figures;
mod dossier_quality;
mod dossiers;
mod faqs;
mod fields;
mod guest;
mod here;
mod kept;
mod next;
mod passwords;
mod posters;
mod qr_codes;
mod queue;
mod ratings;
mod settings;
mod settings_form;
mod sign_in;
mod signed;
mod ticket;
pub mod views;

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::web::{self, FormConfig, ServiceConfig};
use askama::Template;
use mobile_contract::{ErrorCode, Problem};

pub use self::fields::Fields;
pub use self::here::Here;
pub use self::kept::Kept;
use self::signed::FiledFiles;
pub use self::signed::{EnrolFiled, Enroller, Filed, Signed};
pub use self::ticket::Room;
use crate::error::{Error, Result};

/// Where the pages lie; their cookies go there only.
const ROOM: &str = "/can-bo";
/// Largest form of staff, in bytes. Each letter of Vietnamese may take nine when it is sent, and an
/// answer has some thousands.
const FORM_BYTES: usize = 128 * 1024;

/// Routes of the pages of staff.
pub(super) fn configure(config: &mut ServiceConfig) {
    let forms = FormConfig::default()
        .limit(FORM_BYTES)
        .error_handler(|error, _| fields::refused(&error).into());
    config.service(
        web::scope(ROOM)
            .app_data(forms)
            .configure(sign_in::routes)
            .configure(passwords::routes)
            .configure(account::routes)
            .configure(authenticator::routes)
            .configure(desk::routes)
            .configure(dossiers::routes)
            .configure(dossier_figures::routes)
            .configure(dossier_quality::routes)
            .configure(faqs::routes)
            .configure(qr_codes::routes)
            .configure(queue::routes)
            .configure(ratings::routes)
            .configure(ticket::routes)
            .configure(settings::routes)
            .configure(posters::routes)
            .default_service(web::to(nothing_here)),
    );
}

/// Whether a request is for a page of staff.
pub(super) fn is_here(request: &HttpRequest) -> bool {
    next::is_ours(request.path())
}

/// The page of an error, in the shell when it is known who asks.
pub(super) fn error_page(request: &HttpRequest, problem: &Problem) -> Option<String> {
    let here = Here::of(request);
    let signed = Signed::known(request);
    let shell = here.shell_of(signed.as_ref());
    views::ErrorPage { shell, problem }.render().ok()
}

async fn nothing_here(_signed: Signed) -> Result<HttpResponse> {
    Err(Error::new(ErrorCode::NotFound))
}
