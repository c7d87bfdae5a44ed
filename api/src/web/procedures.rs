//! `/thu-tuc`: fields, their procedures, and the page of one procedure.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::chat::ProcedureRef;
use mobile_contract::knowledge::{Faq, Procedure, ProcedureSummary};
use mobile_contract::{ErrorCode, ProcedureCode, Slug};
use serde::Deserialize;

use super::views::{Chrome, FieldsPage, ProcedureListPage, ProcedurePage};
use super::{form_key, locale_of, path_of, private, public};
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::kernel::cursor::List;
use crate::kernel::shared::Shared;
use crate::procedures::{Filter, Procedures};

/// Procedures on one page of a list.
const ROWS: usize = 30;
/// Questions on the page of a procedure.
const QUESTIONS: usize = 6;

#[derive(Deserialize)]
pub(super) struct ListParams {
    field: Option<String>,
    qr: Option<String>,
    cursor: Option<String>,
}

pub(super) async fn list(
    request: HttpRequest,
    procedures: Data<Shared<Procedures>>,
    params: Query<ListParams>,
) -> Result<HttpResponse> {
    let path = path_of(&request);
    let chrome = Chrome {
        locale: locale_of(&request),
        path: &path,
    };
    let procedures = procedures.get();
    let ListParams { field, qr, cursor } = params.into_inner();
    let qr = qr.and_then(|code| code.parse().ok());
    let Some(id) = field else {
        let page = FieldsPage {
            chrome,
            fields: procedures.fields(),
            qr,
        };
        return public(page.render());
    };
    let missing = || Error::new(ErrorCode::NotFound);
    let id: Slug = id.parse().map_err(|_| missing())?;
    let field = procedures
        .fields()
        .iter()
        .find(|f| f.id == id)
        .ok_or_else(missing)?;
    let list = List::new(format!("page of {id}"));
    let after = list.after(cursor.as_deref())?;
    let filter = Filter {
        field: Some(id),
        ..Filter::default()
    };
    let rows = procedures
        .after(after.as_deref(), &filter)
        .map(|entry| entry.summary.clone());
    let page = list.page(rows, ROWS, |row: &ProcedureSummary| row.code.as_str());
    public(
        ProcedureListPage {
            chrome,
            field: Some(field),
            qr,
            page: &page,
        }
        .render(),
    )
}

#[derive(Deserialize)]
pub(super) struct OneParams {
    full: Option<String>,
    qr: Option<String>,
}

pub(super) async fn one(
    request: HttpRequest,
    procedures: Data<Shared<Procedures>>,
    faqs: Data<Shared<Faqs>>,
    code: Path<String>,
    params: Query<OneParams>,
) -> Result<HttpResponse> {
    let missing = || Error::new(ErrorCode::ProcedureNotFound);
    let code: ProcedureCode = code.parse().map_err(|_| missing())?;
    let procedures = procedures.get();
    let procedure = procedures.find(&code).ok_or_else(missing)?.procedure()?;
    let path = path_of(&request);
    let page = ProcedurePage {
        chrome: Chrome {
            locale: locale_of(&request),
            path: &path,
        },
        key: &form_key(),
        procedure: &procedure,
        related: &related(&procedures, &procedure),
        faqs: &questions_about(&faqs, &procedure.code),
        qr: params.qr.as_deref().and_then(|code| code.parse().ok()),
        shortened: false,
    };
    private(if params.full.is_some() {
        page.render()
    } else {
        page.light()
    })
}

/// Related procedures that are known here: a link must lead somewhere.
fn related(procedures: &Procedures, procedure: &Procedure) -> Vec<ProcedureRef> {
    procedure
        .related
        .iter()
        .filter_map(|code| procedures.find(code))
        .map(|entry| ProcedureRef {
            code: entry.summary.code.clone(),
            title: entry.summary.title.clone(),
        })
        .collect()
}

fn questions_about(faqs: &Shared<Faqs>, code: &ProcedureCode) -> Vec<Faq> {
    faqs.get()
        .after(None, Some(code))
        .take(QUESTIONS)
        .cloned()
        .collect()
}
