//! Showing a ticket: put together from what the services give.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::editorial::{AnswerTemplate, AnswerTemplateFilter};
use mobile_contract::qr::NamedRef;
use mobile_contract::ticket::{StaffTicket, TicketCode};
use uuid::Uuid;

use super::editor;
use crate::accounts::names_of;
use crate::editorial::Editorial;
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::search::Finder;
use crate::tickets::{Desk, Tickets};
use crate::web::staff::here::{answered, refused};
use crate::web::staff::views::{Form, GonePage, TicketPage, Unsent, happened};
use crate::web::staff::{Here, Signed};

/// Most agencies that are offered for words.
const AGENCIES: usize = 12;

/// What the pages of tickets work with.
pub struct Room {
    /// Tickets.
    pub tickets: Tickets,
    /// Finds what is cited.
    pub finder: Arc<Finder>,
    /// Keeps the texts that answers begin with.
    pub editorial: Editorial,
}

/// Someone at a ticket.
pub(super) struct At {
    pub(super) here: Here,
    pub(super) signed: Signed,
    pub(super) desk: Desk,
    pub(super) code: TicketCode,
    pub(super) room: Arc<Room>,
}

impl At {
    /// What is no code names no ticket.
    pub(super) fn new(
        request: &HttpRequest,
        signed: Signed,
        room: Arc<Room>,
        code: &str,
    ) -> Result<Self> {
        let code: TicketCode = code
            .parse()
            .map_err(|_| Error::new(ErrorCode::TicketNotFound))?;
        Ok(Self {
            here: Here::at(request, &format!("/can-bo/phieu/{code}")),
            desk: Desk::of(&signed.staff)?,
            signed,
            code,
            room,
        })
    }

    /// The address of its page.
    pub(super) fn path(&self) -> String {
        format!("/can-bo/phieu/{}", self.code)
    }

    /// The page, perhaps with a form that comes back.
    pub(super) async fn show(
        &self,
        unsent: Option<&Unsent<'_>>,
        done: Option<&str>,
    ) -> Result<HttpResponse> {
        let tickets = &self.room.tickets;
        let locale = self.here.locale;
        let it = match tickets.look_at(&self.code, &self.desk, locale).await {
            Err(error) if error.code() == ErrorCode::TicketNotFound && unsent.is_some() => {
                return self.gone(unsent);
            }
            it => it?,
        };
        let names = names_of(&*tickets.db, &people(&it)).await?;
        let alike = match it.ticket.state.is_open() {
            true => tickets.alike(&self.code, &self.desk).await?,
            false => Vec::new(),
        };
        let error = unsent.and_then(|unsent| unsent.problem);
        let changed = error.filter(|error| error.code() == ErrorCode::TicketChanged);
        let changed = changed.and_then(|_| happened(&it, &names, locale));
        let mut editor = editor::of(&self.room, &it, unsent).await?;
        if it.ticket.state.is_open() {
            editor.texts = self.texts().await?;
        }
        let page = TicketPage {
            shell: self.here.shell(&self.signed),
            it: &it,
            names: &names,
            me: self.signed.staff.user_id,
            leads: self.desk.leads,
            editor: &editor,
            agencies: &self.agencies(unsent),
            alike: &alike,
            unsent,
            changed: changed.as_deref(),
            done,
        };
        answered(error, page.render())
    }

    /// The texts that an answer to it may begin with, its code and agency filled in.
    pub(super) async fn texts(&self) -> Result<Vec<AnswerTemplate>> {
        let filter = AnswerTemplateFilter {
            ticket: Some(self.code.to_string()),
        };
        let texts = self.room.editorial.templates(&self.desk, &filter).await?;
        Ok(texts.items)
    }

    /// It went elsewhere meanwhile; what was written is not lost.
    fn gone(&self, unsent: Option<&Unsent<'_>>) -> Result<HttpResponse> {
        let words = unsent.map_or("", |unsent| {
            let text = unsent.fields.text("text");
            if text.is_empty() {
                unsent.fields.text("reason")
            } else {
                text
            }
        });
        let page = GonePage {
            shell: self.here.shell(&self.signed),
            words,
        };
        refused(&Error::new(ErrorCode::TicketNotFound), page.render())
    }

    /// Agencies that were looked for, to send the ticket to.
    fn agencies(&self, unsent: Option<&Unsent<'_>>) -> Vec<NamedRef> {
        let unsent = unsent.filter(|unsent| unsent.form == Form::Transfer);
        let words = unsent.and_then(|unsent| unsent.fields.said("agency"));
        let tickets = &self.room.tickets;
        let today = to_hanoi(tickets.clock.now()).date();
        words.map_or_else(Vec::new, |words| {
            tickets.names.agencies_like(words, today, AGENCIES)
        })
    }
}

/// Everybody of the staff whom the page names.
fn people(it: &StaffTicket) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = [it.assignee, it.on_behalf].into_iter().flatten().collect();
    ids.extend(it.notes.iter().filter_map(|note| note.by));
    ids.extend(it.finding.iter().filter_map(|found| found.by));
    ids.extend(it.draft.iter().filter_map(|draft| draft.by));
    ids.extend(it.history.iter().filter_map(|event| event.by));
    ids.sort_unstable();
    ids.dedup();
    ids
}
