//! What a report reads: sums that the database makes over whole lots. See [`lots`](crate::ratings::lots).

use chrono::NaiveDate;
use mobile_contract::rating_figures::FiguresBy;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect,
    QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use super::count::Count;
use super::period::Span;
use super::table::{Counted, Key, Side};
use crate::error::Result;
use crate::ratings::entity::{answer, rating};
use crate::ratings::lots::SIDE;

/// Whose ratings, and which of them. Every query for staff has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Ids of the agencies within reach; `None`: all.
    pub agencies: Option<Vec<String>>,
    /// Id of a counter.
    pub counter: Option<String>,
    /// Ids of places.
    pub places: Option<Vec<String>>,
    /// Id of a form.
    pub form: Option<String>,
}

impl Wanted {
    /// Which rows of `ratings` are meant, of any day: what entered with other counters is of none, and what entered
    /// with other places or agencies likewise.
    fn of_any_day(&self) -> Condition {
        let agencies = self.agencies.as_ref().map(|ids| {
            let together = rating::Column::Pooled.lt(3i16);
            rating::Column::Agency.is_in(ids).and(together)
        });
        let counter = self.counter.as_ref().map(|id| {
            let alone = rating::Column::Pooled.eq(0i16);
            rating::Column::Counter.eq(id).and(alone)
        });
        let places = self.places.as_ref().map(|ids| {
            let together = rating::Column::Pooled.lt(2i16);
            rating::Column::Place.is_in(ids).and(together)
        });
        let form = self.form.as_ref().map(|id| rating::Column::Form.eq(id));
        let wanted = [agencies, counter, places, form].into_iter();
        wanted.flatten().fold(Condition::all(), Condition::add)
    }

    /// Those of them that entered the figures in these days.
    pub(in crate::ratings) fn condition(&self, span: Span) -> Condition {
        self.of_any_day()
            .add(rating::Column::ToldOn.gte(span.from))
            .add(rating::Column::ToldOn.lte(span.to))
    }
}

/// What a row is about: an expression, and whether it is a pool. Of questions and periods there is none here.
const fn keys(by: FiguresBy) -> Option<(&'static str, &'static str)> {
    const NONE: &str = "0";
    const POOL: &str = "CASE WHEN pooled = 0 THEN 0 ELSE 1 END";
    const AGENCIES: &str = "CASE WHEN pooled < 3 THEN 0 ELSE 1 END";
    match by {
        FiguresBy::Counter => Some(("CASE WHEN pooled = 0 THEN counter END", POOL)),
        FiguresBy::Agency => Some(("CASE WHEN pooled < 3 THEN agency END", AGENCIES)),
        FiguresBy::Place => Some(("CASE WHEN pooled < 2 THEN place END", NONE)),
        FiguresBy::Question | FiguresBy::Period => None,
    }
}

/// The number of the step of the trend that a day lies in. Days of a report are of four digits' years, so they are
/// written as both databases read them; without parameters, as [`SIDE`].
fn step(steps: &[Span]) -> String {
    let cases = steps.iter().enumerate();
    let cases = cases.map(|(step, span)| format!("WHEN told_on <= '{}' THEN {step} ", span.to));
    format!("CASE {}END", cases.collect::<Vec<_>>().concat())
}

/// Groups rows by what they are about, by side and by step, and names these four first.
fn grouped<E: EntityTrait>(mut rows: Select<E>, by: FiguresBy, steps: &[Span]) -> Select<E> {
    let (key, pooled) = keys(by).unwrap_or(("CAST(NULL AS VARCHAR(80))", "0"));
    if keys(by).is_some() {
        rows = rows
            .group_by(Expr::cust(key))
            .group_by(rating::Column::Pooled);
    }
    let step = step(steps);
    rows.column_as(Expr::cust(key), "subject")
        .column_as(Expr::cust(pooled), "pool")
        .column_as(Expr::cust(SIDE), "side")
        .column_as(Expr::cust(step.clone()), "step")
        .group_by(Expr::cust(SIDE))
        .group_by(Expr::cust(step))
}

/// A key, whether it is a pool, the side, the step, how many, and how many answers gave each score.
type Summed = (Option<String>, i32, i32, i32, i64, i64, i64, i64, i64, i64);

