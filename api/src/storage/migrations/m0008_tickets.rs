//! Tickets: what citizens ask and tell agencies, and what becomes of it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, integer_null, string_len, string_len_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes, by name, table and columns.
const INDEXES: [(&str, &str, &[&str]); 8] = [
    // The queue of an agency: what is due first.
    (
        "tickets_of_agency",
        "tickets",
        &["agency", "open", "next_due", "id"],
    ),
    ("tickets_by_due", "tickets", &["open", "next_due", "id"]),
    ("tickets_of_assignee", "tickets", &["assignee", "open"]),
    ("tickets_by_warning", "tickets", &["next_warning"]),
    (
        "ticket_messages_of_ticket",
        "ticket_messages",
        &["ticket_id", "sent_at"],
    ),
    (
        "ticket_notes_of_ticket",
        "ticket_notes",
        &["ticket_id", "written_at"],
    ),
    (
        "ticket_events_of_ticket",
        "ticket_events",
        &["ticket_id", "at"],
    ),
    ("route_corrections_by_age", "route_corrections", &["at"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            tickets(),
            messages(),
            notes(),
            drafts(),
            events(),
            corrections(),
        ] {
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
            "route_corrections",
            "ticket_events",
            "ticket_drafts",
            "ticket_notes",
            "ticket_messages",
            "tickets",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn tickets() -> TableCreateStatement {
    Table::create()
        .table("tickets")
        .col(uuid("id").primary_key())
        .col(string_len("code", 10).unique_key())
        .col(string_len("secret_hash", 64))
        .col(string_len("kind", 20))
        .col(string_len("state", 20))
        .col(boolean_of("open"))
        .col(string_len("source", 10))
        .col(string_len("excerpt", 200))
        .col(string_len("locale", 2))
        .col(string_len_null("procedure", 12))
        .col(string_len_null("place", 80))
        .col(string_len_null("audience", 40))
        .col(string_len_null("agency", 80))
        .col(uuid_null("assignee"))
        .col(uuid_null("on_behalf"))
        .col(text_null("conversation"))
        .col(text_null("contact"))
        .col(text("route"))
        .col(text("dispatch"))
        .col(text_null("reply"))
        .col(timestamp_with_time_zone("next_due"))
        .col(timestamp_with_time_zone_null("next_warning"))
        .col(integer("bounces"))
        .col(uuid_null("merged_into"))
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(integer_null("score"))
        .col(text_null("score_comment"))
        .col(integer("revision"))
        .col(timestamp_with_time_zone("received_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

fn boolean_of(name: &'static str) -> ColumnDef {
    sea_orm_migration::schema::boolean(name)
}

fn of_ticket(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "ticket_id")
        .to("tickets", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn messages() -> TableCreateStatement {
    Table::create()
        .table("ticket_messages")
        .col(uuid("id").primary_key())
        .col(uuid("ticket_id"))
        .col(string_len("author", 10))
        .col(string_len_null("agency", 80))
        .col(uuid_null("by"))
        .col(text("text"))
        .col(text("citations"))
        .col(timestamp_with_time_zone("sent_at"))
        .foreign_key(&mut of_ticket("ticket_messages"))
        .to_owned()
}

fn notes() -> TableCreateStatement {
    Table::create()
        .table("ticket_notes")
        .col(uuid("id").primary_key())
        .col(uuid("ticket_id"))
        .col(uuid("by"))
        .col(text("text"))
        .col(timestamp_with_time_zone("written_at"))
        .foreign_key(&mut of_ticket("ticket_notes"))
        .to_owned()
}

fn drafts() -> TableCreateStatement {
    Table::create()
        .table("ticket_drafts")
        .col(uuid("ticket_id").primary_key())
        .col(string_len("state", 10))
        .col(uuid("by"))
        .col(text("text"))
        .col(text("citations"))
        .col(timestamp_with_time_zone("saved_at"))
        .foreign_key(&mut of_ticket("ticket_drafts"))
        .to_owned()
}

fn events() -> TableCreateStatement {
    Table::create()
        .table("ticket_events")
        .col(uuid("id").primary_key())
        .col(uuid("ticket_id"))
        .col(string_len("kind", 20))
        .col(uuid_null("by"))
        .col(string_len_null("from_agency", 80))
        .col(string_len_null("to_agency", 80))
        .col(text_null("reason"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut of_ticket("ticket_events"))
        .to_owned()
}

/// What people made of a route: outlives its ticket, and holds words only, no sender.
fn corrections() -> TableCreateStatement {
    Table::create()
        .table("route_corrections")
        .col(uuid("id").primary_key())
        .col(string_len_null("guessed", 80))
        .col(string_len("chosen", 80))
        .col(text("correction"))
        .col(timestamp_with_time_zone("at"))
        .to_owned()
}
