//! Requests under an idempotency key are told apart by a keyed hash, and no longer by a bare one. A bare one could be
//! tried against all numbers there are, and matches no request any more: whoever sent it again would be told that it
//! was another one. All of them go.
//!
//! A request that is sent again across the upgrade is therefore a new one: a ticket or an open rating is then there
//! twice. What can be done once only is still refused: the visit of a rating is spent.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        forget(manager).await
    }

    /// The server before it would not know these hashes either.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        forget(manager).await
    }
}

async fn forget(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let all = Query::delete().from_table("idempotency_keys").to_owned();
    manager.execute(all).await
}

#[cfg(test)]
mod tests {
    use sea_orm_migration::MigratorTrait;
    use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

    use crate::storage::migrations::Migrator;

    const BEFORE: &str = "
        INSERT INTO idempotency_keys (scope, key, request_hash, status, body, created_at)
        VALUES ('ratings', 'k', 'a bare hash', 201, '{}', '2026-11-23 02:00:00+00:00')";

    #[tokio::test]
    async fn what_was_saved_under_a_bare_hash_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("old.db").display());
        let db = crate::storage::open(&url).await.unwrap();
        let before = Migrator::migrations()
            .iter()
            .position(|change| change.name() == "m0037_keyed_requests")
            .unwrap();
        let steps = u32::try_from(before).unwrap();
        let transaction = db.begin().await.unwrap();
        Migrator::up(&*transaction, Some(steps)).await.unwrap();
        transaction.commit().await.unwrap();
        db.execute_unprepared(BEFORE).await.unwrap();
        crate::storage::migrate(&db).await.unwrap();
        let read = "SELECT COUNT(*) AS kept FROM idempotency_keys";
        let row = db
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, read))
            .await;
        assert_eq!(row.unwrap().unwrap().try_get::<i64>("", "kept").unwrap(), 0);
    }
}
