//! Reading and writing of life events.

use mobile_contract::knowledge::LifeEvent;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::entity::{ActiveModel, Entity};
use crate::error::Error;

/// Every life event, in id order.
///
/// # Errors
/// When the database fails or holds a body that is no life event.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<LifeEvent>, Error> {
    let rows = Entity::find().all(db).await?;
    let mut events = rows
        .iter()
        .map(|row| serde_json::from_str(&row.body))
        .collect::<Result<Vec<LifeEvent>, _>>()?;
    events.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(events)
}

/// Makes the life events exactly these: nothing else names them, so one that is gone is gone.
///
/// # Errors
/// When the database fails.
pub async fn replace(db: &impl ConnectionTrait, events: &[&LifeEvent]) -> Result<(), Error> {
    Entity::delete_many().exec(db).await?;
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        rows.push(ActiveModel {
            id: Set(event.id.to_string()),
            body: Set(serde_json::to_string(event)?),
        });
    }
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}
