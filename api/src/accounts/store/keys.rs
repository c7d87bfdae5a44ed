//! Signing keys.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, IntoActiveModel, QueryOrder};

use crate::accounts::entity::signing_key::{Column, Entity, Model};

/// Keys whose tokens are good at a time, oldest first.
pub(in crate::accounts) async fn holding(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<Model>, DbErr> {
    let holds = Condition::any()
        .add(Column::EndsAt.is_null())
        .add(Column::EndsAt.gt(now));
    Entity::find()
        .filter(holds)
        .order_by_asc(Column::SignsFrom)
        .all(db)
        .await
}

/// Keeps a new key.
pub(in crate::accounts) async fn insert(
    db: &impl ConnectionTrait,
    key: Model,
) -> Result<(), DbErr> {
    Entity::insert(key.into_active_model())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Sets an end for every key that would hold longer than it, and forgets those that ended before.
pub(in crate::accounts) async fn end_all(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let longer = Condition::any()
        .add(Column::EndsAt.is_null())
        .add(Column::EndsAt.gt(ends_at));
    Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(ends_at))
        .filter(longer)
        .exec(db)
        .await?;
    Entity::delete_many()
        .filter(Column::EndsAt.lt(now))
        .exec(db)
        .await?;
    Ok(())
}
