//! Reading and writing of apologies.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::apology::ApologyState;
use mobile_contract::dossier::event::DossierState;
use mobile_contract::dossier::watch::ApologyCounts;
use mobile_contract::{DossierCode, ErrorCode, Slug};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult,
    IntoActiveModel, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};
use uuid::Uuid;

use crate::dossiers::entity::{apology, dossier};
use crate::dossiers::sees::Sees;
use crate::error::{Error, Result};
use crate::kernel::wire;

/// Those that can still be written.
pub(super) fn open() -> [String; 3] {
    [
        ApologyState::Draft,
        ApologyState::Submitted,
        ApologyState::Rejected,
    ]
    .map(wire::name)
}

/// An apology of a dossier, to change it in this transaction.
///
/// # Errors
/// `not_found` when there is none; when the database fails.
pub(super) async fn lock(
    db: &impl ConnectionTrait,
    code: &DossierCode,
    id: Uuid,
) -> Result<apology::Model> {
    apology::Entity::find_by_id(id)
        .filter(apology::Column::Code.eq(code.as_str()))
        .lock_exclusive()
        .one(db)
        .await?
        .ok_or_else(|| Error::new(ErrorCode::NotFound))
}

/// Writes an apology over.
///
/// # Errors
/// When the database fails.
pub(super) async fn write(db: &impl ConnectionTrait, row: apology::Model) -> Result<()> {
    let changed = row.into_active_model().reset_all();
    apology::Entity::update(changed).exec(db).await?;
    Ok(())
}

/// Adds drafts; an end that has one already keeps it.
///
/// # Errors
/// When the database fails.
pub(super) async fn add(db: &impl ConnectionTrait, rows: Vec<apology::Model>) -> Result<u64> {
    if rows.is_empty() {
        return Ok(0);
    }
    let once = OnConflict::columns([apology::Column::Code, apology::Column::DueAt])
        .do_nothing()
        .to_owned();
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    let added = apology::Entity::insert_many(rows)
        .on_conflict(once)
        .exec_without_returning(db)
        .await;
    match added {
        Err(sea_orm::DbErr::RecordNotInserted) => Ok(0),
        other => Ok(other?),
    }
}

/// The apologies of a dossier, the newest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn of(db: &impl ConnectionTrait, code: &str) -> Result<Vec<apology::Model>> {
    Ok(apology::Entity::find()
        .filter(apology::Column::Code.eq(code))
        .order_by_desc(apology::Column::DueAt)
        .all(db)
        .await?)
}

/// The apology for one end of a dossier.
///
/// # Errors
/// When the database fails.
pub(super) async fn for_end(
    db: &impl ConnectionTrait,
    code: &str,
    due: DateTime<Utc>,
) -> Result<Option<apology::Model>> {
    Ok(apology::Entity::find()
        .filter(apology::Column::Code.eq(code))
        .filter(apology::Column::DueAt.eq(due))
        .one(db)
        .await?)
}

/// How apologies of some dossiers stand.
#[derive(Clone, Debug, FromQueryResult)]
pub(in crate::dossiers) struct Stand {
    /// The dossier.
    pub(in crate::dossiers) code: String,
    /// The end that it is for.
    pub(in crate::dossiers) due_at: DateTime<Utc>,
    /// How it stands.
    pub(in crate::dossiers) state: String,
}

/// How the apologies of a page of dossiers stand.
///
/// # Errors
/// When the database fails.
pub(in crate::dossiers) async fn of_rows(
    db: &impl ConnectionTrait,
    codes: &[&str],
) -> Result<Vec<Stand>> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    Ok(apology::Entity::find()
        .select_only()
        .column(apology::Column::Code)
        .column(apology::Column::DueAt)
        .column(apology::Column::State)
        .filter(apology::Column::Code.is_in(codes.iter().copied()))
        .into_model::<Stand>()
        .all(db)
        .await?)
}

#[derive(FromQueryResult)]
struct StateRow {
    state: String,
    number: i64,
}

