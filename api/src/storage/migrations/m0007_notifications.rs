//! Messages to people, and who does not want some of them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, integer, string_len, string_len_null, text, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(contacts()).await?;
        manager.create_table(notifications()).await?;
        for (name, table, columns) in [
            // The address belongs to one contact of a channel.
            (
                "contacts_by_address",
                "notification_contacts",
                &["channel", "address"][..],
            ),
            // What is due; the oldest that is not done yet within a lane; what tells of a record.
            (
                "notifications_due",
                "notifications",
                &["state", "urgent", "due_at"],
            ),
            (
                "notifications_in_lane",
                "notifications",
                &["lane", "state", "id"],
            ),
            (
                "notifications_about",
                "notifications",
                &["about_kind", "about_id"],
            ),
            ("notifications_ended", "notifications", &["ended_at"]),
        ] {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(*column);
            }
            if name == "contacts_by_address" {
                index.unique();
            }
            manager.create_index(index.to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["notifications", "notification_contacts"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn contacts() -> TableCreateStatement {
    Table::create()
        .table("notification_contacts")
        .col(uuid("id").primary_key())
        .col(string_len("channel", 8))
        .col(string_len("address", 512))
        .col(string_len("token", 64))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("unsubscribed_at"))
        .to_owned()
}

fn notifications() -> TableCreateStatement {
    Table::create()
        .table("notifications")
        .col(uuid("id").primary_key())
        .col(string_len("channel", 8))
        .col(text("address"))
        .col(string_len_null("name", 120))
        .col(string_len("lane", 64))
        .col(string_len("template", 40))
        .col(string_len("locale", 2))
        .col(boolean("urgent"))
        .col(string_len_null("about_kind", 40))
        .col(uuid_null("about_id"))
        .col(string_len_null("reply_to", 254))
        .col(uuid_null("contact_id"))
        .col(string_len_null("dedup_key", 120).unique_key())
        .col(string_len("subject", 200))
        .col(text("text"))
        .col(text("html"))
        .col(boolean("secret"))
        .col(string_len("state", 10))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(uuid_null("claim"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(string_len_null("error", 80))
        .foreign_key(
            ForeignKey::create()
                .from("notifications", "contact_id")
                .to("notification_contacts", "id")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .to_owned()
}
