//! Dossiers of the one-stop system: what was told of them, and what follows.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date_null, integer, small_integer, string_len, string_len_null, text,
    timestamp_with_time_zone, timestamp_with_time_zone_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes, by name, table and columns.
const INDEXES: [(&str, &str, &[&str]); 3] = [
    // Watch list: what is open, by when it is due.
    (
        "dossiers_by_due",
        "dossiers",
        &["state", "due_at", "agency"],
    ),
    ("dossiers_by_receipt", "dossiers", &["received_day"]),
    ("dossiers_by_end", "dossiers", &["ended_day"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [dossiers(), records(), agency_codes()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index.to_owned()).await?;
        }
        let by_phone = Index::create()
            .name("dossier_records_of_phone")
            .table("dossier_records")
            .col("phone_mark")
            .to_owned();
        manager.create_index(by_phone).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["dossier_agency_codes", "dossier_records", "dossiers"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// Narrow: reports read many of them.
fn dossiers() -> TableCreateStatement {
    Table::create()
        .table("dossiers")
        .col(string_len("code", 60).primary_key())
        .col(string_len_null("agency", 80))
        .col(string_len_null("desk", 80))
        .col(string_len_null("procedure", 40))
        .col(string_len_null("field", 80))
        .col(string_len_null("place", 80))
        .col(string_len_null("channel", 10))
        .col(string_len("state", 12))
        .col(string_len_null("timing", 10))
        .col(timestamp_with_time_zone_null("received_at"))
        .col(date_null("received_day"))
        .col(timestamp_with_time_zone_null("first_due_at"))
        .col(timestamp_with_time_zone_null("due_at"))
        .col(timestamp_with_time_zone_null("return_by"))
        .col(timestamp_with_time_zone_null("standing_since"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(date_null("ended_day"))
        .col(timestamp_with_time_zone_null("returned_at"))
        .col(boolean("returnable"))
        .col(small_integer("extensions"))
        .col(small_integer("supplements"))
        .col(string_len("flags", 200))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

/// Everything that was told of a dossier: read and written whole.
fn records() -> TableCreateStatement {
    Table::create()
        .table("dossier_records")
        .col(string_len("code", 60).primary_key())
        .col(text("record"))
        // Keyed hashes: what a proof is compared with.
        .col(string_len_null("phone_mark", 64))
        .col(string_len_null("phone4_mark", 64))
        .col(string_len_null("id4_mark", 64))
        .to_owned()
}

/// Codes by which one-stop systems name agencies.
fn agency_codes() -> TableCreateStatement {
    Table::create()
        .table("dossier_agency_codes")
        .col(string_len("code", 80).primary_key())
        .col(string_len("agency", 80))
        .to_owned()
}
