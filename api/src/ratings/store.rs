//! Reading and writing of ratings.

use chrono::{DateTime, Utc};
use mobile_contract::Slug;
use mobile_contract::rating::RatingFlag;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict, UpdateStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryTrait,
    SqlErr,
};
use uuid::Uuid;

use super::entity::{answer, flag, rating as table, sender};
use super::visit;
use crate::error::Error;
use crate::kernel::wire;

/// Adds a rating. A visit that was spent is spent no second time.
///
/// # Errors
/// When its visit was spent, or the database fails.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    row: table::ActiveModel,
) -> Result<(), Error> {
    match table::Entity::insert(row).exec_without_returning(db).await {
        Ok(_) => Ok(()),
        Err(e) if matches!(e.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Err(visit::used())
        }
        Err(e) => Err(e.into()),
    }
}

/// Adds the scores of a rating.
///
/// # Errors
/// When the database fails.
pub(super) async fn insert_answers(
    db: &impl ConnectionTrait,
    id: Uuid,
    answers: &[(Slug, u8)],
) -> Result<(), Error> {
    let rows = answers.iter().map(|(question, score)| answer::ActiveModel {
        rating_id: Set(id),
        question: Set(question.to_string()),
        score: Set(i16::from(*score)),
    });
    answer::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Whether a visit was spent.
///
/// # Errors
/// When the database fails.
pub(super) async fn is_spent(db: &impl ConnectionTrait, visit: &str) -> Result<bool, Error> {
    let with = table::Entity::find().filter(table::Column::Visit.eq(visit));
    Ok(with.count(db).await? > 0)
}

/// Waits until nobody else of this network rates this counter; they wait until the transaction ends. Ratings of
/// one dossier, those of dossiers of one agency, and those with the same words take turns in the same way.
///
/// # Errors
/// When the database fails.
pub(super) async fn take_turn(
    db: &impl ConnectionTrait,
    network: &str,
    counter: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = sender::ActiveModel {
        network: Set(network.to_owned()),
        counter: Set(counter.to_owned()),
        seen_at: Set(now),
    };
    // Writing to the row, and not only reading it, is what others wait for.
    let again = OnConflict::columns([sender::Column::Network, sender::Column::Counter])
        .update_column(sender::Column::SeenAt)
        .to_owned();
    sender::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Flags ratings. What is flagged already stays so.
///
/// # Errors
/// When the database fails.
pub(super) async fn flag(
    db: &impl ConnectionTrait,
    flags: impl IntoIterator<Item = (Uuid, RatingFlag)>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let rows: Vec<flag::ActiveModel> = flags
        .into_iter()
        .map(|(id, flag)| flag::ActiveModel {
            rating_id: Set(id),
            flag: Set(wire::name(flag)),
            at: Set(now),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let once = OnConflict::columns([flag::Column::RatingId, flag::Column::Flag])
        .do_nothing()
        .to_owned();
    flag::Entity::insert_many(rows)
        .on_conflict(once)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Counts ratings apart from now on. What is in the figures stays where it was told: moving one rating from side
/// to side would tell it. It is older than a burst reaches back, unless the rating that makes the burst had to
/// wait for minutes until it was written.
///
/// # Errors
/// When the database fails.
pub(super) async fn exclude(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<(), Error> {
    table::Entity::update_many()
        .col_expr(table::Column::Excluded, Expr::value(true))
        .filter(table::Column::Id.is_in(ids.iter().copied()))
        .filter(table::Column::ToldOn.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// What forgets by what the networks of old ratings are told. Who runs a server may ask a database how it would do it.
#[must_use]
pub fn forgetting_networks(before: DateTime<Utc>) -> UpdateStatement {
    // Who could not be told by a network may still have said something. An index has only these rows, by this
    // condition as it stands.
    let marked = Condition::any()
        .add(table::Column::Network.is_not_null())
        .add(table::Column::Likeness.is_not_null());
    table::Entity::update_many()
        .col_expr(table::Column::Network, Expr::value(None::<String>))
        .col_expr(table::Column::Likeness, Expr::value(None::<String>))
        .filter(marked)
        .filter(table::Column::GivenAt.lt(before))
        .into_query()
}

/// Forgets by what the networks of old ratings are told.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget_networks(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<(), Error> {
    db.execute(&forgetting_networks(before)).await?;
    Ok(())
}

/// Forgets which networks took turns.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget_senders(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<(), Error> {
    sender::Entity::delete_many()
        .filter(sender::Column::SeenAt.lt(before))
        .exec(db)
        .await?;
    Ok(())
}
