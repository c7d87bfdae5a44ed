//! Drafts: begun from a ticket, from a question, or empty; written, handed in, sent back.

use chrono::DateTime;
use mobile_contract::editorial::{
    EditFaqDraft, FaqDraft, FaqDraftFilter, FaqDraftRow, FaqReason, FaqRevision, FaqState,
    NewFaqDraft,
};
use mobile_contract::limits::{MESSAGE_CHARS, PAGE_DEFAULT, PAGE_LIMIT};
use mobile_contract::ticket::TicketCode;
use mobile_contract::{ErrorCode, Page};
use uuid::Uuid;

use super::entity::draft;
use super::people::{must_lead, record, wrote};
use super::words::{line, reason};
use super::{Editorial, reduce, store};
use crate::error::{Error, Result};
use crate::faqs::cited;
use crate::kernel::clock::to_hanoi;
use crate::kernel::cursor::{List, bounded};
use crate::kernel::wire;
use crate::storage::WriteTransaction;
use crate::tickets::{Answered, Desk};

/// A draft that is being changed, in a transaction that holds it.
pub(super) struct Change {
    pub(super) transaction: WriteTransaction,
    pub(super) row: draft::Model,
}

impl Editorial {
    /// Begins a draft. An answered ticket has one: begun again, the same is given.
    ///
    /// # Errors
    /// When the ticket is not the caller's or has no answer, the question is too long, or the database fails.
    pub async fn begin(&self, desk: &Desk, new: &NewFaqDraft) -> Result<FaqDraft> {
        let transaction = self.tickets.db.begin().await?;
        let mut row = self.empty(desk)?;
        if let Some(code) = &new.ticket {
            let code: TicketCode = code
                .parse()
                .map_err(|_| Error::new(ErrorCode::TicketNotFound))?;
            let answered = self
                .tickets
                .answered(&*transaction, &code, desk.sees())
                .await?;
            if let Some(begun) = store::of_ticket(&*transaction, answered.id, desk.sees()).await? {
                let shown = self.shown(&*transaction, begun.clone()).await?;
                record(&*transaction, &begun, desk, "faq.viewed", self.now()).await?;
                transaction.commit().await?;
                return Ok(shown);
            }
            from_ticket(&mut row, &answered)?;
        } else if let Some(question) = &new.question {
            row.question = reduce::question(&line(question, "body.question", 0, MESSAGE_CHARS)?);
        }
        store::insert(&*transaction, &row).await?;
        let shown = self.shown(&*transaction, row.clone()).await?;
        record(&*transaction, &row, desk, "faq.drafted", self.now()).await?;
        transaction.commit().await?;
        Ok(shown)
    }

    /// A draft. That it was looked at is recorded: until its words are reviewed, they may tell of a person.
    ///
    /// # Errors
    /// When there is none that the caller may see, or the database fails.
    pub async fn look_at(&self, id: Uuid, desk: &Desk) -> Result<FaqDraft> {
        let transaction = self.tickets.db.begin().await?;
        let row = store::find(&*transaction, id, desk.sees()).await?;
        let shown = self.shown(&*transaction, row.clone()).await?;
        record(&*transaction, &row, desk, "faq.viewed", self.now()).await?;
        transaction.commit().await?;
        Ok(shown)
    }

    /// A page of drafts, what was changed last first.
    ///
    /// # Errors
    /// When the cursor or the limit is not acceptable, or the database fails.
    pub async fn list(&self, desk: &Desk, filter: &FaqDraftFilter) -> Result<Page<FaqDraftRow>> {
        let limit = bounded(filter.limit, PAGE_DEFAULT, PAGE_LIMIT)?;
        let list = List::new(format!(
            "faq-drafts {}",
            serde_json::to_string(&filter.state)?
        ));
        let after = list.after(filter.cursor.as_deref())?;
        let after = after.as_deref().map(read_after).transpose()?;
        let most = limit as u64 + 1;
        let rows = store::page(&*self.tickets.db, desk.sees(), filter.state, (after, most)).await?;
        let keyed = rows.into_iter().map(|row| {
            let key = format!("{} {}", row.updated_at.to_rfc3339(), row.id);
            Ok((key, self.line(row)?))
        });
        let keyed: Vec<(String, FaqDraftRow)> = keyed.collect::<Result<_>>()?;
        let Page { items, next_cursor } = list.page(keyed.into_iter(), limit, |(key, _)| key);
        Ok(Page {
            items: items.into_iter().map(|(_, row)| row).collect(),
            next_cursor,
        })
    }

    /// Changes the words. What is published stays as it is until the new words are published, too.
    ///
    /// # Errors
    /// When the draft is not the caller's or was changed meanwhile, or a part is not acceptable.
    pub async fn edit(&self, id: Uuid, desk: &Desk, edit: &EditFaqDraft) -> Result<FaqDraft> {
        let mut change = self.open(id, desk, edit.revision).await?;
        self.write(&mut change.row, edit)?;
        change.row.state = wire::name(FaqState::Draft);
        wrote(&mut change.row, desk.person()?)?;
        if change.row.version == 0 {
            change.row.correction = None;
        }
        self.close(change, desk, "faq.edited").await
    }

