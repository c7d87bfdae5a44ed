//! Being told of a dossier, from its page.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::dossier::subscription::{DossierSubscription, DossierSubscriptionState};
use serde::Deserialize;
use uuid::Uuid;

use super::{PATH, cookie, shown};
use crate::dossiers::subscriptions::Wish;
use crate::dossiers::{Dossiers, LookUp, Origin};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::web::chat::{first_words, in_language, see_other};
use crate::web::views::{Chrome, DossierStopPage, DossierToldPage};
use crate::web::{locale_of, path_of, private};

/// A number or address.
#[derive(Deserialize)]
pub(in crate::web) struct Wished {
    address: String,
}

/// The code that was sent there.
#[derive(Deserialize)]
pub(in crate::web) struct Confirmed {
    id: Uuid,
    address: String,
    code: String,
}

/// What stands in the link of a message.
#[derive(Deserialize)]
pub(in crate::web) struct Link {
    token: String,
}

/// Somebody who is told.
#[derive(Deserialize)]
pub(in crate::web) struct Told {
    id: Uuid,
}

/// Begins.
pub(in crate::web) async fn begin(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    wished: Form<Wished>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let Some((code, pass)) = cookie::held(&request) else {
        return Ok(see_other(&in_language(PATH, locale_of(&request))));
    };
    let origin = Origin::of(&request, &limiter);
    let begun = async {
        let wish = Wish::guess(&wished.address)?;
        let proven = look_up.prove(&code, &pass, &origin).await?;
        let dossiers = &look_up.dossiers;
        dossiers
            .subscribe(&proven, &wish, locale_of(&request), &origin)
            .await
    };
    match begun.await {
        Ok(subscription) => told(&request, &subscription, None),
        Err(error) if error.code() == ErrorCode::DossierNotFound => {
            Ok(see_other(&in_language(PATH, locale_of(&request))))
        }
        Err(error) if matches!(error.code(), ErrorCode::Invalid | ErrorCode::RateLimited) => {
            let refused = (&error, wished.address.as_str());
            shown::again(&request, &limiter, &look_up, refused).await
        }
        Err(error) => Err(error),
    }
}

/// Confirms the address.
pub(in crate::web) async fn confirm(
    request: HttpRequest,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    confirmed: Form<Confirmed>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    match dossiers.confirm(confirmed.id, &confirmed.code).await {
        Ok(subscription) => told(&request, &subscription, None),
        // Wrong digits; or enough are told by now.
        Err(error) if matches!(error.code(), ErrorCode::OtpWrong | ErrorCode::Invalid) => {
            asked_again(&request, &confirmed, &error)
        }
        Err(error) => Err(error),
    }
}

/// Ends what somebody is told of the dossier that is open in this browser, and shows who is left.
pub(in crate::web) async fn end(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    told: Form<Told>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let Some(proven) = shown::proven(&request, &limiter, &look_up).await? else {
        return Ok(shown::to_form(&request));
    };
    look_up.dossiers.end_of_dossier(&proven, told.id).await?;
    let back = in_language(super::SHOWN, locale_of(&request));
    Ok(see_other(&with_anchor(&back)))
}

/// Where the page says who is told.
fn with_anchor(page: &str) -> String {
    format!("{page}#ai-nhan-tin")
}

/// Asks whether to end: opening a link changes nothing, because programs look at links before people do.
pub(in crate::web) async fn stop_page(
    request: HttpRequest,
    dossiers: Data<Dossiers>,
    link: Query<Link>,
) -> Result<HttpResponse> {
    let subscription = dossiers.subscription_by_token(&link.token).await?;
    stopped(&request, &link.token, &subscription)
}

/// Ends.
pub(in crate::web) async fn stop(
    request: HttpRequest,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    link: Form<Link>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    dossiers.end_by_token(&link.token).await?;
    let subscription = dossiers.subscription_by_token(&link.token).await?;
    stopped(&request, &link.token, &subscription)
}

fn stopped(
    request: &HttpRequest,
    token: &str,
    subscription: &DossierSubscription,
) -> Result<HttpResponse> {
    let path = path_of(request);
    let page = DossierStopPage {
        chrome: Chrome {
            locale: locale_of(request),
            path: &path,
        },
        token,
        code: subscription.code.as_str(),
        address: &subscription.address,
        ended: subscription.state == DossierSubscriptionState::Ended,
    };
    private(page.render())
}

fn told(
    request: &HttpRequest,
    subscription: &DossierSubscription,
    problem: Option<&str>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let here = in_language(super::SHOWN, locale);
    let page = DossierToldPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        id: subscription.id,
        address: &subscription.address,
        active: subscription.state == DossierSubscriptionState::Active,
        problem,
    };
    private(page.render())
}

fn asked_again(
    request: &HttpRequest,
    confirmed: &Confirmed,
    error: &Error,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let here = in_language(super::SHOWN, locale);
    let problem = first_words(error, locale);
    let page = DossierToldPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        id: confirmed.id,
        address: &confirmed.address,
        active: false,
        problem: Some(&problem),
    };
    let mut response = private(page.render())?;
    let status = StatusCode::from_u16(error.code().status());
    *response.status_mut() = status.map_err(Error::internal)?;
    Ok(response)
}
