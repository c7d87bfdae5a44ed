//! `/tim-kiem`: search results.

use std::sync::Arc;

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::search::{SearchKind, SearchParams};
use mobile_contract::{ErrorCode, Locale};
use serde::Deserialize;

use super::views::{Chrome, SearchPage};
use super::{form_key, locale_of, path_of, private};
use crate::error::Result;
use crate::kernel::rate::Limiter;
use crate::kernel::shared::Shared;
use crate::kernel::text::{Syllable, syllables};
use crate::life_events::LifeEvents;
use crate::search::Finder;

/// Results on one page: enough to look through on a phone.
const RESULTS: u32 = 15;

/// Parameters of the page. What it does not know is no reason to refuse a person.
#[derive(Deserialize)]
pub(super) struct Params {
    q: Option<String>,
    kind: Option<String>,
    qr: Option<String>,
}

impl Params {
    fn kind(&self) -> SearchKind {
        match self.kind.as_deref() {
            Some("procedure") => SearchKind::Procedure,
            Some("faq") => SearchKind::Faq,
            _ => SearchKind::All,
        }
    }
}

pub(super) async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    finder: Data<Arc<Finder>>,
    events: Data<Shared<LifeEvents>>,
    params: Query<Params>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    let kind = params.kind();
    let scanned = params.qr.as_deref().and_then(|code| code.parse().ok());
    let q = params.q.as_deref().unwrap_or_default().trim();
    let (results, problem) = if q.is_empty() {
        (None, None)
    } else {
        limiter.check(&request)?;
        let params = SearchParams {
            q: q.to_owned(),
            kind: Some(kind),
            place: None,
            explain: None,
            limit: Some(RESULTS),
        };
        match finder.find(&params).await {
            Ok(found) => (Some(found), None),
            Err(e) if e.code() == ErrorCode::Invalid => (None, Some(too_long(locale))),
            Err(e) => return Err(e),
        }
    };
    let words: Vec<Syllable> = syllables(q).collect();
    let events = events.get();
    let event = events.recognise(&words).map(|told| &told.entry.event);
    let path = path_of(&request);
    let page = SearchPage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        key: &form_key(),
        q,
        kind,
        event: event.filter(|_| results.is_some()),
        results: results.as_ref(),
        problem: problem.as_deref(),
        qr: scanned,
    };
    private(page.render())
}

fn too_long(locale: Locale) -> String {
    let most = mobile_contract::limits::QUERY_CHARS;
    match locale {
        Locale::Vi => format!("Câu tìm kiếm tối đa {most} ký tự. Bạn thử viết ngắn hơn."),
        Locale::En => format!("A search has at most {most} characters. Please make it shorter."),
    }
}
