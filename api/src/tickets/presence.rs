//! Who is at a ticket just now, so that two people do not write the same answer.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::limits::PRESENCE_MINUTES;
use mobile_contract::ticket::{AtTicket, TicketCode};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};

use super::entity::presence::{ActiveModel, Column, Entity};
use super::store;
use super::{Desk, Tickets};
use crate::accounts::names_of;
use crate::error::Result;

/// Most people who are named.
const MOST: u64 = 10;

impl Tickets {
    /// Says that somebody is at a ticket, and tells who else is.
    ///
    /// # Errors
    /// When the ticket is not the caller's, or the database fails.
    pub async fn be_there(
        &self,
        code: &TicketCode,
        desk: &Desk,
        writing: bool,
    ) -> Result<Vec<AtTicket>> {
        let transaction = self.db.begin().await?;
        let row = store::find(&*transaction, code, desk.sees()).await?;
        let now = self.clock.now();
        seen(&*transaction, (row.id, desk.user), Some(writing), now).await?;
        let others = others(&*transaction, (row.id, desk.user), now).await?;
        transaction.commit().await?;
        Ok(others)
    }
}

/// Somebody was seen at a ticket; `writing` says whether they write, or nothing of it. Who writes goes on writing
/// until they say otherwise, or have not been seen for a while.
pub(super) async fn seen(
    db: &impl ConnectionTrait,
    (ticket, user): (Uuid, Option<Uuid>),
    writing: Option<bool>,
    now: DateTime<Utc>,
) -> Result<()> {
    // Who reads an agency's mail is nobody by name.
    let Some(user) = user else {
        return Ok(());
    };
    let row = ActiveModel {
        ticket_id: Set(ticket),
        user_id: Set(user),
        writing: Set(writing.unwrap_or_default()),
        seen_at: Set(now),
    };
    let mut again = OnConflict::columns([Column::TicketId, Column::UserId]);
    again.update_column(Column::SeenAt);
    if writing.is_some() {
        again.update_column(Column::Writing);
    }
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Who else is at a ticket, by name.
pub(super) async fn others(
    db: &impl ConnectionTrait,
    (ticket, user): (Uuid, Option<Uuid>),
    now: DateTime<Utc>,
) -> Result<Vec<AtTicket>> {
    let rows = Entity::find()
        .filter(Column::TicketId.eq(ticket))
        .filter(Column::UserId.ne(user.unwrap_or_default()))
        .filter(Column::SeenAt.gte(since(now)))
        .order_by_desc(Column::SeenAt)
        .limit(MOST)
        .all(db)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.user_id).collect();
    let names = names_of(db, &ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(AtTicket {
                name: names.get(&row.user_id)?.clone(),
                writing: row.writing,
                seen_at: row.seen_at,
            })
        })
        .collect())
}

/// Forgets who is there no more.
pub(super) async fn forget(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    Entity::delete_many()
        .filter(Column::SeenAt.lt(since(now)))
        .exec(db)
        .await?;
    Ok(())
}

fn since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::minutes(PRESENCE_MINUTES)
}
