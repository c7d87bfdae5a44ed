//! `/can-bo/goi/tim`: what a caller asks, looked for while they talk. Their words come by POST, so that they
//! stand in no address, and what was written in the ticket comes along and comes back.

use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::search::{Hit, HitKind, SearchParams, SearchResponse};

use super::caller::{CALL_CENTRE, PATH, draft, form_key};
use crate::chat::{ReadOut, read_out};
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::kernel::shared::Shared;
use crate::procedures::Procedures;
use crate::search::Finder;
use crate::tickets::Tickets;
use crate::web::staff::here::shown;
use crate::web::staff::views::{CallDraft, CallerFound, CallerPage};
use crate::web::staff::{Fields, Filed, Here, Signed};
use crate::web::tickets::places;

/// Hits shown: one is read out, the others are at hand.
const HITS: u32 = 6;

/// What is looked for.
pub(super) struct Asked<'f> {
    /// The caller's words.
    pub(super) q: &'f str,
    /// Where they live.
    pub(super) place: Option<&'f str>,
    /// The hit that is read out, when it is not the best.
    pub(super) chosen: Option<(HitKind, &'f str)>,
}

impl<'f> Asked<'f> {
    /// As the form of a call tells it: `chon` is `procedure:1.001193` or `faq:…`.
    pub(super) fn of(fields: &'f Fields) -> Self {
        let chosen = || {
            let (kind, code) = fields.said("chon")?.split_once(':')?;
            match kind {
                "procedure" => Some((HitKind::Procedure, code)),
                "faq" => Some((HitKind::Faq, code)),
                _ => None,
            }
        };
        Self {
            q: fields.text("q").trim(),
            place: fields.said("near"),
            chosen: chosen(),
        }
    }
}

/// What search found, and what of it is read out.
#[derive(Default)]
pub(super) struct Found {
    hits: Vec<Hit>,
    read_out: Option<ReadOut>,
    /// The place that the words name.
    place: Option<String>,
    too_long: bool,
}

impl Found {
    /// As the page shows it.
    pub(super) fn view<'a>(
        &'a self,
        here: &'a Here,
        signed: &'a Signed,
        asked: &Asked<'a>,
        about: &'a str,
    ) -> CallerFound<'a> {
        CallerFound {
            shell: here.shell(signed),
            q: asked.q,
            place: asked.place,
            read_out: self.read_out.as_ref(),
            hits: &self.hits,
            too_long: self.too_long,
            about,
        }
    }
}

/// What answers come from.
pub(super) struct Knowledge {
    finder: Data<Arc<Finder>>,
    procedures: Data<Shared<Procedures>>,
    faqs: Data<Shared<Faqs>>,
}

impl FromRequest for Knowledge {
    type Error = actix_web::Error;
    type Future = std::future::Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let knowledge = || {
            Some(Self {
                finder: request.app_data::<Data<Arc<Finder>>>()?.clone(),
                procedures: request.app_data::<Data<Shared<Procedures>>>()?.clone(),
                faqs: request.app_data::<Data<Shared<Faqs>>>()?.clone(),
            })
        };
        let missing = || Error::internal("what answers come from is not there").into();
        std::future::ready(knowledge().ok_or_else(missing))
    }
}

impl Knowledge {
    pub(super) async fn look(&self, here: &Here, asked: &Asked<'_>) -> Result<Found> {
        if asked.q.is_empty() {
            return Ok(Found::default());
        }
        let params = SearchParams {
            q: asked.q.to_owned(),
            place: asked.place.map(ToOwned::to_owned),
            limit: Some(HITS),
            ..SearchParams::default()
        };
        match self.finder.find(&params).await {
            Ok(found) => self.read(here, asked, found),
            Err(error) if error.code() == ErrorCode::Invalid => Ok(Found {
                too_long: true,
                ..Found::default()
            }),
            Err(error) => Err(error),
        }
    }

    fn read(&self, here: &Here, asked: &Asked<'_>, found: SearchResponse) -> Result<Found> {
        let best = found.hits.first().map(|hit| (hit.kind, hit.code.as_str()));
        let read_out = match asked.chosen.or(best) {
            Some(hit) => read_out(
                hit,
                found.query.facet,
                &self.procedures.get(),
                &self.faqs.get(),
                here.locale,
            )?,
            None => None,
        };
        Ok(Found {
            read_out,
            place: found.query.place.map(|place| place.id.to_string()),
            hits: found.hits,
            too_long: false,
        })
    }
}

/// Opened by its address, there are no words yet.
pub(super) async fn again(request: HttpRequest, _signed: Signed) -> HttpResponse {
    Here::of(&request).led_to(PATH)
}

pub(super) async fn find(
    request: HttpRequest,
    filed: Filed,
    tickets: Data<Tickets>,
    knowledge: Knowledge,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&CALL_CENTRE)?;
    let here = Here::at(&request, PATH);
    let asked = Asked::of(&fields);
    let found = knowledge.look(&here, &asked).await?;
    let draft = follow(draft(&fields), &fields, &asked, &found);
    let view = found.view(&here, &signed, &asked, &draft.procedure);
    // While one types, only this part is asked for.
    if request.headers().contains_key("x-fragment") {
        return shown(view.render());
    }
    let page = CallerPage {
        shell: here.shell(&signed),
        found: &view,
        draft: &draft,
        places: &places(&tickets),
        key: &form_key(),
        problem: None,
    };
    shown(page.render())
}

/// The ticket begins with the words that were looked for, and follows them until it has words of its own.
fn follow(mut draft: CallDraft, fields: &Fields, asked: &Asked<'_>, found: &Found) -> CallDraft {
    let before = fields.text("was").trim();
    let text = draft.text.trim();
    if text.is_empty() || text == before {
        asked.q.clone_into(&mut draft.text);
    }
    if draft.place.is_empty() {
        let told = asked.place.map(ToOwned::to_owned);
        draft.place = told.or_else(|| found.place.clone()).unwrap_or_default();
    }
    draft
}
