//! `/danh-gia`: a citizen rates a counter. The first tap answers the first question and leads to the others;
//! nothing is kept before it is sent.

mod fields;
mod spot;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::rating::{NewRatingVisit, RatingForm, ServiceRated};
use mobile_contract::{ErrorCode, Locale};
use serde::Deserialize;
use uuid::Uuid;

use self::fields::{Deed, Fields};
use self::spot::Spot;
use super::views::{
    Chrome, RateCountersPage, RateFirstPage, RateRestPage, RatedBeforePage, RatedPage, RatingDraft,
};
use super::{Site, chat, locale_of, path_of, private, ticket_cookie};
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;
use crate::kernel::rate::Limiter;
use crate::ratings::{DEFAULT_FORM, Giver, Ratings};

const PATH: &str = "/danh-gia";
/// Stands for a counter that is not known.
const UNKNOWN: &str = "khong-ro";

/// Routes of these pages.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(resource(PATH).route(get().to(first)).route(post().to(next)));
}

/// Where one comes from: a scanned code, a counter that was chosen, or words to look for one.
#[derive(Deserialize)]
struct From {
    qr: Option<String>,
    quay: Option<String>,
    tim: Option<String>,
}

async fn first(
    request: HttpRequest,
    limiter: Data<Limiter>,
    ratings: Data<Ratings>,
    from: Query<From>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let begun = match (&from.qr, from.quay.as_deref()) {
        (Some(qr), _) => begin(&ratings, qr, locale).await,
        (None, Some(UNKNOWN)) => Ok((RatingDraft::default(), Spot::default())),
        (None, Some(counter)) => spot::of_counter(&ratings, counter).map(|spot| {
            let counter = Some(counter.to_owned());
            let draft = RatingDraft {
                counter,
                ..RatingDraft::default()
            };
            (draft, spot)
        }),
        (None, None) => return counters(&request, &ratings, &from, None),
    };
    match begun {
        Ok((draft, spot)) => first_page(&request, &ratings, draft, &spot),
        Err(error) if error.code().status() < 500 && error.retry_after().is_none() => {
            counters(&request, &ratings, &from, Some(&error))
        }
        Err(error) => Err(error),
    }
}

/// Begins a visit with a scanned code.
async fn begin(ratings: &Ratings, qr: &str, locale: Locale) -> Result<(RatingDraft, Spot)> {
    let scanned = NewRatingVisit { qr: qr.to_owned() };
    let visit = ratings.begin_visit(&scanned, locale).await?;
    let spot = Spot {
        counter: visit.counter.as_ref().map(|counter| counter.name.clone()),
        agency: visit.agency.map(|agency| agency.name),
    };
    let draft = RatingDraft {
        visit: Some(visit.token),
        qr: Some(qr.to_owned()),
        counter: visit.counter.map(|counter| counter.id.to_string()),
        form: visit.form.id.to_string(),
        version: visit.form.version,
        ..RatingDraft::default()
    };
    Ok((draft, spot))
}

fn first_page(
    request: &HttpRequest,
    ratings: &Ratings,
    mut draft: RatingDraft,
    spot: &Spot,
) -> Result<HttpResponse> {
    draft.key = Uuid::new_v4().simple().to_string();
    let form = form_of(ratings, &mut draft)?;
    let path = path_of(request);
    let page = RateFirstPage {
        chrome: Chrome {
            locale: locale_of(request),
            path: &path,
        },
        form,
        draft: &draft,
        spot: spot.names(),
    };
    private(page.render())
}

/// The form that a draft fills in; that of today when it names none that there is.
fn form_of<'r>(ratings: &'r Ratings, draft: &mut RatingDraft) -> Result<&'r RatingForm> {
    let today = ratings.clock.today();
    let named = ratings.forms.find(&draft.form, draft.version);
    let named = named.filter(|form| form.valid_from <= today);
    let form = named.or_else(|| ratings.forms.on(DEFAULT_FORM, today));
    let form = form.ok_or_else(|| Error::new(ErrorCode::RatingFormNotFound))?;
    draft.form = form.id.to_string();
    draft.version = form.version;
    Ok(form)
}

fn counters(
    request: &HttpRequest,
    ratings: &Ratings,
    from: &From,
    problem: Option<&Error>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let path = path_of(request);
    let sought = from.tim.as_deref().unwrap_or_default().trim();
    let (counters, more) = spot::counters(ratings, sought);
    let told = problem.map(|error| error.problem(locale, ""));
    let told = told.map(|problem| problem.detail.unwrap_or(problem.title));
    let page = RateCountersPage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        sought,
        counters: &counters,
        more,
        problem: told.as_deref(),
    };
    with_status(problem, private(page.render())?)
}

/// A page that tells what was refused has its status.
fn with_status(refused: Option<&Error>, mut response: HttpResponse) -> Result<HttpResponse> {
    if let Some(error) = refused {
        let status = StatusCode::from_u16(error.code().status());
        *response.status_mut() = status.map_err(Error::internal)?;
    }
    Ok(response)
}

async fn next(
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
                Err(error) => refused(&request, &ratings, draft, error),
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
        Err(error) => refused(&request, &ratings, draft, error),
    }
}

async fn give(ratings: &Ratings, draft: &RatingDraft, giver: &Giver) -> Result<ServiceRated> {
    let rating = draft.rating();
    let attempt = Attempt::new(&ratings.vault, &draft.key, "ratings", &rating)?;
    ratings.rate(&rating, giver, Some(&attempt)).await
}

/// What was refused is shown with all that was typed.
fn refused(
    request: &HttpRequest,
    ratings: &Ratings,
    mut draft: RatingDraft,
    error: Error,
) -> Result<HttpResponse> {
    match error.code() {
        // The same form was sent before, or the same visit rated.
        ErrorCode::VisitUsed | ErrorCode::IdempotencyConflict => {
            let path = chat::in_language(PATH, locale_of(request));
            let chrome = Chrome {
                locale: locale_of(request),
                path: &path,
            };
            let page = RatedBeforePage { chrome };
            with_status(Some(&error), private(page.render())?)
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
        Some(qr) => super::views::with_param(PATH, "qr", qr),
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
