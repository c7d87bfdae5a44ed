//! Books of dossiers: who is in a period's books is told by the days of its end and its receipt.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes on one day alone, which one on both makes needless.
const SINGLE: [(&str, &str); 2] = [
    ("dossiers_by_receipt", "received_day"),
    ("dossiers_by_end", "ended_day"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in SINGLE {
            let index = Index::drop().name(name).table("dossiers").to_owned();
            manager.drop_index(index).await?;
        }
        // Open ones by receipt, and ended ones by their end, are ranges of it.
        let books = Index::create()
            .name("dossiers_in_books")
            .table("dossiers")
            .col("ended_day")
            .col("received_day")
            .to_owned();
        manager.create_index(books).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let books = Index::drop()
            .name("dossiers_in_books")
            .table("dossiers")
            .to_owned();
        manager.drop_index(books).await?;
        for (name, column) in SINGLE {
            let index = Index::create()
                .name(name)
                .table("dossiers")
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
