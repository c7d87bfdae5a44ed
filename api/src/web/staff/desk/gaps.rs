//! `/can-bo/lo-hong`: what could not be answered, most asked first.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use crate::error::Result;
use crate::gaps;
use crate::web::staff::here::shown;
use crate::web::staff::views::GapsPage;
use crate::web::staff::{Here, Signed};

#[derive(Deserialize)]
pub(super) struct Asked {
    /// How many days back.
    days: Option<u32>,
}

pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    desk: Data<gaps::Desk>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let report = desk.report(&signed.staff, asked.days, None).await?;
    let here = Here::of(&request);
    let page = GapsPage {
        shell: here.shell(&signed),
        report: &report,
        days: asked.days,
    };
    shown(page.render())
}
