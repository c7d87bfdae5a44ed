//! Life events: one need, several procedures.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string_len, text};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("life_events")
            .col(string_len("id", 80).primary_key())
            .col(text("body"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("life_events").to_owned())
            .await
    }
}