/// What becomes of apologies: those that are open, by who has the dossier now, and what an agency approved since an
/// instant.
///
/// # Errors
/// When the database fails.
pub(in crate::dossiers) async fn counts(
    db: &impl ConnectionTrait,
    (sees, desk): (&Sees, Option<&str>),
    since: DateTime<Utc>,
) -> Result<ApologyCounts> {
    let of_desk = || {
        let desk = desk.map(|desk| dossier::Column::Desk.eq(desk));
        Condition::all().add_option(desk)
    };
    let of_dossier = || -> RelationDef {
        apology::Entity::belongs_to(dossier::Entity)
            .from(apology::Column::Code)
            .to(dossier::Column::Code)
            .into()
    };
    let mut states = open().to_vec();
    states.push(wire::name(ApologyState::Approved));
    let rows = apology::Entity::find()
        .select_only()
        .column(apology::Column::State)
        .column_as(apology::Column::Id.count(), "number")
        .join(JoinType::InnerJoin, of_dossier())
        .filter(apology::Column::State.is_in(states))
        .filter(sees.condition(dossier::Column::Agency))
        .filter(of_desk())
        .group_by(apology::Column::State)
        .into_model::<StateRow>()
        .all(db)
        .await?;
    let mut counts = ApologyCounts::default();
    for row in rows {
        match wire::value(&row.state)? {
            ApologyState::Submitted => counts.submitted += row.number,
            ApologyState::Approved => counts.to_send += row.number,
            _ => counts.drafts += row.number,
        }
    }
    let approved = |column: apology::Column| {
        apology::Entity::find()
            .join(JoinType::InnerJoin, of_dossier())
            .filter(apology::Column::ApprovedAt.gte(since))
            .filter(column.eq(true))
            .filter(sees.condition(apology::Column::Agency))
            .filter(of_desk())
    };
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    counts.late = number(approved(apology::Column::Late).count(db).await?);
    counts.second = number(approved(apology::Column::Second).count(db).await?);
    Ok(counts)
}

/// Of which agencies.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose<'a> {
    /// Of one.
    Of(&'a Slug),
    /// Of all but these.
    NotOf(&'a [&'a Slug]),
}

impl Whose<'_> {
    fn condition(self) -> Condition {
        let agency = dossier::Column::Agency;
        let known = Condition::all().add(agency.is_not_null());
        match self {
            Self::Of(one) => known.add(agency.eq(one.as_str())),
            Self::NotOf([]) => known,
            Self::NotOf(some) => known.add(agency.is_not_in(some.iter().map(|id| id.as_str()))),
        }
    }
}

/// Dossiers in progress whose end lies in a span, and for which there is no apology.
///
/// # Errors
/// When the database fails.
pub(super) async fn without(
    db: &impl ConnectionTrait,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    whose: Whose<'_>,
    most: u64,
) -> Result<Vec<dossier::Model>> {
    let mut drafted = Query::select();
    drafted
        .expr(Expr::val(1))
        .from(apology::Entity)
        .and_where(same_code())
        .and_where(same_end());
    Ok(dossier::Entity::find()
        .filter(dossier::open_in(&[DossierState::InProgress]))
        .filter(dossier::Column::DueAt.gte(from))
        .filter(dossier::Column::DueAt.lt(to))
        .filter(whose.condition())
        .filter(Expr::not_exists(drafted))
        .order_by_asc(dossier::Column::DueAt)
        .order_by_asc(dossier::Column::Code)
        .limit(most)
        .all(db)
        .await?)
}

pub(super) fn same_code() -> Expr {
    Expr::col((apology::Entity, apology::Column::Code))
        .equals((dossier::Entity, dossier::Column::Code))
}

pub(super) fn same_end() -> Expr {
    Expr::col((apology::Entity, apology::Column::DueAt))
        .equals((dossier::Entity, dossier::Column::DueAt))
}

/// Approved apologies whose new date is not yet in the record.
///
/// # Errors
/// When the database fails.
pub(super) async fn unrecorded(
    db: &impl ConnectionTrait,
    most: u64,
) -> Result<Vec<apology::Model>> {
    Ok(apology::Entity::find()
        .filter(apology::Column::State.is_in([
            wire::name(ApologyState::Approved),
            wire::name(ApologyState::Sent),
        ]))
        .filter(apology::Column::Recorded.eq(false))
        .limit(most)
        .all(db)
        .await?)
}

/// The new date is in the record.
///
/// # Errors
/// When the database fails.
pub(super) async fn recorded(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    apology::Entity::update_many()
        .col_expr(apology::Column::Recorded, Expr::val(true))
        .filter(apology::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