/// What ratings add up to in each step.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    by: FiguresBy,
    steps: &[Span],
    span: Span,
) -> Result<Counted> {
    let rows = rating::Entity::find()
        .select_only()
        .filter(wanted.condition(span));
    let mut rows = grouped(rows, by, steps).column_as(rating::Column::Id.count(), "ratings");
    for score in ["s1", "s2", "s3", "s4", "s5"] {
        rows = rows.column_as(Expr::cust(format!("SUM({score})")), format!("sum_{score}"));
    }
    let mut counted = Counted::new(steps.len());
    let rows: Vec<Summed> = rows.into_tuple().all(db).await?;
    for (id, pooled, side, step, ratings, s1, s2, s3, s4, s5) in rows {
        let key = Key {
            pooled: pooled != 0,
            id,
        };
        let count = read(ratings, [s1, s2, s3, s4, s5]);
        let (side, step) = (
            Side::read(side),
            usize::try_from(step).unwrap_or(usize::MAX),
        );
        if by == FiguresBy::Question {
            counted.add_total(side, step, &count);
        } else {
            counted.add(key, side, step, &count);
        }
    }
    if by == FiguresBy::Question {
        answers(db, wanted, steps, span, &mut counted).await?;
    }
    Ok(counted)
}

/// A question, the side, the step, and how many answers gave each score.
type Answered = (String, i32, i32, i64, i64, i64, i64, i64);

/// Adds how each question was answered: the only query that reads the answers themselves.
async fn answers(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    steps: &[Span],
    span: Span,
    counted: &mut Counted,
) -> Result<()> {
    let of_rating: RelationDef = answer::Entity::belongs_to(rating::Entity)
        .from(answer::Column::RatingId)
        .to(rating::Column::Id)
        .into();
    let question = answer::Column::Question;
    let step = step(steps);
    let mut rows = answer::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, of_rating)
        .filter(wanted.condition(span))
        .column(question)
        .column_as(Expr::cust(SIDE), "side")
        .column_as(Expr::cust(step.clone()), "step")
        .group_by(question)
        .group_by(Expr::cust(SIDE))
        .group_by(Expr::cust(step));
    for score in 1..=5 {
        let given = format!("COUNT(CASE WHEN score = {score} THEN 1 END)");
        rows = rows.column_as(Expr::cust(given), format!("of_{score}"));
    }
    let rows: Vec<Answered> = rows.into_tuple().all(db).await?;
    for (question, side, step, s1, s2, s3, s4, s5) in rows {
        let scores = [s1, s2, s3, s4, s5];
        let count = read(scores.iter().sum(), scores);
        let step = usize::try_from(step).unwrap_or(usize::MAX);
        counted.add_row(Key::of(question), Side::read(side), step, &count);
    }
    Ok(())
}

fn read(ratings: i64, scores: [i64; 5]) -> Count {
    let number = |n| u64::try_from(n).unwrap_or(0);
    Count {
        ratings: number(ratings),
        scores: scores.map(number),
    }
}

/// Ids of the cases that ratings opened.
#[must_use]
pub fn case_ids(wanted: &Wanted, span: Span) -> SelectStatement {
    rating::Entity::find()
        .select_only()
        .column(rating::Column::TicketId)
        .filter(wanted.condition(span))
        .filter(rating::Column::TicketId.is_not_null())
        .into_query()
}

/// The cases that ratings opened: what their rows are about, their steps, and their tickets.
///
/// # Errors
/// When the database fails.
pub async fn cases(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    by: FiguresBy,
    steps: &[Span],
    span: Span,
) -> Result<Vec<(Key, usize, Uuid)>> {
    let (key, pooled) = keys(by).unwrap_or(("CAST(NULL AS VARCHAR(80))", "0"));
    let rows: Vec<(Option<String>, i32, i32, Uuid)> = rating::Entity::find()
        .select_only()
        .column_as(Expr::cust(key), "subject")
        .column_as(Expr::cust(pooled), "pool")
        .column_as(Expr::cust(step(steps)), "step")
        .column(rating::Column::TicketId)
        .filter(wanted.condition(span))
        .filter(rating::Column::TicketId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let cases = rows.into_iter().map(|(id, pooled, step, ticket)| {
        let pooled = pooled != 0;
        let step = usize::try_from(step).unwrap_or(usize::MAX);
        (Key { pooled, id }, step, ticket)
    });
    Ok(cases.collect())
}

/// How many counters have ratings that wait for a lot since before a day; those of dossiers count as of one. Asked for
/// one counter, or at once, it would ring with each single rating.
///
/// # Errors
/// When the database fails.
pub async fn waiting_counters(
    db: &impl ConnectionTrait,
    reach: &Wanted,
    before: NaiveDate,
) -> Result<u64> {
    let counters: Option<i64> = rating::Entity::find()
        .select_only()
        .column_as(
            Expr::cust("COUNT(DISTINCT COALESCE(counter, ''))"),
            "counters",
        )
        .filter(reach.of_any_day())
        .filter(rating::Column::ToldOn.is_null())
        .filter(rating::Column::Day.lt(before))
        .into_tuple()
        .one(db)
        .await?;
    Ok(u64::try_from(counters.unwrap_or(0)).unwrap_or(0))
}
