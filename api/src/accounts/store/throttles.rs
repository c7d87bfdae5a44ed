//! Counters of tries, in the database, so that all servers agree.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QuerySelect};

use crate::accounts::entity::throttle::{ActiveModel, Column, Entity, Model};
use crate::error::{Error, Result};

/// The counter of a key, held until the transaction ends: two tries at once count as two.
pub(in crate::accounts) async fn hold(
    db: &impl ConnectionTrait,
    key: &str,
    now: DateTime<Utc>,
) -> Result<Model> {
    let fresh = ActiveModel {
        key: Set(key.to_owned()),
        count: Set(0),
        since: Set(now),
        blocked_until: Set(now),
        updated_at: Set(now),
    };
    Entity::insert(fresh)
        .on_conflict(OnConflict::column(Column::Key).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    // PostgreSQL locks the row; on SQLite the transaction is the lock already.
    let row = Entity::find_by_id(key).lock_exclusive().one(db).await?;
    row.ok_or_else(|| Error::internal("a counter that was just kept is gone"))
}

/// Until when the longest block of some counters lasts.
pub(in crate::accounts) async fn latest_block(
    db: &impl ConnectionTrait,
    keys: &[&str],
) -> Result<Option<DateTime<Utc>>> {
    let rows = Entity::find()
        .filter(Column::Key.is_in(keys.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.blocked_until).max())
}

/// Keeps a counter that is held.
pub(in crate::accounts) async fn keep(db: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(db).await?;
    Ok(())
}

/// Forgets a counter.
pub(in crate::accounts) async fn forget(db: &impl ConnectionTrait, key: &str) -> Result<()> {
    Entity::delete_by_id(key).exec(db).await?;
    Ok(())
}

/// Forgets counters that nobody touched since a time.
pub(in crate::accounts) async fn forget_before(
    db: &impl ConnectionTrait,
    time: DateTime<Utc>,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::UpdatedAt.lt(time))
        .exec(db)
        .await?;
    Ok(())
}
