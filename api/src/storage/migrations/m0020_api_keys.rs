//! Keys of other systems.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string_len, string_len_null, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Ids of events are unique within a system: only one key at a time speaks for it.
const ONE_OF_A_SOURCE: &str =
    "CREATE UNIQUE INDEX api_keys_in_use ON api_keys (source) WHERE revoked_at IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(api_keys()).await?;
        manager
            .get_connection()
            .execute_unprepared(ONE_OF_A_SOURCE)
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("api_keys").to_owned())
            .await
    }
}

fn api_keys() -> TableCreateStatement {
    Table::create()
        .table("api_keys")
        .col(uuid("id").primary_key())
        .col(string_len("name", 120))
        .col(string_len("source", 40))
        .col(string_len("secret_hash", 64))
        // Of the secret before the last rotation.
        .col(string_len_null("old_secret_hash", 64))
        .col(timestamp_with_time_zone_null("old_secret_until"))
        // JSON list of agencies' ids; none: the whole province.
        .col(text_null("agencies"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .col(timestamp_with_time_zone_null("last_used_at"))
        .to_owned()
}
