//! Sessions and their refresh tokens.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use crate::accounts::entity::{refresh_token, session};
use crate::error::Result;

/// Most sessions listed; the oldest are left out.
const MOST_LISTED: u64 = 100;

/// Keeps a new session.
pub(in crate::accounts) async fn insert(
    db: &impl ConnectionTrait,
    session: session::Model,
) -> Result<()> {
    session::Entity::insert(session.into_active_model())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// A session that has not ended.
pub(in crate::accounts) async fn open(
    db: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<session::Model>> {
    Ok(session::Entity::find_by_id(id)
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .one(db)
        .await?)
}

/// The open sessions of a user, last used first.
pub(in crate::accounts) async fn of_user(
    db: &impl ConnectionTrait,
    user: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_desc(session::Column::LastUsedAt)
        .limit(MOST_LISTED)
        .all(db)
        .await?)
}

/// What is known of a user's sign-ins: whether there were any, and whether from this address.
pub(in crate::accounts) async fn knows(
    db: &impl ConnectionTrait,
    user: Uuid,
    address: &str,
) -> Result<(bool, bool)> {
    let ever = session::Entity::find().filter(session::Column::UserId.eq(user));
    let here = ever
        .clone()
        .filter(session::Column::AddressFingerprint.eq(address));
    Ok((ever.one(db).await?.is_some(), here.one(db).await?.is_some()))
}

/// Notes that a session was used, and until when it lasts now.
pub(in crate::accounts) async fn touch(
    db: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::LastUsedAt, Expr::value(now))
        .col_expr(session::Column::ExpiresAt, Expr::value(expires_at))
        .filter(session::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends a session; false when it had ended.
pub(in crate::accounts) async fn end(
    db: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let ended = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends a session of a user; false when it is none of theirs, or had ended.
pub(in crate::accounts) async fn end_of_user(
    db: &impl ConnectionTrait,
    user: Uuid,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let ended = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends all sessions of a user, but for one. Gives how many.
pub(in crate::accounts) async fn end_all(
    db: &impl ConnectionTrait,
    user: Uuid,
    but: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now))
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::EndedAt.is_null());
    if let Some(but) = but {
        update = update.filter(session::Column::Id.ne(but));
    }
    Ok(update.exec(db).await?.rows_affected)
}

/// Keeps a new refresh token.
pub(in crate::accounts) async fn insert_token(
    db: &impl ConnectionTrait,
    hash: String,
    session: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = refresh_token::ActiveModel {
        hash: Set(hash),
        session_id: Set(session),
        created_at: Set(now),
        used_at: Set(None),
    };
    refresh_token::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// A refresh token, used or not.
pub(in crate::accounts) async fn token(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<refresh_token::Model>> {
    Ok(refresh_token::Entity::find_by_id(hash).one(db).await?)
}

/// Uses a refresh token up; false when someone was faster.
pub(in crate::accounts) async fn use_token(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let used = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(now))
        .filter(refresh_token::Column::Hash.eq(hash))
        .filter(refresh_token::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Forgets sessions that ran out before a time, with their tokens.
pub(in crate::accounts) async fn forget_before(
    db: &impl ConnectionTrait,
    time: DateTime<Utc>,
) -> Result<()> {
    session::Entity::delete_many()
        .filter(session::Column::ExpiresAt.lt(time))
        .exec(db)
        .await?;
    Ok(())
}
