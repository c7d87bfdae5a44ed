//! What the watch list reads: ranges of one index, counted by the database.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::DossierState;
use mobile_contract::dossier::watch::{WatchCounts, WatchGroup};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{Edges, never, order_of, repeats};
use crate::dossiers::entity::dossier::{Column, Entity, Model, open_in};
use crate::dossiers::sees::Sees;
use crate::error::Result;

/// Counts of a desk of an agency.
pub(super) struct Counted {
    pub(super) part: (Option<String>, Option<String>),
    pub(super) add: WatchCounts,
}

#[derive(FromQueryResult)]
struct DueRow {
    agency: Option<String>,
    desk: Option<String>,
    overdue: i64,
    today: i64,
    in_one: i64,
    in_two: i64,
    in_three: i64,
}

#[derive(FromQueryResult)]
struct StillRow {
    agency: Option<String>,
    desk: Option<String>,
    number: i64,
}

/// Where the page before ended.
#[derive(Clone, Debug)]
pub(super) struct After {
    pub(super) at: DateTime<Utc>,
    pub(super) code: String,
}

fn is_in_progress() -> Condition {
    open_in(&[DossierState::InProgress])
}

fn stands() -> Condition {
    open_in(&[DossierState::Waiting, DossierState::Paused])
}

/// Those of somebody, and of one desk.
fn theirs(sees: &Sees, desk: Option<&str>) -> Condition {
    let desk = desk.map(|desk| Column::Desk.eq(desk));
    sees.condition(Column::Agency).add_option(desk)
}

/// How many rows have their end in a group.
fn counted(group: WatchGroup, edges: &Edges) -> Expr {
    let Some((from, to)) = edges.range(group) else {
        return Expr::val(0);
    };
    let within = Condition::all()
        .add_option(from.map(|from| Column::DueAt.gte(from)))
        .add(Column::DueAt.lt(to));
    // A count leaves out what is null.
    Func::count(Expr::case(within, 1)).into()
}

/// What presses, by agency and desk.
///
/// # Errors
/// When the database fails.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    sees: &Sees,
    desk: Option<&str>,
    edges: &Edges,
) -> Result<Vec<Counted>> {
    let rows = Entity::find()
        .select_only()
        .column(Column::Agency)
        .column(Column::Desk)
        .column_as(counted(WatchGroup::Overdue, edges), "overdue")
        .column_as(counted(WatchGroup::Today, edges), "today")
        .column_as(counted(WatchGroup::InOne, edges), "in_one")
        .column_as(counted(WatchGroup::InTwo, edges), "in_two")
        .column_as(counted(WatchGroup::InThree, edges), "in_three")
        .filter(is_in_progress())
        .filter(Column::DueAt.lt(edges.last()))
        .filter(theirs(sees, desk))
        .group_by(Column::Agency)
        .group_by(Column::Desk)
        .into_model::<DueRow>()
        .all(db)
        .await?;
    let counted = rows.into_iter().map(|row| Counted {
        part: (row.agency, row.desk),
        add: WatchCounts {
            overdue: row.overdue,
            today: row.today,
            in_one: row.in_one,
            in_two: row.in_two,
            in_three: row.in_three,
            ..WatchCounts::default()
        },
    });
    Ok(counted.collect())
}

/// What may still be returned, and what stands for long, by agency and desk.
///
/// # Errors
/// When the database fails.
pub(super) async fn still(
    db: &impl ConnectionTrait,
    sees: &Sees,
    desk: Option<&str>,
    edges: &Edges,
) -> Result<Vec<Counted>> {
    let mut counted = Vec::new();
    for group in [WatchGroup::ToReturn, WatchGroup::Standing] {
        let rows = Entity::find()
            .select_only()
            .column(Column::Agency)
            .column(Column::Desk)
            .column_as(Expr::col(Column::Code).count(), "number")
            .filter(of_group(group, edges))
            .filter(theirs(sees, desk))
            .group_by(Column::Agency)
            .group_by(Column::Desk)
            .into_model::<StillRow>()
            .all(db)
            .await?;
        counted.extend(rows.into_iter().map(|row| {
            let mut add = WatchCounts::default();
            match group {
                WatchGroup::ToReturn => add.to_return = row.number,
                _ => add.standing = row.number,
            }
            Counted {
                part: (row.agency, row.desk),
                add,
            }
        }));
    }
    Ok(counted)
}

/// Which rows a group has.
fn of_group(group: WatchGroup, edges: &Edges) -> Condition {
    let [next, ..] = edges.next;
    match group {
        // Whoever was asked for papers once is not asked again.
        WatchGroup::ToReturn => Condition::all()
            .add(is_in_progress())
            .add(Column::ReturnBy.gte(edges.now))
            .add(Column::ReturnBy.lt(next))
            .add(Column::Supplements.eq(0)),
        WatchGroup::Standing => Condition::all()
            .add(stands())
            .add(Column::StandingSince.lt(edges.standing)),
        WatchGroup::ToJustify => repeats::waiting(),
        due => {
            let (from, to) = edges.range(due).unwrap_or((None, edges.now));
            Condition::all()
                .add(is_in_progress())
                .add_option(from.map(|from| Column::DueAt.gte(from)))
                .add(Column::DueAt.lt(to))
        }
    }
}

/// A page of rows of a group, or of all that press.
///
/// # Errors
/// When the database fails.
pub(super) async fn rows(
    db: &impl ConnectionTrait,
    sees: &Sees,
    (desk, group): (Option<&str>, Option<WatchGroup>),
    edges: &Edges,
    (after, most): (Option<After>, u64),
) -> Result<Vec<Model>> {
    let wanted = match group {
        Some(group) => of_group(group, edges),
        None => Condition::all()
            .add(is_in_progress())
            .add(Column::DueAt.lt(edges.last())),
    };
    let mut query = Entity::find().filter(wanted).filter(theirs(sees, desk));
    let at = match order_of(group) {
        WatchGroup::ToReturn => Some(Column::ReturnBy),
        WatchGroup::Standing => Some(Column::StandingSince),
        WatchGroup::ToJustify => None,
        _ => Some(Column::DueAt),
    };
    if let Some(After { at: then, code }) = after {
        let code = Column::Code.gt(code);
        query = query.filter(match at {
            Some(at) => Condition::any()
                .add(at.gt(then))
                .add(Condition::all().add(at.eq(then)).add(code)),
            None => Condition::all().add(code),
        });
    }
    if let Some(at) = at {
        query = query.order_by_asc(at);
    }
    Ok(query.order_by_asc(Column::Code).limit(most).all(db).await?)
}

/// By what a row stands where it stands.
pub(super) fn key(row: &Model, group: Option<WatchGroup>) -> DateTime<Utc> {
    let at = match order_of(group) {
        WatchGroup::ToReturn => row.return_by,
        WatchGroup::Standing => row.standing_since,
        WatchGroup::ToJustify => None,
        _ => row.due_at,
    };
    at.unwrap_or(never())
}
