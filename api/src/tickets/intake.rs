//! How tickets come in: checked, masked, told what they are, sent where they belong.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::{Author, OpenedTicket, TicketCode, TicketEventKind, TicketState};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::clocks::Clocks;
use super::entity::{message, ticket};
use super::post::Arrival;
use super::prepared::Prepared;
use super::secret::Opener;
use super::store;
use super::view::StoredRoute;
use super::written::{self, Happening};
use super::{Incoming, Seen, Tickets, record, shown};
use crate::attachments::{self, Owner};
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;
use crate::kernel::text::cut;
use crate::kernel::wire;
use crate::settings;
use crate::storage::WriteTransaction;

/// Characters of the text that lists show.
const EXCERPT: usize = 120;
/// Numbers tried for a code that is not taken; of 2^40, two in a row never are.
const TRIES: usize = 16;

impl Tickets {
    /// Takes a ticket in. Sent twice under one key, it is one ticket.
    ///
    /// # Errors
    /// When a part of it is not acceptable, the key was used for another one, or the database fails.
    pub async fn take_in(
        &self,
        incoming: &Incoming,
        attempt: Option<&Attempt>,
    ) -> Result<OpenedTicket> {
        self.take_in_by(incoming, attempt, None).await
    }

    /// Takes in a ticket that may have come by mail, and keeps what became of that.
    pub(super) async fn take_in_by(
        &self,
        incoming: &Incoming,
        attempt: Option<&Attempt>,
        mail: Option<&Arrival>,
    ) -> Result<OpenedTicket> {
        let prepared = self
            .prepare_for(incoming, attempt, self.clock.now())
            .await?;
        let transaction = self.db.begin().await?;
        if let Some(attempt) = attempt
            && let Some(saved) = attempt.saved(&*transaction).await?
        {
            return self
                .opened_again(
                    transaction,
                    &saved.body,
                    &prepared.opener,
                    incoming.operator,
                )
                .await;
        }
        let now = prepared.now;
        let (row, code) = self.write_in(&transaction, &prepared, mail).await?;
        if let Some(attempt) = attempt {
            attempt.save(&*transaction, 201, &code, now).await?;
        }
        let locale = prepared.read.locale;
        let ticket = self.for_sender(&*transaction, &row, locale).await?;
        if let Some(operator) = incoming.operator {
            record::done(
                &*transaction,
                &row,
                Some(operator),
                TicketEventKind::Received,
                now,
            )
            .await?;
        }
        transaction.commit().await?;
        Ok(OpenedTicket {
            ticket,
            secret: prepared.opener.reveal(),
        })
    }

    /// Writes a ticket that was prepared, and tells whom it concerns.
    pub(super) async fn write_in(
        &self,
        db: &WriteTransaction,
        prepared: &Prepared<'_>,
        mail: Option<&Arrival>,
    ) -> Result<(ticket::Model, TicketCode)> {
        let code = free_code(db).await?;
        let row = self.insert(db, prepared, &code).await?;
        if let Some(left) = &prepared.left {
            self.remember(&**db, row.id, left).await?;
        }
        self.tell_taken_in(db, &row, (&code, &prepared.opener, mail))
            .await?;
        Ok((row, code))
    }

    /// Tells the sender that it is here, and how it is opened where they may not have seen that.
    async fn tell_taken_in(
        &self,
        db: &WriteTransaction,
        row: &ticket::Model,
        (code, opener, mail): (&TicketCode, &Opener, Option<&Arrival>),
    ) -> Result<()> {
        match (opener, mail) {
            (Opener::Long(secret), Some(mail)) => {
                self.taken_by_mail(db, row, (code, secret, mail)).await
            }
            // That it has another track was told already, and where that begins.
            (Opener::Spoken(_), _) if row.state != wire::name(TicketState::HandedOver) => {
                self.tell_written_down(db, row).await
            }
            (Opener::Long(_), None) if row.state == wire::name(TicketState::WithAgency) => {
                self.tell_received(db, row).await
            }
            _ => Ok(()),
        }
    }

