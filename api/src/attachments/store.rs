//! Reading and writing of rows of files.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::{Owner, Taken};
use crate::error::{Error, Result};

/// How a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It was taken, and belongs to nothing yet. Soon it does, or is thrown away.
    Loose,
    /// It waits to be sent with the next answer.
    Waiting,
    /// It belongs to a message.
    Kept,
    /// Nobody may see it any more; its bytes go next.
    Dropped,
}

impl State {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Loose => "loose",
            Self::Waiting => "waiting",
            Self::Kept => "kept",
            Self::Dropped => "dropped",
        }
    }
}

/// Adds a row.
///
/// # Errors
/// When the database fails.
pub(super) async fn insert(db: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Gives files that were taken to an owner, in the transaction that makes it so.
///
/// # Errors
/// When one of them is gone, or the database fails.
pub(super) async fn give(
    db: &impl ConnectionTrait,
    taken: &[Taken],
    owner: Owner,
    (state, part, by): (State, Option<Uuid>, Option<Uuid>),
) -> Result<()> {
    if taken.is_empty() {
        return Ok(());
    }
    let given = Entity::update_many()
        .set(ActiveModel {
            state: Set(state.as_str().to_owned()),
            owner_kind: Set(Some(owner.kind.to_owned())),
            owner_id: Set(Some(owner.id)),
            part_id: Set(part),
            by: Set(by),
            ..Default::default()
        })
        .filter(Column::Id.is_in(taken.iter().map(|file| file.id)))
        .filter(Column::State.eq(State::Loose.as_str()))
        .exec(db)
        .await?;
    if given.rows_affected == taken.len() as u64 {
        Ok(())
    } else {
        Err(Error::internal("a file that was just taken is gone"))
    }
}

/// A file that belongs to nothing yet.
///
/// # Errors
/// When the database fails.
pub(super) async fn loose(db: &impl ConnectionTrait, file: &Taken) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(file.id)
        .filter(Column::State.eq(State::Loose.as_str()))
        .one(db)
        .await?)
}

/// Calls a file that belongs to nothing yet by another name.
///
/// # Errors
/// When the database fails.
pub(super) async fn rename(db: &impl ConnectionTrait, file: &Taken, name: String) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .filter(Column::Id.eq(file.id))
        .filter(Column::State.eq(State::Loose.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

fn of(owner: Owner) -> sea_orm::Select<Entity> {
    Entity::find()
        .filter(Column::OwnerId.eq(owner.id))
        .filter(Column::OwnerKind.eq(owner.kind))
}

/// The files of an owner's messages, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub(super) async fn kept(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<Model>> {
    Ok(of(owner)
        .filter(Column::State.eq(State::Kept.as_str()))
        .order_by_asc(Column::Id)
        .all(db)
        .await?)
}

/// The files that wait for an owner's next answer, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    owner: Owner,
    by: Option<Uuid>,
) -> Result<Vec<Model>> {
    Ok(of(owner)
        .filter(Column::State.eq(State::Waiting.as_str()))
        .filter(laid_by(by))
        .order_by_asc(Column::Id)
        .all(db)
        .await?)
}

fn laid_by(by: Option<Uuid>) -> Condition {
    Condition::all().add_option(by.map(|by| Column::By.eq(by)))
}

/// How many files an owner has in a state that no member of the staff gave.
///
/// # Errors
/// When the database fails.
pub(super) async fn count_given(db: &impl ConnectionTrait, owner: Owner) -> Result<u64> {
    Ok(of(owner)
        .filter(Column::State.eq(State::Kept.as_str()))
        .filter(Column::By.is_null())
        .count(db)
        .await?)
}

/// A file of an owner, if it is in one of these states.
///
/// # Errors
/// When the database fails.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    owner: Owner,
    id: Uuid,
    states: &[State],
) -> Result<Option<Model>> {
    Ok(of(owner)
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in(states.iter().map(|state| state.as_str())))
        .one(db)
        .await?)
}

/// What waited goes with a message.
///
/// # Errors
/// When the database fails.
pub(super) async fn send(
    db: &impl ConnectionTrait,
    (owner, by): (Owner, Option<Uuid>),
    part: Uuid,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Kept.as_str()))
        .col_expr(Column::PartId, Expr::value(part))
        .filter(Column::OwnerId.eq(owner.id))
        .filter(Column::OwnerKind.eq(owner.kind))
        .filter(Column::State.eq(State::Waiting.as_str()))
        .filter(laid_by(by))
        .exec(db)
        .await?;
    Ok(())
}

/// Drops one that waits; false when there is none.
///
/// # Errors
/// When the database fails.
pub(super) async fn drop_waiting(
    db: &impl ConnectionTrait,
    owner: Owner,
    id: Option<Uuid>,
) -> Result<bool> {
    let mut update = dropping(owner).filter(Column::State.eq(State::Waiting.as_str()));
    if let Some(id) = id {
        update = update.filter(Column::Id.eq(id));
    }
    Ok(update.exec(db).await?.rows_affected > 0)
}

/// Drops what somebody laid ready.
///
/// # Errors
/// When the database fails.
pub(super) async fn drop_waiting_of(
    db: &impl ConnectionTrait,
    owner: Owner,
    by: Uuid,
) -> Result<()> {
    let theirs = dropping(owner)
        .filter(Column::State.eq(State::Waiting.as_str()))
        .filter(Column::By.eq(by));
    theirs.exec(db).await?;
    Ok(())
}

/// Drops all files of an owner.
///
/// # Errors
/// When the database fails.
pub(super) async fn drop_all(db: &impl ConnectionTrait, owner: Owner) -> Result<()> {
    dropping(owner).exec(db).await?;
    Ok(())
}

fn dropping(owner: Owner) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Dropped.as_str()))
        .filter(Column::OwnerId.eq(owner.id))
        .filter(Column::OwnerKind.eq(owner.kind))
}

/// Files that were dropped, or belong to nothing since a time.
///
/// # Errors
/// When the database fails.
pub(super) async fn to_sweep(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Model>> {
    let forgotten = Condition::all()
        .add(Column::State.eq(State::Loose.as_str()))
        .add(Column::UploadedAt.lt(since));
    let dropped = Column::State.eq(State::Dropped.as_str());
    Ok(Entity::find()
        .filter(Condition::any().add(dropped).add(forgotten))
        .order_by_asc(Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// Whether another file has the same bytes in the store.
///
/// # Errors
/// When the database fails.
pub(super) async fn is_shared(db: &impl ConnectionTrait, row: &Model) -> Result<bool> {
    let others = Entity::find()
        .filter(Column::Object.eq(row.object))
        .filter(Column::Id.ne(row.id));
    Ok(others.count(db).await? > 0)
}

/// Drops a file that belongs to nothing; false when somebody took it meanwhile.
///
/// # Errors
/// When the database fails.
pub(super) async fn claim(db: &impl ConnectionTrait, row: &Model) -> Result<bool> {
    let claimed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Dropped.as_str()))
        .filter(Column::Id.eq(row.id))
        .filter(Column::State.eq(&row.state))
        .exec(db)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// Deletes a row that was dropped.
///
/// # Errors
/// When the database fails.
pub(super) async fn delete(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Dropped.as_str()))
        .exec(db)
        .await?;
    Ok(())
}
