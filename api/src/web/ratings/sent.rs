//! What was sent from the pages of a rating: shown with the other questions, taken, or given back with every word.

use actix_web::web::{Data, Form};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::rating::ServiceRated;

use super::fields::{Deed, Fields};
use super::{PATH, begin, form_of, new_key, spot, with_status};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::ratings::{Giver, Ratings};
use crate::web::views::{
    Chrome, RateRestPage, RatedBeforePage, RatedPage, RatingDraft, with_param,
};
use crate::web::{Site, chat, locale_of, private, ticket_cookie};

pub(super) async fn next(
    request: HttpRequest,
    limiter: Data<Limiter>,
    ratings: Data<Ratings>,
    site: Data<Site>,
    sent: Form<Vec<(String, String)>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let Fields { mut draft, deed } = Fields::read(sent.into_inner())?;
    form_of(&ratings, &mut draft)?;
    match deed {
        Deed::Show => return rest(&request, &ratings, &draft, (None, false)),
        Deed::BeginAgain => {
            let qr = draft.qr.clone().unwrap_or_default();
            return match begin(&ratings, &qr, locale).await {
                Ok((begun, _)) => {
                    draft.visit = begun.visit;
                    draft.counter = begun.counter;
                    rest(&request, &ratings, &draft, (None, true))
                }
                Err(error) => refused(&request, &ratings, draft, error).await,
            };
        }
        Deed::SendOpen => draft.visit = None,
        Deed::Send => {}
    }
    let giver = Giver {
        network: limiter.address(&request),
        locale,
    };
    match give(&ratings, &draft, &giver).await {
        Ok(rated) => thanks(&request, **site, &rated, draft.own),
        Err(error) => {
            if error.is_about("body.qr") {
                // Sent once more, it goes without the code.
                draft.qr = None;
            }
            refused(&request, &ratings, draft, error).await
        }
    }
}

async fn give(ratings: &Ratings, draft: &RatingDraft, giver: &Giver) -> Result<ServiceRated> {
    let rating = draft.rating();
    let attempt = ratings.attempt(&draft.key, &rating)?;
    ratings.rate(&rating, giver, Some(&attempt)).await
}

/// What was refused is shown with all that was typed.
async fn refused(
    request: &HttpRequest,
    ratings: &Ratings,
    mut draft: RatingDraft,
    error: Error,
) -> Result<HttpResponse> {
    match error.code() {
        ErrorCode::VisitUsed | ErrorCode::IdempotencyConflict => {
            let attempt = ratings.attempt(&draft.key, &draft.rating())?;
            if ratings.was_received(&attempt).await? {
                return received(request, &error);
            }
            // Something else was sent before, by them or by who had the device before them. This was not, and
            // is sent as a rating of its own.
            draft.key = new_key();
            draft.visit = None;
            rest(request, ratings, &draft, (Some(&error), false))
        }
        ErrorCode::VisitExpired | ErrorCode::VisitWrong => {
            draft.visit = None;
            rest(request, ratings, &draft, (Some(&error), false))
        }
        code if code.status() < 500 && error.retry_after().is_none() => {
            rest(request, ratings, &draft, (Some(&error), false))
        }
        _ => Err(error),
    }
}

/// The same was sent before, too long ago to be told again what opens its case.
fn received(request: &HttpRequest, error: &Error) -> Result<HttpResponse> {
    let path = chat::in_language(PATH, locale_of(request));
    let chrome = Chrome {
        locale: locale_of(request),
        path: &path,
    };
    let page = RatedBeforePage { chrome };
    with_status(Some(error), private(page.render())?)
}

fn rest(
    request: &HttpRequest,
    ratings: &Ratings,
    draft: &RatingDraft,
    (problem, again): (Option<&Error>, bool),
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let mut draft = draft.clone();
    let form = form_of(ratings, &mut draft)?;
    let spot = draft
        .counter
        .as_deref()
        .and_then(|id| spot::of_counter(ratings, id).ok())
        .unwrap_or_default();
    let told = problem.map(|error| error.problem(locale, ""));
    // Where a GET leads back to.
    let path = match &draft.qr {
        Some(qr) => with_param(PATH, "qr", qr),
        None => PATH.to_owned(),
    };
    let path = chat::in_language(&path, locale);
    let page = RateRestPage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        form,
        draft: &draft,
        spot: spot.names(),
        problem: told.as_ref(),
        again,
    };
    with_status(problem, private(page.render())?)
}

/// Code and secret, shown this once; and a cookie, so that this browser opens the case.
fn thanks(
    request: &HttpRequest,
    site: Site,
    rated: &ServiceRated,
    own: bool,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let here = chat::in_language(PATH, locale);
    let receipt = rated.receipt.as_ref();
    let path = receipt.map(|receipt| ticket_cookie::path(&receipt.code));
    let page = RatedPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        rated,
        path: path.as_deref(),
    };
    let mut response = private(page.render())?;
    if let Some(receipt) = receipt {
        let cookie = ticket_cookie::keep(site, &receipt.code, &receipt.secret, own);
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}
