//! Sealing what was stored before messages were sealed. A change of the schema has no key; the
//! server does it when it starts, a few rows at a time.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::super::content::Content;
use super::super::entity::{Column, Entity, Model};
use super::super::{contacts, matching};
use crate::error::Result;
use crate::kernel::vault::Vault;
use crate::storage::Database;

/// Rows sealed in one transaction: few enough that nobody who writes waits for long.
const BATCH: u64 = 100;

/// Seals messages and contacts that lie in clear, and gives how many there were. Several servers
/// may do so at once; each takes other rows.
///
/// # Errors
/// When the database fails. What was sealed until then is.
pub async fn seal_old(db: &Database, vault: &Vault) -> Result<u64> {
    let mut sealed = 0;
    loop {
        let some = seal_some(db, vault).await? + contacts::seal_some(db, vault, BATCH).await?;
        if some == 0 {
            return Ok(sealed);
        }
        sealed += some;
    }
}

async fn seal_some(db: &Database, vault: &Vault) -> Result<u64> {
    let transaction = db.begin().await?;
    let rows = Entity::find()
        .filter(Column::Sealed.eq(false))
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&*transaction)
        .await?;
    let mut sealed = 0;
    for row in rows {
        seal(&*transaction, vault, row).await?;
        sealed += 1;
    }
    transaction.commit().await?;
    Ok(sealed)
}

async fn seal(db: &impl ConnectionTrait, vault: &Vault, row: Model) -> Result<()> {
    let content = Content::opened(vault, &row)?;
    let lane = matching::lane(vault, &row.channel, &content.address, row.urgent);
    let content = content.sealed(vault, row.id)?;
    let mut row = row.into_active_model();
    content.put(&mut row);
    row.lane = Set(lane);
    row.update(db).await?;
    Ok(())
}
