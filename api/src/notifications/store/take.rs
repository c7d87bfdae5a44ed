//! Taking messages that are due, and saying how they ended.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query};
use sea_orm::{QueryOrder, QuerySelect, UpdateMany};

use super::super::entity::{Column, Entity, Model};
use super::{LEASE, State};
use crate::storage::Database;

/// What a worker asks for.
#[derive(Clone, Debug)]
pub(in super::super) struct Wanted {
    /// Urgent messages, or the others.
    pub urgent: bool,
    /// By which channels.
    pub channels: Vec<&'static str>,
    /// At most so many.
    pub most: u64,
}

/// Takes messages that are due, the first of each recipient only, for [`LEASE`]. Nobody else gets
/// them meanwhile: PostgreSQL skips rows that another is taking, SQLite has one writer.
///
/// # Errors
/// When the database fails.
pub(in super::super) async fn claim(
    db: &Database,
    now: DateTime<Utc>,
    wanted: &Wanted,
) -> Result<Vec<Model>, DbErr> {
    let transaction = db.begin().await?;
    let rows = Entity::find()
        .filter(Column::State.eq(State::Queued.as_str()))
        .filter(Column::Urgent.eq(wanted.urgent))
        .filter(Column::DueAt.lte(now))
        .filter(Column::Channel.is_in(wanted.channels.iter().copied()))
        .filter(Expr::exists(earlier_in_lane()).not())
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(wanted.most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&*transaction)
        .await?;
    let claim = Uuid::new_v4();
    Entity::update_many()
        .col_expr(Column::Claim, Expr::value(claim))
        .col_expr(Column::DueAt, Expr::value(now + LEASE))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| Model {
            claim: Some(claim),
            ..row
        })
        .collect())
}

/// A message to the same recipient that came before and is not done.
fn earlier_in_lane() -> sea_orm::sea_query::SelectStatement {
    let earlier = |column: Column| Expr::col(("earlier", column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, "earlier")
        .and_where(earlier(Column::Lane).equals((Entity, Column::Lane)))
        .and_where(earlier(Column::State).eq(State::Queued.as_str()))
        .and_where(earlier(Column::Id).lt(Expr::col((Entity, Column::Id))))
        .to_owned()
}

/// How trying to send a message ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum End {
    /// It was handed over.
    Sent,
    /// Its reader wants none of these.
    Withheld,
    /// It is given up, for a reason.
    Dead(String),
    /// It was refused for now; the attempts so far, and when it is tried again.
    Later(i32, DateTime<Utc>, String),
    /// The channel broke over it; it waits until others have knocked, and for how long it has
    /// broken is counted.
    Knocked(DateTime<Utc>, String),
    /// The channel was found broken before it was tried; it waits as if nobody had taken it.
    Released,
}

/// Says how a message ended. `false`: it has been taken by another meanwhile, who will say so.
///
/// # Errors
/// When the database fails.
pub(in super::super) async fn end(
    db: &Database,
    row: &Model,
    end: &End,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let state = match end {
        End::Sent => State::Sent,
        End::Withheld => State::Withheld,
        End::Dead(_) => State::Dead,
        End::Later(..) | End::Knocked(..) | End::Released => State::Queued,
    };
    let mut update = mine(row)
        .col_expr(Column::State, Expr::value(state.as_str()))
        .col_expr(Column::Claim, Expr::value(Option::<Uuid>::None));
    update = match end {
        End::Sent | End::Withheld | End::Released => update,
        End::Dead(why) | End::Later(_, _, why) | End::Knocked(_, why) => {
            update.col_expr(Column::Error, Expr::value(why.as_str()))
        }
    };
    update = match end {
        End::Later(attempts, due, _) => update
            .col_expr(Column::Attempts, Expr::value(*attempts))
            .col_expr(Column::TriedAt, Expr::value(now))
            .col_expr(Column::DueAt, Expr::value(*due)),
        End::Knocked(due, _) => update
            .col_expr(Column::BrokenAt, Expr::value(row.broken_at.unwrap_or(now)))
            .col_expr(Column::TriedAt, Expr::value(now))
            .col_expr(Column::DueAt, Expr::value(*due)),
        End::Released => update.col_expr(Column::DueAt, Expr::value(row.due_at)),
        _ => forget_secret(update, row).col_expr(Column::EndedAt, Expr::value(now)),
    };
    let transaction = db.begin().await?;
    let marked = update.exec(&*transaction).await?;
    transaction.commit().await?;
    Ok(marked.rows_affected > 0)
}

/// A code that has been sent, or is given up, has no business in the database any more.
fn forget_secret(update: UpdateMany<Entity>, row: &Model) -> UpdateMany<Entity> {
    if !row.secret {
        return update;
    }
    update
        .col_expr(Column::Text, Expr::value(""))
        .col_expr(Column::Html, Expr::value(""))
}

/// The row, as long as nobody else has taken it.
fn mine(row: &Model) -> UpdateMany<Entity> {
    Entity::update_many()
        .filter(Column::Id.eq(row.id))
        .filter(Column::State.eq(State::Queued.as_str()))
        .filter(Column::Claim.eq(row.claim))
}
