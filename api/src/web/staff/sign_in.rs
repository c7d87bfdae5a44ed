//! Signing in: login and password, then the code of the authenticator where there is one; and out.

use actix_web::web::{self, Data, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use serde::Deserialize;

use super::guest::{Guest, GuestFiled};
use super::here::{refused, shown};
use super::views::{CodePage, SignInPage};
use super::{EnrolFiled, Fields, Here, Kept, Signed, cookies, next};
use crate::accounts::{Accounts, Caller, PageKey, SignInStep};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::web::Site;
use crate::web::views::with_param;

const PATH: &str = "/can-bo/dang-nhap";

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/dang-nhap")
                .route(get().to(page))
                .route(post().to(password)),
        )
        .service(
            web::resource("/dang-nhap/ma")
                .route(get().to(again))
                .route(post().to(code)),
        )
        .service(web::resource("/dang-xuat").route(post().to(sign_out)));
}

/// How somebody came to the page.
#[derive(Deserialize)]
struct Asked {
    next: Option<String>,
    /// They signed out just now.
    out: Option<String>,
    /// Their password was set just now.
    set: Option<String>,
}

async fn page(
    request: HttpRequest,
    accounts: Data<Accounts>,
    site: Data<Site>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let here = Here::of(&request);
    let guest = Guest::of(&request);
    let page = SignInPage {
        shell: here.shell_of(None),
        token: &guest.token(&accounts),
        next: next::or_first(asked.next.as_deref()),
        login: "",
        signed_out: asked.out.is_some(),
        password_set: asked.set.is_some(),
        kept: None,
        problem: None,
    };
    guest.keep(**site, shown(page.render())?)
}

/// The second page has no address of its own that could be opened: it rests on the first.
async fn again(request: HttpRequest) -> HttpResponse {
    Here::of(&request).led_to(PATH)
}

async fn password(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    site: Data<Site>,
    filed: GuestFiled,
) -> Result<HttpResponse> {
    let GuestFiled { guest, fields } = filed;
    let caller = Caller::of(&request, &limiter);
    let (login, password) = (fields.text("login"), fields.text("password"));
    let step = accounts.begin_pages(login, password, guest.secret(), &caller);
    match step.await {
        Ok(SignInStep::In(key)) => signed_in(&request, (&accounts, **site), &fields, &key).await,
        Ok(SignInStep::AsksCode(half)) => {
            ask_code(&request, &guest.token(&accounts), &fields, &half, None)
        }
        Err(error) if is_told(&error) => {
            let token = guest.token(&accounts);
            ask_password(&request, &token, &fields, Some(&error))
        }
        Err(error) => Err(error),
    }
}

async fn code(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    site: Data<Site>,
    filed: GuestFiled,
) -> Result<HttpResponse> {
    let GuestFiled { guest, fields } = filed;
    let caller = Caller::of(&request, &limiter);
    let (half, code) = (fields.text("half"), fields.text("code"));
    let done = accounts.finish_pages(half, code, guest.secret(), &caller);
    match done.await {
        Ok(key) => signed_in(&request, (&accounts, **site), &fields, &key).await,
        Err(error) if is_told(&error) => {
            let token = guest.token(&accounts);
            ask_code(&request, &token, &fields, half, Some(&error))
        }
        // Too long ago: from the beginning.
        Err(error) if error.code() == ErrorCode::LinkExpired => {
            let token = guest.token(&accounts);
            ask_password(&request, &token, &fields, Some(&error))
        }
        Err(error) => Err(error),
    }
}

async fn sign_out(
    request: HttpRequest,
    accounts: Data<Accounts>,
    site: Data<Site>,
    filed: EnrolFiled,
) -> Result<HttpResponse> {
    let staff = &filed.0.signed.staff;
    match accounts.end_session(staff, staff.session_id).await {
        Ok(()) => {}
        // It ended while the page stood open.
        Err(error) if error.code() == ErrorCode::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut response = Here::of(&request).led_to(&with_param(PATH, "out", "1"));
    let gone = cookies::forget_key(**site);
    response.add_cookie(&gone).map_err(Error::internal)?;
    Ok(response)
}

/// What is told beside the form, and not on a page of its own.
fn is_told(error: &Error) -> bool {
    matches!(
        error.code(),
        ErrorCode::SignInFailed | ErrorCode::Invalid | ErrorCode::RateLimited
    )
}

/// On to where they were going; or to what they wrote before their session ended.
async fn signed_in(
    request: &HttpRequest,
    (accounts, site): (&Accounts, Site),
    fields: &Fields,
    key: &PageKey,
) -> Result<HttpResponse> {
    let kept = Kept::carried(fields);
    let staff = match kept {
        Some(_) => accounts.of_page(key.reveal()).await?,
        None => None,
    };
    let mut response = match (kept, staff) {
        (Some(kept), Some(staff)) => {
            kept.resume(request, &Signed::new(request, accounts, staff)?)?
        }
        _ => Here::of(request).led_to_chosen(next::or_first(fields.said("next"))),
    };
    let cookie = cookies::keep_key(site, key.reveal());
    response.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(response)
}

fn ask_password(
    request: &HttpRequest,
    token: &str,
    fields: &Fields,
    error: Option<&Error>,
) -> Result<HttpResponse> {
    let here = Here::at(request, PATH);
    let kept = Kept::carried(fields);
    let page = SignInPage {
        shell: here.shell_of(None),
        token,
        next: next::or_first(fields.said("next")),
        login: fields.text("login"),
        signed_out: false,
        password_set: false,
        kept: kept.as_ref(),
        problem: error,
    };
    finish(error, page.render())
}

fn ask_code(
    request: &HttpRequest,
    token: &str,
    fields: &Fields,
    half: &str,
    error: Option<&Error>,
) -> Result<HttpResponse> {
    let here = Here::at(request, PATH);
    let kept = Kept::carried(fields);
    let page = CodePage {
        shell: here.shell_of(None),
        token,
        next: next::or_first(fields.said("next")),
        half,
        kept: kept.as_ref(),
        problem: error,
    };
    finish(error, page.render())
}

fn finish(error: Option<&Error>, page: askama::Result<String>) -> Result<HttpResponse> {
    match error {
        Some(error) => refused(error, page),
        None => shown(page),
    }
}
