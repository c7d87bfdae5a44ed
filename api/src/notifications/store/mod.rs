//! The outbox: what is to be sent, who is sending it, and how it ended.

mod insert;
mod sealing;
mod take;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

pub(super) use self::insert::insert;
pub use self::sealing::seal_old;
pub(super) use self::take::{End, Wanted, claim, end};
use super::entity::{Column, Entity};

/// How long who takes a message has for it. Then another may think that they were killed.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How long messages are kept after they were sent or given up: what an answer said can be asked
/// for as long as one may complain of it.
pub const KEPT: TimeDelta = TimeDelta::days(365);
/// Longest subject, in characters.
pub const MAX_SUBJECT: usize = 200;
/// Longest dedup key, in bytes.
const MAX_DEDUP_KEY: usize = 120;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// To be sent, or just being sent.
    Queued,
    /// Handed to the mail server or gateway.
    Sent,
    /// Given up; somebody should look at it.
    Dead,
    /// Not sent because its reader has unsubscribed.
    Withheld,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Queued, Self::Sent, Self::Dead, Self::Withheld];

    /// The name in the database and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Withheld => "withheld",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queued {
    /// Messages that are to be sent.
    pub waiting: u64,
    /// When the one that waits longest was due. `None`: nothing is due.
    pub oldest_due: Option<DateTime<Utc>>,
}

/// How much waits, and since when.
///
/// # Errors
/// When the database fails.
pub(super) async fn queued(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Queued, DbErr> {
    let waiting = Entity::find().filter(Column::State.eq(State::Queued.as_str()));
    let oldest = waiting
        .clone()
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
        .limit(1)
        .one(db)
        .await?;
    Ok(Queued {
        waiting: waiting.count(db).await?,
        oldest_due: oldest.map(|row| row.due_at),
    })
}

/// Deletes what was sent or given up longer ago than [`KEPT`].
///
/// # Errors
/// When the database fails.
pub async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let gone = Entity::delete_many()
        .filter(Column::EndedAt.lt(now - KEPT))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}
