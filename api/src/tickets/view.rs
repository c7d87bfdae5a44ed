//! Tickets as they are shown: to their senders, and to staff.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::limits::REOPEN_DAYS;
use mobile_contract::qr::NamedRef;
use mobile_contract::ticket::{
    Draft, DraftState, Note, Rating, RouteGuess, StaffTicket, Ticket, TicketClocks, TicketEvent,
    TicketMessage, TicketRow, TicketState,
};
use mobile_contract::{Locale, Slug};
use motcua_seed::Bilingual;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clocks::{Clocks, NEVER, minutes_left, shown};
use super::entity::{draft, event, message, note, ticket};
use super::files::laid_by;
use super::finding::is_rating;
use super::words::{Known, explanation};
use super::{Tickets, contact, presence, written};
use crate::attachments::{self, Listed, Owner};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::routing::{DecidedBy, Inferred, Route};
use crate::settings;

/// How a ticket was routed, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StoredRoute {
    /// What the program guessed; `None`: the queue.
    pub(super) guessed: Option<Slug>,
    pub(super) decided_by: DecidedBy,
    pub(super) why: Bilingual,
    pub(super) guesses: Vec<StoredGuess>,
    #[serde(default)]
    pub(super) inferred: Inferred,
    pub(super) next_level: Option<Slug>,
    pub(super) needs_place: bool,
}

/// An agency that may be responsible.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StoredGuess {
    pub(super) agency: Slug,
    pub(super) share: f32,
    pub(super) why: Bilingual,
}

impl StoredRoute {
    pub(super) fn of(route: &Route) -> Self {
        let guesses = route.guesses.iter().map(|guess| StoredGuess {
            agency: guess.agency.id.clone(),
            share: guess.share,
            why: guess.why.clone(),
        });
        Self {
            guessed: route.to.as_ref().map(|agency| agency.id.clone()),
            decided_by: route.decided_by,
            why: route.why.clone(),
            guesses: guesses.collect(),
            inferred: route.inferred,
            next_level: route.handover.as_ref().map(|agency| agency.id.clone()),
            needs_place: route.needs_place,
        }
    }

    pub(super) fn read(row: &ticket::Model) -> Result<Self> {
        Ok(serde_json::from_str(&row.route)?)
    }
}

/// Until when an answered ticket may be reopened.
pub(super) fn reopen_until(answered_at: DateTime<Utc>) -> DateTime<Utc> {
    answered_at + Duration::days(REOPEN_DAYS.into())
}

impl Tickets {
    /// A ticket as its sender sees it.
    pub(super) async fn for_sender(
        &self,
        db: &impl ConnectionTrait,
        row: &ticket::Model,
        locale: Locale,
    ) -> Result<Ticket> {
        // What was joined to another ticket is answered there.
        let messages = written::messages(db, row.id).await?;
        let files = attachments::list(db, Owner::ticket(row.id)).await?;
        let now = self.clock.now();
        let clocks = Clocks::of(row)?;
        let (kind, state) = (wire::value(&row.kind)?, wire::value(&row.state)?);
        let agency = row.agency.as_deref().and_then(|id| self.agency_ref(id));
        let verified_at = match is_rating(row) {
            true => written::finding(db, row.id).await?.map(|found| found.at),
            false => None,
        };
        let known = Known {
            needs_place: StoredRoute::read(row)?.needs_place,
            verified: verified_at.is_some(),
            // Before an agency has it, no clock of an answer runs that could stand still.
            runs_on: is_rating(row) || clocks.reply.is_none(),
        };
        let answered = matches!(state, TicketState::Answered | TicketState::Merged);
        let show = |clock| shown(clock, now, &self.calendar, locale);
        Ok(Ticket {
            code: code(row)?,
            kind,
            state,
            explanation: explanation(
                kind,
                state,
                agency.as_ref().map(|a| a.name.as_str()),
                known,
                locale,
            ),
            procedure: row.procedure.as_deref().and_then(|p| self.procedure_ref(p)),
            place: row.place.as_deref().and_then(|p| self.place_ref(p)),
            counter: row.counter.as_deref().and_then(|id| self.counter_ref(id)),
            agency,
            received_at: row.received_at,
            verified_at,
            confidential: is_rating(row),
            dispatch: show(&clocks.dispatch),
            reply: clocks.reply.as_ref().map(show),
            messages: messages
                .into_iter()
                .map(|m| self.message(m, &files))
                .collect::<Result<_>>()?,
            attachments: files.into_iter().map(|listed| listed.file).collect(),
            reopen_until: row.answered_at.filter(|_| answered).map(reopen_until),
            rating: row.score.map(|score| Rating {
                score: u8::try_from(score).unwrap_or_default(),
                comment: row.score_comment.clone(),
            }),
        })
    }

