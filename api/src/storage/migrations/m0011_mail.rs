//! Mail that comes in: what became of each, notes that an agency wrote from its mail, and what a
//! sender added that its reader has not been told of.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, integer, string_len, string_len_null, text, timestamp_with_time_zone, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const NOTES: &str = "ticket_notes";
const DRAFTS: &str = "ticket_drafts";
const OLD: &str = "tickets_before_mail";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ticket_notes_of_ticket")
            .table(NOTES)
            .to_owned();
        manager.drop_index(index).await?;
        let columns = ["id", "ticket_id", "by", "text", "written_at"];
        rebuild(manager, NOTES, notes(), &columns).await?;
        // A later change that has come first adds a column; it stays.
        let cites = manager.has_column(DRAFTS, "cites").await?;
        let mut new = drafts();
        let mut columns = vec!["ticket_id", "state", "by", "text", "citations", "saved_at"];
        if cites {
            new.col(text("cites").default("[]"));
            columns.push("cites");
        }
        rebuild(manager, DRAFTS, new, &columns).await?;
        let index = Index::create()
            .name("ticket_notes_of_ticket")
            .table(NOTES)
            .col("ticket_id")
            .col("written_at")
            .to_owned();
        manager.create_index(index).await?;
        manager.create_table(mails()).await?;
        manager.create_table(additions()).await?;
        for (name, table, columns) in [
            (
                "inbound_mails_by_outcome",
                "inbound_mails",
                ["outcome", "received_at"],
            ),
            (
                "inbound_mails_by_sender",
                "inbound_mails",
                ["sender", "received_at"],
            ),
            (
                "ticket_additions_waiting",
                "ticket_additions",
                ["waiting", "told_at"],
            ),
        ] {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(column);
            }
            manager.create_index(index.to_owned()).await?;
        }
        Ok(())
    }

    /// What an agency wrote by mail stays; it just cannot be told whose it is.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["ticket_additions", "inbound_mails"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// SQLite cannot make a column optional that is there already: the table is made anew, on both.
async fn rebuild(
    manager: &SchemaManager<'_>,
    table: &'static str,
    new: TableCreateStatement,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    manager
        .rename_table(Table::rename().table(table, OLD).to_owned())
        .await?;
    manager.create_table(new).await?;
    let columns = columns.iter().copied();
    let old = Query::select()
        .columns(columns.clone())
        .from(OLD)
        .to_owned();
    let mut copy = Query::insert();
    copy.into_table(table).columns(columns);
    copy.select_from(old)
        .map_err(|error| DbErr::Migration(error.to_string()))?;
    manager.execute(copy).await?;
    manager
        .drop_table(Table::drop().table(OLD).to_owned())
        .await
}

fn of_ticket(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "ticket_id")
        .to("tickets", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn notes() -> TableCreateStatement {
    Table::create()
        .table(NOTES)
        .col(uuid("id").primary_key())
        .col(uuid("ticket_id"))
        .col(uuid_null("by"))
        .col(string_len_null("agency", 80))
        .col(text("text"))
        .col(timestamp_with_time_zone("written_at"))
        .foreign_key(&mut of_ticket(NOTES))
        .to_owned()
}

fn drafts() -> TableCreateStatement {
    Table::create()
        .table(DRAFTS)
        .col(uuid("ticket_id").primary_key())
        .col(string_len("state", 10))
        .col(uuid_null("by"))
        .col(text("text"))
        .col(text("citations"))
        .col(timestamp_with_time_zone("saved_at"))
        .foreign_key(&mut of_ticket(DRAFTS))
        .to_owned()
}

/// No address and no words: a mail's id, its sender as a fingerprint, and what became of it.
fn mails() -> TableCreateStatement {
    Table::create()
        .table("inbound_mails")
        .col(string_len("key", 64).primary_key())
        .col(string_len_null("sender", 64))
        .col(string_len("outcome", 12))
        .col(string_len_null("reason", 20))
        .col(string_len_null("ticket", 10))
        .col(integer("left_out"))
        .col(timestamp_with_time_zone("received_at"))
        .to_owned()
}

fn additions() -> TableCreateStatement {
    Table::create()
        .table("ticket_additions")
        .col(uuid("ticket_id").primary_key())
        .col(timestamp_with_time_zone("told_at"))
        .col(boolean("waiting"))
        .foreign_key(&mut of_ticket("ticket_additions"))
        .to_owned()
}
