//! What staff write before anything goes out: notes among themselves, and drafts of answers.

use mobile_contract::limits::{ANSWER_CHARS, TICKET_CHARS};
use mobile_contract::ticket::{
    DraftState, NewDraft, NewNote, NewRequest, StaffTicket, TicketCode, TicketEventKind,
};
use mobile_contract::{ErrorCode, Locale};
use sea_orm::ActiveValue::Set;

use super::answering::words_of_staff;
use super::entity::draft;
use super::reading::words;
use super::sender::Change;
use super::state::Deed;
use super::store;
use super::written::{self, Happening};
use super::{Desk, Tickets, presence, record};
use crate::error::{Error, Result};
use crate::kernel::wire;

impl Tickets {
    /// Adds a note among staff. It changes nothing of the ticket, so nobody's view of it grows old.
    ///
    /// # Errors
    /// When the ticket is not the caller's, or the words are not acceptable.
    pub async fn note(
        &self,
        code: &TicketCode,
        desk: &Desk,
        new: &NewNote,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let text = words(&new.text, "body.text", TICKET_CHARS)?;
        let transaction = self.db.begin().await?;
        let row = store::lock(&*transaction, code, desk.sees()).await?;
        written::note(&*transaction, row.id, desk, text, self.clock.now()).await?;
        let shown = self
            .for_staff(&*transaction, &row, (desk.user, locale))
            .await?;
        record::noted(&*transaction, &row, desk.user, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(shown)
    }

    /// Keeps an answer that is being written, in the place of the last one.
    ///
    /// # Errors
    /// When the ticket is not the caller's, was changed meanwhile or is closed, or the answer could not be
    /// sent as it is.
    pub async fn draft(
        &self,
        code: &TicketCode,
        desk: &Desk,
        new: &NewDraft,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let change = self
            .begin_work(code, desk, Deed::Work, new.revision)
            .await?;
        self.draft_in(change, desk, new, locale).await
    }

    /// Keeps an answer to a ticket that is locked.
    pub(super) async fn draft_in(
        &self,
        change: Change,
        desk: &Desk,
        new: &NewDraft,
        locale: Locale,
    ) -> Result<StaffTicket> {
        keep_draft(&change, desk).await?;
        let text = words_of_staff(&new.text, ANSWER_CHARS)?;
        let citations = self.citations(&new.cites)?;
        let state = if new.submit {
            DraftState::Submitted
        } else {
            DraftState::Writing
        };
        let row = draft::ActiveModel {
            ticket_id: Set(change.row.id),
            state: Set(wire::name(state)),
            by: Set(desk.user),
            text: Set(text),
            citations: Set(serde_json::to_string(&citations)?),
            cites: Set(serde_json::to_string(&new.cites)?),
            saved_at: Set(change.now),
        };
        written::save_draft(&*change.transaction, row, change.row.id).await?;
        let here = (change.row.id, desk.user);
        presence::seen(&*change.transaction, here, Some(true), change.now).await?;
        if !new.submit {
            let revised = change.save().await?;
            let shown = self
                .for_staff(&*revised.transaction, &revised.row, (desk.user, locale))
                .await?;
            record::drafted(
                &*revised.transaction,
                &revised.row,
                desk.user,
                self.clock.now(),
            )
            .await?;
            revised.transaction.commit().await?;
            return Ok(shown);
        }
        let happening = Happening {
            by: desk.user,
            ..Happening::default()
        };
        self.end_work(change, TicketEventKind::Submitted, happening, locale)
            .await
    }

    /// Sends a draft back to its writer, with what is missing.
    ///
    /// # Errors
    /// When the ticket is not the caller's or was changed meanwhile, the caller approves nothing, or there is
    /// no draft.
    pub async fn send_back(
        &self,
        code: &TicketCode,
        desk: &Desk,
        new: &NewRequest,
        locale: Locale,
    ) -> Result<StaffTicket> {
        if !desk.leads {
            return Err(Error::new(ErrorCode::Forbidden));
        }
        let text = words(&new.text, "body.text", TICKET_CHARS)?;
        let change = self
            .begin_work(code, desk, Deed::Work, new.revision)
            .await?;
        let draft = written::draft(&*change.transaction, change.row.id).await?;
        let mut draft = draft.ok_or_else(|| Error::new(ErrorCode::TicketState))?;
        draft.state = wire::name(DraftState::Writing);
        let ticket = draft.ticket_id;
        written::save_draft(&*change.transaction, draft.into(), ticket).await?;
        written::note(&*change.transaction, ticket, desk, text, change.now).await?;
        let happening = Happening {
            by: desk.user,
            ..Happening::default()
        };
        self.end_work(change, TicketEventKind::SentBack, happening, locale)
            .await
    }
}

/// Keeps what a colleague has drafted as a note, when an answer by mail or by a link takes its place: whoever
/// wrote that did not see it.
pub(super) async fn keep_draft(change: &Change, desk: &Desk) -> Result<()> {
    if desk.user.is_some() {
        return Ok(());
    }
    let draft = written::draft(&*change.transaction, change.row.id).await?;
    let Some(draft) = draft.filter(|draft| draft.by.is_some()) else {
        return Ok(());
    };
    let by = Desk {
        user: draft.by,
        ..desk.clone()
    };
    let text = format!("{REPLACED}\n\n{}", draft.text);
    written::note(&*change.transaction, change.row.id, &by, text, change.now).await
}

/// What a note says above a draft that was replaced.
const REPLACED: &str =
    "Bản nháp này chưa gửi: cơ quan đã trả lời bằng thư hoặc liên kết trong thư.";
