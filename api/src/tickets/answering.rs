//! Answering: what goes out to senders, and what is asked of them.

use mobile_contract::chat::Citation;
use mobile_contract::limits::{ANSWER_CHARS, TICKET_CHARS};
use mobile_contract::ticket::{
    Author, DraftState, Merge, NewAnswer, NewRequest, StaffTicket, TicketCode, TicketEventKind,
    TicketState,
};
use mobile_contract::{ErrorCode, Locale};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::checking::{must_be_impersonal, must_help};
use super::clocks::Clocks;
use super::entity::message;
use super::files::laid_by;
use super::finding::{is_rating, must_be_verified, must_not_rate};
use super::joined;
use super::reading::bounded;
use super::sender::Change;
use super::state::Deed;
use super::store;
use super::view::approves;
use super::writing::keep_draft;
use super::written::{self, Happening};
use super::{Desk, Seen, Tickets, shown};
use crate::attachments::{self, Owner};
use crate::error::{Error, Result};
use crate::faqs::cited;
use crate::kernel::wire;

/// What goes out.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) citations: Vec<Citation>,
    /// Files that go along.
    pub(super) files: usize,
}

impl Tickets {
    /// Answers a ticket, and each one that was joined to it, privately.
    ///
    /// # Errors
    /// When the ticket is not the caller's, was changed meanwhile or is closed; the answer holds personal
    /// numbers, cites what is not in force, or, unless it is meant so, cites nothing or names no next step.
    pub async fn answer(
        &self,
        code: &TicketCode,
        desk: &Desk,
        new: &NewAnswer,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let change = self
            .begin_work(code, desk, Deed::Answer, new.revision)
            .await?;
        self.answer_in(change, desk, new, locale).await
    }

    /// Answers a ticket that is locked.
    pub(super) async fn answer_in(
        &self,
        mut change: Change,
        desk: &Desk,
        new: &NewAnswer,
        locale: Locale,
    ) -> Result<StaffTicket> {
        must_be_verified(&change).await?;
        let needs_leader = !desk.leads && approves(&*change.transaction, &change.row).await?;
        let (text, cites) = match &new.text {
            Some(_) if needs_leader => return Err(Error::new(ErrorCode::ApprovalRequired)),
            Some(text) => (text.clone(), new.cites.clone()),
            None => approved(&change, desk).await?,
        };
        let owner = Owner::ticket(change.row.id);
        let laid_by = laid_by(desk.user);
        let ready = attachments::unsent(&*change.transaction, owner, laid_by).await?;
        let answer = Answer {
            text: words_of_staff(&text, ANSWER_CHARS)?,
            // Between writing and approving, what is cited may have gone out of force.
            citations: self.citations(&cites)?,
            files: ready.len(),
        };
        must_help(&answer.text, answer.citations.len(), new.anyway)?;
        let message = self.send_to(&change, change.row.id, desk, &answer).await?;
        self.tell_answer(&change.transaction, &change.row, &answer)
            .await?;
        keep_draft(&change, desk).await?;
        written::drop_draft(&*change.transaction, change.row.id).await?;
        let joined = self.answer_joined(&change, desk, &answer).await?;
        attachments::send(&*change.transaction, (owner, laid_by), message, &joined).await?;
        change.close(self, TicketState::Answered)?;
        change.changed.answered_at = Set(Some(change.now));
        change.changed.assignee = Set(desk.user.or(change.row.assignee));
        let happening = Happening {
            by: desk.user,
            ..Happening::default()
        };
        self.end_work(change, TicketEventKind::Answered, happening, locale)
            .await
    }

    /// Asks the sender for something. The clock of the answer stands still until they answer; that of a rating
    /// runs on, and so does the time for finding whose it is, when an operator asks from the queue.
    ///
    /// # Errors
    /// When the ticket is not the caller's, was changed meanwhile, is closed, or waits already.
    pub async fn ask(
        &self,
        code: &TicketCode,
        desk: &Desk,
        new: &NewRequest,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let answer = Answer {
            text: words_of_staff(&new.text, TICKET_CHARS)?,
            citations: Vec::new(),
            files: 0,
        };
        let mut change = self.begin_work(code, desk, Deed::Ask, new.revision).await?;
        self.send_to(&change, change.row.id, desk, &answer).await?;
        self.tell_question(&change.transaction, &change.row, &answer.text)
            .await?;
        let mut clocks = Clocks::of(&change.row)?;
        // Else a question alone would put off a rating for as long as who gave it keeps silent, and often nobody
        // can be reached.
        if !is_rating(&change.row) {
            clocks.change_reply(|reply| reply.pause(change.now));
        }
        change.enter(self, TicketState::WaitingForCitizen, &clocks)?;
        let happening = Happening {
            by: desk.user,
            ..Happening::default()
        };
        self.end_work(change, TicketEventKind::AskedCitizen, happening, locale)
            .await
    }

