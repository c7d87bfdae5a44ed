//! Reading and writing of codes.

use chrono::{DateTime, Utc};
use mobile_contract::qr::{QrPurpose, QrStatus};
use mobile_contract::{DossierCode, QrCode, Slug};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::entity::code::{Column, Entity};
use super::printed::PrintedNames;
use super::record::Code;
use crate::error::Error;

/// What becomes of a code in use.
pub(super) struct Change<'a> {
    /// Its new status.
    pub status: QrStatus,
    /// The code that takes its place.
    pub successor: Option<&'a QrCode>,
    /// Why.
    pub reason: Option<&'a str>,
    /// Who; the program when absent.
    pub by: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Said in words, not by a bound value, so that the index of just these rows is used: receipts are a hundred times
/// as many.
const OF_NO_DOSSIER: &str = "target <> 'dossier'";

/// Every code but those of dossiers.
///
/// # Errors
/// When the database fails or holds something that is no code.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Code>, Error> {
    let rows = Entity::find()
        .filter(Expr::cust(OF_NO_DOSSIER))
        .all(db)
        .await?;
    rows.into_iter().map(Code::read).collect()
}

/// The codes that hang at a counter for its purposes, of all times: board, chat, rating. Always in this order,
/// so that who changes them at the same time waits instead of getting in each other's way.
pub(super) async fn at_counter(
    db: &impl ConnectionTrait,
    counter: &Slug,
) -> Result<Vec<Code>, Error> {
    let purposes = QrPurpose::ALL.map(QrPurpose::as_str);
    let rows = Entity::find()
        .filter(Column::Counter.eq(counter.as_str()))
        .filter(Column::Target.is_in(purposes))
        .order_by_asc(Column::Target)
        .order_by_asc(Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(Code::read).collect()
}

/// One code, also of a dossier.
///
/// # Errors
/// When the database fails or holds something that is no code.
pub async fn find(db: &impl ConnectionTrait, code: &QrCode) -> Result<Option<Code>, Error> {
    let row = Entity::find_by_id(code.as_str()).one(db).await?;
    row.map(Code::read).transpose()
}

/// The newest code in use of a dossier.
///
/// # Errors
/// When the database fails or holds something that is no code.
pub(super) async fn of_dossier(
    db: &impl ConnectionTrait,
    dossier: &DossierCode,
) -> Result<Option<Code>, Error> {
    let row = Entity::find()
        .filter(Column::Subject.eq(dossier.as_str()))
        .filter(Column::Target.eq("dossier"))
        .filter(Column::Status.eq(QrStatus::Active.as_str()))
        .order_by_desc(Column::CreatedAt)
        .one(db)
        .await?;
    row.map(Code::read).transpose()
}

/// Adds a code. False: the code, or another one in use for the same counter and purpose, is there already.
pub(super) async fn insert(db: &impl ConnectionTrait, code: Code) -> Result<bool, Error> {
    let row = code.into_row()?.into_active_model();
    let once = OnConflict::new().do_nothing().to_owned();
    let inserted = Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(db);
    match inserted.await {
        Ok(rows) => Ok(rows > 0),
        Err(DbErr::RecordNotInserted) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Keeps what the poster of a code shows, unless that is kept already.
pub(super) async fn keep_printed(
    db: &impl ConnectionTrait,
    code: &QrCode,
    printed: &PrintedNames,
) -> Result<(), Error> {
    let names = serde_json::to_string(printed)?;
    Entity::update_many()
        .col_expr(Column::Printed, Expr::value(names))
        .filter(Column::Code.eq(code.as_str()))
        .filter(Column::Printed.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Changes a code that is in use. False: it is not, or not any more.
pub(super) async fn change(
    db: &impl ConnectionTrait,
    code: &QrCode,
    from: &[QrStatus],
    change: &Change<'_>,
) -> Result<bool, Error> {
    let from = from.iter().map(|status| status.as_str());
    let mut update = Entity::update_many()
        .col_expr(Column::Status, Expr::value(change.status.as_str()))
        .col_expr(Column::ChangedAt, Expr::value(change.at))
        .col_expr(Column::ChangedBy, Expr::value(change.by));
    if let Some(successor) = change.successor {
        update = update.col_expr(Column::Successor, Expr::value(successor.as_str()));
    }
    if let Some(reason) = change.reason {
        update = update.col_expr(Column::Reason, Expr::value(reason));
    }
    let done = update
        .filter(Column::Code.eq(code.as_str()))
        .filter(Column::Status.is_in(from))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
