//! Staff, their recovery codes and what they proved.

use chrono::{DateTime, Utc};
use mobile_contract::Slug;
use mobile_contract::accounts::Role;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, IntoActiveModel, QueryOrder, QuerySelect};

use crate::accounts::entity::recovery_code;
use crate::accounts::entity::user::{Column, Entity, Model};
use crate::accounts::guard::Scope;
use crate::error::{Error, Result};

/// The user who signs in so.
pub(in crate::accounts) async fn by_login(
    db: &impl ConnectionTrait,
    login: &str,
) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::Login.eq(login))
        .one(db)
        .await?)
}

/// A user, whoever asks.
pub(in crate::accounts) async fn by_id(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The users of some ids.
pub(in crate::accounts) async fn among(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<Vec<Model>> {
    let some = Column::Id.is_in(ids.iter().copied());
    Ok(Entity::find().filter(some).all(db).await?)
}

/// A user within reach of whoever asks, held until the transaction ends.
pub(in crate::accounts) async fn hold(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: Uuid,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id)
        .filter(within(scope))
        .lock_exclusive()
        .one(db)
        .await?)
}

/// A user within reach.
pub(in crate::accounts) async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: Uuid,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).filter(within(scope)).one(db).await?)
}

/// Users within reach, as they came, after one of them.
pub(in crate::accounts) async fn page(
    db: &impl ConnectionTrait,
    scope: &Scope,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Model>> {
    let mut query = Entity::find().filter(within(scope));
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after));
    }
    Ok(query.order_by_asc(Column::Id).limit(limit).all(db).await?)
}

fn within(scope: &Scope) -> Condition {
    match scope {
        Scope::All => Condition::all(),
        Scope::Agency(agency) => Condition::all().add(Column::Agency.eq(agency.as_str())),
    }
}

/// Keeps a new user; `None` when the login is taken.
pub(in crate::accounts) async fn insert(db: &impl ConnectionTrait, user: Model) -> Result<bool> {
    let inserted = Entity::insert(user.into_active_model())
        .on_conflict(
            sea_orm::sea_query::OnConflict::column(Column::Login)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

/// Keeps a changed user.
pub(in crate::accounts) async fn keep(db: &impl ConnectionTrait, user: Model) -> Result<Model> {
    Ok(user.into_active_model().reset_all().update(db).await?)
}

/// Sets a password's hash, when it is still the one that was looked at.
pub(in crate::accounts) async fn rehash(
    db: &impl ConnectionTrait,
    user: Uuid,
    old: Option<&str>,
    new: &str,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(new))
        .filter(Column::Id.eq(user))
        .filter(Column::PasswordHash.eq(old))
        .exec(db)
        .await?;
    Ok(())
}

/// Marks a step of the authenticator as used; false when it, or a later one, was used before.
pub(in crate::accounts) async fn use_step(
    db: &impl ConnectionTrait,
    user: Uuid,
    step: i64,
) -> Result<bool> {
    let unused = Condition::any()
        .add(Column::TotpStep.is_null())
        .add(Column::TotpStep.lt(step));
    let used = Entity::update_many()
        .col_expr(Column::TotpStep, Expr::value(step))
        .filter(Column::Id.eq(user))
        .filter(unused)
        .exec(db)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Active users of an agency, or of none, in these roles.
pub(in crate::accounts) async fn of_agency(
    db: &impl ConnectionTrait,
    agency: Option<&Slug>,
    roles: &[Role],
    most: u64,
) -> Result<Vec<Model>> {
    let own = match agency {
        Some(agency) => Column::Agency.eq(agency.as_str()),
        None => Column::Agency.is_null(),
    };
    Ok(Entity::find()
        .filter(own)
        .filter(Column::Active.eq(true))
        .filter(Column::Role.is_in(roles.iter().map(|role| role.as_str())))
        .order_by_asc(Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// Agencies that have active users in a role.
pub(in crate::accounts) async fn agencies_with(
    db: &impl ConnectionTrait,
    role: Role,
) -> Result<Vec<String>> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Agency)
        .filter(Column::Agency.is_not_null())
        .filter(Column::Active.eq(true))
        .filter(Column::Role.eq(role.as_str()))
        .distinct()
        .into_tuple::<String>()
        .all(db)
        .await?)
}

/// How many administrators may sign in.
///
/// All of them are held: two who disable each other at once must not both succeed.
pub(in crate::accounts) async fn administrators(db: &impl ConnectionTrait) -> Result<usize> {
    let rows = Entity::find()
        .filter(Column::Role.eq(Role::Administrator.as_str()))
        .filter(Column::Active.eq(true))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    Ok(rows.len())
}

/// Replaces the recovery codes of a user.
pub(in crate::accounts) async fn replace_recovery_codes(
    db: &impl ConnectionTrait,
    user: Uuid,
    hashes: Vec<String>,
) -> Result<()> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::UserId.eq(user))
        .exec(db)
        .await?;
    let rows: Vec<_> = hashes
        .into_iter()
        .map(|hash| recovery_code::ActiveModel {
            hash: Set(hash),
            user_id: Set(user),
            used_at: Set(None),
        })
        .collect();
    if !rows.is_empty() {
        recovery_code::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Uses a recovery code up; false when it is none, or was used before.
pub(in crate::accounts) async fn use_recovery_code(
    db: &impl ConnectionTrait,
    user: Uuid,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    use recovery_code::{Column, Entity};
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::Hash.eq(hash))
        .filter(Column::UserId.eq(user))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(used.rows_affected == 1)
}

/// The role a row names.
pub(in crate::accounts) fn role_of(user: &Model) -> Result<Role> {
    Role::staff(&user.role).ok_or_else(|| Error::internal(format!("unknown role {:?}", user.role)))
}