    /// Hands a draft in: it waits for somebody else to review it.
    ///
    /// # Errors
    /// When the draft is not the caller's, was changed meanwhile, is not being written or is not whole.
    pub async fn submit(&self, id: Uuid, desk: &Desk, seen: FaqRevision) -> Result<FaqDraft> {
        let mut change = self.open(id, desk, seen.revision).await?;
        must_be(&change.row, &[FaqState::Draft])?;
        must_be_whole(&change.row)?;
        change.row.state = wire::name(FaqState::Submitted);
        change.row.note = None;
        self.close(change, desk, "faq.submitted").await
    }

    /// Sends a draft back to its writer, with what is missing.
    ///
    /// # Errors
    /// When the draft is not the caller's, was changed meanwhile or waits for no review, or the caller
    /// reviews nothing.
    pub async fn send_back(&self, id: Uuid, desk: &Desk, why: &FaqReason) -> Result<FaqDraft> {
        must_lead(desk)?;
        let reason = reason(&why.reason, "body.reason")?;
        let mut change = self.open(id, desk, why.revision).await?;
        must_be(&change.row, &[FaqState::Submitted])?;
        change.row.state = wire::name(FaqState::Draft);
        change.row.note = Some(reason);
        self.close(change, desk, "faq.sent_back").await
    }

    pub(super) fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.tickets.clock.now()
    }

    /// Opens a draft to change it: of two people, the second one is told.
    pub(super) async fn open(&self, id: Uuid, desk: &Desk, seen: i32) -> Result<Change> {
        let transaction = self.tickets.db.begin().await?;
        let row = store::lock(&*transaction, id, desk.sees()).await?;
        if row.revision != seen {
            return Err(Error::new(ErrorCode::RecordChanged));
        }
        Ok(Change { transaction, row })
    }

    /// Stores and records a change, and shows what it made.
    pub(super) async fn close(
        &self,
        change: Change,
        desk: &Desk,
        action: &'static str,
    ) -> Result<FaqDraft> {
        let Change { transaction, row } = change;
        let now = self.now();
        let row = store::update(&*transaction, row, now).await?;
        let shown = self.shown(&*transaction, row.clone()).await?;
        record(&*transaction, &row, desk, action, now).await?;
        transaction.commit().await?;
        Ok(shown)
    }

    fn empty(&self, desk: &Desk) -> Result<draft::Model> {
        let now = self.now();
        Ok(draft::Model {
            id: Uuid::now_v7(),
            faq: None,
            agency: desk.agency.as_ref().map(ToString::to_string),
            state: wire::name(FaqState::Draft),
            question: String::new(),
            also: "[]".to_owned(),
            answer: String::new(),
            procedure: None,
            facet: None,
            cites: "[]".to_owned(),
            answered_on: to_hanoi(now).date(),
            ticket_id: None,
            correction: None,
            note: None,
            writer: desk.person()?,
            writers: store::nobody(),
            reviewer: None,
            live: false,
            version: 0,
            revision: 0,
            created_at: now,
            updated_at: now,
        })
    }
}

/// What an answered ticket makes of a draft: the question without its sender, the answer without its
/// salutation, who answered and when.
fn from_ticket(row: &mut draft::Model, answered: &Answered) -> Result<()> {
    row.ticket_id = Some(answered.id);
    row.agency = answered.agency.as_ref().map(ToString::to_string);
    row.question = reduce::question(&answered.question);
    row.answer = reduce::answer(&answered.answer);
    row.procedure = answered.procedure.as_ref().map(ToString::to_string);
    row.answered_on = to_hanoi(answered.answered_at).date();
    let procedures = answered.citations.iter().filter_map(|citation| {
        let (_, code) = citation.title.strip_suffix(')')?.rsplit_once('(')?;
        let code: mobile_contract::ProcedureCode = code.parse().ok()?;
        Some(code.to_string())
    });
    let questions = cited(&answered.citations)
        .into_iter()
        .map(|id| id.to_string());
    let cites: Vec<String> = procedures.chain(questions).collect();
    row.cites = serde_json::to_string(&cites)?;
    Ok(())
}

/// Refuses a step that does not fit how the words stand.
pub(super) fn must_be(row: &draft::Model, states: &[FaqState]) -> Result<()> {
    let state: FaqState = wire::value(&row.state)?;
    if states.contains(&state) {
        Ok(())
    } else {
        Err(Error::new(ErrorCode::FaqState))
    }
}

/// Refuses what has no question or no answer.
pub(super) fn must_be_whole(row: &draft::Model) -> Result<()> {
    let missing = [("question", &row.question), ("answer", &row.answer)];
    let mut error: Option<Error> = None;
    for (part, text) in missing {
        if text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let loc = format!("body.{part}");
        let (vi, en) = ("chưa có lời", "has no words yet");
        error = Some(match error {
            None => Error::field(loc, vi, en),
            Some(error) => error.and_field(loc, vi, en),
        });
    }
    error.map_or(Ok(()), Err)
}

fn read_after(key: &str) -> Result<(DateTime<chrono::Utc>, Uuid)> {
    let refused = || Error::new(ErrorCode::BadCursor);
    let (at, id) = key.split_once(' ').ok_or_else(refused)?;
    let at = DateTime::parse_from_rfc3339(at).map_err(|_| refused())?;
    Ok((at.to_utc(), id.parse().map_err(|_| refused())?))
}
