//! Files of tickets: who may send and see them, and where they go.

use mobile_contract::limits::{ATTACHMENTS_PER_MESSAGE, ATTACHMENTS_PER_TICKET};
use mobile_contract::ticket::{
    AttachmentSize, Author, StaffTicket, Ticket, TicketCode, TicketEventKind,
};
use mobile_contract::{ErrorCode, Locale};
use uuid::Uuid;

use super::finding::is_rating;
use super::sender::{Change, Done, Own};
use super::state::{Deed, must};
use super::store::{self, Sees};
use super::{Desk, Tickets, record, written};
use crate::attachments::{self, Owner, Served, Taken};
use crate::error::{Error, Result};
use crate::kernel::wire;

impl Tickets {
    /// Whether the sender may send files now. Asked before they are read.
    ///
    /// # Errors
    /// When the ticket is closed, or holds enough already.
    pub async fn may_attach(&self, own: &Own) -> Result<()> {
        let row = store::find(&*self.db, own.code(), Sees::All).await?;
        must(wire::value(&row.state)?, Deed::Write)?;
        has_room(
            attachments::count_given(&*self.db, Owner::ticket(row.id)).await?,
            1,
        )
    }

    /// Adds files without words: to the sender's last message, when nobody has answered it and they find
    /// room there; else as a message of their own.
    ///
    /// # Errors
    /// When the ticket is closed, or holds enough already.
    pub async fn attach(&self, own: &Own, files: &[Taken]) -> Result<Ticket> {
        self.change(own, Deed::Write, async |change| {
            must_have_room(change, files).await?;
            let message = match room_in_last(change, files.len()).await? {
                Some(message) => message,
                None => self.add_words(change, "").await?,
            };
            give(change, files, message).await?;
            self.go_on(change)?;
            let said = with_files("", files.len());
            Ok(Done::saying(TicketEventKind::CitizenWrote, said))
        })
        .await
    }

    /// A file of the sender's ticket.
    ///
    /// # Errors
    /// 404 when it has none with this id, or it waits for the answer.
    pub async fn file(&self, own: &Own, id: Uuid, size: AttachmentSize) -> Result<Served> {
        let row = store::find(&*self.db, own.code(), Sees::All).await?;
        self.files.read(Owner::ticket(row.id), id, size).await
    }

