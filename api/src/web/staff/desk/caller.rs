//! `/can-bo/goi`: somebody is on the phone. Search while they talk, read the answer out, or write
//! their question down as a ticket.

use actix_web::http::header;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::search::{Hit, HitKind, SearchParams, SearchResponse};
use mobile_contract::ticket::{ContactWay, NewContact, NewTicket, OpenedTicket, TicketSource};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

use crate::chat::{ReadOut, read_out};
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::kernel::idempotency::Attempt;
use crate::kernel::shared::Shared;
use crate::procedures::Procedures;
use crate::search::Finder;
use crate::tickets::{Incoming, Tickets};
use crate::web::staff::here::{refused, shown};
use crate::web::staff::views::{CallDraft, CallSentPage, CallerFound, CallerPage};
use crate::web::staff::{Fields, Filed, Here, Signed};
use crate::web::tickets::{kind, places};

/// Who answers the phone.
const CALL_CENTRE: [Role; 2] = [Role::Operator, Role::Administrator];
/// Hits shown: one is read out, the others are at hand.
const HITS: u32 = 6;

/// What is looked for while the caller talks.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// The caller's words.
    q: Option<String>,
    /// Where they live.
    place: Option<String>,
    /// The hit that is read out, when it is not the best: `procedure:1.001193`, `faq:…`.
    chon: Option<String>,
}

impl Asked {
    fn q(&self) -> &str {
        self.q.as_deref().unwrap_or_default().trim()
    }

    fn place(&self) -> Option<&str> {
        self.place.as_deref().filter(|place| !place.is_empty())
    }

    fn chosen(&self) -> Option<(HitKind, &str)> {
        let (kind, code) = self.chon.as_deref()?.split_once(':')?;
        match kind {
            "procedure" => Some((HitKind::Procedure, code)),
            "faq" => Some((HitKind::Faq, code)),
            _ => None,
        }
    }
}

/// What search found, and what of it is read out.
#[derive(Default)]
struct Found {
    hits: Vec<Hit>,
    read_out: Option<ReadOut>,
    place: Option<String>,
    too_long: bool,
}

/// What answers come from.
pub(super) struct Knowledge {
    finder: Data<Arc<Finder>>,
    procedures: Data<Shared<Procedures>>,
    faqs: Data<Shared<Faqs>>,
}

impl Knowledge {
    async fn look(&self, here: &Here, asked: &Asked) -> Result<Found> {
        if asked.q().is_empty() {
            return Ok(Found::default());
        }
        let params = SearchParams {
            q: asked.q().to_owned(),
            place: asked.place().map(ToOwned::to_owned),
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

    fn read(&self, here: &Here, asked: &Asked, found: SearchResponse) -> Result<Found> {
        let best = found.hits.first().map(|hit| (hit.kind, hit.code.as_str()));
        let read_out = match asked.chosen().or(best) {
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

pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    tickets: Data<Tickets>,
    finder: Data<Arc<Finder>>,
    procedures: Data<Shared<Procedures>>,
    faqs: Data<Shared<Faqs>>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    signed.staff.require(&CALL_CENTRE)?;
    let here = Here::of(&request);
    let knowledge = Knowledge {
        finder,
        procedures,
        faqs,
    };
    let found = knowledge.look(&here, &asked).await?;
    let view = CallerFound {
        shell: here.shell(&signed),
        q: asked.q(),
        place: asked.place(),
        read_out: found.read_out.as_ref(),
        hits: &found.hits,
        too_long: found.too_long,
    };
    // While one types, only this part is asked for.
    if request.headers().contains_key("x-fragment") {
        return vary(shown(view.render())?);
    }
    let draft = CallDraft {
        text: asked.q().to_owned(),
        place: asked.place().map_or_else(
            || found.place.clone().unwrap_or_default(),
            ToOwned::to_owned,
        ),
        ..CallDraft::default()
    };
    let page = CallerPage {
        shell: here.shell(&signed),
        found: &view,
        draft: &draft,
        places: &places(&tickets),
        key: &form_key(),
        problem: None,
    };
    vary(shown(page.render())?)
}

/// One address has two answers, by a header.
fn vary(mut response: HttpResponse) -> Result<HttpResponse> {
    let name = header::HeaderValue::from_static("x-fragment");
    response.headers_mut().append(header::VARY, name);
    Ok(response)
}

/// A key that nobody guesses: the saved response opens a ticket.
fn form_key() -> String {
    Uuid::new_v4().simple().to_string()
}

pub(super) async fn send(
    request: HttpRequest,
    filed: Filed,
    tickets: Data<Tickets>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&CALL_CENTRE)?;
    let here = Here::at(&request, "/can-bo/goi");
    match take_in(&here, &signed, &fields, &tickets).await {
        Ok(opened) => {
            let page = CallSentPage {
                shell: here.shell(&signed),
                ticket: &opened.ticket,
                secret: &opened.secret,
                phone: fields.said("phone"),
            };
            shown(page.render())
        }
        Err(error)
            if matches!(
                error.code(),
                ErrorCode::Invalid | ErrorCode::IdempotencyConflict
            ) =>
        {
            again(&here, &signed, &fields, &tickets, &error)
        }
        Err(error) => Err(error),
    }
}

async fn take_in(
    here: &Here,
    signed: &Signed,
    fields: &Fields,
    tickets: &Tickets,
) -> Result<OpenedTicket> {
    let said = |name: &str| fields.said(name).map(ToOwned::to_owned);
    let new = NewTicket {
        text: fields.text("text").to_owned(),
        kind: kind(fields.text("kind")),
        place: said("place"),
        procedure: said("procedure"),
        contact: Some(NewContact {
            name: said("name"),
            phone: said("phone"),
            mail: said("mail"),
            prefer: match fields.text("prefer") {
                "mail" => Some(ContactWay::Mail),
                "phone" => Some(ContactWay::Phone),
                _ => None,
            },
        }),
        ..NewTicket::default()
    };
    let key: Uuid = fields.text("key").parse().map_err(|_| {
        Error::field(
            "body.key",
            "mời mở lại trang này rồi gửi",
            "please open this page anew, then send",
        )
    })?;
    let scope = format!("caller-tickets:{}", signed.staff.user_id);
    let attempt = Attempt::new(&key.simple().to_string(), scope, &new)?;
    let incoming = Incoming {
        new,
        source: TicketSource::Phone,
        operator: Some(signed.staff.user_id),
        conversation: Vec::new(),
        files: Vec::new(),
        shown: Vec::new(),
        locale: here.locale,
    };
    tickets.take_in(&incoming, Some(&attempt)).await
}

/// The form again, with every word that was typed.
fn again(
    here: &Here,
    signed: &Signed,
    fields: &Fields,
    tickets: &Tickets,
    error: &Error,
) -> Result<HttpResponse> {
    let text = |name: &str| fields.text(name).to_owned();
    let draft = CallDraft {
        text: text("text"),
        kind: text("kind"),
        place: text("place"),
        name: text("name"),
        phone: text("phone"),
        mail: text("mail"),
        prefer: text("prefer"),
        procedure: text("procedure"),
    };
    let nothing = CallerFound {
        shell: here.shell(signed),
        q: "",
        place: None,
        read_out: None,
        hits: &[],
        too_long: false,
    };
    let page = CallerPage {
        shell: here.shell(signed),
        found: &nothing,
        draft: &draft,
        places: &places(tickets),
        key: &form_key(),
        problem: Some(error),
    };
    refused(error, page.render())
}
