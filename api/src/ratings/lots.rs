//! Lots (nhóm): ratings enter the figures only together with others.
//!
//! As soon as a counter has [`RATING_LEAST`] ratings that are not in the figures yet, all of these enter on that day.
//! A lot is of one counter, agency, place, form and side (counted, without a visit, flagged). So a figure over any
//! filter, grouping and span is a sum of whole lots on whatever day it is read, and the difference of two figures is
//! one as well: what stands for fewer than five people cannot be reckoned, and nothing has to be hidden beside it.
//!
//! What still waits after four weeks enters with other counters of its agency, and is then told for the agency (and
//! for the place, if all lie in one), but for no counter. What is too little even so, as that of an agency with one
//! quiet counter, enters after eight weeks with others of the province, and is told for the province only.
//!
//! Five ratings are five people as far as [`integrity`](super::integrity) can tell. Who gives four of them knows the
//! fifth; no threshold helps against that.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mobile_contract::limits::RATING_LEAST;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::Ratings;
use super::entity::rating::{Column, Entity};
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::storage::Database;

/// How a rating is counted: 0 what counts, 1 without a visit, 2 flagged. Without parameters, so that databases know
/// it for the same wherever it stands in a query.
pub(super) const SIDE: &str = "CASE WHEN excluded THEN 2 WHEN basis = 'open' THEN 1 ELSE 0 END";
/// How long a rating may still be found to be part of a burst, and so change sides.
const SETTLED: Duration = Duration::minutes(10);
/// How long a counter's ratings wait for more of it.
const PATIENCE: Duration = Duration::days(28);
/// How long they wait for more of their agency: as long again, so that two of its counters find each other.
const LONG_PATIENCE: Duration = Duration::days(56);
/// Ratings that are named in one statement.
const CHUNK: usize = 1_000;
/// What ratings of a lot have in common, beside their side.
const COLUMNS: [Column; 4] = [Column::Counter, Column::Agency, Column::Place, Column::Form];

/// Of what a lot is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lot {
    /// Of one counter.
    Counter,
    /// Of several counters of an agency, in one place.
    Place,
    /// Of several counters of an agency.
    Agency,
    /// Of several agencies, or of what else is left over.
    Province,
}

/// What the ratings of a lot have in common: the values of [`COLUMNS`], as far as the lot asks for them, and the side.
type Kin = (
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    i32,
);

impl Lot {
    /// In the order in which they are closed: what makes a lot of its own is not pooled.
    const ALL: [Self; 4] = [Self::Counter, Self::Place, Self::Agency, Self::Province];

    /// Which of [`COLUMNS`] its ratings have in common.
    const fn common(self) -> [bool; 4] {
        match self {
            Self::Counter => [true, true, true, true],
            Self::Place => [false, true, true, true],
            Self::Agency => [false, true, false, true],
            Self::Province => [false, false, false, true],
        }
    }

    /// As `ratings.pooled` has it.
    const fn pooled(self) -> i16 {
        match self {
            Self::Counter => 0,
            Self::Place => 1,
            Self::Agency => 2,
            Self::Province => 3,
        }
    }

    /// How long ratings wait before they may enter in it.
    const fn wait(self) -> Duration {
        match self {
            Self::Counter => SETTLED,
            Self::Place | Self::Agency => PATIENCE,
            Self::Province => LONG_PATIENCE,
        }
    }

    /// By what its parts are told from each other. Counters tell nothing of dossiers, whose agencies may be several.
    const fn part(self) -> &'static str {
        match self {
            Self::Counter | Self::Place | Self::Agency => "COALESCE(counter, '')",
            Self::Province => {
                "COALESCE(counter, '') || ' ' || COALESCE(agency, '') || ' ' || COALESCE(place, '')"
            }
        }
    }

    /// How many parts it needs: one that is alone would be told under the name of several.
    const fn parts(self) -> usize {
        match self {
            Self::Counter => 1,
            Self::Place | Self::Agency | Self::Province => 2,
        }
    }

    /// Whether ratings of these parts are a lot.
    fn is_whole(self, mut parts: Vec<String>) -> bool {
        let enough = parts.len() as u64 >= RATING_LEAST;
        parts.sort_unstable();
        parts.dedup();
        enough && parts.len() >= self.parts()
    }
}