    /// Joins a ticket to another one of the same matter: one answer will close both. Its sender sees
    /// nothing of the other one.
    ///
    /// # Errors
    /// When either is not the caller's or is closed, or they lie with two agencies.
    pub async fn merge(
        &self,
        code: &TicketCode,
        desk: &Desk,
        merge: &Merge,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let refused = || {
            Error::field(
                "body.into",
                "phải là phiếu khác đang xử lý, ở cùng cơ quan",
                "must be another open ticket with the same agency",
            )
        };
        if merge.into == *code {
            return Err(refused());
        }
        // Both are locked, in one order: the other one cannot be answered meanwhile, and two who join
        // the same two tickets do not wait for each other.
        let transaction = self.db.begin().await?;
        let first = code.min(&merge.into);
        let second = code.max(&merge.into);
        let first = store::lock(&*transaction, first, desk.sees()).await?;
        let second = store::lock(&*transaction, second, desk.sees()).await?;
        let (row, other) = if first.code == code.as_str() {
            (first, second)
        } else {
            (second, first)
        };
        if row.revision != merge.revision {
            return Err(Error::new(ErrorCode::TicketChanged));
        }
        must_not_rate(&row)?;
        let mut change = self.change_of(transaction, row, Deed::Merge)?;
        must_not_rate(&other)?;
        let fits = other.open && other.merged_into.is_none() && other.agency == change.row.agency;
        if !fits {
            return Err(refused());
        }
        // What was joined to this one goes along: nobody waits for an answer that never comes.
        joined::join(&*change.transaction, change.row.id, other.id).await?;
        change.changed.merged_into = Set(Some(other.id));
        // Out of the queue; its clock runs on, and ends with the answer.
        change.changed.open = Set(false);
        let happening = Happening {
            by: desk.user,
            reason: Some(other.code),
            ..Happening::default()
        };
        self.end_work(change, TicketEventKind::Merged, happening, locale)
            .await
    }

    /// Gives each ticket that was joined, with the message that answers it.
    async fn answer_joined(
        &self,
        change: &Change,
        desk: &Desk,
        answer: &Answer,
    ) -> Result<Vec<(Owner, Uuid)>> {
        let mut answered = Vec::new();
        for row in joined::waiting_for(&*change.transaction, change.row.id).await? {
            let message = self.send_to(change, row.id, desk, answer).await?;
            answered.push((Owner::ticket(row.id), message));
            self.tell_answer(&change.transaction, &row, answer).await?;
            let mut clocks = Clocks::of(&row)?;
            clocks.finish(change.now, &self.calendar);
            joined::close(&*change.transaction, row, &clocks, change.now).await?;
        }
        Ok(answered)
    }

    /// What waited for the answer to a ticket that gets none here stands for itself again.
    pub(super) async fn release_joined(&self, change: &Change) -> Result<()> {
        for row in joined::waiting_for(&*change.transaction, change.row.id).await? {
            let next = Clocks::of(&row)?.next(change.now, &self.calendar);
            joined::release(&*change.transaction, row, next, change.now).await?;
        }
        Ok(())
    }

    async fn send_to(
        &self,
        change: &Change,
        ticket: Uuid,
        desk: &Desk,
        answer: &Answer,
    ) -> Result<Uuid> {
        let id = Uuid::now_v7();
        let row = message::ActiveModel {
            id: Set(id),
            ticket_id: Set(ticket),
            author: Set(wire::name(Author::Agency)),
            agency: Set(change.row.agency.clone()),
            by: Set(desk.user),
            text: Set(answer.text.clone()),
            citations: Set(serde_json::to_string(&answer.citations)?),
            sent_at: Set(change.now),
        };
        written::write(&*change.transaction, row).await?;
        let faqs = cited(&answer.citations);
        shown::mark(&*change.transaction, ticket, &faqs, Seen::Cited, change.now).await?;
        Ok(id)
    }
}

/// The draft and what it cites, which a leader approves as it stands.
async fn approved(change: &Change, desk: &Desk) -> Result<(String, Vec<String>)> {
    if !desk.leads {
        return Err(Error::new(ErrorCode::Forbidden));
    }
    let draft = written::draft(&*change.transaction, change.row.id).await?;
    let submitted = wire::name(DraftState::Submitted);
    let draft = draft.filter(|draft| draft.state == submitted);
    let draft = draft.ok_or_else(|| {
        Error::field(
            "body.text",
            "chưa có dự thảo để duyệt",
            "there is no draft to approve",
        )
    })?;
    Ok((draft.text, serde_json::from_str(&draft.cites)?))
}

/// Words of staff for a sender: bounded, with no numbers of people. Not masked: what is wrong in them is
/// told to who wrote them.
pub(super) fn words_of_staff(text: &str, most: usize) -> Result<String> {
    must_be_impersonal(text)?;
    bounded(text, "body.text", most)
}
