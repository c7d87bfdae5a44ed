//! Reading and writing of drafts and of what was published. Every query for staff is within their reach.

use chrono::{DateTime, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::editorial::{FaqState, FaqWithdrawn};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::entity::draft::{ActiveModel, Column, Entity, Model};
use super::entity::{same, version};
use crate::error::Error;
use crate::kernel::wire;
use crate::tickets::Sees;

/// Ids in one statement; databases bound the number of parameters.
const IN_ONE_QUERY: usize = 500;

/// Whose drafts a query may meet.
fn within(sees: Sees<'_>) -> Condition {
    match sees {
        Sees::All => Condition::all(),
        Sees::Of(agency) => Condition::all().add(Column::Agency.eq(agency.as_str())),
    }
}

/// It does not exist, or is not for the caller: both look alike.
fn missing() -> Error {
    Error::new(ErrorCode::NotFound)
}

/// Adds a draft.
///
/// # Errors
/// When the database fails.
pub(super) async fn insert(db: &impl ConnectionTrait, row: &Model) -> Result<(), Error> {
    let row: ActiveModel = row.clone().into();
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// A draft, to look at.
///
/// # Errors
/// When there is none that the caller may see, or the database fails.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: Uuid,
    sees: Sees<'_>,
) -> Result<Model, Error> {
    Entity::find_by_id(id)
        .filter(within(sees))
        .one(db)
        .await?
        .ok_or_else(missing)
}

/// A draft, to change it in this transaction: nobody else can until it ends.
///
/// # Errors
/// When there is none that the caller may see, or the database fails.
pub(super) async fn lock(
    db: &impl ConnectionTrait,
    id: Uuid,
    sees: Sees<'_>,
) -> Result<Model, Error> {
    Entity::find_by_id(id)
        .filter(within(sees))
        .lock_exclusive()
        .one(db)
        .await?
        .ok_or_else(missing)
}

/// The draft that was made from a ticket.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_ticket(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    sees: Sees<'_>,
) -> Result<Option<Model>, Error> {
    Ok(Entity::find()
        .filter(Column::TicketId.eq(ticket))
        .filter(within(sees))
        .order_by_asc(Column::Id)
        .one(db)
        .await?)
}

/// A page of drafts, what was changed last first.
///
/// # Errors
/// When the database fails.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    sees: Sees<'_>,
    state: Option<FaqState>,
    (after, limit): (Option<(DateTime<Utc>, Uuid)>, u64),
) -> Result<Vec<Model>, Error> {
    let mut query = Entity::find().filter(within(sees));
    if let Some(state) = state {
        query = query.filter(Column::State.eq(wire::name(state)));
    }
    if let Some((at, id)) = after {
        let same_time = Condition::all()
            .add(Column::UpdatedAt.eq(at))
            .add(Column::Id.lt(id));
        let earlier = Condition::any()
            .add(Column::UpdatedAt.lt(at))
            .add(same_time);
        query = query.filter(earlier);
    }
    Ok(query
        .order_by_desc(Column::UpdatedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}

/// Changes a draft that is locked.
///
/// # Errors
/// When the database fails.
pub(super) async fn update(
    db: &impl ConnectionTrait,
    mut row: Model,
    now: DateTime<Utc>,
) -> Result<Model, Error> {
    row.revision += 1;
    row.updated_at = now;
    let changed: ActiveModel = row.into();
    Ok(changed.reset_all().update(db).await?)
}

/// Keeps what was published.
///
/// # Errors
/// When the database fails.
pub(super) async fn add_version(
    db: &impl ConnectionTrait,
    row: version::Model,
) -> Result<(), Error> {
    let row: version::ActiveModel = row.into();
    version::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Nobody has written yet.
pub(super) fn nobody() -> String {
    "[]".to_owned()
}

/// Keeps with a version that it was taken back, and why.
///
/// # Errors
/// When the database fails.
pub(super) async fn withdrawn(
    db: &impl ConnectionTrait,
    (draft, version): (Uuid, i32),
    why: &FaqWithdrawn,
) -> Result<(), Error> {
    let why = serde_json::to_string(why)?;
    version::Entity::update_many()
        .col_expr(version::Column::Withdrawn, Expr::value(why))
        .filter(version::Column::DraftId.eq(draft))
        .filter(version::Column::Version.eq(version))
        .exec(db)
        .await?;
    Ok(())
}

/// What was published, newest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn versions(
    db: &impl ConnectionTrait,
    draft: Uuid,
) -> Result<Vec<version::Model>, Error> {
    Ok(version::Entity::find()
        .filter(version::Column::DraftId.eq(draft))
        .order_by_desc(version::Column::Version)
        .all(db)
        .await?)
}

/// Remembers which tickets ask the same.
///
/// # Errors
/// When the database fails.
pub(super) async fn add_same(
    db: &impl ConnectionTrait,
    draft: Uuid,
    tickets: &[Uuid],
) -> Result<(), Error> {
    for part in tickets.chunks(IN_ONE_QUERY) {
        let rows = part.iter().map(|ticket| same::ActiveModel {
            draft_id: Set(draft),
            ticket_id: Set(*ticket),
        });
        let once = OnConflict::columns([same::Column::DraftId, same::Column::TicketId])
            .do_nothing()
            .to_owned();
        same::Entity::insert_many(rows)
            .on_conflict(once)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Tickets that ask the same, in order.
///
/// # Errors
/// When the database fails.
pub(super) async fn same(db: &impl ConnectionTrait, draft: Uuid) -> Result<Vec<Uuid>, Error> {
    Ok(same::Entity::find()
        .select_only()
        .column(same::Column::TicketId)
        .filter(same::Column::DraftId.eq(draft))
        .order_by_asc(same::Column::TicketId)
        .into_tuple()
        .all(db)
        .await?)
}
