//! The counter that a ticket was sent from, or whose service it is about.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_len_null;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Cases of ratings know their counter already. Of a rated dossier it is kept nowhere: it stays confidential which.
const OF_RATINGS: &str = "UPDATE tickets SET counter = \
    (SELECT MAX(ratings.counter) FROM ratings WHERE ratings.ticket_id = tickets.id AND ratings.basis <> 'dossier') \
    WHERE source = 'rating'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("tickets")
            .add_column(string_len_null("counter", 80))
            .to_owned();
        manager.alter_table(table).await?;
        let db = manager.get_connection();
        db.execute_unprepared(OF_RATINGS).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("tickets")
            .drop_column("counter")
            .to_owned();
        manager.alter_table(table).await
    }
}
