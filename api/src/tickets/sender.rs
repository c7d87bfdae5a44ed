//! What senders do with their tickets.

use mobile_contract::limits::{FEEDBACK_CHARS, TICKET_CHARS, TICKET_MESSAGES};
use mobile_contract::mail::MailResult;
use mobile_contract::ticket::{
    Author, NewRating, Ticket, TicketCode, TicketEventKind, TicketState,
};
use mobile_contract::{ErrorCode, Locale};
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use super::Tickets;
use super::clocks::{Clocks, NEVER};
use super::entity::{message, ticket};
use super::files::{give, must_have_room, with_files};
use super::post::Arrival;
use super::reading::words;
use super::state::{Deed, must};
use super::store::{self, Sees};
use super::view::reopen_until;
use super::written::{self, Happening};
use crate::attachments::{self, Owner, Taken};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::storage::WriteTransaction;

/// A ticket that the caller has proved to be their own.
#[derive(Clone, Debug)]
pub struct Own {
    code: TicketCode,
    locale: Locale,
}

impl Own {
    /// One that another proof has opened: a reply address out of its letters.
    pub(super) const fn proven(code: TicketCode, locale: Locale) -> Self {
        Self { code, locale }
    }

    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &TicketCode {
        &self.code
    }
}

impl Tickets {
    /// Opens a ticket with its secret. An unknown code and a wrong secret look alike.
    ///
    /// # Errors
    /// When there is none, or the secret is not its own.
    pub async fn open(&self, code: &TicketCode, secret: &str, locale: Locale) -> Result<Own> {
        let row = match store::find(&*self.db, code, Sees::All).await {
            Ok(row) => Some(row),
            Err(error) if error.code() == ErrorCode::TicketNotFound => None,
            Err(error) => return Err(error),
        };
        // An unknown code costs the same hash and comparison.
        let hash = row.as_ref().map_or("", |row| row.secret_hash.as_str());
        if self.is_opened_by(secret, hash) {
            Ok(Own::proven(code.clone(), locale))
        } else {
            Err(store::missing())
        }
    }

