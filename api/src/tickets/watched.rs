//! Which tickets the watch has to do with: read as codes, and locked one by one.

use chrono::{DateTime, Utc};
use mobile_contract::ticket::TicketCode;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::ticket;
use crate::error::Error;

/// Parameters of one query; databases bound their number.
const IN_ONE_QUERY: usize = 500;

/// Tickets whose clock has something to say, the earliest first, and the agencies that have them.
///
/// # Errors
/// When the database fails.
pub(super) async fn to_warn(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<(TicketCode, Option<String>)>, Error> {
    let rows: Vec<(String, Option<String>)> = ticket::Entity::find()
        .select_only()
        .columns([ticket::Column::Code, ticket::Column::Agency])
        .filter(ticket::Column::Open.eq(true))
        .filter(ticket::Column::NextWarning.lte(now))
        .order_by_asc(ticket::Column::NextWarning)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(code, agency): (String, Option<String>)| Ok((parsed(&code)?, agency));
    rows.into_iter().map(read).collect()
}

fn parsed(code: &str) -> Result<TicketCode, Error> {
    let code = code.parse();
    code.map_err(|e| Error::internal(format!("a ticket's code: {e}")))
}

/// Open tickets with any of these agencies, some of them: in no order, so that the index of agencies alone is
/// read, where mostly nothing is found.
///
/// # Errors
/// When the database fails.
pub(super) async fn open_with_any(
    db: &impl ConnectionTrait,
    agencies: &[String],
    most: u64,
) -> Result<Vec<TicketCode>, Error> {
    let mut found = Vec::new();
    for part in agencies.chunks(IN_ONE_QUERY) {
        let room = most.saturating_sub(found.len() as u64);
        if room == 0 {
            break;
        }
        let codes: Vec<String> = ticket::Entity::find()
            .select_only()
            .column(ticket::Column::Code)
            .filter(ticket::Column::Agency.is_in(part.iter().map(String::as_str)))
            .filter(ticket::Column::Open.eq(true))
            .limit(room)
            .into_tuple()
            .all(db)
            .await?;
        for code in codes {
            found.push(parsed(&code)?);
        }
    }
    Ok(found)
}
