//! `/can-bo/so-lieu-ho-so`: what dossiers add up to, and the tables to keep.

use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use mobile_contract::Locale;
use mobile_contract::dossier::event::DossierChannel;
use mobile_contract::dossier::figures::{DossierFigureFilter, DossierFigures};
use mobile_contract::limits::DOSSIER_FIGURE_ROWS;

use super::here::answered;
use super::ratings::wrong;
use super::views::{DossierFiguresForm, DossierFiguresPage};
use super::{Here, Signed};
use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::figures::channel_name;
use crate::dossiers::figures::routes::{as_csv, as_xlsx};
use crate::error::{Error, Result};
use crate::kernel::{order, wire};

/// How many months back can be chosen by name; others by their days.
const MONTHS: u32 = 6;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/so-lieu-ho-so").route(get().to(page)))
        .service(web::resource("/so-lieu-ho-so/bang.csv").route(get().to(table)))
        .service(web::resource("/so-lieu-ho-so/bang.xlsx").route(get().to(book)));
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    dossiers: Data<Dossiers>,
    form: Query<DossierFiguresForm>,
) -> Result<HttpResponse> {
    let here = Here::of(&request);
    let asked = asked(
        &dossiers,
        &signed.staff,
        &form,
        here.locale,
        DOSSIER_FIGURE_ROWS,
    )
    .await;
    let (figures, refusal) = match asked {
        Ok(figures) => (Some(figures), None),
        Err(error) if wrong(&error).is_some() => (None, Some(error)),
        Err(error) => return Err(error),
    };
    let choices = Choices::of(&dossiers, &signed.staff, here.locale)?;
    let page = DossierFiguresPage {
        shell: here.shell(&signed),
        form: &form,
        figures: figures.as_ref(),
        wrong: refusal.as_ref().and_then(wrong),
        periods: &choices.periods,
        agencies: &choices.agencies,
        places: &choices.places,
        fields: &choices.fields,
        channels: &choices.channels,
    };
    answered(refusal.as_ref(), page.render())
}

async fn table(
    request: HttpRequest,
    signed: Signed,
    dossiers: Data<Dossiers>,
    form: Query<DossierFiguresForm>,
) -> Result<HttpResponse> {
    let locale = Here::of(&request).locale;
    let figures = asked(&dossiers, &signed.staff, &form, locale, usize::MAX).await?;
    Ok(as_csv(&figures, locale))
}

async fn book(
    request: HttpRequest,
    signed: Signed,
    dossiers: Data<Dossiers>,
    form: Query<DossierFiguresForm>,
) -> Result<HttpResponse> {
    let locale = Here::of(&request).locale;
    let figures = asked(&dossiers, &signed.staff, &form, locale, usize::MAX).await?;
    as_xlsx(&figures, locale)
}

async fn asked(
    dossiers: &Dossiers,
    staff: &Staff,
    form: &DossierFiguresForm,
    locale: Locale,
    most: usize,
) -> Result<DossierFigures> {
    dossiers.figures(staff, &filter(form)?, locale, most).await
}

/// The filter that the fields mean. A day that is none is refused; an unknown choice is left out. The form always
/// sends days, so they count only without a named period.
pub(super) fn filter(form: &DossierFiguresForm) -> Result<DossierFigureFilter> {
    let said = |field: &Option<String>| field.clone().filter(|text| !text.trim().is_empty());
    let period = said(&form.period);
    let day = |field: &Option<String>| {
        let day = said(field).filter(|_| period.is_none());
        let day: Option<std::result::Result<NaiveDate, _>> = day.map(|text| text.parse());
        day.transpose()
            .map_err(|_| Error::field("query.from", "không phải ngày", "is no day"))
    };
    Ok(DossierFigureFilter {
        by: said(&form.by).and_then(|by| wire::value(&by).ok()),
        from: day(&form.from)?,
        to: day(&form.to)?,
        agency: said(&form.agency),
        place: said(&form.place),
        field: said(&form.field),
        procedure: said(&form.procedure).map(|code| code.trim().to_owned()),
        channel: said(&form.channel).and_then(|channel| wire::value(&channel).ok()),
        period,
    })
}

