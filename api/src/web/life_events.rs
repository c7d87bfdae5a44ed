//! `/su-kien`: life events, step by step.

use std::collections::HashMap;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::{ErrorCode, Slug};

use super::views::{Chrome, LifeEventPage, LifeEventsPage};
use super::{form_key, locale_of, path_of, private, public};
use crate::error::{Error, Result};
use crate::kernel::shared::Shared;
use crate::life_events::LifeEvents;
use crate::procedures::Procedures;

pub(super) async fn list(
    request: HttpRequest,
    events: Data<Shared<LifeEvents>>,
) -> Result<HttpResponse> {
    let events = events.get();
    let rows: Vec<_> = events.after(None).collect();
    let path = path_of(&request);
    let chrome = Chrome {
        locale: locale_of(&request),
        path: &path,
    };
    public(
        LifeEventsPage {
            chrome,
            events: &rows,
        }
        .render(),
    )
}

pub(super) async fn one(
    request: HttpRequest,
    events: Data<Shared<LifeEvents>>,
    procedures: Data<Shared<Procedures>>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let missing = || Error::new(ErrorCode::NotFound);
    let id: Slug = id.parse().map_err(|_| missing())?;
    let events = events.get();
    let event = &events.find(&id).ok_or_else(missing)?.event;
    let procedures = procedures.get();
    let named = event
        .steps
        .iter()
        .flat_map(|step| step.procedure.iter().chain(&step.instead));
    let titles: HashMap<_, _> = named
        .filter_map(|code| Some((code.clone(), procedures.find(code)?.summary.title.clone())))
        .collect();
    let path = path_of(&request);
    let chrome = Chrome {
        locale: locale_of(&request),
        path: &path,
    };
    private(
        LifeEventPage {
            chrome,
            key: &form_key(),
            event,
            titles: &titles,
        }
        .render(),
    )
}
