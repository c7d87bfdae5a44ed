//! Who is told of a dossier, and the codes that prove a number or address for one thing.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, string_len, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes, by name, table and columns.
const INDEXES: [(&str, &str, &[&str]); 3] = [
    ("dossier_codes_of_subject", "dossier_codes", &["subject"]),
    (
        "dossier_subscriptions_of_address",
        "dossier_subscriptions",
        &["address_mark", "id"],
    ),
    // The receipt's code of a dossier.
    ("qr_codes_of_subject", "qr_codes", &["subject"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(codes()).await?;
        manager.create_table(subscriptions()).await?;
        for (name, table, columns) in INDEXES {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index.to_owned()).await?;
        }
        let once = Index::create()
            .name("dossier_subscriptions_once")
            .table("dossier_subscriptions")
            .col("code")
            .col("address_mark")
            .unique()
            .to_owned();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("qr_codes_of_subject")
            .table("qr_codes")
            .to_owned();
        manager.drop_index(index).await?;
        for table in ["dossier_subscriptions", "dossier_codes"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn codes() -> TableCreateStatement {
    Table::create()
        .table("dossier_codes")
        .col(uuid("id").primary_key())
        .col(string_len("subject", 64))
        .col(string_len("code_mark", 64))
        .col(integer("tries"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .to_owned()
}

fn subscriptions() -> TableCreateStatement {
    Table::create()
        .table("dossier_subscriptions")
        .col(uuid("id").primary_key())
        .col(string_len("code", 60))
        .col(string_len("channel", 10))
        .col(text("address"))
        .col(string_len("address_mark", 64))
        .col(string_len("locale", 2))
        .col(string_len("state", 10))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("confirm_until"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .to_owned()
}
