//! Lists of tickets for staff: what is due first stands first.

use chrono::DateTime;
use mobile_contract::limits::{PAGE_DEFAULT, PAGE_LIMIT};
use mobile_contract::ticket::{
    StaffTicket, StaffTicketFilter, TicketClocks, TicketCode, TicketCounts, TicketRow,
};
use mobile_contract::{ErrorCode, Locale, Page};
use uuid::Uuid;

use super::listed::{self, After};
use super::{Desk, Tickets, presence, record, store};
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, bounded};

impl Tickets {
    /// A page of the tickets that a member of staff may see.
    ///
    /// # Errors
    /// When a filter, the cursor or the limit is not acceptable, or the database fails.
    pub async fn list(&self, desk: &Desk, filter: &StaffTicketFilter) -> Result<Page<TicketRow>> {
        let limit = bounded(filter.limit, PAGE_DEFAULT, PAGE_LIMIT)?;
        let list = List::new(name_of(filter)?);
        let after = list.after(filter.cursor.as_deref())?;
        let after = after.as_deref().map(read_after).transpose()?;
        let most = limit as u64 + 1;
        let now = self.clock.now();
        let rows = listed::queue(
            &*self.db,
            filter,
            desk.sees(),
            // Who reads an agency's mail has taken nothing on.
            desk.user.unwrap_or_default(),
            (after, most, now),
        )
        .await?;
        let keyed = rows.into_iter().map(|row| {
            let key = format!("{} {}", row.next_due.to_rfc3339(), row.id);
            Ok((key, self.row(row)?))
        });
        let keyed: Vec<(String, TicketRow)> = keyed.collect::<Result<_>>()?;
        let Page { items, next_cursor } = list.page(keyed.into_iter(), limit, |(key, _)| key);
        Ok(Page {
            items: items.into_iter().map(|(_, row)| row).collect(),
            next_cursor,
        })
    }

    /// How many open tickets there are, by state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts(&self, desk: &Desk) -> Result<TicketCounts> {
        let mut counts = listed::counts(&*self.db, desk.sees()).await?;
        counts.overdue = listed::overdue(&*self.db, desk.sees(), self.clock.now()).await?;
        Ok(counts)
    }

    /// A ticket, for whoever has it. Who looked is recorded.
    ///
    /// # Errors
    /// When there is none that the caller may see, or the database fails.
    pub async fn look_at(
        &self,
        code: &TicketCode,
        desk: &Desk,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let transaction = self.db.begin().await?;
        let row = store::find(&*transaction, code, desk.sees()).await?;
        let shown = self
            .for_staff(&*transaction, &row, (desk.user, locale))
            .await?;
        presence::seen(&*transaction, (row.id, desk.user), None, self.clock.now()).await?;
        record::seen(&*transaction, &row, desk.user, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(shown)
    }

    /// How the clocks of a ticket come about.
    ///
    /// # Errors
    /// When there is none that the caller may see, or the database fails.
    pub async fn clocks(
        &self,
        code: &TicketCode,
        desk: &Desk,
        locale: Locale,
    ) -> Result<TicketClocks> {
        let row = store::find(&*self.db, code, desk.sees()).await?;
        self.clocks_of(&row, locale)
    }
}

/// A list with its filters: a cursor of another one is refused.
fn name_of(filter: &StaffTicketFilter) -> Result<String> {
    let filters = StaffTicketFilter {
        cursor: None,
        limit: None,
        ..filter.clone()
    };
    Ok(format!("tickets {}", serde_json::to_string(&filters)?))
}

fn read_after(key: &str) -> Result<After> {
    let refused = || Error::new(ErrorCode::BadCursor);
    let (due, id) = key.split_once(' ').ok_or_else(refused)?;
    Ok(After {
        due: DateTime::parse_from_rfc3339(due)
            .map_err(|_| refused())?
            .to_utc(),
        id: id.parse::<Uuid>().map_err(|_| refused())?,
    })
}