/// What waits, of those that were given before a time.
fn waiting(before: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::ToldOn.is_null())
        .add(Column::GivenAt.lte(before))
}

/// Whose waiting ratings look like a lot.
///
/// # Errors
/// When the database fails.
async fn ripe(db: &impl ConnectionTrait, lot: Lot, before: DateTime<Utc>) -> Result<Vec<Kin>> {
    let mut rows = Entity::find().select_only().filter(waiting(before));
    for (column, common) in COLUMNS.into_iter().zip(lot.common()) {
        rows = if common {
            rows.column(column).group_by(column)
        } else {
            // Any of them: it is not asked for.
            rows.column_as(column.min(), "any")
        };
    }
    let least = i64::try_from(RATING_LEAST).unwrap_or(i64::MAX);
    let parts = i64::try_from(lot.parts()).unwrap_or(i64::MAX);
    let counted = format!("COUNT(DISTINCT {})", lot.part());
    let rows = rows
        .column_as(Expr::cust(SIDE), "side")
        .group_by(Expr::cust(SIDE))
        .having(Column::Id.count().gte(least))
        .having(Expr::cust(counted).gte(parts));
    Ok(rows.into_tuple().all(db).await?)
}

/// The ratings of a lot, locked until the transaction ends: none of them changes sides or enters another lot. What
/// somebody else has locked waits for the next time.
///
/// # Errors
/// When the database fails.
async fn locked(
    db: &impl ConnectionTrait,
    lot: Lot,
    kin: &Kin,
    before: DateTime<Utc>,
) -> Result<Vec<(Uuid, String)>> {
    let (counter, agency, place, form, side) = kin;
    let mut theirs = waiting(before).add(Expr::cust(SIDE).eq(*side));
    let values = [counter, agency, place, form];
    let common = lot.common();
    for ((column, value), common) in COLUMNS.into_iter().zip(values).zip(common) {
        if common {
            theirs = theirs.add(match value {
                Some(value) => column.eq(value),
                None => column.is_null(),
            });
        }
    }
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .column_as(Expr::cust(lot.part()), "part")
        .filter(theirs)
        .order_by_asc(Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_tuple()
        .all(db)
        .await?)
}

/// Lets ratings enter the figures.
///
/// # Errors
/// When the database fails.
async fn tell(db: &impl ConnectionTrait, ids: &[Uuid], lot: Lot, day: NaiveDate) -> Result<()> {
    for ids in ids.chunks(CHUNK) {
        Entity::update_many()
            .col_expr(Column::ToldOn, Expr::value(day))
            .col_expr(Column::Pooled, Expr::value(lot.pooled()))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Lets ratings enter the figures that have become a lot, and tells how many there were.
///
/// # Errors
/// When the database fails. Lots that were closed before stay closed.
async fn close(db: &Database, now: DateTime<Utc>) -> Result<usize> {
    let mut entered = 0;
    for lot in Lot::ALL {
        let before = now - lot.wait();
        for kin in ripe(&**db, lot, before).await? {
            entered += close_one(db, lot, &kin, (before, now)).await?;
        }
    }
    Ok(entered)
}

async fn close_one(
    db: &Database,
    lot: Lot,
    kin: &Kin,
    (before, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<usize> {
    let transaction = db.begin().await?;
    let rows = locked(&*transaction, lot, kin, before).await?;
    let (ids, parts): (Vec<Uuid>, Vec<_>) = rows.into_iter().unzip();
    // Another server was faster, or some have changed sides meanwhile.
    if !lot.is_whole(parts) {
        return Ok(0);
    }
    tell(&*transaction, &ids, lot, to_hanoi(now).date()).await?;
    transaction.commit().await?;
    Ok(ids.len())
}

impl Ratings {
    /// Lets ratings enter the figures that have become a lot, and tells how many there were. Each server may do it
    /// at any time: what one has locked, another leaves alone, and what is left is a lot only if it is whole.
    ///
    /// # Errors
    /// When the database fails. Lots that were closed before stay closed.
    pub async fn close_lots(&self) -> Result<usize> {
        close(&self.db, self.clock.now()).await
    }
}

#[cfg(test)]
mod tests;
