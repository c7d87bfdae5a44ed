//! Marks by which ratings are matched are blanked after a month, and most ratings have none any more: an index
//! has those that do, so that looking for old ones reads no others. What is looked for among them is also told
//! by its basis, and by whether it counts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const MARKED: &str = "ratings_with_marks";

/// Indexes, by name, their columns now and before.
const INDEXES: [(&str, &[&str], &[&str]); 2] = [
    (
        "ratings_of_network",
        &["network", "counter", "basis", "given_at"],
        &["network", "counter", "given_at"],
    ),
    (
        "ratings_by_likeness",
        &["likeness", "excluded", "given_at"],
        &["likeness", "given_at"],
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns, _) in INDEXES {
            manager.drop_index(dropped(name)).await?;
            manager.create_index(index(name, columns)).await?;
        }
        // As the condition is written where they are forgotten, or SQLite does not see that it is the same.
        let network = Expr::col("network").is_not_null();
        let mut marked = index(MARKED, &["given_at"]);
        marked.and_where(network.or(Expr::col("likeness").is_not_null()));
        manager.create_index(marked).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(dropped(MARKED)).await?;
        for (name, _, columns) in INDEXES {
            manager.drop_index(dropped(name)).await?;
            manager.create_index(index(name, columns)).await?;
        }
        Ok(())
    }
}

fn dropped(name: &'static str) -> IndexDropStatement {
    Index::drop().name(name).table("ratings").to_owned()
}

fn index(name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table("ratings");
    for column in columns {
        index.col(*column);
    }
    index
}
