//! `/can-bo/danh-gia`: what ratings add up to, what waits, and the table to keep.

use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::rating_figures::{RatingFigures, RatingFilter, RatingListFilter, RatingRow};
use mobile_contract::ticket::{StaffTicketFilter, TicketRow, TicketSource};
use mobile_contract::{ErrorCode, Locale, Slug};

use super::here::answered;
use super::views::{RatingsForm, RatingsPage, Wrong};
use super::{Here, Signed};
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::{order, wire};
use crate::ratings::Ratings;
use crate::ratings::figures::Reach;
use crate::ratings::figures::routes::as_csv;
use crate::tickets::Desk;

/// Cases and flagged ratings on the page; their lists have the others.
const ROWS: u32 = 10;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/danh-gia").route(get().to(page)))
        .service(web::resource("/danh-gia/so-lieu.csv").route(get().to(table)));
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    ratings: Data<Ratings>,
    form: Query<RatingsForm>,
) -> Result<HttpResponse> {
    let here = Here::of(&request);
    let asked = asked(&ratings, &signed.staff, &form, here.locale).await;
    let (figures, refusal) = match asked {
        Ok(figures) => (Some(figures), None),
        Err(error) if wrong(&error).is_some() => (None, Some(error)),
        Err(error) => return Err(error),
    };
    let choices = Choices::of(&ratings, &signed.staff, &form)?;
    let page = RatingsPage {
        shell: here.shell(&signed),
        form: &form,
        figures: figures.as_ref(),
        wrong: refusal.as_ref().and_then(wrong),
        scale: &ratings.scale(form.form.as_deref(), here.locale),
        overdue: &overdue(&ratings, &signed.staff).await?,
        flagged: &flagged(&ratings, &signed.staff, &form).await?,
        agencies: &choices.agencies,
        counters: &choices.counters,
        places: &choices.places,
        forms: &forms(&ratings, here.locale),
    };
    answered(refusal.as_ref(), page.render())
}

async fn table(
    request: HttpRequest,
    signed: Signed,
    ratings: Data<Ratings>,
    form: Query<RatingsForm>,
) -> Result<HttpResponse> {
    let locale = Here::of(&request).locale;
    let figures = asked(&ratings, &signed.staff, &form, locale).await?;
    Ok(as_csv(&figures, locale))
}

/// What of a filter of figures does not fit, when it is that.
pub(super) fn wrong(error: &Error) -> Option<Wrong> {
    match error.code() {
        ErrorCode::Invalid => Some(Wrong::Days),
        ErrorCode::NotFound => Some(Wrong::Missing),
        _ => None,
    }
}

async fn asked(
    ratings: &Ratings,
    staff: &Staff,
    form: &RatingsForm,
    locale: Locale,
) -> Result<RatingFigures> {
    ratings.all_figures(staff, &filter(form)?, locale).await
}

/// The filter that the fields mean. A day that is none is refused; an unknown way of putting together is left out.
fn filter(form: &RatingsForm) -> Result<RatingFilter> {
    let said = |field: &Option<String>| field.clone().filter(|text| !text.is_empty());
    let day = |field: &Option<String>| {
        let day = said(field).map(|text| text.parse());
        day.transpose()
            .map_err(|_| Error::field("query.from", "không phải ngày", "is no day"))
    };
    Ok(RatingFilter {
        by: said(&form.by).and_then(|by| wire::value(&by).ok()),
        from: day(&form.from)?,
        to: day(&form.to)?,
        agency: said(&form.agency),
        counter: said(&form.counter),
        place: said(&form.place),
        form: said(&form.form),
    })
}

/// Cases that are late, of those that somebody may open.
async fn overdue(ratings: &Ratings, staff: &Staff) -> Result<Vec<TicketRow>> {
    let wanted = StaffTicketFilter {
        source: Some(TicketSource::Rating),
        overdue: Some(true),
        limit: Some(ROWS),
        ..StaffTicketFilter::default()
    };
    let page = ratings.tickets.list(&Desk::of(staff)?, &wanted).await?;
    Ok(page.items)
}

/// Flagged ratings that entered the figures in the days that are looked at; of the usual days when those do not fit.
async fn flagged(ratings: &Ratings, staff: &Staff, form: &RatingsForm) -> Result<Vec<RatingRow>> {
    let days = filter(form).unwrap_or_default();
    let wanted = RatingListFilter {
        from: days.from,
        to: days.to,
        agency: days.agency,
        flagged: Some(true),
        limit: Some(ROWS),
        ..RatingListFilter::default()
    };
    match ratings.singles(staff, &wanted).await {
        Err(error) if wrong(&error).is_some() => Ok(Vec::new()),
        done => Ok(done?.items),
    }
}

/// The forms that are given today, in the order of their file.
fn forms(ratings: &Ratings, locale: Locale) -> Vec<(String, String)> {
    let today = ratings.clock.today();
    let given = ratings.forms.iter().filter(|form| {
        let newest = ratings.forms.on(form.id.as_str(), today);
        newest.is_some_and(|newest| newest.version == form.version)
    });
    given
        .map(|form| (form.id.to_string(), form.title.pick(locale).to_owned()))
        .collect()
}

/// What one can choose from, as ids and names.
struct Choices {
    agencies: Vec<(String, String)>,
    counters: Vec<(String, String)>,
    places: Vec<(String, String)>,
}

impl Choices {
    fn of(ratings: &Ratings, staff: &Staff, form: &RatingsForm) -> Result<Self> {
        let today = ratings.clock.today();
        let known = ratings.tickets.names.agencies.get();
        let reach = Reach::of(staff, &known)?;
        let agencies = known
            .after(None, None, Some(today))
            .filter(|agency| reach.holds(&agency.id))
            .map(|agency| (agency.id.to_string(), agency.name.clone()));
        // Of one agency at a time: the counters of a province fill no list that one can choose from.
        let chosen = form.agency.as_deref().filter(|id| !id.is_empty());
        let chosen = chosen.and_then(|id| id.parse::<Slug>().ok());
        let of = chosen
            .filter(|id| reach.holds(id))
            .or_else(|| staff.agency.clone());
        let counters = known
            .counters()
            .filter_map(|counter| known.counter(&counter.id, today))
            .filter(|standing| of.as_ref() == Some(&standing.agency.id))
            .map(|standing| {
                let counter = standing.counter;
                (counter.id.to_string(), counter.name.clone())
            });
        let places = ratings.tickets.names.places.get();
        let places = places
            .after(None, None, Some(today))
            .filter(|_| reach.is_all())
            .map(|place| (place.id.to_string(), place.name.clone()));
        Ok(Self {
            agencies: order::by_name(agencies, |(_, name)| name),
            counters: order::by_name(counters, |(_, name)| name),
            places: order::by_name(places, |(_, name)| name),
        })
    }
}
