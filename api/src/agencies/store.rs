//! Reading and writing of agencies and counters. Neither is ever deleted: old records name them.

use mobile_contract::knowledge::{Agency, Counter};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{counters, entity};
use crate::error::Error;

/// Every agency, in id order.
///
/// # Errors
/// When the database fails or holds a body that is no agency.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Agency>, Error> {
    let rows = entity::Entity::find().all(db).await?;
    let mut agencies = rows
        .iter()
        .map(|row| serde_json::from_str(&row.body))
        .collect::<Result<Vec<Agency>, _>>()?;
    agencies.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(agencies)
}

/// Every counter.
///
/// # Errors
/// When the database fails or holds a body that is no counter.
pub async fn all_counters(db: &impl ConnectionTrait) -> Result<Vec<Counter>, Error> {
    let rows = counters::Entity::find().all(db).await?;
    Ok(rows
        .iter()
        .map(|row| serde_json::from_str(&row.body))
        .collect::<Result<_, _>>()?)
}

/// Adds agencies, or replaces those that are there.
///
/// # Errors
/// When the database fails, or a place is unknown.
pub async fn write(db: &impl ConnectionTrait, agencies: &[&Agency]) -> Result<(), Error> {
    use entity::{ActiveModel, Column, Entity};
    let mut rows = Vec::with_capacity(agencies.len());
    for agency in agencies {
        rows.push(ActiveModel {
            id: Set(agency.id.to_string()),
            body: Set(serde_json::to_string(agency)?),
            place: Set(agency.place.to_string()),
        });
    }
    if !rows.is_empty() {
        let replace = OnConflict::column(Column::Id)
            .update_columns([Column::Body, Column::Place])
            .to_owned();
        Entity::insert_many(rows)
            .on_conflict(replace)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Adds counters, or replaces those that are there.
///
/// # Errors
/// When the database fails, or an agency or place is unknown.
pub async fn write_counters(db: &impl ConnectionTrait, counters: &[&Counter]) -> Result<(), Error> {
    use counters::{ActiveModel, Column, Entity};
    let mut rows = Vec::with_capacity(counters.len());
    for counter in counters {
        rows.push(ActiveModel {
            id: Set(counter.id.to_string()),
            body: Set(serde_json::to_string(counter)?),
            agency: Set(counter.agency.to_string()),
            place: Set(counter.place.to_string()),
        });
    }
    if !rows.is_empty() {
        let replace = OnConflict::column(Column::Id)
            .update_columns([Column::Body, Column::Agency, Column::Place])
            .to_owned();
        Entity::insert_many(rows)
            .on_conflict(replace)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
