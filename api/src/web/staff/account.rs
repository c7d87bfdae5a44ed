//! One's own account: where one is signed in, and the password.

use actix_web::web::{self, Data, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::PasswordChange;
use serde::Deserialize;
use uuid::Uuid;

use super::here::answered;
use super::passwords::must_be_twice;
use super::views::{AccountPage, Done};
use super::{Filed, Here, Signed};
use crate::accounts::{Accounts, Caller};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;

const PATH: &str = "/can-bo/phien";

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/phien").route(get().to(page)))
        .service(web::resource("/phien/ket-thuc").route(post().to(end)))
        .service(web::resource("/phien/ket-thuc-khac").route(post().to(end_others)))
        .service(web::resource("/phien/mat-khau").route(post().to(change_password)));
}

#[derive(Deserialize)]
struct Asked {
    /// What was done just now.
    done: Option<String>,
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    accounts: Data<Accounts>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let done = match asked.done.as_deref() {
        Some("phien") => Some(Done::Sessions),
        Some("mat-khau") => Some(Done::Password),
        _ => None,
    };
    show(&Here::of(&request), &signed, &accounts, done, None).await
}

async fn end(request: HttpRequest, filed: Filed, accounts: Data<Accounts>) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let id: Uuid = fields
        .text("id")
        .parse()
        .map_err(|_| Error::new(ErrorCode::NotFound))?;
    match accounts.end_session(&signed.staff, id).await {
        Ok(()) => {}
        // Pressed twice, or ended elsewhere: it is as it was wanted.
        Err(error) if error.code() == ErrorCode::NotFound => {}
        Err(error) => return Err(error),
    }
    Ok(Here::of(&request).led_to("/can-bo/phien?done=phien"))
}

async fn end_others(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
) -> Result<HttpResponse> {
    accounts.end_other_sessions(&filed.signed.staff).await?;
    Ok(Here::of(&request).led_to("/can-bo/phien?done=phien"))
}

async fn change_password(
    request: HttpRequest,
    filed: Filed,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let change = PasswordChange {
        current: fields.text("current").to_owned(),
        new: fields.text("password").to_owned(),
    };
    let caller = Caller::of(&request, &limiter);
    let changed = match must_be_twice(&fields) {
        Ok(()) => {
            accounts
                .change_password(&signed.staff, &change, &caller)
                .await
        }
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Ok(Here::of(&request).led_to("/can-bo/phien?done=mat-khau")),
        Err(error)
            if matches!(
                error.code(),
                ErrorCode::Invalid | ErrorCode::SignInFailed | ErrorCode::RateLimited
            ) =>
        {
            let here = Here::at(&request, PATH);
            show(&here, &signed, &accounts, None, Some(&error)).await
        }
        Err(error) => Err(error),
    }
}

async fn show(
    here: &Here,
    signed: &Signed,
    accounts: &Accounts,
    done: Option<Done>,
    problem: Option<&Error>,
) -> Result<HttpResponse> {
    let user = accounts.own(&signed.staff).await?;
    let page = AccountPage {
        shell: here.shell(signed),
        login: &user.login,
        totp: user.totp,
        sessions: &accounts.sessions_of(&signed.staff).await?,
        done,
        problem,
    };
    answered(problem, page.render())
}