    /// The ticket, as it stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look(&self, own: &Own) -> Result<Ticket> {
        let row = store::find(&*self.db, &own.code, Sees::All).await?;
        self.for_sender(&*self.db, &row, own.locale).await
    }

    /// Adds to it. An agency that waits for the sender goes on, and so does its clock.
    ///
    /// # Errors
    /// When the words are not acceptable, it is closed, or holds enough already.
    pub async fn write(&self, own: &Own, text: &str) -> Result<Ticket> {
        self.add(own, text, (&[], None)).await
    }

    /// Adds words and files to it, as one message.
    ///
    /// # Errors
    /// When the words are not acceptable, it is closed, or holds enough already.
    pub async fn write_with_files(&self, own: &Own, text: &str, files: &[Taken]) -> Result<Ticket> {
        self.add(own, text, (files, None)).await
    }

    /// Adds words and files, and keeps what became of the mail that they may have come by.
    pub(super) async fn add(
        &self,
        own: &Own,
        text: &str,
        (files, mail): (&[Taken], Option<(&Arrival, &MailResult)>),
    ) -> Result<Ticket> {
        let text = words(text, "body.text", TICKET_CHARS)?;
        self.change(own, Deed::Write, async |change| {
            self.came_by(change, mail).await?;
            must_have_room(change, files).await?;
            let message = self.add_words(change, &text).await?;
            give(change, files, message).await?;
            self.go_on(change)?;
            let said = with_files(&text, files.len());
            Ok(Done::saying(TicketEventKind::CitizenWrote, said))
        })
        .await
    }

    /// Takes it back.
    ///
    /// # Errors
    /// When it is closed.
    pub async fn withdraw(&self, own: &Own) -> Result<Ticket> {
        self.change(own, Deed::Withdraw, async |change| {
            self.release_joined(change).await?;
            attachments::drop_all(&*change.transaction, Owner::ticket(change.row.id)).await?;
            change.close(self, TicketState::Withdrawn)?;
            Ok(TicketEventKind::Withdrawn.into())
        })
        .await
    }

    /// Opens it again, with what the answer left open; the clock of the answer begins anew.
    ///
    /// # Errors
    /// When it is not answered, or the days for it have passed.
    pub async fn reopen(&self, own: &Own, text: &str) -> Result<Ticket> {
        self.reopen_with(own, text, (&[], None)).await
    }

    /// Opens it again by what came by mail, and keeps what became of that.
    pub(super) async fn reopen_with(
        &self,
        own: &Own,
        text: &str,
        (files, mail): (&[Taken], Option<(&Arrival, &MailResult)>),
    ) -> Result<Ticket> {
        let text = words(text, "body.text", TICKET_CHARS)?;
        self.change(own, Deed::Reopen, async |change| {
            self.came_by(change, mail).await?;
            let answered = change.row.answered_at;
            if answered.is_none_or(|at| reopen_until(at) < change.now) {
                return Err(Error::new(ErrorCode::TicketState).detail(
                    "Đã quá thời gian hỏi lại. Mời bạn gửi phiếu mới.",
                    "The days for asking again have passed. Please send a new one.",
                ));
            }
            must_have_room(change, files).await?;
            let message = self.add_words(change, &text).await?;
            give(change, files, message).await?;
            self.begin_anew(change).await?;
            // What is asked now was not looked into yet.
            written::drop_finding(&*change.transaction, change.row.id).await?;
            let said = with_files(&text, files.len());
            Ok(Done::saying(TicketEventKind::Reopened, said))
        })
        .await
    }

    /// Says how good the answer was; what was said before is replaced.
    ///
    /// # Errors
    /// When it is not answered, or the score is out of bounds.
    pub async fn rate(&self, own: &Own, rating: &NewRating) -> Result<Ticket> {
        if !(1..=5).contains(&rating.score) {
            return Err(Error::field("body.score", "từ 1 đến 5", "must be 1 to 5"));
        }
        let comment = rating
            .comment
            .as_deref()
            .map(|c| words(c, "body.comment", FEEDBACK_CHARS));
        let comment = comment.transpose()?;
        self.change(own, Deed::Rate, async |change| {
            change.changed.score = Set(Some(rating.score.into()));
            change.changed.score_comment = Set(comment);
            Ok(TicketEventKind::Rated.into())
        })
        .await
    }

    /// One change by the sender: locked, allowed, done, told in the history.
    pub(super) async fn change(
        &self,
        own: &Own,
        deed: Deed,
        doing: impl AsyncFnOnce(&mut Change) -> Result<Done>,
    ) -> Result<Ticket> {
        let mut change = self.begin_change(&own.code, Sees::All, deed).await?;
        let Done { kind, said } = doing(&mut change).await?;
        let row = change.end(kind, Happening::default()).await?;
        let told = (&row.transaction, &row.row);
        match kind {
            TicketEventKind::Reopened => self.tell_reopened(told.0, told.1, &said).await?,
            TicketEventKind::CitizenWrote => self.tell_added(told.0, told.1, &said).await?,
            _ => {}
        }
        let ticket = self
            .for_sender(&*row.transaction, &row.row, own.locale)
            .await?;
        row.transaction.commit().await?;
        Ok(ticket)
    }

    async fn came_by(&self, change: &Change, mail: Option<(&Arrival, &MailResult)>) -> Result<()> {
        let Some((arrival, result)) = mail else {
            return Ok(());
        };
        arrival.became(&*change.transaction, result).await?;
        self.note_left_out(&change.transaction, change.row.id, arrival)
            .await
    }

    /// A message of the sender, and its id.
    pub(super) async fn add_words(&self, change: &Change, text: &str) -> Result<Uuid> {
        let written = written::messages(&*change.transaction, change.row.id).await?;
        let citizen = wire::name(Author::Citizen);
        let own = written.iter().filter(|m| m.author == citizen).count();
        if own >= TICKET_MESSAGES as usize {
            return Err(Error::new(ErrorCode::TicketState).detail(
                format!("Một phiếu có tối đa {TICKET_MESSAGES} tin. Mời bạn gọi 1022."),
                format!("A ticket holds at most {TICKET_MESSAGES} messages. Please call 1022."),
            ));
        }
        let id = Uuid::now_v7();
        let row = message::ActiveModel {
            id: Set(id),
            ticket_id: Set(change.row.id),
            author: Set(citizen),
            agency: Set(None),
            by: Set(None),
            text: Set(text.to_owned()),
            citations: Set("[]".to_owned()),
            sent_at: Set(change.now),
        };
        written::write(&*change.transaction, row).await?;
        Ok(id)
    }

    /// The sender has answered what was asked.
    pub(super) fn go_on(&self, change: &mut Change) -> Result<()> {
        let state: TicketState = wire::value(&change.row.state)?;
        let mut clocks = Clocks::of(&change.row)?;
        if state == TicketState::WaitingForCitizen {
            clocks.change_reply(|reply| reply.resume(change.now, &self.calendar));
            // Where an operator asked, it comes back to the operators.
            let back = match change.row.agency {
                Some(_) => TicketState::WithAgency,
                None => TicketState::Unrouted,
            };
            change.enter(self, back, &clocks)?;
        } else if change.row.merged_into.is_some() {
            // What is new must be read: back into the queue.
            change.enter(self, state, &clocks)?;
        }
        Ok(())
    }
}

