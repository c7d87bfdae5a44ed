//! What was done a second time: noted when it comes in, until a leader says why.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::staff::{Repeat, RepeatKind};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::dossiers::entity::{dossier, repeat};
use crate::dossiers::sees::Sees;
use crate::dossiers::take::Change;
use crate::error::Result;
use crate::kernel::wire;

/// Rows of one statement.
const AT_ONCE: usize = 1_000;

/// Notes what changes did a second time, or more often, in the transaction that stores them. What was taken back is
/// forgotten with its reason, which was given for nothing else.
///
/// # Errors
/// When the database fails.
pub(in crate::dossiers) async fn note_repeats(
    db: &impl ConnectionTrait,
    changes: &[Change],
) -> Result<()> {
    let rows: Vec<repeat::ActiveModel> = changes
        .iter()
        .flat_map(repeated)
        .map(IntoActiveModel::into_active_model)
        .collect();
    for rows in rows.chunks(AT_ONCE) {
        repeat::Entity::insert_many(rows.to_vec())
            .on_conflict(known().do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
    }
    for (code, kind, count) in changes.iter().flat_map(taken_back) {
        repeat::Entity::delete_many()
            .filter(repeat::Column::Code.eq(code))
            .filter(repeat::Column::Kind.eq(wire::name(kind)))
            .filter(repeat::Column::Count.gt(count))
            .exec(db)
            .await?;
    }
    Ok(())
}

fn known() -> OnConflict {
    OnConflict::columns([
        repeat::Column::Code,
        repeat::Column::Kind,
        repeat::Column::Count,
    ])
}

/// How often each was done before a change, and after it.
fn counts(change: &Change) -> [(RepeatKind, i16, i16); 2] {
    let (before, after) = (change.before.as_ref(), &change.after.dossier);
    [
        (
            RepeatKind::Extension,
            before.map_or(0, |row| row.extensions),
            after.extensions,
        ),
        (
            RepeatKind::Supplement,
            before.map_or(0, |row| row.supplements),
            after.supplements,
        ),
    ]
}

/// What was done less often than was thought, and how often still.
fn taken_back(change: &Change) -> impl Iterator<Item = (&str, RepeatKind, i16)> {
    let less = counts(change)
        .into_iter()
        .filter(|(_, before, after)| after < before);
    less.map(|(kind, _, after)| (change.code.as_str(), kind, after))
}

fn repeated(change: &Change) -> impl Iterator<Item = repeat::Model> + use<> {
    let code = change.after.dossier.code.clone();
    counts(change)
        .into_iter()
        .flat_map(move |(kind, before, after)| {
            let first = Ord::max(before.saturating_add(1), 2);
            let code = code.clone();
            (first..=after).map(move |count| blank(&code, kind, count))
        })
}

fn blank(code: &str, kind: RepeatKind, count: i16) -> repeat::Model {
    repeat::Model {
        code: code.to_owned(),
        kind: wire::name(kind),
        count,
        text: None,
        by: None,
        at: None,
    }
}

/// Keeps why something is done for the so many-th time, and for those before that nobody has justified. What was
/// said once stays. False: everything was justified already.
///
/// # Errors
/// When the database fails.
pub(in crate::dossiers) async fn justify(
    db: &impl ConnectionTrait,
    code: &str,
    (kind, count): (RepeatKind, i16),
    (text, by, at): (String, Uuid, DateTime<Utc>),
    to_come: bool,
) -> Result<bool> {
    if to_come {
        // What is about to be done is not noted yet.
        let row = blank(code, kind, count).into_active_model();
        let noted = repeat::Entity::insert(row)
            .on_conflict(known().do_nothing().to_owned())
            .exec_without_returning(db)
            .await;
        match noted {
            Err(DbErr::RecordNotInserted) => {}
            other => drop(other?),
        }
    }
    let said = repeat::Entity::update_many()
        .col_expr(repeat::Column::Text, Expr::val(text))
        .col_expr(repeat::Column::By, Expr::val(by))
        .col_expr(repeat::Column::At, Expr::val(at))
        .filter(repeat::Column::Code.eq(code))
        .filter(repeat::Column::Kind.eq(wire::name(kind)))
        .filter(repeat::Column::Count.lte(count))
        .filter(repeat::Column::Text.is_null())
        .exec(db)
        .await?;
    Ok(said.rows_affected > 0)
}

/// What a dossier had done to it more than once, and why. What was told by mistake does not count.
///
/// # Errors
/// When the database fails, or a row was written by another version.
pub(in crate::dossiers) async fn of(
    db: &impl ConnectionTrait,
    row: &dossier::Model,
) -> Result<Vec<Repeat>> {
    let rows = repeat::Entity::find()
        .filter(repeat::Column::Code.eq(&row.code))
        .order_by_asc(repeat::Column::Kind)
        .order_by_asc(repeat::Column::Count)
        .all(db)
        .await?;
    let mut repeats = Vec::with_capacity(rows.len());
    for noted in rows {
        let kind = wire::value(&noted.kind)?;
        let most = match kind {
            RepeatKind::Extension => row.extensions,
            RepeatKind::Supplement => row.supplements,
        };
        if noted.count <= most {
            repeats.push(Repeat {
                kind,
                count: u16::try_from(noted.count).unwrap_or_default(),
                justification: noted.text,
                justified_at: noted.at,
            });
        }
    }
    Ok(repeats)
}

/// How many dossiers wait for a leader's reason: those of the list.
///
/// # Errors
/// When the database fails.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    (sees, desk): (&Sees, Option<&str>),
) -> Result<i64> {
    let desk = desk.map(|desk| dossier::Column::Desk.eq(desk));
    let found = dossier::Entity::find()
        .filter(waiting())
        .filter(sees.condition(dossier::Column::Agency).add_option(desk))
        .count(db)
        .await?;
    Ok(i64::try_from(found).unwrap_or(i64::MAX))
}

/// A repeat of the dossier beside it that still counts, and that nobody has justified.
fn unjustified() -> Condition {
    let counts = |kind, column: dossier::Column| {
        let enough = Expr::col((dossier::Entity, column))
            .gte(Expr::col((repeat::Entity, repeat::Column::Count)));
        Condition::all()
            .add(repeat::Column::Kind.eq(wire::name(kind)))
            .add(enough)
    };
    Condition::all().add(repeat::Column::Text.is_null()).add(
        Condition::any()
            .add(counts(RepeatKind::Extension, dossier::Column::Extensions))
            .add(counts(RepeatKind::Supplement, dossier::Column::Supplements)),
    )
}

/// Dossiers that have such a repeat.
pub(super) fn waiting() -> Condition {
    let mut codes = Query::select();
    codes
        .column(repeat::Column::Code)
        .from(repeat::Entity)
        .and_where(repeat::Column::Text.is_null());
    let mut own = Query::select();
    own.expr(Expr::val(1))
        .from(repeat::Entity)
        .and_where(
            Expr::col((repeat::Entity, repeat::Column::Code))
                .equals((dossier::Entity, dossier::Column::Code)),
        )
        .cond_where(unjustified());
    // The list of codes is short, and found first; what stands beside it looks at each.
    Condition::all()
        .add(dossier::Column::Code.in_subquery(codes))
        .add(Expr::exists(own))
}
