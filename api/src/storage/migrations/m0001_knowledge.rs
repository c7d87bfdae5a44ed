//! What the assistant knows: procedures in layers, questions, places, agencies, counters, codes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string_len, text, text_null};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const CODE: u32 = 20;
const SLUG: u32 = 80;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            meta(),
            procedure_layers(),
            faqs(),
            places(),
            agencies(),
            counters(),
            qr_codes(),
        ] {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "qr_codes",
            "counters",
            "agencies",
            "places",
            "faqs",
            "procedure_layers",
            "meta",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn meta() -> TableCreateStatement {
    Table::create()
        .table("meta")
        .col(string_len("name", SLUG).primary_key())
        .col(text("value"))
        .to_owned()
}

/// One row per source of a procedure: the curated one hides the imported ones, but is never
/// written by an import.
fn procedure_layers() -> TableCreateStatement {
    Table::create()
        .table("procedure_layers")
        .col(string_len("code", CODE))
        .col(string_len("layer", CODE))
        .col(text("body"))
        .col(text_null("raw"))
        .col(string_len("hash", 64))
        .primary_key(Index::create().col("code").col("layer"))
        .to_owned()
}

fn faqs() -> TableCreateStatement {
    document("faqs").col(string_len("origin", CODE)).to_owned()
}

fn places() -> TableCreateStatement {
    document("places")
}

fn agencies() -> TableCreateStatement {
    document("agencies")
        .col(string_len("place", SLUG))
        .foreign_key(
            ForeignKey::create()
                .from("agencies", "place")
                .to("places", "id"),
        )
        .to_owned()
}

fn counters() -> TableCreateStatement {
    document("counters")
        .col(string_len("agency", SLUG))
        .col(string_len("place", SLUG))
        .foreign_key(
            ForeignKey::create()
                .from("counters", "agency")
                .to("agencies", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("counters", "place")
                .to("places", "id"),
        )
        .to_owned()
}

fn qr_codes() -> TableCreateStatement {
    Table::create()
        .table("qr_codes")
        .col(string_len("code", CODE).primary_key())
        .col(string_len("counter", SLUG))
        .col(string_len("status", CODE))
        .foreign_key(
            ForeignKey::create()
                .from("qr_codes", "counter")
                .to("counters", "id"),
        )
        .to_owned()
}

/// A record that is always read and written whole: its id, its JSON, and only those columns
/// beside it that the database itself must know.
fn document(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(string_len("id", SLUG).primary_key())
        .col(text("body"))
        .to_owned()
}
