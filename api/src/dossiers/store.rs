//! Reading and writing of dossiers.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mobile_contract::{DossierCode, Slug};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::bulk;
use super::entity::{agency_code, dossier, record};
use super::record::Record;
use super::row::Rows;
use crate::error::{Error, Result};

/// Rows of one statement: the parameters of `dossiers` by these are fewer than SQLite takes.
const AT_ONCE: usize = 1_000;
/// Revision of a dossier that was not there before.
pub(super) const FIRST: i32 = 1;

/// A dossier as it was read.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) dossier: dossier::Model,
    pub(super) record: Record,
}

/// The dossiers of these codes that are there.
///
/// # Errors
/// When the database fails, or a record cannot be read.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    codes: &[&DossierCode],
) -> Result<HashMap<String, Kept>> {
    let mut kept = HashMap::with_capacity(codes.len());
    for some in codes.chunks(AT_ONCE) {
        let codes = || some.iter().map(|code| code.as_str());
        let rows = dossier::Entity::find()
            .filter(bulk::among(db, dossier::Column::Code, codes()))
            .all(db)
            .await?;
        if rows.is_empty() {
            continue;
        }
        let records = record::Entity::find()
            .filter(bulk::among(db, record::Column::Code, codes()))
            .all(db)
            .await?;
        let mut records: HashMap<String, String> = records
            .into_iter()
            .map(|row| (row.code, row.record))
            .collect();
        for dossier in rows {
            let record = records.remove(&dossier.code);
            let record = record.ok_or_else(|| Error::internal("a dossier has no record"))?;
            let record = serde_json::from_str(&record)?;
            kept.insert(dossier.code.clone(), Kept { dossier, record });
        }
    }
    Ok(kept)
}

/// Whether any dossier is kept.
///
/// # Errors
/// When the database fails.
pub(super) async fn any(db: &impl ConnectionTrait) -> Result<bool> {
    let one = dossier::Entity::find().one(db).await?;
    Ok(one.is_some())
}

/// Codes of dossiers, in order, after one of them.
///
/// # Errors
/// When the database fails.
pub(super) async fn codes_after(
    db: &impl ConnectionTrait,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<String>> {
    let mut query = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Code);
    if let Some(after) = after {
        query = query.filter(dossier::Column::Code.gt(after));
    }
    let query = query.order_by_asc(dossier::Column::Code).limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// Writes dossiers. False: somebody else wrote one of them meanwhile; the transaction must be undone.
///
/// # Errors
/// When the database fails.
pub(super) async fn write(db: &impl ConnectionTrait, rows: &[&Rows]) -> Result<bool> {
    let mut rows = rows.to_vec();
    // Always in this order: transactions that meet wait for each other, and do not lock each other out.
    rows.sort_by(|a, b| a.dossier.code.cmp(&b.dossier.code));
    // New ones first, for the same reason: to whoever meets them they are new as well.
    let (new, known): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.dossier.revision == FIRST);
    Ok(put(db, &new, None, None).await?
        && put(db, &known, Some(next_revision()), Some(next_record())).await?)
}

/// Rows that are there are written over by these rules; without any, none may be there: that saves the database
/// looking for each before it is put in.
async fn put(
    db: &impl ConnectionTrait,
    rows: &[&Rows],
    over: Option<OnConflict>,
    over_record: Option<OnConflict>,
) -> Result<bool> {
    for some in rows.chunks(AT_ONCE) {
        let all = u64::try_from(some.len()).ok();
        let dossiers: Vec<_> = some.iter().map(|row| &row.dossier).collect();
        if Some(bulk::insert(db, &dossiers, over.as_ref()).await?) != all {
            return Ok(false);
        }
        let records: Vec<_> = some.iter().map(|row| &row.record).collect();
        if Some(bulk::insert(db, &records, over_record.as_ref()).await?) != all {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A row is written over by the next revision of itself only.
fn next_revision() -> OnConflict {
    let columns = dossier::Column::iter().filter(|c| !matches!(c, dossier::Column::Code));
    let stored = Expr::col((dossier::Entity, dossier::Column::Revision)).add(1);
    let new = Expr::col(("excluded", dossier::Column::Revision));
    OnConflict::column(dossier::Column::Code)
        .update_columns(columns)
        .action_and_where(new.eq(stored))
        .to_owned()
}

/// Everything that was told is written anew.
fn next_record() -> OnConflict {
    let columns = record::Column::iter().filter(|c| !matches!(c, record::Column::Code));
    OnConflict::column(record::Column::Code)
        .update_columns(columns)
        .to_owned()
}

/// What one-stop systems call agencies.
///
/// # Errors
/// When the database fails.
pub(super) async fn agency_codes(db: &impl ConnectionTrait) -> Result<HashMap<String, Slug>> {
    let rows = agency_code::Entity::find().all(db).await?;
    let read = rows.into_iter().filter_map(|row| {
        let agency = row.agency.parse().ok()?;
        Some((row.code, agency))
    });
    Ok(read.collect())
}

/// Whether a phone number is the one that was left with a dossier.
///
/// # Errors
/// When the database fails.
pub(super) async fn has_phone(
    db: &impl ConnectionTrait,
    code: &DossierCode,
    phone_mark: &str,
) -> Result<bool> {
    let found = record::Entity::find_by_id(code.as_str())
        .filter(record::Column::PhoneMark.eq(phone_mark))
        .count(db)
        .await?;
    Ok(found > 0)
}

/// Codes of the dossiers with which a phone number was left, and when they were received; so many at most.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_phone(
    db: &impl ConnectionTrait,
    phone_mark: &str,
    most: u64,
) -> Result<Vec<(String, Option<DateTime<Utc>>)>> {
    let theirs = Query::select()
        .column(record::Column::Code)
        .from(record::Entity)
        .and_where(record::Column::PhoneMark.eq(phone_mark))
        .to_owned();
    let rows = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Code)
        .column(dossier::Column::ReceivedAt)
        .filter(dossier::Column::Code.in_subquery(theirs))
        .order_by_desc(dossier::Column::ReceivedAt)
        .order_by_desc(dossier::Column::Code)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

/// Codes of agencies with their agencies, in order, after one of them.
///
/// # Errors
/// When the database fails.
pub(super) async fn agency_codes_after(
    db: &impl ConnectionTrait,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<(String, String)>> {
    let mut query = agency_code::Entity::find();
    if let Some(after) = after {
        query = query.filter(agency_code::Column::Code.gt(after));
    }
    let query = query.order_by_asc(agency_code::Column::Code).limit(limit);
    let rows = query.all(db).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.agency)).collect())
}

/// Keeps what a code means.
///
/// # Errors
/// When the database fails.
pub(super) async fn put_agency_code(
    db: &impl ConnectionTrait,
    code: &str,
    agency: &Slug,
) -> Result<()> {
    let row = agency_code::Model {
        code: code.to_owned(),
        agency: agency.to_string(),
    };
    let over = OnConflict::column(agency_code::Column::Code)
        .update_column(agency_code::Column::Agency)
        .to_owned();
    agency_code::Entity::insert(row.into_active_model())
        .on_conflict(over)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Forgets a code. False: it was not kept.
///
/// # Errors
/// When the database fails.
pub(super) async fn delete_agency_code(db: &impl ConnectionTrait, code: &str) -> Result<bool> {
    let deleted = agency_code::Entity::delete_by_id(code).exec(db).await?;
    Ok(deleted.rows_affected > 0)
}
