//! Reading and writing of layers.

use std::collections::HashMap;

use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::Procedure;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use sea_orm::{ColumnTrait, DerivePartialModel, QuerySelect};

use super::entity::{ActiveModel, Column, Entity};
use super::layer::{Layer, merge};
use crate::error::Error;
use crate::kernel::secret::sha256_hex;

/// Rows per statement: both databases bound the number of values in one.
const BATCH: usize = 200;

/// A layer ready to be stored.
#[derive(Clone, Debug)]
pub struct Row {
    code: ProcedureCode,
    layer: Layer,
    body: String,
    raw: Option<String>,
    hash: String,
}

impl Row {
    /// Serialises a layer.
    ///
    /// # Errors
    /// When it cannot be JSON.
    pub fn new(
        layer: Layer,
        procedure: &Procedure,
        raw: Option<&serde_json::Value>,
    ) -> Result<Self, serde_json::Error> {
        let body = serde_json::to_string(procedure)?;
        let raw = raw.map(ToString::to_string);
        let hash = sha256_hex(format!("{body}\n{}", raw.as_deref().unwrap_or("")).as_bytes());
        Ok(Self {
            code: procedure.code.clone(),
            layer,
            body,
            raw,
            hash,
        })
    }

    /// Which layer of which procedure.
    #[must_use]
    pub const fn key(&self) -> (&ProcedureCode, Layer) {
        (&self.code, self.layer)
    }

    /// Changes when the layer changes.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Body {
    code: String,
    layer: String,
    body: String,
}

/// Every procedure, its layers merged, in code order.
///
/// # Errors
/// When the database fails or holds a body that is no procedure.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Procedure>, Error> {
    let rows: Vec<Body> = Entity::find()
        .order_by_asc(Column::Code)
        .into_partial_model()
        .all(db)
        .await?;
    let mut procedures = Vec::new();
    let mut layers: Vec<(Layer, Procedure)> = Vec::new();
    for row in rows {
        if layers
            .first()
            .is_some_and(|(_, p)| p.code.as_str() != row.code)
        {
            procedures.extend(merge(std::mem::take(&mut layers)));
        }
        if let Some(layer) = Layer::from_name(&row.layer) {
            layers.push((layer, serde_json::from_str(&row.body)?));
        }
    }
    procedures.extend(merge(layers));
    // The database orders by its own collation; cursors and look-ups need ours.
    procedures.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(procedures)
}

/// The hash of every stored row of a layer, by code.
///
/// # Errors
/// When the database fails.
pub async fn hashes(
    db: &impl ConnectionTrait,
    layer: Layer,
) -> Result<HashMap<String, String>, DbErr> {
    let rows: Vec<(String, String)> = Entity::find()
        .select_only()
        .columns([Column::Code, Column::Hash])
        .filter(Column::Layer.eq(layer.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Writes layers, replacing those that are there.
///
/// # Errors
/// When the database fails.
pub async fn write(db: &impl ConnectionTrait, rows: &[Row]) -> Result<(), DbErr> {
    let replace = OnConflict::columns([Column::Code, Column::Layer])
        .update_columns([Column::Body, Column::Raw, Column::Hash])
        .to_owned();
    for batch in rows.chunks(BATCH) {
        let models = batch.iter().map(|row| ActiveModel {
            code: Set(row.code.to_string()),
            layer: Set(row.layer.as_str().to_owned()),
            body: Set(row.body.clone()),
            raw: Set(row.raw.clone()),
            hash: Set(row.hash.clone()),
        });
        Entity::insert_many(models)
            .on_conflict(replace.clone())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Deletes the curated layers whose files are gone.
///
/// # Errors
/// When the database fails.
pub async fn delete_curated_except(
    db: &impl ConnectionTrait,
    keep: &[ProcedureCode],
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Layer.eq(Layer::Curated.as_str()))
        .filter(Column::Code.is_not_in(keep.iter().map(ProcedureCode::as_str)))
        .exec(db)
        .await?;
    Ok(())
}
