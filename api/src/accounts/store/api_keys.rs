//! Keys of other systems.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, IntoActiveModel, QueryOrder, QuerySelect, SqlErr};

use crate::accounts::entity::api_key::{Column, Entity, Model};
use crate::error::Result;

/// Keeps a new key. False: another one in use stands for its system.
pub(in crate::accounts) async fn insert(db: &impl ConnectionTrait, key: Model) -> Result<bool> {
    let kept = Entity::insert(key.into_active_model())
        .exec_without_returning(db)
        .await;
    match kept {
        Ok(_) => Ok(true),
        Err(e) if matches!(e.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Ok(false),
        Err(e) => Err(e.into()),
    }
}

/// A key.
pub(in crate::accounts) async fn find(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// A key, held until the transaction ends.
pub(in crate::accounts) async fn hold(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(db).await?)
}

/// Keeps a key that is held.
pub(in crate::accounts) async fn keep(db: &impl ConnectionTrait, key: Model) -> Result<Model> {
    Ok(key.into_active_model().reset_all().update(db).await?)
}

/// Keys, newest first, after one of them.
pub(in crate::accounts) async fn page(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Model>> {
    let mut query = Entity::find();
    if let Some(after) = after {
        query = query.filter(Column::Id.lt(after));
    }
    Ok(query.order_by_desc(Column::Id).limit(limit).all(db).await?)
}

/// Keeps that a key was used, once a minute: most requests of a busy system write nothing here.
pub(in crate::accounts) async fn used(
    db: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    let long_ago = Condition::any()
        .add(Column::LastUsedAt.is_null())
        .add(Column::LastUsedAt.lt(now - TimeDelta::minutes(1)));
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(long_ago)
        .exec(db)
        .await?;
    Ok(())
}
