//! What becomes of apologies by themselves: dropped, taken up, overtaken, given to another agency, thrown away.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::apology::ApologyState;
use mobile_contract::dossier::event::DossierState;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::store::{open, same_code, same_end};
use crate::dossiers::entity::{apology, dossier};
use crate::error::Result;
use crate::kernel::wire;

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
    let mut turned = apology::Entity::update_many()
        .col_expr(apology::Column::State, Expr::val(wire::name(state)))
        .col_expr(apology::Column::Revision, one_more());
    if into == Turned::TakenUp {
        // A draft again, which nobody has handed in.
        let never = Expr::value(None::<DateTime<Utc>>);
        turned = turned.col_expr(apology::Column::SubmittedAt, never);
    }
    turned
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
