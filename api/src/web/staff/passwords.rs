//! Passwords that are set by a mailed link, and links that are asked for.
//!
//! The link's secret stands behind `#`, which browsers do not send. A script puts it into the form; without
//! scripts it is pasted there.

use actix_web::web::{self, Data, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::PasswordReset;

use super::guest::{Guest, GuestFiled};
use super::here::{refused, shown};
use super::views::{ForgottenPage, PasswordPage};
use super::{Here, cookies};
use crate::accounts::{Accounts, Caller};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::web::Site;

const SET: &str = "/can-bo/mat-khau";
const FORGOTTEN: &str = "/can-bo/quen-mat-khau";

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/mat-khau")
                .route(get().to(page))
                .route(post().to(set)),
        )
        .service(
            web::resource("/quen-mat-khau")
                .route(get().to(ask))
                .route(post().to(send)),
        );
}

async fn page(
    request: HttpRequest,
    accounts: Data<Accounts>,
    site: Data<Site>,
) -> Result<HttpResponse> {
    let here = Here::of(&request);
    let guest = Guest::of(&request);
    let page = PasswordPage {
        shell: here.shell_of(None),
        token: &guest.token(&accounts),
        link: "",
        problem: None,
    };
    guest.keep(**site, shown(page.render())?)
}

async fn set(
    request: HttpRequest,
    accounts: Data<Accounts>,
    site: Data<Site>,
    filed: GuestFiled,
) -> Result<HttpResponse> {
    let GuestFiled { guest, fields } = filed;
    match set_password(&accounts, fields.text("link"), &fields).await {
        Ok(()) => {
            let mut response = Here::of(&request).led_to("/can-bo/dang-nhap?set=1");
            // Every session of the account has ended.
            let gone = cookies::forget_key(**site);
            response.add_cookie(&gone).map_err(Error::internal)?;
            Ok(response)
        }
        Err(error) if matches!(error.code(), ErrorCode::Invalid | ErrorCode::LinkExpired) => {
            let here = Here::at(&request, SET);
            let page = PasswordPage {
                shell: here.shell_of(None),
                token: &guest.token(&accounts),
                link: fields.text("link"),
                problem: Some(&error),
            };
            refused(&error, page.render())
        }
        Err(error) => Err(error),
    }
}

async fn set_password(accounts: &Accounts, link: &str, fields: &super::Fields) -> Result<()> {
    must_be_twice(fields)?;
    let reset = PasswordReset {
        token: secret_of(link).to_owned(),
        password: fields.text("password").to_owned(),
    };
    accounts.reset_password(&reset).await
}

/// Whoever mistypes a password unseen would be locked out by it.
pub(super) fn must_be_twice(fields: &super::Fields) -> Result<()> {
    if fields.text("password") == fields.text("again") {
        return Ok(());
    }
    Err(Error::field(
        "body.again",
        "hai lần gõ chưa giống nhau",
        "is not the same as the first time",
    ))
}

/// The secret in a link, or what may be the secret alone.
fn secret_of(link: &str) -> &str {
    let link = link.trim();
    link.rsplit_once("token=")
        .map_or(link, |(_, secret)| secret)
}

async fn ask(
    request: HttpRequest,
    accounts: Data<Accounts>,
    site: Data<Site>,
) -> Result<HttpResponse> {
    let here = Here::of(&request);
    let guest = Guest::of(&request);
    let page = ForgottenPage {
        shell: here.shell_of(None),
        token: &guest.token(&accounts),
        sent: false,
        problem: None,
    };
    guest.keep(**site, shown(page.render())?)
}

/// Whether there is such an account is not told.
async fn send(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    filed: GuestFiled,
) -> Result<HttpResponse> {
    let GuestFiled { guest, fields } = filed;
    let caller = Caller::of(&request, &limiter);
    let sent = accounts
        .forgot_password(fields.text("login"), &caller)
        .await;
    let here = Here::at(&request, FORGOTTEN);
    let token = guest.token(&accounts);
    let page = |problem| ForgottenPage {
        shell: here.shell_of(None),
        token: &token,
        sent: true,
        problem,
    };
    match sent {
        Ok(()) => shown(page(None).render()),
        Err(error) if error.code() == ErrorCode::RateLimited => {
            refused(&error, page(Some(&error)).render())
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_link_and_its_secret_alone_are_the_same() {
        for pasted in [
            "https://a.vn/can-bo/mat-khau#token=abc123",
            " #token=abc123 ",
            "token=abc123",
            "abc123\n",
        ] {
            assert_eq!(secret_of(pasted), "abc123", "{pasted}");
        }
    }
}
