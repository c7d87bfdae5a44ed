//! Forms of browsers in which nobody is signed in: for signing in, and for passwords. They carry a token,
//! too, or another site could sign somebody in to an account that is not theirs.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::{Data, Form};
use actix_web::{FromRequest, HttpRequest, HttpResponse};

use super::cookies;
use super::fields::{Fields, TOKEN};
use crate::accounts::{Accounts, same_token};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::kernel::secret::Secret;
use crate::web::Site;
use mobile_contract::ErrorCode;

/// A browser that holds a secret, perhaps since just now.
pub(super) struct Guest {
    secret: String,
    known: bool,
}

impl Guest {
    /// The browser of a request.
    pub(super) fn of(request: &HttpRequest) -> Self {
        match cookies::guest(request) {
            Some(secret) => Self {
                secret,
                known: true,
            },
            None => Self {
                secret: Secret::generate().reveal().to_owned(),
                known: false,
            },
        }
    }

    /// What only this browser holds.
    pub(super) fn secret(&self) -> &str {
        &self.secret
    }

    /// What its forms carry.
    pub(super) fn token(&self, accounts: &Accounts) -> String {
        accounts.guest_form_token(&self.secret)
    }

    /// Gives the browser its secret, when it is new.
    pub(super) fn keep(&self, site: Site, mut response: HttpResponse) -> Result<HttpResponse> {
        if !self.known {
            let cookie = cookies::keep_guest(site, &self.secret);
            response.add_cookie(&cookie).map_err(Error::internal)?;
        }
        Ok(response)
    }
}

/// A form that such a browser sent from one of our pages.
pub(super) struct GuestFiled {
    pub(super) guest: Guest,
    pub(super) fields: Fields,
}

impl FromRequest for GuestFiled {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = Form::<Vec<(String, String)>>::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let missing = || Error::internal("a part of the server is not there");
            let limiter = request.app_data::<Data<Limiter>>().ok_or_else(missing)?;
            limiter.check(&request)?;
            let accounts = request.app_data::<Data<Accounts>>().ok_or_else(missing)?;
            let fields = Fields::new(sent.await?.into_inner());
            let guest = Guest::of(&request);
            let own = guest.known && same_token(fields.text(TOKEN), &guest.token(accounts));
            if own {
                Ok(Self { guest, fields })
            } else {
                Err(unknown().into())
            }
        })
    }
}

fn unknown() -> Error {
    Error::new(ErrorCode::Forbidden).detail(
        "Trình duyệt chưa giữ được cookie của trang này, hoặc biểu mẫu đã cũ. Mời mở lại trang rồi thử lại.",
        "Your browser did not keep the cookie of this page, or the form is an old one. Please open the \
         page anew and try again.",
    )
}
