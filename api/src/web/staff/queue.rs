//! `/can-bo`: the queue, what is due first stands first.

use std::collections::HashMap;

use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::qr::NamedRef;
use mobile_contract::ticket::{StaffTicketFilter, TicketCode, TicketPage};
use mobile_contract::{ErrorCode, Slug};
use uuid::Uuid;

use super::here::shown;
use super::views::{AgencyChoice, QueueFilter, QueuePage};
use super::{Here, Signed};
use crate::accounts::names_of;
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::kernel::wire;
use crate::tickets::{Desk, Tickets};

/// Rows of a page: what one looks through without losing one's way.
const ROWS: u32 = 25;
/// Most agencies that are offered for words.
const AGENCIES: usize = 12;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("").route(get().to(page)))
        .service(web::resource("/phieu").route(get().to(open)));
}

/// Opens a ticket by its code, as it was said on the phone or stands on paper.
async fn open(request: HttpRequest, _signed: Signed, filter: Query<QueueFilter>) -> HttpResponse {
    let here = Here::of(&request);
    let typed = filter.code.as_deref().unwrap_or_default();
    match typed.parse::<TicketCode>() {
        Ok(code) => here.led_to(&format!("/can-bo/phieu/{code}")),
        Err(_) => here.led_to("/can-bo?done=ma"),
    }
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    tickets: Data<Tickets>,
    filter: Query<QueueFilter>,
) -> Result<HttpResponse> {
    let here = Here::of(&request);
    let desk = Desk::of(&signed.staff)?;
    let agency = chosen_agency(&tickets, &desk, filter.agency.as_deref());
    let wanted = wanted(&filter, &agency);
    let page = list(&tickets, &desk, wanted).await?;
    let ids: Vec<Uuid> = page.items.iter().filter_map(|row| row.assignee).collect();
    let names: HashMap<Uuid, String> = names_of(&*tickets.db, &ids).await?;
    let page = QueuePage {
        shell: here.shell(&signed),
        filter: &filter,
        counts: &tickets.counts(&desk).await?,
        rows: &page.items,
        next: page.next_cursor.as_deref(),
        names: &names,
        me: signed.staff.user_id,
        everywhere: desk.agency.is_none(),
        leads: desk.leads,
        agency: &agency,
    };
    shown(page.render())
}

/// A cursor that belongs to other filters leads to the first page, and is no reason to refuse a person.
async fn list(tickets: &Tickets, desk: &Desk, filter: StaffTicketFilter) -> Result<TicketPage> {
    match tickets.list(desk, &filter).await {
        Err(error) if error.code() == ErrorCode::BadCursor => {
            let first = StaffTicketFilter {
                cursor: None,
                ..filter
            };
            tickets.list(desk, &first).await
        }
        done => done,
    }
}

/// What is not understood of the filters is left out.
fn wanted(filter: &QueueFilter, agency: &AgencyChoice) -> StaffTicketFilter {
    let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let agency = match agency {
        AgencyChoice::One(agency) => Some(agency.id.to_string()),
        _ => None,
    };
    StaffTicketFilter {
        state: said(&filter.state).and_then(|name| wire::value(&name).ok()),
        kind: said(&filter.kind).and_then(|name| wire::value(&name).ok()),
        source: said(&filter.source).and_then(|name| wire::value(&name).ok()),
        mine: said(&filter.mine).and_then(|mine| mine.parse().ok()),
        overdue: filter.late.as_ref().map(|_| true),
        submitted: filter.submitted.as_ref().map(|_| true),
        agency,
        cursor: said(&filter.cursor),
        limit: Some(ROWS),
    }
}

/// The agency that words mean, for whoever sees more than one.
fn chosen_agency(tickets: &Tickets, desk: &Desk, words: Option<&str>) -> AgencyChoice {
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    let Some(words) = words.filter(|_| desk.agency.is_none()) else {
        return AgencyChoice::Any;
    };
    let agencies = tickets.names.agencies.get();
    if let Some(agency) = words.parse::<Slug>().ok().and_then(|id| agencies.find(&id)) {
        return AgencyChoice::One(NamedRef {
            id: agency.id.clone(),
            name: agency.name.clone(),
        });
    }
    let today = to_hanoi(tickets.clock.now()).date();
    let mut found = tickets.names.agencies_like(words, today, AGENCIES);
    match found.len() {
        1 => found.pop().map_or(AgencyChoice::Any, AgencyChoice::One),
        _ => AgencyChoice::Several(found),
    }
}
