//! Reading and writing of ratings.

use chrono::{DateTime, Utc};
use mobile_contract::Slug;
use mobile_contract::rating::{RatingBasis, RatingFlag};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
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

/// Whether a dossier has a rating that counts.
///
/// # Errors
/// When the database fails.
pub(super) async fn is_counted(db: &impl ConnectionTrait, dossier: &str) -> Result<bool, Error> {
    let counted = table::Entity::find()
        .filter(table::Column::Dossier.eq(dossier))
        .filter(table::Column::Excluded.eq(false));
    Ok(counted.count(db).await? > 0)
}

/// Waits until nobody else of this network rates this counter; they wait until the transaction ends. Ratings of
/// one dossier, and those with the same words, take turns in the same way.
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

/// Ratings of one counter from one network since a time, on one basis, the last ones.
///
/// # Errors
/// When the database fails.
pub(super) async fn lately(
    db: &impl ConnectionTrait,
    (network, counter, basis): (&str, Option<&str>, RatingBasis),
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Uuid>, Error> {
    Ok(table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .filter(table::Column::Network.eq(network))
        .filter(of_counter(counter))
        .filter(table::Column::Basis.eq(wire::name(basis)))
        .filter(table::Column::GivenAt.gt(since))
        // As the index has them: in a burst of thousands, ten are read.
        .order_by_desc(table::Column::GivenAt)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?)
}

/// What ratings may have said before.
pub(super) struct Said<'a> {
    pub(super) likeness: &'a str,
    /// Where it must have come from; `None`: from anywhere.
    pub(super) networks: Option<&'a [String]>,
    pub(super) since: DateTime<Utc>,
    /// Whether ratings without a visit are asked as well.
    pub(super) without_visit: bool,
}

/// Whether a rating that counts has said the same.
///
/// # Errors
/// When the database fails.
pub(super) async fn is_said(db: &impl ConnectionTrait, said: &Said<'_>) -> Result<bool, Error> {
    let mut same = table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .filter(table::Column::Likeness.eq(said.likeness))
        .filter(table::Column::Excluded.eq(false))
        .filter(table::Column::GivenAt.gt(said.since));
    if let Some(networks) = said.networks {
        same = same.filter(table::Column::Network.is_in(networks));
    }
    if !said.without_visit {
        same = same.filter(table::Column::Basis.ne(wire::name(RatingBasis::Open)));
    }
    let same: Option<Uuid> = same.limit(1).into_tuple().one(db).await?;
    Ok(same.is_some())
}

fn of_counter(counter: Option<&str>) -> Condition {
    let counter = match counter {
        Some(counter) => table::Column::Counter.eq(counter),
        None => table::Column::Counter.is_null(),
    };
    Condition::all().add(counter)
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

/// Those of some ratings that have a flag.
///
/// # Errors
/// When the database fails.
pub(super) async fn flagged(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
    flag: RatingFlag,
) -> Result<Vec<Uuid>, Error> {
    Ok(flag::Entity::find()
        .select_only()
        .column(flag::Column::RatingId)
        .filter(flag::Column::RatingId.is_in(ids.iter().copied()))
        .filter(flag::Column::Flag.eq(wire::name(flag)))
        .into_tuple()
        .all(db)
        .await?)
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

/// Forgets by what the networks of old ratings are told.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget_networks(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<(), Error> {
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
        .exec(db)
        .await?;
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