    async fn insert(
        &self,
        db: &WriteTransaction,
        prepared: &Prepared<'_>,
        code: &TicketCode,
    ) -> Result<ticket::Model> {
        let Prepared {
            incoming,
            read,
            route,
            opener,
            now,
            ..
        } = prepared;
        let now = *now;
        let mut clocks = Clocks::begin(&self.rules, &self.calendar, read.kind, now)?;
        let state = self.begin_state(db, prepared, &mut clocks).await?;
        let next = clocks.next(now, &self.calendar);
        let (dispatch, reply) = clocks.stored()?;
        let agency = route.to.as_ref().map(|agency| agency.id.to_string());
        let place = route.place.as_ref().or(read.place.as_ref());
        let conversation = (!incoming.conversation.is_empty()).then_some(&incoming.conversation);
        let row = ticket::Model {
            id: Uuid::now_v7(),
            code: code.to_string(),
            secret_hash: self.hash_of(opener),
            kind: wire::name(read.kind),
            state: wire::name(state),
            open: state.is_open(),
            source: wire::name(incoming.source),
            excerpt: cut(&read.text, EXCERPT),
            locale: read.locale.as_str().to_owned(),
            procedure: read.procedure.as_ref().map(ToString::to_string),
            place: place.map(ToString::to_string),
            counter: read.counter.as_ref().map(|at| at.id.to_string()),
            audience: incoming.new.audience.map(wire::name),
            agency: agency.clone(),
            assignee: None,
            on_behalf: incoming.operator,
            conversation: conversation.map(serde_json::to_string).transpose()?,
            contact: prepared.sealed.clone(),
            route: serde_json::to_string(&StoredRoute::of(route))?,
            dispatch,
            reply,
            next_due: next.due,
            next_warning: next.warning.filter(|_| state.is_open()),
            bounces: 0,
            merged_into: None,
            answered_at: None,
            score: None,
            score_comment: None,
            revision: 0,
            received_at: now,
            updated_at: now,
        };
        store::insert(&**db, row.clone().into()).await?;
        self.begin_history(db, &row, state, now).await?;
        let (message, first) = first_message(row.id, &read.text, now);
        written::write(&**db, first).await?;
        attachments::give(&**db, &incoming.files, Owner::ticket(row.id), message).await?;
        shown::mark(&**db, row.id, &incoming.shown, Seen::Shown, now).await?;
        if state == TicketState::WithAgency {
            self.tell_routed(db, &row, &route.why.vi).await?;
        }
        if state == TicketState::HandedOver {
            self.tell_handed_over(db, &row).await?;
        }
        Ok(row)
    }

    async fn begin_state(
        &self,
        db: &WriteTransaction,
        Prepared {
            route, read, now, ..
        }: &Prepared<'_>,
        clocks: &mut Clocks,
    ) -> Result<TicketState> {
        let now = *now;
        match &route.to {
            _ if read.kind.has_its_own_track() => {
                clocks.finish(now, &self.calendar);
                Ok(TicketState::HandedOver)
            }
            None => Ok(TicketState::Unrouted),
            Some(agency) => {
                let of = (read.kind, read.field.as_deref());
                let settings = settings::of(&**db, &agency.id).await?;
                clocks.dispatched(&self.terms(agency, &settings), of, now)?;
                Ok(TicketState::WithAgency)
            }
        }
    }

    async fn begin_history(
        &self,
        db: &WriteTransaction,
        row: &ticket::Model,
        state: TicketState,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let received = Happening {
            by: row.on_behalf,
            ..Happening::default()
        };
        written::happened(&**db, row.id, TicketEventKind::Received, received, now).await?;
        let kind = match state {
            TicketState::WithAgency => TicketEventKind::Dispatched,
            TicketState::HandedOver => TicketEventKind::HandedOver,
            _ => return Ok(()),
        };
        let happening = Happening {
            to: row.agency.clone(),
            ..Happening::default()
        };
        written::happened(&**db, row.id, kind, happening, now).await
    }
}

fn first_message(ticket: Uuid, text: &str, now: DateTime<Utc>) -> (Uuid, message::ActiveModel) {
    let id = Uuid::now_v7();
    let row = message::ActiveModel {
        id: Set(id),
        ticket_id: Set(ticket),
        author: Set(wire::name(Author::Citizen)),
        agency: Set(None),
        by: Set(None),
        text: Set(text.to_owned()),
        citations: Set("[]".to_owned()),
        sent_at: Set(now),
    };
    (id, row)
}

async fn free_code(db: &WriteTransaction) -> Result<TicketCode> {
    for _ in 0..TRIES {
        let random = Uuid::new_v4().as_u128();
        let number = u64::try_from(random >> 88).unwrap_or_default();
        if let Some(code) = TicketCode::from_number(number)
            && !store::is_taken(&**db, &code).await?
        {
            return Ok(code);
        }
    }
    Err(Error::internal("no free code of a ticket was found"))
}
