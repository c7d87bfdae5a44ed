//! `/can-bo/ho-so`: dossiers that are about to be late, single ones, and apologies.

mod one;

use actix_web::web::{self, Data, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::dossier::watch::{WatchFilter, WatchGroup, WatchList};
use mobile_contract::{DossierCode, ErrorCode};

use super::here::shown;
use super::views::{DossiersForm, DossiersPage};
use super::{Here, Signed};
use crate::dossiers::Dossiers;
use crate::error::Result;

const PATH: &str = "/can-bo/ho-so";
/// Rows of a page: what one looks through without losing one's way.
const ROWS: u32 = 25;

pub(super) fn routes(config: &mut ServiceConfig) {
    let one = |path: &str| web::resource(format!("/ho-so/{{code}}{path}"));
    config
        .service(web::resource("/ho-so").route(get().to(list)))
        .service(web::resource("/ho-so/mo").route(get().to(open)))
        .service(one("").route(get().to(one::look)))
        .service(one("/bo-sung").route(post().to(one::supplement)))
        .service(one("/ly-do").route(post().to(one::justify)))
        .service(one("/xin-loi").route(post().to(one::begin)))
        .service(one("/xin-loi/{id}.pdf").route(get().to(one::pdf)))
        .service(one("/xin-loi/{id}").route(post().to(one::step)));
}

async fn list(
    request: HttpRequest,
    signed: Signed,
    dossiers: Data<Dossiers>,
    form: Query<DossiersForm>,
) -> Result<HttpResponse> {
    let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let group = form.nhom.as_deref().and_then(WatchGroup::from_name);
    let filter = WatchFilter {
        agency: said(&form.co_quan),
        desk: said(&form.ban),
        group,
        cursor: said(&form.cursor),
        limit: Some(ROWS),
    };
    let list = found(&dossiers, &signed, filter).await?;
    let here = Here::of(&request);
    let page = DossiersPage {
        shell: here.shell(&signed),
        form: &form,
        group,
        list: &list,
    };
    shown(page.render())
}

/// A cursor that belongs to other filters leads to the first page, and an agency that is not theirs to all that are:
/// no reason to refuse a person.
async fn found(dossiers: &Dossiers, signed: &Signed, filter: WatchFilter) -> Result<WatchList> {
    match dossiers.watch_list(&signed.staff, &filter).await {
        Err(error) if matches!(error.code(), ErrorCode::BadCursor | ErrorCode::NotFound) => {
            let first = WatchFilter {
                cursor: None,
                agency: None,
                ..filter
            };
            dossiers.watch_list(&signed.staff, &first).await
        }
        done => done,
    }
}

/// Opens a dossier by its code, as it was said on the phone or stands on a receipt.
async fn open(request: HttpRequest, _signed: Signed, form: Query<DossiersForm>) -> HttpResponse {
    let here = Here::of(&request);
    let typed = form.code.as_deref().unwrap_or_default();
    match typed.parse::<DossierCode>() {
        Ok(code) => here.led_to(&format!("{PATH}/{code}")),
        Err(_) => here.led_to(&format!("{PATH}?done=ma")),
    }
}
