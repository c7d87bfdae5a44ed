//! The page that is shown: its language and address, and who looks at it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::Locale;

use super::Signed;
use super::views::{Shell, Who};
use crate::error::{Error, Result};
use crate::web::views::Chrome;
use crate::web::{chat, locale_of, path_of, private};

/// The page that is shown.
#[derive(Clone, Debug)]
pub struct Here {
    /// Its language.
    pub locale: Locale,
    path: String,
}

impl Here {
    /// The page that was asked for.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        Self {
            locale: locale_of(request),
            path: path_of(request),
        }
    }

    /// For what is shown after a form: the page at which it can be looked at again.
    #[must_use]
    pub fn at(request: &HttpRequest, path: &str) -> Self {
        let locale = locale_of(request);
        Self {
            path: chat::in_language(path, locale),
            locale,
        }
    }

    /// The frame of a page for someone.
    #[must_use]
    pub fn shell<'a>(&'a self, signed: &'a Signed) -> Shell<'a> {
        self.shell_of(Some(signed))
    }

    /// The frame of a page for someone, or nobody.
    #[must_use]
    pub fn shell_of<'a>(&'a self, signed: Option<&'a Signed>) -> Shell<'a> {
        Shell {
            chrome: Chrome {
                locale: self.locale,
                path: &self.path,
            },
            who: signed.map(|signed| Who {
                name: &signed.staff.name,
                role: signed.staff.role,
                agency: signed.agency.as_deref(),
                token: &signed.token,
                enrolling: signed.staff.must_enrol(),
            }),
        }
    }

    /// Leads on to another page, in the language of this one.
    #[must_use]
    pub fn led_to(&self, path: &str) -> HttpResponse {
        chat::see_other(&chat::in_language(path, self.locale))
    }

    /// Leads on to an address that says its language itself, if it says any.
    #[must_use]
    pub fn led_to_chosen(&self, address: &str) -> HttpResponse {
        if Chrome::chosen_in(address).is_some() {
            chat::see_other(address)
        } else {
            self.led_to(address)
        }
    }
}

/// A page that is only for the one who asked.
///
/// # Errors
/// When it cannot be made.
pub fn shown(page: askama::Result<String>) -> Result<HttpResponse> {
    private(page)
}

/// A page that tells what was refused.
///
/// # Errors
/// When it cannot be made.
pub fn refused(error: &Error, page: askama::Result<String>) -> Result<HttpResponse> {
    let mut response = private(page)?;
    let status = StatusCode::from_u16(error.code().status()).map_err(Error::internal)?;
    *response.status_mut() = status;
    if let Some(seconds) = error.retry_after() {
        let seconds = actix_web::http::header::HeaderValue::from(seconds);
        let headers = response.headers_mut();
        headers.insert(actix_web::http::header::RETRY_AFTER, seconds);
    }
    Ok(response)
}

/// A page, and what was refused when something was.
///
/// # Errors
/// When it cannot be made.
pub fn answered(problem: Option<&Error>, page: askama::Result<String>) -> Result<HttpResponse> {
    match problem {
        Some(error) => refused(error, page),
        None => shown(page),
    }
}
