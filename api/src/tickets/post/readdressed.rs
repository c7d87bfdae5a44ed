//! An agency with another mailbox: what lies there is mailed to it once more, because the tokens of earlier
//! letters are good no more.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::TicketEventKind;
use mobile_contract::{Locale, Slug};

use super::Mailbox;
use crate::error::Result;
use crate::kernel::wire;
use crate::settings;
use crate::storage::WriteTransaction;
use crate::tickets::alerting::routed;
use crate::tickets::clocks::Clocks;
use crate::tickets::entity::{event, ticket};
use crate::tickets::{Tickets, store, written};

/// Most tickets mailed anew, what is due first. More lie with no agency that answers by mail; those are mailed
/// as their clocks run.
const AT_ONCE: u64 = 500;
/// Why a ticket comes to a mailbox that it was not sent to before.
const REASON: &str =
    "phiếu đang chờ cơ quan trả lời; từ nay phiếu của cơ quan được gửi tới hộp thư này";

impl Tickets {
    /// Mails what lies with agencies whose mailbox became another one.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::tickets) async fn tell_readdressed(&self) -> Result<()> {
        for (agency, at) in settings::readdressed(&*self.db).await? {
            if let Err(error) = self.mail_again(&agency, at).await {
                tracing::warn!(%error, %agency, "cannot mail tickets to another mailbox");
            }
        }
        Ok(())
    }

    async fn mail_again(&self, agency: &Slug, at: DateTime<Utc>) -> Result<()> {
        let transaction = self.db.begin().await?;
        // Another server was faster.
        if !settings::take_readdressed(&*transaction, agency, at).await? {
            return Ok(());
        }
        // That may have gone to the operators alone.
        let escalated = wire::name(TicketEventKind::Escalated);
        for row in store::open_with(&*transaction, agency, AT_ONCE).await? {
            // What came, or was warned of, since then has been mailed there.
            let history = written::history(&*transaction, row.id).await?;
            let here = |event: &event::Model| {
                event.to_agency.as_deref() == Some(agency.as_str())
                    && event.kind != escalated
                    && event.at >= at
            };
            if history.iter().any(here) {
                continue;
            }
            self.mail_waiting(&transaction, &row, REASON).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Mails a ticket that waits to the mailbox of the agency that has it, where it has one.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::tickets) async fn mail_waiting(
        &self,
        db: &WriteTransaction,
        row: &ticket::Model,
        reason: &str,
    ) -> Result<()> {
        let (Some(reply), Some(mailbox)) =
            (Clocks::of(row)?.reply, self.mailbox(&**db, row).await?)
        else {
            return Ok(());
        };
        let Mailbox {
            to,
            reply_to,
            opens,
        } = mailbox;
        let asked = self.question(db, row).await?;
        let letter = routed(self, row, &opens, (&asked, reason), reply.due);
        self.post(db, row, (to, reply_to), letter, Locale::Vi).await
    }
}
