//! The one error of the server, and how it becomes a problem document.
//!
//! A handler returns [`Error`]; the boundary middleware writes it in the caller's language, with
//! the request id, as JSON or as a page. The cause of a failure goes to the log, never to the caller.

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use mobile_contract::{ErrorCode, FieldError, Locale, Problem};
use sea_orm::DbErr;

use crate::storage::StorageError;

/// A text in both languages.
#[derive(Clone, Debug)]
struct Both {
    vi: String,
    en: String,
}

impl Both {
    fn pick(&self, locale: Locale) -> String {
        locale.pick(&self.vi, &self.en).to_owned()
    }
}

/// What went wrong with a request.
#[derive(Debug)]
pub struct Error {
    code: ErrorCode,
    detail: Option<Box<Both>>,
    fields: Vec<(String, Both)>,
    retry_after: Option<u64>,
    /// Requests that a caller may send at once, when that was used up.
    allowance: Option<u32>,
    cause: Option<Box<str>>,
}

/// The shape of every handler's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error that needs no further words.
    #[must_use]
    pub const fn new(code: ErrorCode) -> Self {
        Self {
            code,
            detail: None,
            fields: Vec::new(),
            retry_after: None,
            allowance: None,
            cause: None,
        }
    }

    /// Says what happened this time.
    #[must_use]
    pub fn detail(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.detail = Some(Box::new(Both {
            vi: vi.into(),
            en: en.into(),
        }));
        self
    }

    /// One value that is not acceptable.
    #[must_use]
    pub fn field(loc: impl Into<String>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(ErrorCode::Invalid).and_field(loc, vi, en)
    }

    /// A further value that is not acceptable.
    #[must_use]
    pub fn and_field(
        mut self,
        loc: impl Into<String>,
        vi: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        self.fields.push((
            loc.into(),
            Both {
                vi: vi.into(),
                en: en.into(),
            },
        ));
        self
    }

    /// Too many requests: how many may be sent at once, and when to come again, in whole seconds.
    #[must_use]
    pub const fn rate_limited(allowance: u32, retry_after: u64) -> Self {
        let mut error = Self::new(ErrorCode::RateLimited);
        error.allowance = Some(allowance);
        error.retry_after = Some(retry_after);
        error
    }

    /// A failure of ours. The cause is for the log.
    #[must_use]
    pub fn internal(cause: impl fmt::Display) -> Self {
        let mut error = Self::new(ErrorCode::Internal);
        error.cause = Some(cause.to_string().into_boxed_str());
        error
    }

    /// Something that we rely on does not answer; it is worth trying again. The cause is for the log.
    #[must_use]
    pub fn unavailable(cause: impl fmt::Display) -> Self {
        let mut error = Self::internal(cause);
        error.code = ErrorCode::Unavailable;
        error.retry_after = Some(5);
        error
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// Whether a value at this place is not acceptable.
    #[must_use]
    pub fn is_about(&self, loc: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == loc)
    }

    /// What the log is told, when there is something to tell.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// In how many seconds to come again, when that is the trouble.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }

    /// The problem document for one request.
    #[must_use]
    pub fn problem(&self, locale: Locale, request_id: &str) -> Problem {
        Problem {
            kind: format!("/docs/errors#{}", self.code.as_str()),
            title: self.code.title(locale).to_owned(),
            status: self.code.status(),
            code: self.code,
            detail: self.detail.as_ref().map(|d| d.pick(locale)),
            errors: self
                .fields
                .iter()
                .map(|(loc, msg)| FieldError {
                    loc: loc.clone(),
                    msg: msg.pick(locale),
                })
                .collect(),
            request_id: request_id.to_owned(),
        }
    }

    /// The error behind a status that the framework chose by itself.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        Self::new(match status.as_u16() {
            400 => ErrorCode::BadRequest,
            401 => ErrorCode::Unauthorized,
            404 => ErrorCode::NotFound,
            405 => ErrorCode::MethodNotAllowed,
            413 => ErrorCode::TooLarge,
            414 => ErrorCode::UriTooLong,
            415 => ErrorCode::UnsupportedMedia,
            429 => ErrorCode::RateLimited,
            503 => ErrorCode::Unavailable,
            code if code < 500 => ErrorCode::BadRequest,
            _ => ErrorCode::Internal,
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Status and headers only: the boundary writes the body, which needs the request.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponseBuilder::new(self.status_code());
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if let Some(allowance) = self.allowance {
            let reset = self.retry_after.unwrap_or_default().to_string();
            response.insert_header(("RateLimit-Limit", allowance.to_string()));
            response.insert_header(("RateLimit-Remaining", "0"));
            response.insert_header(("RateLimit-Reset", reset));
        }
        if self.code == ErrorCode::Unauthorized {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        response.finish()
    }
}

impl From<DbErr> for Error {
    /// A busy database is a passing state; everything else is a fault.
    fn from(error: DbErr) -> Self {
        let busy = StorageError::is_locked(&error) || StorageError::is_deadlock(&error);
        let code = match (&error, busy) {
            (_, true) | (DbErr::ConnectionAcquire(_) | DbErr::Conn(_), _) => ErrorCode::Unavailable,
            _ => ErrorCode::Internal,
        };
        let mut ours = Self::internal(&error);
        ours.code = code;
        if code == ErrorCode::Unavailable {
            ours.retry_after = Some(5);
        }
        ours
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(format!("stored JSON: {error}"))
    }
}
