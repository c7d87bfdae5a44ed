//! `/danh-gia`: a citizen rates a counter. The first tap answers the first question and leads to the others;
//! nothing is kept before it is sent.

mod fields;
mod sent;
mod spot;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::rating::{NewRatingVisit, RatingForm};
use mobile_contract::{ErrorCode, Locale};
use serde::Deserialize;
use uuid::Uuid;

use self::spot::Spot;
use super::views::{Chrome, RateCountersPage, RateFirstPage, RatingDraft};
use super::{locale_of, path_of, private};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::ratings::{DEFAULT_FORM, Ratings};

const PATH: &str = "/danh-gia";
/// Stands for a counter that is not known.
const UNKNOWN: &str = "khong-ro";

/// Routes of these pages.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(
        resource(PATH)
            .route(get().to(first))
            .route(post().to(sent::next)),
    );
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
    draft.key = new_key();
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

/// The key of what is sent once; hard to guess.
fn new_key() -> String {
    Uuid::new_v4().simple().to_string()
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
