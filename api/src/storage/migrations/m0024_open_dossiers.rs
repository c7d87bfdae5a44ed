//! What is watched is open, and most dossiers have ended: their rows leave the indexes of the watch list.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes, by name and columns.
const INDEXES: [(&str, &[&str]); 2] = [
    // Counts by agency and desk are read from it alone.
    ("dossiers_to_watch", &["state", "due_at", "agency", "desk"]),
    ("dossiers_to_return", &["state", "return_by"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in INDEXES {
            manager.drop_index(dropped(name)).await?;
            let mut open = index(name, columns);
            open.and_where(Expr::col("ended_day").is_null());
            manager.create_index(open).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in INDEXES {
            manager.drop_index(dropped(name)).await?;
            manager.create_index(index(name, columns)).await?;
        }
        Ok(())
    }
}

fn dropped(name: &'static str) -> IndexDropStatement {
    Index::drop().name(name).table("dossiers").to_owned()
}

fn index(name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table("dossiers");
    for column in columns {
        index.col(*column);
    }
    index
}
