//! Setting up an authenticator: a code to scan, a code that proves it, and recovery codes shown once.

use actix_web::web::{self, Data, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::TotpEnrolment;

use super::here::{answered, shown};
use super::views::{AuthenticatorPage, RecoveryPage, SetUp};
use super::{EnrolFiled, Enroller, Here, Signed};
use crate::accounts::{Accounts, Caller};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::qr;

const PATH: &str = "/can-bo/xac-thuc";

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/xac-thuc")
                .route(get().to(page))
                .route(post().to(begin)),
        )
        .service(
            web::resource("/xac-thuc/ma")
                .route(get().to(again))
                .route(post().to(confirm)),
        )
        .service(web::resource("/xac-thuc/bo").route(post().to(remove)));
}

async fn page(
    request: HttpRequest,
    enroller: Enroller,
    accounts: Data<Accounts>,
) -> Result<HttpResponse> {
    show(
        &Here::of(&request),
        &enroller.0,
        &accounts,
        SetUp::Not,
        None,
    )
    .await
}

async fn again(request: HttpRequest) -> HttpResponse {
    Here::of(&request).led_to(PATH)
}

async fn begin(
    request: HttpRequest,
    filed: EnrolFiled,
    accounts: Data<Accounts>,
) -> Result<HttpResponse> {
    let signed = filed.0.signed;
    let here = Here::at(&request, PATH);
    match accounts.enrol(&signed.staff).await {
        Ok(enrolment) => {
            let set_up = scanned(&enrolment)?;
            show(&here, &signed, &accounts, set_up, None).await
        }
        // There is one by now: the page says so.
        Err(error) if error.code() == ErrorCode::TotpState => Ok(here.led_to(PATH)),
        Err(error) => Err(error),
    }
}

async fn confirm(
    request: HttpRequest,
    filed: EnrolFiled,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
) -> Result<HttpResponse> {
    let filed = filed.0;
    let here = Here::at(&request, PATH);
    let caller = Caller::of(&request, &limiter);
    let code = filed.fields.text("code");
    let confirmed = accounts.confirm_totp(&filed.signed.staff, code, &caller);
    match confirmed.await {
        Ok(codes) => {
            let page = RecoveryPage {
                shell: here.shell(&filed.signed).enrolled(),
                codes: &codes.codes,
            };
            shown(page.render())
        }
        Err(error) if is_told(&error) => {
            let set_up = SetUp::Begun;
            show(&here, &filed.signed, &accounts, set_up, Some(&error)).await
        }
        Err(error) if error.code() == ErrorCode::TotpState => Ok(here.led_to(PATH)),
        Err(error) => Err(error),
    }
}

async fn remove(
    request: HttpRequest,
    filed: EnrolFiled,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
) -> Result<HttpResponse> {
    let filed = filed.0;
    let here = Here::at(&request, PATH);
    let caller = Caller::of(&request, &limiter);
    let code = filed.fields.text("code");
    let removed = accounts.disable_totp(&filed.signed.staff, code, &caller);
    match removed.await {
        Ok(()) => Ok(here.led_to(PATH)),
        Err(error) if is_told(&error) => {
            show(&here, &filed.signed, &accounts, SetUp::Not, Some(&error)).await
        }
        Err(error) if error.code() == ErrorCode::TotpState => Ok(here.led_to(PATH)),
        Err(error) => Err(error),
    }
}

fn is_told(error: &Error) -> bool {
    matches!(
        error.code(),
        ErrorCode::SignInFailed | ErrorCode::RateLimited
    )
}

fn scanned(enrolment: &TotpEnrolment) -> Result<SetUp> {
    let image = qr::svg(&enrolment.uri)?;
    // Within a page it is an element, and no document of its own.
    let element = image.find("<svg").and_then(|at| image.get(at..));
    Ok(SetUp::Shown {
        image: element.unwrap_or_default().to_owned(),
        secret: enrolment.secret.clone(),
    })
}

async fn show(
    here: &Here,
    signed: &Signed,
    accounts: &Accounts,
    set_up: SetUp,
    problem: Option<&Error>,
) -> Result<HttpResponse> {
    let user = accounts.own(&signed.staff).await?;
    let page = AuthenticatorPage {
        shell: here.shell(signed),
        set_up: if user.totp { SetUp::Done } else { set_up },
        required: signed.staff.must_enrol(),
        problem,
    };
    answered(problem, page.render())
}
