//! Reading and writing of places.

use mobile_contract::knowledge::Place;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::entity::{ActiveModel, Column, Entity};
use crate::error::Error;

/// Every place, in id order.
///
/// # Errors
/// When the database fails or holds a body that is no place.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Place>, Error> {
    let rows = Entity::find().all(db).await?;
    let mut places = rows
        .iter()
        .map(|row| serde_json::from_str(&row.body))
        .collect::<Result<Vec<Place>, _>>()?;
    places.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(places)
}

/// Adds places, or replaces those that are there. A place is never deleted: old records name it.
///
/// # Errors
/// When the database fails.
pub async fn write(db: &impl ConnectionTrait, places: &[&Place]) -> Result<(), Error> {
    let mut rows = Vec::with_capacity(places.len());
    for place in places {
        rows.push(ActiveModel {
            id: Set(place.id.to_string()),
            body: Set(serde_json::to_string(place)?),
        });
    }
    if !rows.is_empty() {
        let replace = OnConflict::column(Column::Id)
            .update_column(Column::Body)
            .to_owned();
        Entity::insert_many(rows)
            .on_conflict(replace)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