    /// A file, for whoever has the ticket. Who looked is recorded.
    ///
    /// # Errors
    /// 404 when there is no such ticket that the caller may see, or it has no such file.
    pub async fn file_for(
        &self,
        code: &TicketCode,
        desk: &Desk,
        id: Uuid,
        size: AttachmentSize,
    ) -> Result<Served> {
        let row = store::find(&*self.db, code, desk.sees()).await?;
        let owner = Owner::ticket(row.id);
        let served = self.files.read_with_unsent(owner, id, size).await?;
        let transaction = self.db.begin().await?;
        record::file_seen(&*transaction, &row, desk.user, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(served)
    }

    /// Whether staff may lay files ready now. Asked before they are read.
    ///
    /// # Errors
    /// When there is no such ticket that the caller may see, it is closed, or enough are ready.
    pub async fn may_lay_ready(&self, code: &TicketCode, desk: &Desk) -> Result<()> {
        let row = store::find(&*self.db, code, desk.sees()).await?;
        must(wire::value(&row.state)?, Deed::Answer)?;
        let ready =
            attachments::unsent(&*self.db, Owner::ticket(row.id), laid_by(desk.user)).await?;
        room_for_answer(ready.len(), 1)
    }

    /// Lays files ready: they go out with the next answer, and never before.
    ///
    /// # Errors
    /// When there is no such ticket that the caller may see, it is closed, or enough are ready.
    pub async fn lay_ready(
        &self,
        code: &TicketCode,
        desk: &Desk,
        files: &[Taken],
        locale: Locale,
    ) -> Result<StaffTicket> {
        let change = self.begin_change(code, desk.sees(), Deed::Answer).await?;
        let owner = Owner::ticket(change.row.id);
        let ready = attachments::unsent(&*change.transaction, owner, laid_by(desk.user)).await?;
        room_for_answer(ready.len(), files.len())?;
        // Who answers by the link of a letter has no account; theirs are staff's files all the same.
        let by = desk.user.unwrap_or(NOBODY);
        attachments::lay_ready(&*change.transaction, files, owner, by).await?;
        // What a leader approves has changed: whoever saw it before is told.
        let changed = change.save().await?;
        let shown = self
            .for_staff(&*changed.transaction, &changed.row, (desk.user, locale))
            .await?;
        record::file_laid_ready(
            &*changed.transaction,
            &changed.row,
            desk.user,
            self.clock.now(),
        )
        .await?;
        changed.transaction.commit().await?;
        Ok(shown)
    }

    /// Takes back a file that was laid ready.
    ///
    /// # Errors
    /// When there is no such ticket that the caller may see, or no such file waits.
    pub async fn take_back(
        &self,
        code: &TicketCode,
        desk: &Desk,
        id: Uuid,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let change = self.begin_change(code, desk.sees(), Deed::Answer).await?;
        let owner = Owner::ticket(change.row.id);
        attachments::take_back(&*change.transaction, owner, Some(id)).await?;
        let changed = change.save().await?;
        let shown = self
            .for_staff(&*changed.transaction, &changed.row, (desk.user, locale))
            .await?;
        record::file_taken_back(
            &*changed.transaction,
            &changed.row,
            desk.user,
            self.clock.now(),
        )
        .await?;
        changed.transaction.commit().await?;
        Ok(shown)
    }
}

/// What somebody said, and that files came along.
pub(super) fn with_files(text: &str, files: usize) -> String {
    match (files, text.trim()) {
        (0, text) => text.to_owned(),
        (files, "") => format!("(Gửi kèm {files} tệp.)"),
        (files, text) => format!("{text}\n\n(Gửi kèm {files} tệp.)"),
    }
}

/// Who laid files ready that came by mail or by the link of a letter.
pub(super) const NOBODY: Uuid = Uuid::nil();

/// Whose files go out with an answer. Colleagues with accounts see and send what each of them laid ready; who
/// answers by mail or by a link sees only what came that way, and sends nothing else.
pub(super) fn laid_by(user: Option<Uuid>) -> Option<Uuid> {
    user.is_none().then_some(NOBODY)
}

/// Gives the sender's files to a message of theirs; those of who rated say nothing of who that is.
pub(super) async fn give(change: &Change, files: &[Taken], message: Uuid) -> Result<()> {
    let (db, owner) = (&*change.transaction, Owner::ticket(change.row.id));
    match is_rating(&change.row) {
        true => attachments::give_unnamed(db, files, owner, message).await,
        false => attachments::give(db, files, owner, message).await,
    }
}

/// Whether a ticket takes so many more files of its sender.
pub(super) async fn must_have_room(change: &Change, files: &[Taken]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let owner = Owner::ticket(change.row.id);
    let given = attachments::count_given(&*change.transaction, owner).await?;
    has_room(given, files.len())
}

fn has_room(given: u64, more: usize) -> Result<()> {
    if given + more as u64 <= ATTACHMENTS_PER_TICKET as u64 {
        return Ok(());
    }
    Err(Error::new(ErrorCode::AttachmentRefused).and_field(
        "body.file",
        format!("một phiếu có tối đa {ATTACHMENTS_PER_TICKET} tệp"),
        format!("a ticket takes at most {ATTACHMENTS_PER_TICKET} files"),
    ))
}

fn room_for_answer(ready: usize, more: usize) -> Result<()> {
    if ready + more <= ATTACHMENTS_PER_MESSAGE {
        return Ok(());
    }
    Err(Error::new(ErrorCode::AttachmentRefused).and_field(
        "body.file",
        format!("một câu trả lời có tối đa {ATTACHMENTS_PER_MESSAGE} tệp"),
        format!("an answer takes at most {ATTACHMENTS_PER_MESSAGE} files"),
    ))
}

/// The last message, when it is the sender's and has room for so many files.
async fn room_in_last(change: &Change, more: usize) -> Result<Option<Uuid>> {
    let messages = written::messages(&*change.transaction, change.row.id).await?;
    let own = |author: &str| author == wire::name(Author::Citizen);
    let Some(last) = messages.last().filter(|last| own(&last.author)) else {
        return Ok(None);
    };
    let owner = Owner::ticket(change.row.id);
    let listed = attachments::list(&*change.transaction, owner).await?;
    let there = listed
        .iter()
        .filter(|file| file.part == Some(last.id))
        .count();
    Ok((there + more <= ATTACHMENTS_PER_MESSAGE).then_some(last.id))
}
