//! What is asked of earlier ratings when one is about to be kept.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mobile_contract::rating::RatingBasis;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::error::Error;
use crate::kernel::wire;
use crate::ratings::entity::{answer, rating as table};

/// Scores by question.
pub(super) type Answers = BTreeMap<String, i16>;

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

/// An earlier rating, as far as a burst asks for it.
pub(super) struct Earlier {
    pub(super) id: Uuid,
    pub(super) has_words: bool,
    pub(super) excluded: bool,
}

/// Ratings of one counter from one network since a time, on one basis, the first ones.
///
/// # Errors
/// When the database fails.
pub(super) async fn first(
    db: &impl ConnectionTrait,
    (network, counter, basis): (&str, Option<&str>, RatingBasis),
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Earlier>, Error> {
    let rows: Vec<(Uuid, Option<String>, bool)> = table::Entity::find()
        .select_only()
        .columns([
            table::Column::Id,
            table::Column::Likeness,
            table::Column::Excluded,
        ])
        .filter(table::Column::Network.eq(network))
        .filter(is(table::Column::Counter, counter))
        .filter(table::Column::Basis.eq(wire::name(basis)))
        .filter(table::Column::GivenAt.gt(since))
        // As the index has them: in a burst of thousands, few are read.
        .order_by_asc(table::Column::GivenAt)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    let earlier = rows.into_iter().map(|(id, likeness, excluded)| Earlier {
        id,
        has_words: likeness.is_some(),
        excluded,
    });
    Ok(earlier.collect())
}

/// The scores of some ratings.
///
/// # Errors
/// When the database fails.
pub(super) async fn answers(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Answers>, Error> {
    let rows = answer::Entity::find()
        .filter(answer::Column::RatingId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let mut of = BTreeMap::<Uuid, Answers>::new();
    for row in rows {
        let answers = of.entry(row.rating_id).or_default();
        answers.insert(row.question, row.score);
    }
    Ok(of)
}

/// Other dossiers than this one of an agency, rated from one network since a time: some of them.
///
/// # Errors
/// When the database fails.
pub(super) async fn other_dossiers(
    db: &impl ConnectionTrait,
    (network, agency, dossier): (&str, Option<&str>, &str),
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<String>, Error> {
    Ok(table::Entity::find()
        .select_only()
        .column(table::Column::Dossier)
        .distinct()
        .filter(table::Column::Network.eq(network))
        // No receipt is of a counter, and so the index has them.
        .filter(table::Column::Counter.is_null())
        .filter(table::Column::Basis.eq(wire::name(RatingBasis::Dossier)))
        .filter(table::Column::GivenAt.gt(since))
        .filter(is(table::Column::Agency, agency))
        .filter(table::Column::Dossier.ne(dossier))
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

/// What names this, or names nothing.
fn is(column: table::Column, name: Option<&str>) -> SimpleExpr {
    match name {
        Some(name) => column.eq(name),
        None => column.is_null(),
    }
}
