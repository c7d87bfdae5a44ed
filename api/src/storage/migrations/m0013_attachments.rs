//! Files that come with tickets, and whose tickets are: by the contacts that were left on them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, string_len, string_len_null, timestamp_with_time_zone, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes, by name, table and columns.
const INDEXES: [(&str, &str, &[&str]); 4] = [
    (
        "attachments_of_owner",
        "attachments",
        &["owner_id", "owner_kind", "state"],
    ),
    // What is thrown away next.
    (
        "attachments_by_state",
        "attachments",
        &["state", "uploaded_at"],
    ),
    ("attachments_by_object", "attachments", &["object"]),
    (
        "ticket_contacts_of_ticket",
        "ticket_contacts",
        &["ticket_id"],
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(attachments()).await?;
        manager.create_table(ticket_contacts()).await?;
        for (name, table, columns) in INDEXES {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index.to_owned()).await?;
        }
        let asked_from = Table::alter()
            .table("otp_challenges")
            .add_column(string_len_null("address_fingerprint", 64))
            .to_owned();
        manager.alter_table(asked_from).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let asked_from = Table::alter()
            .table("otp_challenges")
            .drop_column("address_fingerprint")
            .to_owned();
        manager.alter_table(asked_from).await?;
        for table in ["ticket_contacts", "attachments"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// The bytes lie elsewhere, under `object`. No foreign key: rows outlive their owner until the bytes are
/// gone.
fn attachments() -> TableCreateStatement {
    Table::create()
        .table("attachments")
        .col(uuid("id").primary_key())
        .col(uuid("object"))
        .col(string_len("state", 10))
        .col(string_len_null("owner_kind", 10))
        .col(uuid_null("owner_id"))
        .col(uuid_null("part_id"))
        .col(uuid_null("by"))
        .col(string_len("name", 100))
        .col(string_len("media_type", 40))
        .col(big_integer("bytes"))
        .col(string_len("sha256", 64))
        .col(boolean("small"))
        .col(timestamp_with_time_zone("uploaded_at"))
        .to_owned()
}

/// A ticket is found by each contact that was left on it, as a keyed hash.
fn ticket_contacts() -> TableCreateStatement {
    Table::create()
        .table("ticket_contacts")
        .col(string_len("fingerprint", 64))
        .col(uuid("ticket_id"))
        .primary_key(Index::create().col("fingerprint").col("ticket_id"))
        .foreign_key(
            ForeignKey::create()
                .from("ticket_contacts", "ticket_id")
                .to("tickets", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
