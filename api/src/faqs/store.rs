//! Reading and writing of questions.

use std::collections::HashMap;

use mobile_contract::FaqId;
use mobile_contract::knowledge::Faq;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};
use crate::error::Error;

/// Origin of the questions that come with the program.
const BUNDLED: &str = "bundled";
/// Origin of the questions that agencies have answered. The bundle never touches them.
const AGENCY: &str = "agency";
/// Origin of those that were taken back: their pages say so, and nothing finds them.
const WITHDRAWN: &str = "withdrawn";

/// Every question that is in use, in id order.
///
/// # Errors
/// When the database fails or holds a body that is no FAQ.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Faq>, Error> {
    let rows = Entity::find()
        .filter(Column::Origin.ne(WITHDRAWN))
        .all(db)
        .await?;
    let mut faqs = rows
        .iter()
        .map(|row| serde_json::from_str(&row.body))
        .collect::<Result<Vec<Faq>, _>>()?;
    faqs.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(faqs)
}

/// Makes the bundled questions exactly these.
///
/// # Errors
/// When the database fails.
pub async fn replace_bundled(db: &impl ConnectionTrait, faqs: &[&Faq]) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::Origin.eq(BUNDLED))
        .exec(db)
        .await?;
    let mut rows = Vec::with_capacity(faqs.len());
    for faq in faqs {
        rows.push(ActiveModel {
            id: Set(faq.id.to_string()),
            body: Set(serde_json::to_string(faq)?),
            origin: Set(BUNDLED.to_owned()),
            replaced_by: Set(None),
        });
    }
    if !rows.is_empty() {
        Entity::insert_many(rows)
            .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Ids of the questions that were taken back, each with the one that is read in its place.
///
/// # Errors
/// When the database fails.
pub async fn withdrawn(db: &impl ConnectionTrait) -> Result<HashMap<FaqId, Option<FaqId>>, Error> {
    let rows = Entity::find()
        .filter(Column::Origin.eq(WITHDRAWN))
        .all(db)
        .await?;
    // What is no id names no page either.
    let instead = |row: &super::entity::Model| row.replaced_by.as_deref()?.parse().ok();
    Ok(rows
        .iter()
        .filter_map(|row| Some((row.id.parse().ok()?, instead(row))))
        .collect())
}

/// Puts a question that an agency answered in the place of what its id had. The caller marks the
/// knowledge as changed, in the same transaction.
///
/// # Errors
/// When the database fails.
pub async fn put(db: &impl ConnectionTrait, faq: &Faq) -> Result<(), Error> {
    let row = ActiveModel {
        id: Set(faq.id.to_string()),
        body: Set(serde_json::to_string(faq)?),
        origin: Set(AGENCY.to_owned()),
        replaced_by: Set(None),
    };
    let replace = OnConflict::column(Column::Id)
        .update_columns([Column::Body, Column::Origin, Column::ReplacedBy])
        .to_owned();
    Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// A question that citizens find, in this transaction.
///
/// # Errors
/// When the database fails or holds a body that is no FAQ.
pub async fn live(db: &impl ConnectionTrait, id: &FaqId) -> Result<Option<Faq>, Error> {
    let row = Entity::find_by_id(id.as_str())
        .filter(Column::Origin.ne(WITHDRAWN))
        .one(db)
        .await?;
    let faq = row.map(|row| serde_json::from_str(&row.body));
    Ok(faq.transpose()?)
}

/// Takes back a question that an agency answered; `instead` is read in its place. The caller marks the
/// knowledge as changed, in the same transaction.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(
    db: &impl ConnectionTrait,
    id: &FaqId,
    instead: Option<&FaqId>,
) -> Result<(), Error> {
    let instead = instead.map(ToString::to_string);
    Entity::update_many()
        .col_expr(Column::Origin, Expr::value(WITHDRAWN))
        .col_expr(Column::ReplacedBy, Expr::value(instead))
        .filter(Column::Id.eq(id.as_str()))
        .filter(Column::Origin.eq(AGENCY))
        .exec(db)
        .await?;
    Ok(())
}
