//! What the books of a period are made of: one pass over their rows, which the database marks and counts.
//!
//! In the books is who was received by the last day and had not ended before the first one, and who ended in the
//! period though nobody told of a receipt. Each of the three parts of that condition is a range of the index
//! `dossiers_in_books`.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::{DossierState, DossierTiming};
use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryResult,
};

use super::mark::{
    BARE, CARRIED, EXTENDED, EXTENDED_AGAIN, KEPT, Mark, NOTHING_TO_HAND_BACK, Outcome,
    SUPPLEMENTED, SUPPLEMENTED_AGAIN,
};
use super::span::Span;
use crate::dossiers::entity::dossier::{Column, Entity};
use crate::dossiers::sees::Sees;
use crate::error::Result;
use crate::kernel::wire;

/// Whose dossiers, and which of them. Every query for staff has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whose.
    pub sees: Sees,
    /// Ids of places.
    pub places: Option<Vec<String>>,
    /// Id of a field.
    pub field: Option<String>,
    /// Code of a procedure.
    pub procedure: Option<String>,
    /// How they were handed in.
    pub channel: Option<String>,
}

impl Wanted {
    /// All of somebody's.
    #[must_use]
    pub const fn of(sees: Sees) -> Self {
        Self {
            sees,
            places: None,
            field: None,
            procedure: None,
            channel: None,
        }
    }

    /// Which rows are meant, whatever their days.
    #[must_use]
    pub fn condition(&self) -> Condition {
        let places = self.places.as_ref().map(|ids| Column::Place.is_in(ids));
        let one = |column: Column, id: &Option<String>| id.as_ref().map(|id| column.eq(id));
        [
            places,
            one(Column::Field, &self.field),
            one(Column::Procedure, &self.procedure),
            one(Column::Channel, &self.channel),
        ]
        .into_iter()
        .flatten()
        .fold(self.sees.condition(Column::Agency), Condition::add)
    }
}

/// Rows that are alike, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What the two columns hold by which rows are put together.
    pub keys: [Option<String>; 2],
    /// How they were handed in.
    pub channel: Option<String>,
    /// How each is counted.
    pub mark: Mark,
    /// Their flags.
    pub flags: String,
    /// How many.
    pub dossiers: u64,
}

/// Counts the books of a period, by two columns; the same one twice is one.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    (span, as_of): (Span, DateTime<Utc>),
    by: [Column; 2],
) -> Result<Vec<Counted>> {
    let names = ["first", "second", "channel", "flags", "mark"].map(Alias::new);
    let [first, second, channel, flags, mark] = names.clone();
    let marked = Query::select()
        .expr_as(Expr::col(by[0]), first)
        .expr_as(Expr::col(by[1]), second)
        .expr_as(Expr::col(Column::Channel), channel)
        .expr_as(Expr::col(Column::Flags), flags)
        .expr_as(marked(span, as_of), mark)
        .from(Entity)
        .cond_where(wanted.condition().add(in_books(span)))
        .to_owned();
    let counted = grouped(marked, names);
    let rows = db.query_all(&counted).await?;
    Ok(rows.iter().map(read).collect::<Result<_, DbErr>>()?)
}

/// Rows with the same in all columns are counted. The marks are made inside, so that they are named once: a
/// database does not know two equal expressions with parameters for one.
fn grouped(marked: SelectStatement, names: [Alias; 5]) -> SelectStatement {
    Query::select()
        .columns(names.clone())
        .expr_as(Func::count(Expr::col(Asterisk)), Alias::new("dossiers"))
        .from_subquery(marked, Alias::new("books"))
        .group_by_columns(names)
        .to_owned()
}

fn read(row: &QueryResult) -> Result<Counted, DbErr> {
    let dossiers: i64 = row.try_get_by_index(5)?;
    Ok(Counted {
        keys: [row.try_get_by_index(0)?, row.try_get_by_index(1)?],
        channel: row.try_get_by_index(2)?,
        flags: row.try_get_by_index(3)?,
        mark: Mark::read(row.try_get_by_index(4)?),
        dossiers: u64::try_from(dossiers).unwrap_or(0),
    })
}

