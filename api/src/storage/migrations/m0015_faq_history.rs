//! What is remembered of a question's words: everyone who wrote them, what a reviewer let stand, and why they
//! were taken back; and which question is read in the place of one that was.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string_len_null, text, text_null};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Length of a question's id.
const FAQ: u32 = 80;

/// Columns by table and name, each a list in JSON.
const LISTS: [(&str, &str); 3] = [
    ("faq_drafts", "writers"),
    ("faq_versions", "writers"),
    ("faq_versions", "impersonal"),
];

/// The others.
fn others() -> [(&'static str, &'static str, ColumnDef); 2] {
    [
        ("faq_versions", "withdrawn", text_null("withdrawn")),
        ("faqs", "replaced_by", string_len_null("replaced_by", FAQ)),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for (table, column) in LISTS {
            let add = Table::alter()
                .table(table)
                .add_column(text(column).default("[]"))
                .to_owned();
            manager.alter_table(add).await?;
        }
        for (table, _, column) in others() {
            let add = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let others = others().map(|(table, column, _)| (table, column));
        for (table, column) in LISTS.into_iter().chain(others) {
            let drop = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}