/// What a sender has done.
pub(super) struct Done {
    kind: TicketEventKind,
    /// What whoever has the ticket is told of it.
    said: String,
}

impl Done {
    /// Something that says something.
    pub(super) const fn saying(kind: TicketEventKind, said: String) -> Self {
        Self { kind, said }
    }
}

impl From<TicketEventKind> for Done {
    fn from(kind: TicketEventKind) -> Self {
        Self::saying(kind, String::new())
    }
}

/// A ticket that is being changed.
pub(super) struct Change {
    pub(super) transaction: WriteTransaction,
    pub(super) row: ticket::Model,
    pub(super) changed: ticket::ActiveModel,
    pub(super) now: chrono::DateTime<chrono::Utc>,
}

/// A ticket that was changed; the transaction still runs.
pub(super) struct Changed {
    pub(super) transaction: WriteTransaction,
    pub(super) row: ticket::Model,
}

impl Tickets {
    /// Locks a ticket for a deed that its state allows.
    pub(super) async fn begin_change(
        &self,
        code: &TicketCode,
        sees: Sees<'_>,
        deed: Deed,
    ) -> Result<Change> {
        let transaction = self.db.begin().await?;
        let row = store::lock(&*transaction, code, sees).await?;
        self.change_of(transaction, row, deed)
    }

    /// A change of a ticket that is locked in a transaction.
    pub(super) fn change_of(
        &self,
        transaction: WriteTransaction,
        row: ticket::Model,
        deed: Deed,
    ) -> Result<Change> {
        must(wire::value(&row.state)?, deed)?;
        Ok(Change {
            changed: row.clone().into_active_model(),
            transaction,
            row,
            now: self.clock.now(),
        })
    }
}

impl Change {
    /// Puts it into a state, with its clocks.
    pub(super) fn enter(
        &mut self,
        tickets: &Tickets,
        state: TicketState,
        clocks: &Clocks,
    ) -> Result<()> {
        let next = clocks.next(self.now, &tickets.calendar);
        let (dispatch, reply) = clocks.stored()?;
        self.changed.state = Set(wire::name(state));
        self.changed.open = Set(state.is_open());
        if state.is_open() {
            // In the queue it stands for itself.
            self.changed.merged_into = Set(None);
        }
        self.changed.dispatch = Set(dispatch);
        self.changed.reply = Set(reply);
        self.changed.next_due = Set(if state.is_open() { next.due } else { NEVER });
        self.changed.next_warning = Set(next.warning.filter(|_| state.is_open()));
        Ok(())
    }

    /// Ends it: both clocks stop.
    pub(super) fn close(&mut self, tickets: &Tickets, state: TicketState) -> Result<()> {
        let mut clocks = Clocks::of(&self.row)?;
        clocks.finish(self.now, &tickets.calendar);
        self.enter(tickets, state, &clocks)
    }

    /// Stores it; nothing of it belongs into the history.
    pub(super) async fn save(self) -> Result<Changed> {
        let revision = self.row.revision;
        let row = store::update(&*self.transaction, self.changed, revision, self.now).await?;
        Ok(Changed {
            transaction: self.transaction,
            row,
        })
    }

    /// Stores it with what happened.
    pub(super) async fn end(self, kind: TicketEventKind, happening: Happening) -> Result<Changed> {
        let Self {
            transaction,
            row,
            changed,
            now,
        } = self;
        let revision = row.revision;
        let row = store::update(&*transaction, changed, revision, now).await?;
        written::happened(&*transaction, row.id, kind, happening, now).await?;
        Ok(Changed { transaction, row })
    }
}
