//! Mail about the case of a rating. The agency that was rated reads what its sender writes, and a mail carries
//! a name: it is not taken, and its sender is told where to write instead.

use mobile_contract::mail::{MailOutcome, MailReason, MailResult};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::answering::NotTaken;
use super::letters::code_of;
use super::store::Arrival;
use crate::error::Result;
use crate::notifications::inbound::Inbound;
use crate::tickets::entity::ticket;
use crate::tickets::finding::is_rating;
use crate::tickets::{Tickets, contact, recipient_of};

/// What stands before the id of a ticket in the thread of its letters.
const THREAD: &str = "ticket.";

impl Tickets {
    /// The rating whose letter a mail to everybody's address answers: those letters name no reply address, and
    /// as a new ticket it would tell an agency who rated. What an agency writes is none of that.
    pub(super) async fn rating_answered(&self, mail: &Inbound) -> Result<Option<ticket::Model>> {
        let thread = mail.references.iter().chain(&mail.in_reply_to);
        let ids: Vec<Uuid> = thread.filter_map(|id| ticket_of(id)).collect();
        if ids.is_empty() || self.known_mailbox(&*self.db, &mail.from).await?.is_some() {
            return Ok(None);
        }
        let rows = ticket::Entity::find().filter(ticket::Column::Id.is_in(ids));
        let rows = rows.all(&*self.db).await?;
        Ok(rows.into_iter().find(is_rating))
    }

    /// Refuses words to the case of a rating that came by mail, and tells its sender where to write, by the
    /// contact that they left.
    pub(super) async fn refuse_rater(
        &self,
        row: &ticket::Model,
        arrival: &Arrival,
    ) -> Result<MailResult> {
        let result = MailResult::new(MailOutcome::Refused).because(MailReason::Closed);
        let result = arrival.counted(result.of(&code_of(row)?));
        let transaction = self.db.begin().await?;
        arrival.became(&*transaction, &result).await?;
        let left = row.contact.as_deref();
        let left = left.map(|sealed| contact::opened(&self.vault, sealed));
        if let Some(to) = left.transpose()?.as_ref().and_then(recipient_of) {
            let link = self.link(row, false);
            let why = format!(
                "thư có thể cho cơ quan biết bạn là ai, nên phiếu đánh giá không nhận lời qua thư; mời bạn viết tại {link}"
            );
            let letter = NotTaken {
                why: vec![why],
                words: String::new(),
                link: None,
                reply_to: None,
            };
            let about = (Some(row.id), row.code.clone());
            self.say_not_taken(&transaction, to, about, letter, arrival)
                .await?;
        }
        transaction.commit().await?;
        Ok(result)
    }
}

/// The ticket that a Message-ID of the thread of its letters names.
fn ticket_of(id: &str) -> Option<Uuid> {
    let (local, _) = id.split_once('@')?;
    local.strip_prefix(THREAD)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_names_its_ticket() {
        let id = Uuid::from_u128(7);
        let thread = format!("ticket.{}@mot-cua.example", id.simple());
        assert_eq!(ticket_of(&thread), Some(id));
        for other in ["ticket.x@a.vn", "7@a.vn", "", "ticket."] {
            assert_eq!(ticket_of(other), None, "{other}");
        }
    }
}
