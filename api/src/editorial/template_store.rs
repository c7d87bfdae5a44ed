//! Reading and writing of texts for answers.

use mobile_contract::{ErrorCode, Slug};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::entity::template::{ActiveModel, Column, Entity, Model};
use crate::error::Error;

/// Those of an agency; `None`: those for every agency.
fn of(agency: Option<&Slug>) -> Condition {
    Condition::all().add(match agency {
        Some(agency) => Column::Agency.eq(agency.as_str()),
        None => Column::Agency.is_null(),
    })
}

/// Those that an agency may use: its own and everybody's, its own first.
///
/// # Errors
/// When the database fails.
pub(super) async fn usable(
    db: &impl ConnectionTrait,
    agency: Option<&Slug>,
    most: u64,
) -> Result<Vec<Model>, Error> {
    let mut rows = Vec::new();
    if agency.is_some() {
        rows = list(db, agency, most).await?;
    }
    rows.extend(list(db, None, most).await?);
    Ok(rows)
}

async fn list(
    db: &impl ConnectionTrait,
    agency: Option<&Slug>,
    most: u64,
) -> Result<Vec<Model>, Error> {
    Ok(Entity::find()
        .filter(of(agency))
        .order_by_asc(Column::Title)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// How many an agency has.
///
/// # Errors
/// When the database fails.
pub(super) async fn count(db: &impl ConnectionTrait, agency: Option<&Slug>) -> Result<u64, Error> {
    Ok(Entity::find().filter(of(agency)).count(db).await?)
}

/// One that an agency may use, to change it in this transaction.
///
/// # Errors
/// When there is none, or it is another agency's; or the database fails.
pub(super) async fn lock(
    db: &impl ConnectionTrait,
    id: Uuid,
    agency: Option<&Slug>,
) -> Result<Model, Error> {
    let usable = Condition::any()
        .add(of(agency))
        .add(Column::Agency.is_null());
    Entity::find_by_id(id)
        .filter(usable)
        .lock_exclusive()
        .one(db)
        .await?
        .ok_or_else(|| Error::new(ErrorCode::NotFound))
}

/// Adds one.
///
/// # Errors
/// When the database fails.
pub(super) async fn insert(db: &impl ConnectionTrait, row: &Model) -> Result<(), Error> {
    let row: ActiveModel = row.clone().into();
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Changes one that is locked.
///
/// # Errors
/// When the database fails.
pub(super) async fn update(db: &impl ConnectionTrait, row: Model) -> Result<Model, Error> {
    let changed: ActiveModel = row.into();
    Ok(changed.reset_all().update(db).await?)
}

/// Throws one away that is locked.
///
/// # Errors
/// When the database fails.
pub(super) async fn delete(db: &impl ConnectionTrait, id: Uuid) -> Result<(), Error> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}