/// What one can choose from, as ids and names.
pub(super) struct Choices {
    pub(super) periods: Vec<(String, String)>,
    pub(super) agencies: Vec<(String, String)>,
    places: Vec<(String, String)>,
    fields: Vec<(String, String)>,
    channels: Vec<(String, String)>,
}

impl Choices {
    pub(super) fn of(dossiers: &Dossiers, staff: &Staff, locale: Locale) -> Result<Self> {
        let today = dossiers.clock.today();
        let known = dossiers.agencies.get();
        let sees = dossiers.sees(staff)?;
        let agencies = known
            .after(None, None, Some(today))
            .filter(|agency| sees.meets(Some(agency.id.as_str())))
            .map(|agency| (agency.id.to_string(), agency.name.clone()));
        let places = dossiers.places.get();
        let places = places
            .after(None, None, Some(today))
            .filter(|_| sees.meets(None))
            .map(|place| (place.id.to_string(), place.name.clone()));
        let procedures = dossiers.procedures.get();
        let fields = procedures.fields().iter();
        let fields = fields.map(|field| (field.id.to_string(), field.name.clone()));
        let channels = [
            DossierChannel::InPerson,
            DossierChannel::Online,
            DossierChannel::Post,
            DossierChannel::Centre,
        ];
        let channels = channels.map(|channel| {
            let name = channel_name(channel, locale).to_owned();
            (wire::name(channel), name)
        });
        Ok(Self {
            periods: periods(today, locale),
            agencies: order::by_name(agencies, |(_, name)| name),
            places: order::by_name(places, |(_, name)| name),
            fields: order::by_name(fields, |(_, name)| name),
            channels: channels.to_vec(),
        })
    }
}

/// The last months, quarters, half-years and years by name, the newest first.
fn periods(today: NaiveDate, locale: Locale) -> Vec<(String, String)> {
    let (year, month) = (today.year(), today.month0());
    let back = |n: u32| {
        let all = u32::try_from(year).unwrap_or(0) * 12 + month;
        let then = all.saturating_sub(n);
        (then / 12, then % 12 + 1)
    };
    let months = (0..MONTHS).map(back).map(|(year, month)| {
        let name = locale.pick("Tháng", "Month");
        (
            format!("{year}-{month:02}"),
            format!("{name} {month:02}/{year}"),
        )
    });
    let quarters = [0, 3].map(back).into_iter().map(|(year, month)| {
        let (quarter, name) = ((month - 1) / 3 + 1, locale.pick("Quý", "Quarter"));
        (
            format!("{year}-Q{quarter}"),
            format!("{name} {quarter}/{year}"),
        )
    });
    let halves = [0, 6].map(back).into_iter().map(|(year, month)| {
        let half = (month - 1) / 6 + 1;
        let name = match half {
            1 => locale.pick("6 tháng đầu năm", "First half of"),
            _ => locale.pick("6 tháng cuối năm", "Second half of"),
        };
        (format!("{year}-H{half}"), format!("{name} {year}"))
    });
    let years = [0, 12].map(back).into_iter().map(|(year, _)| {
        let name = locale.pick("Năm", "Year");
        (year.to_string(), format!("{name} {year}"))
    });
    months.chain(quarters).chain(halves).chain(years).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossiers::figures::span::Span;

    #[test]
    fn every_period_to_choose_is_one() {
        for day in ["2026-01-01", "2026-11-29", "2024-02-29"] {
            let periods = periods(day.parse().unwrap(), Locale::Vi);
            assert_eq!(periods.len(), 12, "{periods:?}");
            for (id, _) in &periods {
                assert!(Span::named(id).is_some(), "{id}");
            }
        }
        let first = periods("2026-01-15".parse().unwrap(), Locale::En);
        assert_eq!(first[1], ("2025-12".to_owned(), "Month 12/2025".to_owned()));
    }
}
