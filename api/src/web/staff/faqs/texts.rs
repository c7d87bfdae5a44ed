//! `/can-bo/mau-tra-loi`: texts that answers begin with.

use actix_web::web::{self, Data, Path, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::editorial::{AnswerTemplateFilter, EditAnswerTemplate, NewAnswerTemplate};
use uuid::Uuid;

use crate::editorial::Editorial;
use crate::error::{Error, Result};
use crate::tickets::Desk;
use crate::web::staff::here::{refused, shown};
use crate::web::staff::views::AnswerTextsPage;
use crate::web::staff::{Fields, Filed, Here, Signed};

const PATH: &str = "/can-bo/mau-tra-loi";

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/mau-tra-loi")
                .route(get().to(page))
                .route(post().to(add)),
        )
        .service(web::resource("/mau-tra-loi/{id}").route(post().to(change)))
        .service(web::resource("/mau-tra-loi/{id}/xoa").route(post().to(delete)));
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    editorial: Data<Editorial>,
) -> Result<HttpResponse> {
    show(&Here::of(&request), &signed, &editorial, None).await
}

async fn add(
    request: HttpRequest,
    filed: Filed,
    editorial: Data<Editorial>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let new = NewAnswerTemplate {
        title: fields.text("title").to_owned(),
        text: fields.text("text").replace("\r\n", "\n"),
    };
    let desk = Desk::of(&signed.staff)?;
    let done = editorial.add_template(&desk, &new).await.map(drop);
    answer(&request, &signed, &editorial, done, (None, &fields)).await
}

async fn change(
    request: HttpRequest,
    filed: Filed,
    editorial: Data<Editorial>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let id = read_id(&id)?;
    let edit = EditAnswerTemplate {
        revision: fields.number("revision")?,
        title: fields.text("title").to_owned(),
        text: fields.text("text").replace("\r\n", "\n"),
    };
    let desk = Desk::of(&signed.staff)?;
    let done = editorial.edit_template(id, &desk, &edit).await.map(drop);
    answer(&request, &signed, &editorial, done, (Some(id), &fields)).await
}

async fn delete(
    request: HttpRequest,
    filed: Filed,
    editorial: Data<Editorial>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let id = read_id(&id)?;
    let done = editorial
        .delete_template(id, &Desk::of(&signed.staff)?)
        .await;
    let done = match done {
        // Pressed twice: it is as it was wanted.
        Err(error) if error.code() == ErrorCode::NotFound => Ok(()),
        done => done,
    };
    answer(&request, &signed, &editorial, done, (Some(id), &fields)).await
}

fn read_id(id: &str) -> Result<Uuid> {
    id.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

/// What was typed and refused, and for which text.
#[derive(Debug)]
pub struct Typed {
    /// The text that was to be changed; none: a new one.
    pub id: Option<Uuid>,
    /// What it is for.
    pub title: String,
    /// The text.
    pub text: String,
    /// Why it was refused.
    pub error: Error,
}

async fn answer(
    request: &HttpRequest,
    signed: &Signed,
    editorial: &Editorial,
    done: Result<()>,
    (id, fields): (Option<Uuid>, &Fields),
) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(Here::of(request).led_to(PATH)),
        Err(error) if matches!(error.code(), ErrorCode::Invalid | ErrorCode::RecordChanged) => {
            let typed = Typed {
                id,
                title: fields.text("title").to_owned(),
                text: fields.text("text").to_owned(),
                error,
            };
            show(&Here::at(request, PATH), signed, editorial, Some(&typed)).await
        }
        Err(error) => Err(error),
    }
}

async fn show(
    here: &Here,
    signed: &Signed,
    editorial: &Editorial,
    typed: Option<&Typed>,
) -> Result<HttpResponse> {
    let all = AnswerTemplateFilter::default();
    let texts = editorial.templates(&Desk::of(&signed.staff)?, &all).await?;
    let page = AnswerTextsPage {
        shell: here.shell(signed),
        texts: &texts.items,
        typed,
    };
    match typed {
        Some(typed) => refused(&typed.error, page.render()),
        None => shown(page.render()),
    }
}
