//! Whether tickets were answered in time, for reports.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mobile_contract::ticket::TicketCode;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::Tickets;
use super::entity::ticket;
use crate::error::{Error, Result};
use crate::kernel::worktime::RunningClock;

/// A ticket's open state, when it was answered, and the clock of its answer.
type Timed = (Uuid, bool, Option<DateTime<Utc>>, Option<String>);

impl Tickets {
    /// Of the tickets whose ids a query gives: whether each was answered in time. Those that are neither
    /// answered nor late yet are left out, and so are those that were taken back or handed over.
    ///
    /// # Errors
    /// When the database fails, or what it holds cannot be read.
    pub async fn timeliness(
        &self,
        db: &impl ConnectionTrait,
        ids: SelectStatement,
    ) -> Result<HashMap<Uuid, bool>> {
        let now = self.clock.now();
        // Those that were taken back are neither.
        let told = Condition::any()
            .add(ticket::Column::AnsweredAt.is_not_null())
            .add(ticket::Column::Open.eq(true));
        let rows: Vec<Timed> = ticket::Entity::find()
            .select_only()
            .columns([
                ticket::Column::Id,
                ticket::Column::Open,
                ticket::Column::AnsweredAt,
                ticket::Column::Reply,
            ])
            .filter(ticket::Column::Id.in_subquery(ids))
            .filter(ticket::Column::Reply.is_not_null())
            .filter(told)
            .into_tuple()
            .all(db)
            .await?;
        let timed = rows.into_iter().filter_map(|(id, open, answered, reply)| {
            let clock = serde_json::from_str::<RunningClock>(&reply?);
            let timely = clock.map(|clock| in_time(&clock, open, answered, now));
            timely
                .map_err(Error::from)
                .map(|t| Some((id, t?)))
                .transpose()
        });
        timed.collect()
    }

    /// Codes of tickets, by id.
    ///
    /// # Errors
    /// When the database fails, or what it holds cannot be read.
    pub async fn codes_of(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, TicketCode>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<(Uuid, String)> = ticket::Entity::find()
            .select_only()
            .columns([ticket::Column::Id, ticket::Column::Code])
            .filter(ticket::Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(&*self.db)
            .await?;
        let codes = rows.into_iter().map(|(id, code)| {
            let code = code.parse();
            let code = code.map_err(|e| Error::internal(format!("a ticket's code: {e}")));
            Ok((id, code?))
        });
        codes.collect()
    }
}

/// `None`: it is neither answered nor late.
fn in_time(
    clock: &RunningClock,
    open: bool,
    answered: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<bool> {
    match (open, answered) {
        (false, Some(at)) => Some(at <= clock.due),
        (false, None) => None,
        // Standing still, it waits for the sender.
        (true, _) => clock.due_at().filter(|due| *due < now).map(|_| false),
    }
}
