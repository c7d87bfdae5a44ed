//! What a report reads: sums that the database makes, step by step of the trend.

use std::collections::BTreeMap;

use mobile_contract::rating::RatingBasis;
use mobile_contract::rating_figures::FiguresBy;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect,
    QueryTrait, RelationDef,
};
use uuid::Uuid;

use super::count::Count;
use super::period::Span;
use super::table::{Counted, Key, Side};
use crate::error::Result;
use crate::kernel::wire;
use crate::ratings::entity::{answer, rating};

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
    /// Which rows of `ratings` are meant.
    pub(in crate::ratings) fn condition(&self, span: Span) -> Condition {
        let agencies = self
            .agencies
            .as_ref()
            .map(|ids| rating::Column::Agency.is_in(ids));
        let counter = self
            .counter
            .as_ref()
            .map(|id| rating::Column::Counter.eq(id));
        let places = self
            .places
            .as_ref()
            .map(|ids| rating::Column::Place.is_in(ids));
        let form = self.form.as_ref().map(|id| rating::Column::Form.eq(id));
        let days = [
            Some(rating::Column::Day.gte(span.from)),
            Some(rating::Column::Day.lte(span.to)),
        ];
        let wanted = [agencies, counter, places, form].into_iter().chain(days);
        wanted.flatten().fold(Condition::all(), Condition::add)
    }
}

/// The column that a row is about; questions have theirs in the other table, and of periods all rows are one.
fn column(by: FiguresBy) -> Option<rating::Column> {
    match by {
        FiguresBy::Counter => Some(rating::Column::Counter),
        FiguresBy::Agency => Some(rating::Column::Agency),
        FiguresBy::Place => Some(rating::Column::Place),
        FiguresBy::Question | FiguresBy::Period => None,
    }
}

fn of_rating() -> RelationDef {
    answer::Entity::belongs_to(rating::Entity)
        .from(answer::Column::RatingId)
        .to(rating::Column::Id)
        .into()
}

fn side(basis: &str, excluded: bool) -> Result<Side> {
    Ok(match wire::value(basis)? {
        _ if excluded => Side::Flagged,
        RatingBasis::Open => Side::Open,
        RatingBasis::Visit | RatingBasis::Dossier => Side::Included,
    })
}

/// A key, the basis, whether they are flagged, and how many.
type Rated = (Key, String, bool, i64);
/// The same with a score.
type Scored = (Key, String, bool, i16, i64);

/// Counts the ratings of each step.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    by: FiguresBy,
    steps: &[Span],
) -> Result<Counted> {
    let mut counted = rated(db, wanted, by, steps).await?;
    for (step, span) in steps.iter().enumerate() {
        for (key, basis, excluded, score, answers) in answers(db, wanted, by, *span).await? {
            let answers = u64::try_from(answers).unwrap_or(0);
            let mut count = Count::default();
            count.add_answers(score.into(), answers);
            if by == FiguresBy::Question {
                count.ratings = answers;
            }
            counted.add(&key, side(&basis, excluded)?, step, &count);
        }
    }
    Ok(counted)
}

/// How many ratings there are in each step, without their scores.
///
/// # Errors
/// When the database fails.
pub async fn rated(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    by: FiguresBy,
    steps: &[Span],
) -> Result<Counted> {
    let mut counted = Counted::new(steps.len());
    for (step, span) in steps.iter().enumerate() {
        for (key, basis, excluded, ratings) in ratings(db, wanted, by, *span).await? {
            let (side, ratings) = (side(&basis, excluded)?, u64::try_from(ratings).unwrap_or(0));
            counted.add_total(side, step, ratings);
            if by != FiguresBy::Question {
                let scores = [0; 5];
                counted.add(&key, side, step, &Count { ratings, scores });
            }
        }
    }
    Ok(counted)
}

/// A question, a key, the basis, whether they are flagged, and how many.
type Answered = (String, Key, String, bool, i64);

