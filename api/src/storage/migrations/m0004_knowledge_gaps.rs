//! What the assistant could not answer well, and what citizens said about its answers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, string_len, string_len_null, text, text_null, timestamp_with_time_zone, uuid,
    uuid_uniq,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(knowledge_gaps()).await?;
        manager.create_table(message_feedback()).await?;
        for (name, table, column) in [
            (
                "knowledge_gaps_of_conversation",
                "knowledge_gaps",
                "conversation_id",
            ),
            ("knowledge_gaps_by_age", "knowledge_gaps", "created_at"),
            ("message_feedback_by_age", "message_feedback", "created_at"),
        ] {
            let mut index = Index::create();
            manager
                .create_index(index.name(name).table(table).col(column).to_owned())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["message_feedback", "knowledge_gaps"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// One miss per message; it goes with its message.
fn knowledge_gaps() -> TableCreateStatement {
    Table::create()
        .table("knowledge_gaps")
        .col(uuid("id").primary_key())
        .col(uuid("conversation_id"))
        .col(uuid_uniq("message_id"))
        .col(string_len("kind", 20))
        .col(text("text"))
        .col(string_len_null("facet", 20))
        .col(text("procedures"))
        .col(string_len_null("faq", 80))
        .col(string_len("locale", 2))
        .col(string_len_null("place", 80))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("counts_from"))
        .foreign_key(
            ForeignKey::create()
                .from("knowledge_gaps", "conversation_id")
                .to("conversations", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from("knowledge_gaps", "message_id")
                .to("messages", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn message_feedback() -> TableCreateStatement {
    Table::create()
        .table("message_feedback")
        .col(uuid("message_id").primary_key())
        .col(boolean("helpful"))
        .col(text_null("comment"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("message_feedback", "message_id")
                .to("messages", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
