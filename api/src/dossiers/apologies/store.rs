//! Reading and writing of apologies.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::apology::ApologyState;
use mobile_contract::dossier::event::DossierState;
use mobile_contract::dossier::watch::ApologyCounts;
use mobile_contract::{DossierCode, ErrorCode};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
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
fn open() -> [String; 3] {
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

/// Dossiers in progress whose end lies in a span, and for which there is no apology.
///
/// # Errors
/// When the database fails.
pub(super) async fn without(
    db: &impl ConnectionTrait,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    most: u64,
) -> Result<Vec<dossier::Model>> {
    let mut drafted = Query::select();
    drafted
        .expr(Expr::val(1))
        .from(apology::Entity)
        .and_where(same_code())
        .and_where(same_end());
    Ok(dossier::Entity::find()
        .filter(dossier::Column::State.eq(wire::name(DossierState::InProgress)))
        .filter(dossier::Column::DueAt.gte(from))
        .filter(dossier::Column::DueAt.lt(to))
        .filter(dossier::Column::Agency.is_not_null())
        .filter(Expr::not_exists(drafted))
        .order_by_asc(dossier::Column::DueAt)
        .order_by_asc(dossier::Column::Code)
        .limit(most)
        .all(db)
        .await?)
}

fn same_code() -> Expr {
    Expr::col((apology::Entity, apology::Column::Code))
        .equals((dossier::Entity, dossier::Column::Code))
}

fn same_end() -> Expr {
    Expr::col((apology::Entity, apology::Column::DueAt))
        .equals((dossier::Entity, dossier::Column::DueAt))
}

/// The dossier of an apology, when it still runs to the end that the apology is for.
fn still_needed() -> SelectStatement {
    let mut needed = Query::select();
    needed
        .expr(Expr::val(1))
        .from(dossier::Entity)
        .and_where(same_code())
        .and_where(same_end())
        .and_where(
            Expr::col((dossier::Entity, dossier::Column::State))
                .eq(wire::name(DossierState::InProgress)),
        );
    needed
}

/// The dossier of an approved apology, when it still runs to the day that was promised.
fn still_promised() -> SelectStatement {
    let promised = Expr::col((dossier::Entity, dossier::Column::DueAt))
        .equals((apology::Entity, apology::Column::NewDueAt));
    let mut runs = Query::select();
    runs.expr(Expr::val(1))
        .from(dossier::Entity)
        .and_where(same_code())
        .and_where(promised)
        .and_where(Expr::col((dossier::Entity, dossier::Column::EndedAt)).is_null());
    runs
}

/// What an apology turns into by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turned {
    /// Nobody needs it any more.
    Dropped,
    /// It is needed after all.
    TakenUp,
    /// It was approved, and what it promises holds no longer.
    Overtaken,
}

impl Turned {
    const ALL: [Self; 3] = [Self::Dropped, Self::TakenUp, Self::Overtaken];

    /// Which rows turn so, and into what.
    fn rule(self, today: DateTime<Utc>) -> (Condition, ApologyState) {
        let state = apology::Column::State;
        match self {
            Self::Dropped => (
                Condition::all()
                    .add(state.is_in(open()))
                    .add(Expr::not_exists(still_needed())),
                ApologyState::Dropped,
            ),
            Self::TakenUp => (
                Condition::all()
                    .add(state.eq(wire::name(ApologyState::Dropped)))
                    .add(apology::Column::ApprovedAt.is_null())
                    .add(apology::Column::DueAt.gte(today))
                    .add(Expr::exists(still_needed())),
                ApologyState::Draft,
            ),
            Self::Overtaken => (
                Condition::all()
                    .add(state.eq(wire::name(ApologyState::Approved)))
                    .add(apology::Column::Recorded.eq(true))
                    .add(Expr::not_exists(still_promised())),
                ApologyState::Dropped,
            ),
        }
    }
}

/// Apologies that turn into something by themselves.
///
/// # Errors
/// When the database fails.
pub(super) async fn to_turn(
    db: &impl ConnectionTrait,
    today: DateTime<Utc>,
    most: u64,
) -> Result<Vec<(Uuid, Turned)>> {
    let mut turned = Vec::new();
    for into in Turned::ALL {
        let (which, _) = into.rule(today);
        let ids = apology::Entity::find()
            .select_only()
            .column(apology::Column::Id)
            .filter(which)
            .limit(most)
            .into_tuple::<Uuid>()
            .all(db)
            .await?;
        turned.extend(ids.into_iter().map(|id| (id, into)));
    }
    Ok(turned)
}

/// Turns an apology, unless somebody did something with it meanwhile.
///
/// # Errors
/// When the database fails.
pub(super) async fn turn(
    db: &impl ConnectionTrait,
    id: Uuid,
    into: Turned,
    today: DateTime<Utc>,
) -> Result<()> {
    let (which, state) = into.rule(today);
    apology::Entity::update_many()
        .col_expr(apology::Column::State, Expr::val(wire::name(state)))
        .col_expr(apology::Column::Revision, one_more())
        .filter(apology::Column::Id.eq(id))
        .filter(which)
        .exec(db)
        .await?;
    Ok(())
}

fn one_more() -> Expr {
    Expr::col(apology::Column::Revision).add(1)
}

/// Open apologies whose dossier lies with another agency by now, and with which.
///
/// # Errors
/// When the database fails.
pub(super) async fn to_readdress(
    db: &impl ConnectionTrait,
    most: u64,
) -> Result<Vec<(Uuid, String)>> {
    let mut moved = Query::select();
    moved
        .expr(Expr::val(1))
        .from(dossier::Entity)
        .and_where(same_code())
        .and_where(
            Expr::col((dossier::Entity, dossier::Column::Agency))
                .not_equals((apology::Entity, apology::Column::Agency)),
        );
    let rows = apology::Entity::find()
        .filter(apology::Column::State.is_in(open()))
        .filter(Expr::exists(moved))
        .limit(most)
        .all(db)
        .await?;
    let mut readdressed = Vec::with_capacity(rows.len());
    for row in rows {
        let dossier = dossier::Entity::find_by_id(&row.code).one(db).await?;
        if let Some(agency) = dossier.and_then(|dossier| dossier.agency) {
            readdressed.push((row.id, agency));
        }
    }
    Ok(readdressed)
}

/// Gives an open apology to the agency that has the dossier, with who signs there.
///
/// # Errors
/// When the database fails.
pub(super) async fn readdress(
    db: &impl ConnectionTrait,
    id: Uuid,
    agency: String,
    (office, name): (String, String),
) -> Result<()> {
    apology::Entity::update_many()
        .col_expr(apology::Column::Agency, Expr::val(agency))
        .col_expr(apology::Column::Signer, Expr::val(office))
        .col_expr(apology::Column::SignerName, Expr::val(name))
        .col_expr(apology::Column::Revision, one_more())
        .filter(apology::Column::Id.eq(id))
        .filter(apology::Column::State.is_in(open()))
        .exec(db)
        .await?;
    Ok(())
}

/// Throws away drafts that nobody wrote in and nobody needs, once their end has passed.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget_dropped(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<()> {
    apology::Entity::delete_many()
        .filter(apology::Column::State.eq(wire::name(ApologyState::Dropped)))
        .filter(apology::Column::DueAt.lt(before))
        .filter(apology::Column::WrittenBy.is_null())
        .filter(apology::Column::ApprovedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
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
