//! Questions made of answers: drafts, published versions, whom they concern, and texts for answers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, integer, string_len, string_len_null, text, text_null, timestamp_with_time_zone,
    uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const SLUG: u32 = 80;
const PROCEDURE: u32 = 20;

/// Indexes, by name, table and columns.
const INDEXES: [(&str, &str, &[&str]); 4] = [
    ("faq_drafts_by_age", "faq_drafts", &["updated_at", "id"]),
    (
        "faq_drafts_of_agency",
        "faq_drafts",
        &["agency", "updated_at", "id"],
    ),
    ("ticket_faqs_by_faq", "ticket_faqs", &["faq"]),
    (
        "answer_templates_of_agency",
        "answer_templates",
        &["agency", "title"],
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [drafts(), versions(), same(), ticket_faqs(), templates()] {
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
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "answer_templates",
            "ticket_faqs",
            "faq_same",
            "faq_versions",
            "faq_drafts",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// The words that are worked on. What is published lies in `faqs`, as all questions do.
fn drafts() -> TableCreateStatement {
    Table::create()
        .table("faq_drafts")
        .col(uuid("id").primary_key())
        .col(string_len_null("faq", SLUG).unique_key())
        .col(string_len_null("agency", SLUG))
        .col(string_len("state", 12))
        .col(text("question"))
        .col(text("also"))
        .col(text("answer"))
        .col(string_len_null("procedure", PROCEDURE))
        .col(string_len_null("facet", 20))
        .col(text("cites"))
        .col(date("answered_on"))
        .col(uuid_null("ticket_id"))
        .col(text_null("correction"))
        .col(text_null("note"))
        .col(uuid("writer"))
        .col(uuid_null("reviewer"))
        .col(boolean("live"))
        .col(integer("version"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

/// What was published, version by version; only ever added to.
fn versions() -> TableCreateStatement {
    Table::create()
        .table("faq_versions")
        .col(uuid("draft_id"))
        .col(integer("version"))
        .col(text("body"))
        .col(text_null("correction"))
        .col(uuid("writer"))
        .col(uuid("reviewer"))
        .col(timestamp_with_time_zone("published_at"))
        .primary_key(Index::create().col("draft_id").col("version"))
        .foreign_key(
            ForeignKey::create()
                .from("faq_versions", "draft_id")
                .to("faq_drafts", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Tickets that a reviewer says asked the same.
fn same() -> TableCreateStatement {
    Table::create()
        .table("faq_same")
        .col(uuid("draft_id"))
        .col(uuid("ticket_id"))
        .primary_key(Index::create().col("draft_id").col("ticket_id"))
        .foreign_key(
            ForeignKey::create()
                .from("faq_same", "draft_id")
                .to("faq_drafts", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from("faq_same", "ticket_id")
                .to("tickets", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Which published questions the sender of a ticket has seen: no words, only which.
fn ticket_faqs() -> TableCreateStatement {
    Table::create()
        .table("ticket_faqs")
        .col(uuid("ticket_id"))
        .col(string_len("faq", SLUG))
        .col(string_len("how", 12))
        .col(timestamp_with_time_zone("at"))
        .primary_key(Index::create().col("ticket_id").col("faq"))
        .foreign_key(
            ForeignKey::create()
                .from("ticket_faqs", "ticket_id")
                .to("tickets", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Texts that answers begin with.
fn templates() -> TableCreateStatement {
    Table::create()
        .table("answer_templates")
        .col(uuid("id").primary_key())
        .col(string_len_null("agency", SLUG))
        .col(string_len("title", 120))
        .col(text("text"))
        .col(uuid("by"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}
