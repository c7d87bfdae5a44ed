//! `/hoi-dap`: frequently asked questions.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::chat::ProcedureRef;
use mobile_contract::knowledge::Faq;
use mobile_contract::{ErrorCode, FaqId};
use serde::Deserialize;

use super::chat::{in_language, see_other};
use super::views::{Chrome, FaqGroup, FaqListPage, FaqPage};
use super::{form_key, locale_of, path_of, private, public};
use crate::error::{Error, Result};
use crate::faqs::{Faqs, PAGES};
use crate::kernel::cursor::List;
use crate::kernel::shared::Shared;
use crate::procedures::Procedures;

/// Questions on one page of the list.
const ROWS: usize = 40;

#[derive(Deserialize)]
pub(super) struct Params {
    cursor: Option<String>,
}

pub(super) async fn list(
    request: HttpRequest,
    faqs: Data<Shared<Faqs>>,
    procedures: Data<Shared<Procedures>>,
    params: Query<Params>,
) -> Result<HttpResponse> {
    let list = List::new("page of questions");
    let after = list.after(params.cursor.as_deref())?;
    let faqs = faqs.get();
    let rows = faqs.after(after.as_deref(), None).cloned();
    let page = list.page(rows, ROWS, |faq: &Faq| faq.id.as_str());
    let procedures = procedures.get();
    let groups = FaqGroup::group(&page.items, |code| {
        procedures
            .find(code)
            .map(|entry| entry.summary.title.clone())
    });
    let path = path_of(&request);
    let chrome = Chrome {
        locale: locale_of(&request),
        path: &path,
    };
    public(
        FaqListPage {
            chrome,
            groups: &groups,
            next_cursor: page.next_cursor.as_deref(),
        }
        .render(),
    )
}

pub(super) async fn one(
    request: HttpRequest,
    faqs: Data<Shared<Faqs>>,
    procedures: Data<Shared<Procedures>>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let id: FaqId = id.parse().map_err(|_| Error::new(ErrorCode::NotFound))?;
    let faqs = faqs.get();
    if let Some(other) = faqs.instead(&id) {
        // An old link, a bookmark, a letter: they lead to what says the same. Not for ever: it may come back.
        let path = format!("/{}/{}", PAGES, other.faq.id);
        return Ok(see_other(&in_language(&path, locale_of(&request))));
    }
    let faq = &faqs.find(&id).ok_or_else(|| faqs.missing(&id))?.faq;
    let procedures = procedures.get();
    let entry = faq
        .procedure
        .as_ref()
        .and_then(|code| procedures.find(code));
    let procedure = entry.map(|entry| ProcedureRef {
        code: entry.summary.code.clone(),
        title: entry.summary.title.clone(),
    });
    let path = path_of(&request);
    let chrome = Chrome {
        locale: locale_of(&request),
        path: &path,
    };
    private(
        FaqPage {
            chrome,
            key: &form_key(),
            faq,
            procedure: procedure.as_ref(),
        }
        .render(),
    )
}