    /// A ticket as whoever has it sees it.
    pub(super) async fn for_staff(
        &self,
        db: &impl ConnectionTrait,
        row: &ticket::Model,
        (viewer, locale): (Option<Uuid>, Locale),
    ) -> Result<StaffTicket> {
        let route = StoredRoute::read(row)?;
        // Who rates stays unknown to the agency that is rated, and to whoever else works on it.
        let contact = row.contact.as_deref().filter(|_| !is_rating(row));
        let finding = written::finding(db, row.id).await?;
        let conversation = row.conversation.as_deref().map(serde_json::from_str);
        let guesses = route.guesses.iter().filter_map(|guess| {
            Some(RouteGuess {
                agency: self.agency_ref(guess.agency.as_str())?,
                share: guess.share,
                why: guess.why.pick(locale).to_owned(),
            })
        });
        Ok(StaffTicket {
            ticket: self.for_sender(db, row, locale).await?,
            revision: row.revision,
            source: wire::value(&row.source)?,
            assignee: row.assignee,
            on_behalf: row.on_behalf,
            contact: contact
                .map(|sealed| contact::opened(&self.vault, sealed))
                .transpose()?,
            routing: route.why.pick(locale).to_owned(),
            guesses: guesses.collect(),
            next_level: route.next_level.and_then(|id| self.agency_ref(id.as_str())),
            conversation: conversation.transpose()?.unwrap_or_default(),
            finding: finding.map(|row| self.found(row)),
            notes: written::notes(db, row.id)
                .await?
                .into_iter()
                .map(|note| self.noted(note))
                .collect(),
            draft: written::draft(db, row.id).await?.map(drafted).transpose()?,
            others: presence::others(db, (row.id, viewer), self.clock.now()).await?,
            approval: approves(db, row).await?,
            unsent: attachments::unsent(db, Owner::ticket(row.id), laid_by(viewer)).await?,
            history: written::history(db, row.id)
                .await?
                .into_iter()
                .map(|e| self.event(e))
                .collect::<Result<_>>()?,
        })
    }

    /// A line of the queue.
    pub(super) fn row(&self, row: ticket::Model) -> Result<TicketRow> {
        let now = self.clock.now();
        Ok(TicketRow {
            code: code(&row)?,
            kind: wire::value(&row.kind)?,
            state: wire::value(&row.state)?,
            source: wire::value(&row.source)?,
            agency: row.agency.as_deref().and_then(|id| self.agency_ref(id)),
            assignee: row.assignee,
            received_at: row.received_at,
            due: Some(row.next_due).filter(|due| *due != NEVER),
            minutes_left: minutes_left(Clocks::of(&row)?.running(), now, &self.calendar),
            overdue: row.next_due < now,
            excerpt: row.excerpt,
        })
    }

    /// Both clocks.
    pub(super) fn clocks_of(&self, row: &ticket::Model, locale: Locale) -> Result<TicketClocks> {
        let now = self.clock.now();
        let clocks = Clocks::of(row)?;
        let show = |clock| shown(clock, now, &self.calendar, locale);
        Ok(TicketClocks {
            dispatch: show(&clocks.dispatch),
            reply: clocks.reply.as_ref().map(show),
        })
    }

    /// An agency by its id; one that is known no more keeps its id for a name.
    #[must_use]
    pub fn agency_ref(&self, id: &str) -> Option<NamedRef> {
        let id: Slug = id.parse().ok()?;
        let agencies = self.names.agencies.get();
        let name = agencies.find(&id).map(|agency| agency.name.clone());
        Some(NamedRef {
            name: name.unwrap_or_else(|| id.to_string()),
            id,
        })
    }

    fn place_ref(&self, id: &str) -> Option<NamedRef> {
        let id: Slug = id.parse().ok()?;
        let places = self.names.places.get();
        let name = places.find(&id)?.name.clone();
        Some(NamedRef { id, name })
    }

    fn message(&self, row: message::Model, files: &[Listed]) -> Result<TicketMessage> {
        let came_with = files.iter().filter(|listed| listed.part == Some(row.id));
        Ok(TicketMessage {
            attachments: came_with.map(|listed| listed.file.clone()).collect(),
            id: row.id,
            author: wire::value(&row.author)?,
            agency: row.agency.as_deref().and_then(|id| self.agency_ref(id)),
            citations: serde_json::from_str(&row.citations)?,
            text: row.text,
            sent_at: row.sent_at,
        })
    }

    fn noted(&self, row: note::Model) -> Note {
        Note {
            id: row.id,
            by: row.by,
            agency: row.agency.as_deref().and_then(|id| self.agency_ref(id)),
            text: row.text,
            written_at: row.written_at,
        }
    }

    fn event(&self, row: event::Model) -> Result<TicketEvent> {
        Ok(TicketEvent {
            kind: wire::value(&row.kind)?,
            by: row.by,
            from: row
                .from_agency
                .as_deref()
                .and_then(|id| self.agency_ref(id)),
            to: row.to_agency.as_deref().and_then(|id| self.agency_ref(id)),
            reason: row.reason,
            at: row.at,
        })
    }
}

/// Whether the agency that has a ticket lets a leader approve answers.
pub(super) async fn approves(db: &impl ConnectionTrait, row: &ticket::Model) -> Result<bool> {
    let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
    match agency {
        Some(agency) => Ok(settings::of(db, &agency).await?.approval),
        None => Ok(false),
    }
}

fn drafted(row: draft::Model) -> Result<Draft> {
    let state: DraftState = wire::value(&row.state)?;
    Ok(Draft {
        state,
        by: row.by,
        citations: serde_json::from_str(&row.citations)?,
        cites: serde_json::from_str(&row.cites)?,
        text: row.text,
        saved_at: row.saved_at,
    })
}

fn code(row: &ticket::Model) -> Result<mobile_contract::ticket::TicketCode> {
    row.code
        .parse()
        .map_err(|e| Error::internal(format!("a ticket's code: {e}")))
}
