//! Reading and writing of subscriptions.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::DossierState;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{Condition, IntoActiveModel, QueryOrder, QuerySelect};

use crate::dossiers::bulk;
use crate::dossiers::entity::dossier;
use crate::dossiers::entity::subscription::{Column, Entity, Model};
use crate::error::{Error, Result};
use crate::kernel::wire;

/// Waits for the code that was sent.
pub(super) const PENDING: &str = "pending";
/// Is told.
pub(super) const ACTIVE: &str = "active";
/// Is told no more.
pub(super) const ENDED: &str = "ended";

/// Keeps a subscription; the one of the same dossier and address that is there already is taken, and held.
///
/// # Errors
/// When the database fails.
pub(super) async fn find_or_insert(db: &impl ConnectionTrait, new: Model) -> Result<Model> {
    let (code, mark) = (new.code.clone(), new.address_mark.clone());
    let once = OnConflict::columns([Column::Code, Column::AddressMark])
        .do_nothing()
        .to_owned();
    Entity::insert(new.into_active_model())
        .on_conflict(once)
        .exec_without_returning(db)
        .await?;
    let found = Entity::find()
        .filter(Column::Code.eq(code))
        .filter(Column::AddressMark.eq(mark))
        .lock_exclusive()
        .one(db)
        .await?;
    found.ok_or_else(|| Error::internal("a subscription that was just kept is gone"))
}

/// How many others are told of one dossier.
///
/// # Errors
/// When the database fails.
pub(super) async fn count_told(db: &impl ConnectionTrait, code: &str, beside: Uuid) -> Result<u64> {
    let told = Entity::find()
        .filter(Column::Code.eq(code))
        .filter(Column::State.eq(ACTIVE))
        .filter(Column::Id.ne(beside));
    Ok(told.count(db).await?)
}

/// Those who are told of one dossier, the newest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_dossier(db: &impl ConnectionTrait, code: &str) -> Result<Vec<Model>> {
    let told = Entity::find()
        .filter(Column::Code.eq(code))
        .filter(Column::State.eq(ACTIVE))
        .order_by_desc(Column::Id);
    Ok(told.all(db).await?)
}

/// A subscription, held until the transaction ends.
///
/// # Errors
/// When the database fails.
pub(super) async fn hold(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(db).await?)
}

/// A subscription.
///
/// # Errors
/// When the database fails.
pub(super) async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// Keeps one that is held.
///
/// # Errors
/// When the database fails.
pub(super) async fn keep(db: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(db).await?;
    Ok(())
}

/// Those who are told of some dossiers.
///
/// # Errors
/// When the database fails.
pub(super) async fn told(db: &impl ConnectionTrait, codes: &[&str]) -> Result<Vec<Model>> {
    /// Parameters of one statement: fewer than SQLite takes.
    const AT_ONCE: usize = 10_000;
    let mut rows = Vec::new();
    for some in codes.chunks(AT_ONCE) {
        let found = Entity::find()
            .filter(bulk::among(db, Column::Code, some.iter().copied()))
            .filter(Column::State.eq(ACTIVE))
            .order_by_asc(Column::Id)
            .all(db)
            .await?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Those of an address that are not ended, the newest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_address(
    db: &impl ConnectionTrait,
    mark: &str,
    after: Option<Uuid>,
    most: u64,
) -> Result<Vec<Model>> {
    let mut query = Entity::find()
        .filter(Column::AddressMark.eq(mark))
        .filter(Column::State.eq(ACTIVE));
    if let Some(after) = after {
        query = query.filter(Column::Id.lt(after));
    }
    Ok(query.order_by_desc(Column::Id).limit(most).all(db).await?)
}

/// Ends a subscription, and forgets its address; said twice, it is the same.
///
/// # Errors
/// When the database fails.
pub(super) async fn end(db: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ENDED))
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::Address, Expr::value(""))
        .filter(Column::Id.eq(id))
        .filter(Column::State.ne(ENDED))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends those, begun before a moment, whose dossier was over before it: handed back, refused, withdrawn, or done with
/// nothing to hand back.
///
/// # Errors
/// When the database fails.
pub(super) async fn end_of_the_over(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let same = Expr::col((dossier::Entity, dossier::Column::Code)).equals((Entity, Column::Code));
    let no_return = Condition::any()
        .add(dossier::Column::State.ne(wire::name(DossierState::Resolved)))
        .add(dossier::Column::Returnable.eq(false));
    let over = Condition::any()
        .add(dossier::Column::ReturnedAt.lt(before))
        .add(
            Condition::all()
                .add(no_return)
                .add(dossier::Column::EndedAt.lt(before)),
        );
    let mut dossiers = Query::select();
    dossiers
        .expr(Expr::val(1))
        .from(dossier::Entity)
        .and_where(same)
        .cond_where(over);
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ENDED))
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::Address, Expr::value(""))
        .filter(Column::State.eq(ACTIVE))
        .filter(Column::CreatedAt.lt(before))
        .filter(Expr::exists(dossiers))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets those that ended, and with them whom they named.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget_ended(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<()> {
    Entity::delete_many()
        .filter(Column::State.eq(ENDED))
        .filter(Column::EndedAt.lt(before))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets those that nobody confirmed, and with them whom they named.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget_unconfirmed(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::State.eq(PENDING))
        .filter(Column::CreatedAt.lt(before))
        .exec(db)
        .await?;
    Ok(())
}
