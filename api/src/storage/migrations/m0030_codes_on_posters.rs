//! A million receipts share the table with the few thousand codes on posters: what is asked of those is answered by
//! indexes of just those.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// All codes but those of dossiers, which every server reads when any of them changes. Queries say the same words
/// (`qr::store`).
const ON_POSTERS: &str = "qr_codes_on_posters";
/// The codes of a counter.
const AT_COUNTER: &str = "qr_codes_at_counter";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut on_posters = index(ON_POSTERS, "code");
        on_posters.and_where(Expr::col("target").ne("dossier"));
        manager.create_index(on_posters).await?;
        let mut at_counter = index(AT_COUNTER, "counter");
        at_counter.and_where(Expr::col("counter").is_not_null());
        manager.create_index(at_counter).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [ON_POSTERS, AT_COUNTER] {
            let drop = Index::drop().name(name).table("qr_codes").to_owned();
            manager.drop_index(drop).await?;
        }
        Ok(())
    }
}

fn index(name: &'static str, column: &'static str) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table("qr_codes").col(column);
    index
}
