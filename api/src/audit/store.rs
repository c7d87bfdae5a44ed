//! Appending to the record, and reading it.

use mobile_contract::Page;
use mobile_contract::audit::{AuditEntry, AuditSubject};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::entity::{Column, Entity, Model};
use super::{Entry, Mark, head};
use crate::error::Error;
use crate::kernel::cursor::{List, page_size};

/// The list of all entries, for cursors.
const LIST: &str = "audit";

/// Appends an entry, in the caller's transaction: what is undone leaves no entry.
///
/// Writers take turns here until their transaction ends, so make it the last thing before the
/// commit. `db` must be a transaction ([`crate::storage::Database::begin`]).
///
/// # Errors
/// When a name is too long, the database fails, or there is no transaction and another writer came
/// between. The caller's transaction must be given up then.
pub async fn record(db: &impl ConnectionTrait, entry: Entry) -> Result<(), Error> {
    let newest = head::hold(db).await?;
    let row = entry.into_row(newest.number + 1, &newest.hash)?;
    let next = Mark {
        number: row.number,
        hash: row.hash.clone(),
    };
    Entity::insert(row.into_active_model())
        .exec_without_returning(db)
        .await?;
    head::advance(db, newest.number, next).await
}

/// Entries from the newest to the oldest, beginning before the one with the number `after`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    after: Option<i64>,
    limit: u64,
) -> Result<Vec<AuditEntry>, Error> {
    let mut query = Entity::find();
    if let Some(after) = after {
        query = query.filter(Column::Number.lt(after));
    }
    let rows = query
        .order_by_desc(Column::Number)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(on_the_wire).collect())
}

/// A page of [`list`], as `GET /v1/staff/audit` answers.
///
/// # Errors
/// When the cursor or the limit is not acceptable, or the database fails.
pub async fn page(
    db: &impl ConnectionTrait,
    cursor: Option<&str>,
    limit: Option<u32>,
) -> Result<Page<AuditEntry>, Error> {
    let limit = page_size(limit)?;
    let cursors = List::new(LIST);
    let key = cursors.after(cursor)?;
    // Only this list makes such cursors; a number that cannot be read was put together by hand.
    let after = key
        .map(|key| key.parse().map_err(|_| bad_cursor()))
        .transpose()?;
    let entries = list(db, after, limit as u64 + 1).await?;
    let keyed = entries.into_iter().map(|e| (e.number.to_string(), e));
    let page = cursors.page(keyed, limit, |(key, _)| key);
    Ok(Page {
        items: page.items.into_iter().map(|(_, entry)| entry).collect(),
        next_cursor: page.next_cursor,
    })
}

fn bad_cursor() -> Error {
    Error::new(mobile_contract::ErrorCode::BadCursor)
}

fn on_the_wire(row: Model) -> AuditEntry {
    AuditEntry {
        number: row.number,
        at: row.at,
        actor: row.actor,
        action: row.action,
        subject: AuditSubject {
            kind: row.subject_kind,
            id: row.subject_id,
        },
        agency: row.agency,
        detail: row.detail,
        hash: row.hash,
    }
}

/// The number of the newest entry, whatever the head says.
pub(super) async fn newest(db: &impl ConnectionTrait) -> Result<Option<i64>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Number)
        .order_by_desc(Column::Number)
        .into_tuple()
        .one(db)
        .await
}

/// Entries in their order, after a number; `None` is before all.
pub(super) async fn rows(
    db: &impl ConnectionTrait,
    after: Option<i64>,
    most: u64,
) -> Result<Vec<Model>, DbErr> {
    let query = Entity::find().order_by_asc(Column::Number).limit(most);
    match after {
        Some(after) => query.filter(Column::Number.gt(after)).all(db).await,
        None => query.all(db).await,
    }
}

/// The first number after another one.
pub(super) async fn number_after(
    db: &impl ConnectionTrait,
    number: i64,
) -> Result<Option<i64>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::Number.gt(number))
        .order_by_asc(Column::Number)
        .into_tuple()
        .one(db)
        .await
}
