//! Links that set a password once.

use chrono::{DateTime, Utc};
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use crate::accounts::entity::password_link::{Column, Entity, Model};
use crate::error::Result;

/// Keeps a new link.
pub(in crate::accounts) async fn insert(db: &impl ConnectionTrait, link: Model) -> Result<()> {
    Entity::insert(link.into_active_model())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// A link that is good at a time.
pub(in crate::accounts) async fn good(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(hash)
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .one(db)
        .await?)
}

/// Uses a link up; false when someone was faster.
pub(in crate::accounts) async fn use_up(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::Hash.eq(hash))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Ends every link of a user.
pub(in crate::accounts) async fn end_all(
    db: &impl ConnectionTrait,
    user: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::UserId.eq(user))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets links that ran out before a time.
pub(in crate::accounts) async fn forget_before(
    db: &impl ConnectionTrait,
    time: DateTime<Utc>,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(time))
        .exec(db)
        .await?;
    Ok(())
}
