//! Watching dossiers: apologies, what was done again and why, digests that were sent.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, integer, small_integer, string_len, string_len_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes, by name, table and columns.
const INDEXES: [(&str, &str, &[&str]); 4] = [
    // Counts by agency and desk are read from it alone.
    (
        "dossiers_to_watch",
        "dossiers",
        &["state", "due_at", "agency", "desk"],
    ),
    ("dossiers_to_return", "dossiers", &["state", "return_by"]),
    (
        "dossier_apologies_by_state",
        "dossier_apologies",
        &["state", "due_at"],
    ),
    (
        "dossier_apologies_by_approval",
        "dossier_apologies",
        &["approved_at"],
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [apologies(), repeats(), digests()] {
            manager.create_table(table).await?;
        }
        // One for each end of a term: of two watchers, one drafts it.
        let once = Index::create()
            .name("dossier_apologies_once")
            .table("dossier_apologies")
            .col("code")
            .col("due_at")
            .unique()
            .to_owned();
        manager.create_index(once).await?;
        // The wider index does its work.
        let narrower = Index::drop()
            .name("dossiers_by_due")
            .table("dossiers")
            .to_owned();
        manager.drop_index(narrower).await?;
        for (name, table, columns) in INDEXES {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index.to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["dossier_digests", "dossier_repeats", "dossier_apologies"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        for name in ["dossiers_to_return", "dossiers_to_watch"] {
            manager
                .drop_index(Index::drop().name(name).table("dossiers").to_owned())
                .await?;
        }
        let narrower = Index::create()
            .name("dossiers_by_due")
            .table("dossiers")
            .col("state")
            .col("due_at")
            .col("agency")
            .to_owned();
        manager.create_index(narrower).await
    }
}

/// No key to the dossier: what was promised to a citizen is kept whatever becomes of it.
fn apologies() -> TableCreateStatement {
    Table::create()
        .table("dossier_apologies")
        .col(uuid("id").primary_key())
        .col(string_len("code", 60))
        .col(string_len_null("agency", 80))
        .col(string_len("state", 12))
        .col(timestamp_with_time_zone("due_at"))
        .col(date("new_due"))
        .col(timestamp_with_time_zone("new_due_at"))
        .col(text("reason"))
        .col(string_len("signer", 80))
        .col(string_len("signer_name", 120))
        .col(string_len_null("number", 60))
        .col(text_null("justification"))
        .col(text_null("note"))
        .col(boolean("second"))
        .col(boolean("late"))
        // Whether the new date is in the record of the dossier.
        .col(boolean("recorded"))
        // The letter as it was approved, and what was sent: sealed.
        .col(text_null("paper"))
        .col(text_null("letter"))
        .col(timestamp_with_time_zone("drafted_at"))
        .col(uuid_null("written_by"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(timestamp_with_time_zone_null("approved_at"))
        .col(uuid_null("approved_by"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(integer("revision"))
        .to_owned()
}

/// What was done a second time, or more often.
fn repeats() -> TableCreateStatement {
    Table::create()
        .table("dossier_repeats")
        .col(string_len("code", 60))
        .col(string_len("kind", 12))
        .col(small_integer("count"))
        .col(text_null("text"))
        .col(uuid_null("by"))
        .col(timestamp_with_time_zone_null("at"))
        .primary_key(Index::create().col("code").col("kind").col("count"))
        .to_owned()
}

/// The digest of an agency was sent on a day, or nothing was to be said.
fn digests() -> TableCreateStatement {
    Table::create()
        .table("dossier_digests")
        .col(date("day"))
        .col(string_len("agency", 80))
        .primary_key(Index::create().col("day").col("agency"))
        .to_owned()
}
