//! Watching clocks: who has a ticket is warned, and past the end its leader and the coordination desk.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::ticket::{TicketCode, TicketEventKind};
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;

use super::clocks::Clocks;
use super::moved::Moved;
use super::store::{self, Sees};
use super::written::{self, Happening};
use super::{Tickets, post, presence, watched};
use crate::error::Result;
use crate::kernel::worktime::RunningClock;

/// Tickets looked at in one go; the rest comes with the next.
const AT_ONCE: u64 = 200;

/// How long corrections of routes are kept, like texts.
const CORRECTIONS_KEPT: TimeDelta = TimeDelta::days(365);

impl Tickets {
    /// Throws away what has served its time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_old(&self) -> Result<()> {
        let now = self.clock.now();
        presence::forget(&*self.db, now).await?;
        post::forget_old(&*self.db, now).await?;
        written::forget_corrections(&*self.db, now - CORRECTIONS_KEPT).await
    }

    /// Warns of every clock that has reached a share of its time, and tells how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn watch(&self) -> Result<usize> {
        let mut went = Moved::default();
        let warned = self.look_over(&mut went).await;
        // One letter of all, also of what moved before something failed.
        self.tell_moved(went).await;
        warned
    }

    async fn look_over(&self, went: &mut Moved) -> Result<usize> {
        let now = self.clock.now();
        // Before the warnings, which go to who has it now, and to the new mailbox by themselves.
        self.follow_agencies(went).await?;
        self.tell_readdressed().await?;
        let due = watched::to_warn(&*self.db, now, AT_ONCE).await?;
        for (code, agency) in &due {
            // More lay with an agency that has ended than one go moves.
            if self.end_of(agency.as_deref()).is_some() {
                self.follow(code, went).await;
            }
            // One ticket that cannot be read must not keep the others from being warned of.
            if let Err(error) = self.warn(code, now).await {
                tracing::warn!(%error, %code, "cannot warn of a ticket");
            }
        }
        self.tell_untold(now).await?;
        Ok(due.len())
    }

    async fn warn(&self, code: &TicketCode, now: DateTime<Utc>) -> Result<()> {
        let transaction = self.db.begin().await?;
        let row = store::lock(&*transaction, code, Sees::All).await?;
        // Another server was faster, or the ticket was answered meanwhile.
        let Some(at) = row.next_warning.filter(|at| *at <= now && row.open) else {
            return Ok(());
        };
        let clocks = Clocks::of(&row)?;
        let (kind, reason) = self.what_to_say(clocks.running(), at);
        let happening = Happening {
            to: row.agency.clone(),
            reason: Some(reason.to_owned()),
            ..Happening::default()
        };
        written::happened(&*transaction, row.id, kind, happening, now).await?;
        match reason {
            "leader" => self.tell_late(&transaction, &row, false).await?,
            "desk" => self.tell_late(&transaction, &row, true).await?,
            percent => {
                let percent = percent.parse().unwrap_or_default();
                self.tell_deadline(&transaction, &row, percent).await?;
            }
        }
        let next = clocks.next(at, &self.calendar).warning;
        let mut changed = row.into_active_model();
        changed.next_warning = Set(next);
        store::touch(&*transaction, changed).await?;
        transaction.commit().await?;
        Ok(())
    }

    fn what_to_say(
        &self,
        clock: &RunningClock,
        at: DateTime<Utc>,
    ) -> (TicketEventKind, &'static str) {
        let thresholds = clock.thresholds(&self.calendar);
        let reached = thresholds
            .iter()
            .filter(|t| t.at <= at)
            .map(|t| t.percent)
            .max();
        match reached {
            Some(100) if at > clock.due => (TicketEventKind::Escalated, "desk"),
            Some(100) => (TicketEventKind::Escalated, "leader"),
            Some(80) => (TicketEventKind::Warned, "80"),
            _ => (TicketEventKind::Warned, "50"),
        }
    }
}
