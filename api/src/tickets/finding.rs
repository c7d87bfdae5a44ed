//! Looking into a rating (xác minh): what was found is noted before the rating is answered.
//!
//! A rating is a ticket of its own kind. Nobody of an agency learns who gave it; it is answered alone, and
//! stays what it is.

use mobile_contract::limits::{FINDING_CHARS, FINDING_LEAST_CHARS};
use mobile_contract::ticket::{
    Finding, NewFinding, StaffTicket, TicketCode, TicketEventKind, TicketSource,
};
use mobile_contract::{ErrorCode, Locale};
use sea_orm::ActiveValue::Set;

use super::entity::{finding, ticket};
use super::reading::words;
use super::sender::Change;
use super::state::Deed;
use super::written::{self, Happening};
use super::{Desk, Tickets};
use crate::error::{Error, Result};
use crate::kernel::wire;

/// Whether a ticket is the case of a rating.
pub(super) fn is_rating(row: &ticket::Model) -> bool {
    row.source == wire::name(TicketSource::Rating)
}

impl Tickets {
    /// Notes what looking into a rating showed, in the place of what was noted before. Sent on, it is noted
    /// anew. The sender is not told the words, only that it was looked into.
    ///
    /// # Errors
    /// When the ticket is not the caller's, was changed meanwhile, is closed or rates nothing, or the words
    /// are not acceptable.
    pub async fn finding(
        &self,
        code: &TicketCode,
        desk: &Desk,
        new: &NewFinding,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let text = words(&new.text, "body.text", FINDING_CHARS)?;
        if text.chars().count() < FINDING_LEAST_CHARS {
            return Err(Error::field(
                "body.text",
                format!("cần ít nhất {FINDING_LEAST_CHARS} ký tự: đã xem gì, thấy gì"),
                format!(
                    "needs at least {FINDING_LEAST_CHARS} characters: what was looked at, what it showed"
                ),
            ));
        }
        let change = self
            .begin_work(code, desk, Deed::Work, new.revision)
            .await?;
        if !is_rating(&change.row) {
            return Err(Error::new(ErrorCode::TicketState).detail(
                "Chỉ phiếu đánh giá mới cần ghi kết quả kiểm tra.",
                "Only the ticket of a rating needs a finding.",
            ));
        }
        let row = finding::ActiveModel {
            ticket_id: Set(change.row.id),
            text: Set(text.clone()),
            by: Set(desk.user),
            agency: Set(change.row.agency.clone()),
            at: Set(change.now),
        };
        written::save_finding(&*change.transaction, row, change.row.id).await?;
        let happening = Happening {
            by: desk.user,
            // What is noted here may be replaced; the history keeps it.
            reason: Some(text),
            ..Happening::default()
        };
        self.end_work(change, TicketEventKind::Verified, happening, locale)
            .await
    }

    pub(super) fn found(&self, row: finding::Model) -> Finding {
        Finding {
            text: row.text,
            by: row.by,
            agency: row.agency.as_deref().and_then(|id| self.agency_ref(id)),
            at: row.at,
        }
    }
}

/// Refuses to answer a rating that nobody has looked into.
pub(super) async fn must_be_verified(change: &Change) -> Result<()> {
    let row = &change.row;
    if is_rating(row)
        && written::finding(&*change.transaction, row.id)
            .await?
            .is_none()
    {
        return Err(Error::new(ErrorCode::FindingRequired).detail(
            "Phiếu đánh giá cần được xem xét trước khi trả lời: mời ghi đã kiểm tra gì và thấy gì.",
            "A rating is looked into before it is answered: please note what was checked and what it showed.",
        ));
    }
    Ok(())
}

/// Refuses what would take a rating away from being answered for itself.
pub(super) fn must_not_rate(row: &ticket::Model) -> Result<()> {
    if is_rating(row) {
        return Err(Error::new(ErrorCode::TicketState).detail(
            "Phiếu đánh giá được trả lời riêng: không gộp, không đổi loại.",
            "A rating is answered for itself: it is not joined to others, and its kind is not changed.",
        ));
    }
    Ok(())
}
