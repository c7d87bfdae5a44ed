//! `/can-bo/hoi-dap`: answers that become questions for all; `/can-bo/mau-tra-loi`: texts for answers.

pub mod one;
mod steps;
pub mod texts;

use actix_web::web::{self, Data, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::editorial::{FaqDraftFilter, FaqState, NewFaqDraft};
use serde::Deserialize;

use super::here::{refused, shown};
use super::views::{FaqsPage, NewFaqPage};
use super::{Filed, Here, Signed};
use crate::editorial::Editorial;
use crate::error::Result;
use crate::tickets::Desk;

/// Lines of one page.
const ROWS: u32 = 30;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .configure(texts::routes)
        .service(web::resource("/hoi-dap").route(get().to(list)))
        .service(
            web::resource("/hoi-dap/moi")
                .route(get().to(ask))
                .route(post().to(begin)),
        )
        .service(
            web::resource("/hoi-dap/{id}")
                .route(get().to(one::page))
                .route(post().to(steps::save)),
        )
        .service(web::resource("/hoi-dap/{id}/dang").route(post().to(steps::publish)))
        .service(web::resource("/hoi-dap/{id}/tra-lai").route(post().to(steps::send_back)))
        .service(web::resource("/hoi-dap/{id}/rut").route(post().to(steps::withdraw)));
}

#[derive(Deserialize)]
struct Asked {
    /// How the words stand; all when absent.
    state: Option<String>,
    cursor: Option<String>,
}

async fn list(
    request: HttpRequest,
    signed: Signed,
    editorial: Data<Editorial>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let state = match asked.state.as_deref() {
        Some("draft") => Some(FaqState::Draft),
        Some("submitted") => Some(FaqState::Submitted),
        Some("published") => Some(FaqState::Published),
        Some("withdrawn") => Some(FaqState::Withdrawn),
        _ => None,
    };
    let filter = FaqDraftFilter {
        state,
        cursor: asked.cursor.clone(),
        limit: Some(ROWS),
    };
    let page = editorial.list(&Desk::of(&signed.staff)?, &filter).await?;
    let here = Here::of(&request);
    let page = FaqsPage {
        shell: here.shell(&signed),
        state,
        rows: &page.items,
        next_cursor: page.next_cursor.as_deref(),
    };
    shown(page.render())
}

/// The empty form. What citizens asked comes to it by a form (see [`begin`]): their words stand in no address.
async fn ask(request: HttpRequest, signed: Signed) -> Result<HttpResponse> {
    Desk::of(&signed.staff)?;
    let here = Here::of(&request);
    let page = NewFaqPage {
        shell: here.shell(&signed),
        question: "",
        ticket: "",
        problem: None,
    };
    shown(page.render())
}

async fn begin(
    request: HttpRequest,
    filed: Filed,
    editorial: Data<Editorial>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let desk = Desk::of(&signed.staff)?;
    if fields.has("xem") {
        // From the list of gaps: the question is read before anything is begun of it.
        let here = Here::at(&request, "/can-bo/hoi-dap/moi");
        let page = NewFaqPage {
            shell: here.shell(&signed),
            question: fields.text("q"),
            ticket: "",
            problem: None,
        };
        return shown(page.render());
    }
    let new = NewFaqDraft {
        ticket: fields.said("phieu").map(str::to_owned),
        question: fields.said("q").map(str::to_owned),
    };
    match editorial.begin(&desk, &new).await {
        Ok(draft) => Ok(Here::of(&request).led_to(&format!("/can-bo/hoi-dap/{}", draft.id))),
        Err(error) if error.code().status() < 500 => {
            let here = Here::at(&request, "/can-bo/hoi-dap/moi");
            let page = NewFaqPage {
                shell: here.shell(&signed),
                question: fields.text("q"),
                ticket: fields.text("phieu"),
                problem: Some(&error),
            };
            refused(&error, page.render())
        }
        Err(error) => Err(error),
    }
}
