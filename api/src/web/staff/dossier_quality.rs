//! `/can-bo/so-lieu-ho-so/chat-luong`: how well dossiers were resolved, and the tables to keep.

use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::Locale;
use mobile_contract::dossier::quality::{DossierQuality, DossierQualityFilter};

use super::dossier_figures::{Choices, filter};
use super::here::answered;
use super::ratings::wrong;
use super::views::{DossierFiguresForm, DossierQualityPage};
use super::{Here, Signed};
use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::figures::routes::{csv_file, xlsx_file};
use crate::dossiers::quality::{Quality, sheet};
use crate::error::Result;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/so-lieu-ho-so/chat-luong").route(get().to(page)))
        .service(web::resource("/so-lieu-ho-so/chat-luong.csv").route(get().to(table)))
        .service(web::resource("/so-lieu-ho-so/chat-luong.xlsx").route(get().to(book)));
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    dossiers: Data<Dossiers>,
    quality: Data<Quality>,
    form: Query<DossierFiguresForm>,
) -> Result<HttpResponse> {
    let here = Here::of(&request);
    let rooms = (&**dossiers, &**quality);
    let (quality, refusal) = match asked(rooms, &signed.staff, &form, here.locale).await {
        Ok(quality) => (Some(quality), None),
        Err(error) if wrong(&error).is_some() => (None, Some(error)),
        Err(error) => return Err(error),
    };
    let choices = Choices::of(&dossiers, &signed.staff, here.locale)?;
    let page = DossierQualityPage {
        shell: here.shell(&signed),
        form: &form,
        quality: quality.as_ref(),
        wrong: refusal.as_ref().and_then(wrong),
        periods: &choices.periods,
        agencies: &choices.agencies,
    };
    answered(refusal.as_ref(), page.render())
}

async fn table(
    request: HttpRequest,
    signed: Signed,
    dossiers: Data<Dossiers>,
    quality: Data<Quality>,
    form: Query<DossierFiguresForm>,
) -> Result<HttpResponse> {
    let locale = Here::of(&request).locale;
    let rooms = (&**dossiers, &**quality);
    let quality = asked(rooms, &signed.staff, &form, locale).await?;
    Ok(csv_file(sheet::of(&quality, locale), &name(&quality)))
}

async fn book(
    request: HttpRequest,
    signed: Signed,
    dossiers: Data<Dossiers>,
    quality: Data<Quality>,
    form: Query<DossierFiguresForm>,
) -> Result<HttpResponse> {
    let locale = Here::of(&request).locale;
    let rooms = (&**dossiers, &**quality);
    let quality = asked(rooms, &signed.staff, &form, locale).await?;
    xlsx_file(&sheet::of(&quality, locale), &name(&quality), locale)
}

fn name(quality: &DossierQuality) -> String {
    format!("chat-luong-ho-so-{}-{}", quality.from, quality.to)
}

/// What is asked for, of the fields that quality knows; a link from the figures brings others along.
async fn asked(
    (dossiers, quality): (&Dossiers, &Quality),
    staff: &Staff,
    form: &DossierFiguresForm,
    locale: Locale,
) -> Result<DossierQuality> {
    let figures = filter(form)?;
    let filter = DossierQualityFilter {
        period: figures.period,
        from: figures.from,
        to: figures.to,
        agency: figures.agency,
    };
    quality.of(dossiers, staff, &filter, locale).await
}