/// How many ratings answered each question, in each step; by what a column holds.
///
/// # Errors
/// When the database fails.
pub async fn answered(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    by: FiguresBy,
    steps: &[Span],
) -> Result<BTreeMap<String, Counted>> {
    let mut all = BTreeMap::<String, Counted>::new();
    let Some(key) = column(by) else {
        return Ok(all);
    };
    let (question, basis) = (answer::Column::Question, rating::Column::Basis);
    let excluded = rating::Column::Excluded;
    for (step, span) in steps.iter().enumerate() {
        let rows = answer::Entity::find()
            .select_only()
            .join(JoinType::InnerJoin, of_rating())
            .filter(wanted.condition(*span))
            .column(question)
            .columns([key, basis, excluded])
            .column_as(answer::Column::Score.count(), "answers")
            .group_by(question)
            .group_by(key)
            .group_by(basis)
            .group_by(excluded);
        let rows: Vec<Answered> = rows.into_tuple().all(db).await?;
        for (question, key, basis, excluded, answers) in rows {
            let (side, ratings) = (side(&basis, excluded)?, u64::try_from(answers).unwrap_or(0));
            let counted = all.entry(question);
            let counted = counted.or_insert_with(|| Counted::new(steps.len()));
            counted.add_total(side, step, ratings);
            let scores = [0; 5];
            counted.add(&key, side, step, &Count { ratings, scores });
        }
    }
    Ok(all)
}

async fn ratings(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    by: FiguresBy,
    span: Span,
) -> Result<Vec<Rated>> {
    let (basis, excluded) = (rating::Column::Basis, rating::Column::Excluded);
    let rows = rating::Entity::find()
        .filter(wanted.condition(span))
        .select_only();
    let counted = |rows: sea_orm::Select<rating::Entity>| {
        rows.columns([basis, excluded])
            .column_as(rating::Column::Id.count(), "ratings")
            .group_by(basis)
            .group_by(excluded)
    };
    match column(by) {
        Some(key) => {
            let rows = counted(rows.column(key)).group_by(key);
            Ok(rows.into_tuple().all(db).await?)
        }
        None => {
            let rows: Vec<(String, bool, i64)> = counted(rows).into_tuple().all(db).await?;
            let rows = rows.into_iter();
            Ok(rows
                .map(|(basis, excluded, n)| (None, basis, excluded, n))
                .collect())
        }
    }
}

async fn answers(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    by: FiguresBy,
    span: Span,
) -> Result<Vec<Scored>> {
    let (basis, excluded) = (rating::Column::Basis, rating::Column::Excluded);
    let rows = answer::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, of_rating())
        .filter(wanted.condition(span));
    let counted = |rows: sea_orm::Select<answer::Entity>| {
        rows.columns([basis, excluded])
            .column(answer::Column::Score)
            .column_as(answer::Column::Score.count(), "answers")
            .group_by(basis)
            .group_by(excluded)
            .group_by(answer::Column::Score)
    };
    if let Some(key) = column(by) {
        let rows = counted(rows.column(key)).group_by(key);
        return Ok(rows.into_tuple().all(db).await?);
    }
    if by == FiguresBy::Question {
        let key = answer::Column::Question;
        let rows = counted(rows.column(key)).group_by(key);
        return Ok(rows.into_tuple().all(db).await?);
    }
    let rows: Vec<(String, bool, i16, i64)> = counted(rows).into_tuple().all(db).await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(basis, excluded, score, n)| (None, basis, excluded, score, n))
        .collect())
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

/// A case: what its row is about, its day, and its ticket.
pub type Case = (Key, chrono::NaiveDate, Uuid);

/// The cases that ratings opened.
///
/// # Errors
/// When the database fails.
pub async fn cases(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    by: FiguresBy,
    span: Span,
) -> Result<Vec<Case>> {
    let (day, ticket) = (rating::Column::Day, rating::Column::TicketId);
    let rows = rating::Entity::find()
        .select_only()
        .filter(wanted.condition(span))
        .filter(ticket.is_not_null());
    if let Some(key) = column(by) {
        let rows = rows.columns([key, day, ticket]);
        return Ok(rows.into_tuple().all(db).await?);
    }
    let rows: Vec<(chrono::NaiveDate, Uuid)> =
        rows.columns([day, ticket]).into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(day, id)| (None, day, id)).collect())
}
