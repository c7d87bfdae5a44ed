//! What waits for the answer to another ticket is found by it: each ticket that is answered, sent on or moved looks for
//! those, and read all tickets for that.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const JOINED: &str = "tickets_joined";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut joined = Index::create();
        joined.name(JOINED).table("tickets");
        manager
            .create_index(joined.col("merged_into").col("state").to_owned())
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut joined = Index::drop();
        manager
            .drop_index(joined.name(JOINED).table("tickets").to_owned())
            .await
    }
}
