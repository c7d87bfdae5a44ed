//! Reading and writing of codes.

use mobile_contract::qr::QrStatus;
use mobile_contract::{QrCode, Slug};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::entity::{ActiveModel, Column, Entity};
use crate::error::Error;

/// Every code with its counter and status.
///
/// # Errors
/// When the database fails or holds something that is no code.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<(QrCode, Slug, QrStatus)>, Error> {
    let rows = Entity::find().all(db).await?;
    rows.into_iter()
        .map(|row| {
            let code = row.code.parse().map_err(Error::internal)?;
            let counter = row.counter.parse().map_err(Error::internal)?;
            let status = serde_json::from_value(row.status.into())?;
            Ok((code, counter, status))
        })
        .collect()
}

/// Adds active codes. One that is there keeps its status: a bundle must not revive a revoked code.
///
/// # Errors
/// When the database fails, or a counter is unknown.
pub async fn add(db: &impl ConnectionTrait, codes: &[(&QrCode, &Slug)]) -> Result<(), Error> {
    let rows: Vec<ActiveModel> = codes
        .iter()
        .map(|(code, counter)| ActiveModel {
            code: Set(code.to_string()),
            counter: Set(counter.to_string()),
            status: Set("active".to_owned()),
        })
        .collect();
    if !rows.is_empty() {
        let keep_status = OnConflict::column(Column::Code)
            .update_column(Column::Counter)
            .to_owned();
        Entity::insert_many(rows)
            .on_conflict(keep_status)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
