//! `/can-bo/bang-qr`: posters with QR codes, to look at and to print.

use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::limits::POSTER_DPI_DEFAULT;
use mobile_contract::posters::PosterSheet;
use serde::Deserialize;

use super::here::answered;
use super::views::{PosterChoice, PostersPage};
use super::{Here, Signed};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::posters::{Of, Paper, Press, Wanted};

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
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    press: Data<Press>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let choices = press.choices(&signed.staff)?;
    let chosen = match asked.of() {
        None => Ok(None),
        Some(of) => of.and_then(|of| look(&press, &signed, of)).map(Some),
    };
    let (chosen, problem) = match chosen {
        Ok(chosen) => (chosen, None),
        Err(error) => (None, Some(error)),
    };
    let here = Here::of(&request);
    let page = PostersPage {
        shell: here.shell(&signed),
        choices: &choices,
        of: asked.of.as_deref().unwrap_or_default(),
        sheet: asked.sheet(),
        chosen,
        problem: problem.as_ref(),
    };
    answered(problem.as_ref(), page.render())
}

/// Whether it can be printed, before anybody waits for a file.
fn look(press: &Press, signed: &Signed, of: Of) -> Result<PosterChoice> {
    let Wanted { counters, left_out } = press.counters(&signed.staff, &of)?;
    press.check(&counters)?;
    Ok(PosterChoice {
        of,
        count: counters.len(),
        left_out,
    })
}

async fn file(signed: Signed, press: Data<Press>, asked: Query<Asked>) -> Result<HttpResponse> {
    let missing = || Error::new(ErrorCode::NotFound);
    let of = asked.of().ok_or_else(missing)??;
    let paper = match asked.kind.as_deref() {
        None | Some("pdf") => Paper::Pdf,
        Some("svg") => Paper::Svg,
        Some("png") => Paper::Png(POSTER_DPI_DEFAULT),
        Some(_) => return Err(missing()),
    };
    let file = press
        .print(&signed.staff, &of, asked.sheet(), paper)
        .await?;
    Ok(file.respond())
}