/// Which rows are in the books.
fn in_books(span: Span) -> Condition {
    let (from, to) = (span.from, span.to);
    let received = || Column::ReceivedDay.lte(to);
    let open = Condition::all()
        .add(Column::EndedDay.is_null())
        .add(received());
    let ended = Condition::all()
        .add(Column::EndedDay.gte(from))
        .add(received());
    let never_received = Condition::all()
        .add(Column::EndedDay.gte(from))
        .add(Column::EndedDay.lte(to))
        .add(Column::ReceivedDay.is_null());
    Condition::any().add(open).add(ended).add(never_received)
}

/// The mark of a row: see [`Mark`].
fn marked(span: Span, as_of: DateTime<Utc>) -> Expr {
    let carried: Expr = Expr::case(Column::ReceivedDay.is_null(), BARE)
        .case(Column::ReceivedDay.lt(span.from), CARRIED)
        .finally(0)
        .into();
    let not_back = Condition::any()
        .add(Column::ReturnedAt.is_null())
        .add(Column::ReturnedAt.gte(as_of));
    let resolved = Condition::all()
        .add(Column::State.eq(wire::name(DossierState::Resolved)))
        .add(Column::EndedDay.lte(span.to));
    let handing: Expr = Expr::case(Column::Returnable.eq(false), NOTHING_TO_HAND_BACK)
        .case(not_back, KEPT)
        .finally(0)
        .into();
    let kept: Expr = Expr::case(resolved, handing).finally(0).into();
    outcome(span, as_of)
        .add(carried)
        .add(kept)
        .add(often(Column::Extensions, EXTENDED, EXTENDED_AGAIN))
        .add(often(Column::Supplements, SUPPLEMENTED, SUPPLEMENTED_AGAIN))
}

fn often(column: Column, once: i32, again: i32) -> Expr {
    Expr::case(column.gt(1), again)
        .case(column.eq(1), once)
        .finally(0)
        .into()
}

/// What became of it by the end of the period.
fn outcome(span: Span, as_of: DateTime<Utc>) -> Expr {
    let state = |state: DossierState| Column::State.eq(wire::name(state));
    let timing = |timing: DossierTiming| Column::Timing.eq(wire::name(timing));
    let resolved: Expr = Expr::case(timing(DossierTiming::OnTime), Outcome::OnTime.number())
        .case(timing(DossierTiming::Early), Outcome::Early.number())
        .case(timing(DossierTiming::Late), Outcome::Late.number())
        .finally(Outcome::Resolved.number())
        .into();
    let ended: Expr = Expr::case(state(DossierState::Resolved), resolved)
        .case(state(DossierState::Refused), Outcome::Refused.number())
        .case(state(DossierState::Withdrawn), Outcome::Withdrawn.number())
        .finally(Outcome::Unknown.number())
        .into();
    let standing: Expr = Expr::case(state(DossierState::Paused), Outcome::Paused.number())
        .finally(Outcome::Waiting.number())
        .into();
    Expr::case(Column::EndedDay.lte(span.to), ended)
        .case(Column::StandingSince.lt(as_of), standing)
        .case(Column::DueAt.is_null(), Outcome::NoTerm.number())
        .case(Column::DueAt.lt(as_of), Outcome::Overdue.number())
        // An end that was missed stays missed, whatever date was given afterwards, and whatever restarted the clock.
        .case(Column::MissedAt.lt(as_of), Outcome::Overdue.number())
        .finally(Outcome::Within.number())
        .into()
}

/// How many have neither been received nor ended, as far as anybody told: they are in the books of no period.
///
/// # Errors
/// When the database fails.
pub async fn never_received(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<u64> {
    let rows = Entity::find()
        .filter(wanted.condition())
        .filter(Column::EndedDay.is_null())
        .filter(Column::ReceivedDay.is_null());
    Ok(rows.count(db).await?)
}
