//! Reading and writing of questions.

use mobile_contract::knowledge::Faq;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};
use crate::error::Error;

/// Origin of the questions that come with the program.
const BUNDLED: &str = "bundled";

/// Every question, in id order.
///
/// # Errors
/// When the database fails or holds a body that is no FAQ.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Faq>, Error> {
    let rows = Entity::find().all(db).await?;
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
