//! Notifications are sealed: nobody reads from the database who was written to, or what.
//!
//! A change of the schema has no key. Rows from before are marked as not sealed, and the server
//! seals them when it starts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string_len_null, timestamp_with_time_zone_null};
use sea_orm_migration::sea_orm::{DbBackend, DbErr};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// What was bounded by the length of its plain text, and is longer when it is sealed. SQLite bounds
/// nothing, and cannot change a column.
const LONGER: [&str; 3] = ["name", "reply_to", "subject"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            let mut longer = Table::alter();
            longer.table("notifications");
            for name in LONGER {
                longer.modify_column(ColumnDef::new(name).text().to_owned());
            }
            manager.alter_table(longer.to_owned()).await?;
        }
        for column in [
            // Whether address, name, reply address and words are sealed.
            boolean("sealed").default(false).to_owned(),
            // When the channel first broke over this message, and when it was last tried in vain.
            timestamp_with_time_zone_null("broken_at"),
            timestamp_with_time_zone_null("tried_at"),
        ] {
            add(manager, "notifications", column).await?;
        }
        add(
            manager,
            "notification_contacts",
            string_len_null("fingerprint", 64),
        )
        .await?;
        // Contacts are told apart by the fingerprint from now on. Those that were two for being
        // written in two ways are one then, and the links of both stay good: so it is not unique.
        manager
            .drop_index(
                Index::drop()
                    .name("contacts_by_address")
                    .table("notification_contacts")
                    .to_owned(),
            )
            .await?;
        for (name, table, column) in [
            (
                "contacts_by_fingerprint",
                "notification_contacts",
                "fingerprint",
            ),
            ("notifications_to_seal", "notifications", "sealed"),
        ] {
            let mut index = Index::create();
            index.name(name).table(table).col(column);
            manager.create_index(index.to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "what was sealed cannot be laid open by a change of the schema".to_owned(),
        ))
    }
}

async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: ColumnDef,
) -> Result<(), DbErr> {
    let alter = Table::alter().table(table).add_column(column).to_owned();
    manager.alter_table(alter).await
}
