//! What agencies set for themselves, and who is at a ticket just now.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, integer, string_len, string_len_null, text, text_null, timestamp_with_time_zone, uuid,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(settings()).await?;
        manager.create_table(presence()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["ticket_presence", "agency_settings"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// One row for an agency that has set something.
fn settings() -> TableCreateStatement {
    Table::create()
        .table("agency_settings")
        .col(string_len("agency", 80).primary_key())
        .col(string_len_null("mail", 254))
        .col(boolean("approval"))
        .col(text_null("hours"))
        .col(text("replies"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(
            ForeignKey::create()
                .from("agency_settings", "agency")
                .to("agencies", "id"),
        )
        .to_owned()
}

/// When somebody was seen at a ticket last. Kept for minutes.
fn presence() -> TableCreateStatement {
    Table::create()
        .table("ticket_presence")
        .col(uuid("ticket_id"))
        .col(uuid("user_id"))
        .col(boolean("writing"))
        .col(timestamp_with_time_zone("seen_at"))
        .primary_key(Index::create().col("ticket_id").col("user_id"))
        .foreign_key(
            ForeignKey::create()
                .from("ticket_presence", "ticket_id")
                .to("tickets", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
