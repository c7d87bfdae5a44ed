//! `/can-bo/bang-qr`: posters with QR codes, to look at and to print.

use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::limits::POSTER_DPI_DEFAULT;
use mobile_contract::posters::PosterSheet;
use serde::Deserialize;

use super::here::answered;
use super::views::{PosterChoice, PosterOffer, PostersPage};
use super::{Here, Signed};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::posters::{Of, Order, PRINTERS, Paper, Press};

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/bang-qr").route(get().to(page)))
        .service(web::resource("/bang-qr/tep").route(get().to(file)));
}

/// What was chosen on the page; what is not understood is as good as not chosen.
#[derive(Deserialize)]
struct Asked {
    of: Option<String>,
    sheet: Option<String>,
    kind: Option<String>,
    skip_incomplete: Option<String>,
}

impl Asked {
    fn of(&self) -> Option<Result<Of>> {
        let of = self.of.as_deref().filter(|of| !of.is_empty());
        of.map(str::parse)
    }

    fn sheet(&self) -> PosterSheet {
        let sheet = self
            .sheet
            .as_deref()
            .and_then(|name| wire::value(name).ok());
        sheet.unwrap_or_default()
    }

    fn skip_incomplete(&self) -> bool {
        self.skip_incomplete.as_deref() == Some("true")
    }
}

/// What was found of what was chosen.
#[derive(Default)]
struct Found {
    chosen: Option<PosterChoice>,
    problem: Option<Error>,
    offer: Option<PosterOffer>,
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    press: Data<Press>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let choices = press.choices(&signed.staff)?;
    let found = match asked.of() {
        None => Found::default(),
        Some(of) => of
            .and_then(|of| look(&press, &signed, of, asked.skip_incomplete()))
            .unwrap_or_else(refused),
    };
    let here = Here::of(&request);
    let page = PostersPage {
        shell: here.shell(&signed),
        choices: &choices,
        of: asked.of.as_deref().unwrap_or_default(),
        sheet: asked.sheet(),
        chosen: found.chosen,
        offer: found.offer,
        problem: found.problem.as_ref(),
    };
    answered(found.problem.as_ref(), page.render())
}

fn refused(error: Error) -> Found {
    Found {
        problem: Some(error),
        ..Found::default()
    }
}

/// Whether it can be printed, before anybody waits for a file.
fn look(press: &Press, signed: &Signed, of: Of, skip_incomplete: bool) -> Result<Found> {
    let wanted = press.wanted(&signed.staff, &of)?;
    let (complete, closed) = (wanted.counters.len(), wanted.closed);
    let named = wanted.lacking.iter();
    let lacking: Vec<_> = named.map(|one| one.counter.name.clone()).collect();
    match wanted.printed(skip_incomplete) {
        Ok(printed) => Ok(Found {
            chosen: Some(PosterChoice {
                of,
                count: printed.counters.len(),
                closed,
                lacking,
            }),
            ..Found::default()
        }),
        // Counters that lack codes hold up no others: what can be printed is offered.
        Err(problem) if problem.code() == ErrorCode::QrState => Ok(Found {
            offer: Some(PosterOffer { of, complete }),
            ..refused(problem)
        }),
        Err(problem) => Err(problem),
    }
}

async fn file(signed: Signed, press: Data<Press>, asked: Query<Asked>) -> Result<HttpResponse> {
    signed.staff.require(&PRINTERS)?;
    let missing = || Error::new(ErrorCode::NotFound);
    let of = asked.of().ok_or_else(missing)??;
    let paper = match asked.kind.as_deref() {
        None | Some("pdf") => Paper::Pdf,
        Some("svg") => Paper::Svg,
        Some("png") => Paper::Png(POSTER_DPI_DEFAULT),
        Some(_) => return Err(missing()),
    };
    let order = Order {
        of: &of,
        sheet: asked.sheet(),
        paper,
        skip_incomplete: asked.skip_incomplete(),
    };
    Ok(press.print(&signed.staff, order).await?.respond())
}
