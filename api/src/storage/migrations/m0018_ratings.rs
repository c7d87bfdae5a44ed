//! Ratings of counters, and what looking into them showed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, integer, small_integer, string_len, string_len_null, text,
    timestamp_with_time_zone, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes, by name, table and columns.
const INDEXES: [(&str, &str, &[&str]); 9] = [
    ("ratings_of_counter", "ratings", &["counter", "given_at"]),
    ("ratings_of_agency", "ratings", &["agency", "day"]),
    ("ratings_of_place", "ratings", &["place", "day"]),
    ("ratings_of_ticket", "ratings", &["ticket_id"]),
    ("ratings_of_dossier", "ratings", &["dossier"]),
    // Bursts: what one network said of one counter last.
    (
        "ratings_of_network",
        "ratings",
        &["network", "counter", "given_at"],
    ),
    ("ratings_by_likeness", "ratings", &["likeness", "given_at"]),
    ("ratings_by_day", "ratings", &["day"]),
    ("rating_senders_by_age", "rating_senders", &["seen_at"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [ratings(), answers(), flags(), senders(), findings()] {
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
            "ticket_findings",
            "rating_senders",
            "rating_flags",
            "rating_answers",
            "ratings",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// No key to the ticket: a rating counts also when the ticket is gone.
fn ratings() -> TableCreateStatement {
    Table::create()
        .table("ratings")
        .col(uuid("id").primary_key())
        .col(string_len("form", 80))
        .col(integer("form_version"))
        .col(string_len("basis", 10))
        .col(string_len_null("counter", 80))
        .col(string_len_null("agency", 80))
        .col(string_len_null("place", 80))
        .col(string_len_null("procedure", 12))
        .col(string_len_null("dossier", 64))
        // Spending a visit is this insert: of two with one token, one fails.
        .col(string_len_null("visit", 64).unique_key())
        .col(string_len("locale", 2))
        .col(integer("lowest"))
        .col(integer("mean_x100"))
        .col(boolean("low"))
        .col(uuid_null("ticket_id"))
        .col(string_len_null("network", 64))
        .col(string_len_null("likeness", 64))
        .col(boolean("excluded"))
        .col(timestamp_with_time_zone("given_at"))
        .col(date("day"))
        .to_owned()
}

fn of_rating(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "rating_id")
        .to("ratings", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn answers() -> TableCreateStatement {
    Table::create()
        .table("rating_answers")
        .col(uuid("rating_id"))
        .col(string_len("question", 80))
        .col(small_integer("score"))
        .primary_key(Index::create().col("rating_id").col("question"))
        .foreign_key(&mut of_rating("rating_answers"))
        .to_owned()
}

fn flags() -> TableCreateStatement {
    Table::create()
        .table("rating_flags")
        .col(uuid("rating_id"))
        .col(string_len("flag", 20))
        .col(timestamp_with_time_zone("at"))
        .primary_key(Index::create().col("rating_id").col("flag"))
        .foreign_key(&mut of_rating("rating_flags"))
        .to_owned()
}

/// One network at one counter: who rates from there takes turns, so that a burst is counted whole.
fn senders() -> TableCreateStatement {
    Table::create()
        .table("rating_senders")
        .col(string_len("network", 64))
        .col(string_len("counter", 80))
        .col(timestamp_with_time_zone("seen_at"))
        .primary_key(Index::create().col("network").col("counter"))
        .to_owned()
}

fn findings() -> TableCreateStatement {
    Table::create()
        .table("ticket_findings")
        .col(uuid("ticket_id").primary_key())
        .col(text("text"))
        .col(uuid_null("by"))
        .col(string_len_null("agency", 80))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(
            &mut ForeignKey::create()
                .from("ticket_findings", "ticket_id")
                .to("tickets", "id")
                .on_delete(ForeignKeyAction::Cascade)
                .to_owned(),
        )
        .to_owned()
}
