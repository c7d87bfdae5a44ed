//! When the end of a dossier was missed first. The figures compared its first end instead, which begins anew with
//! the clock when papers were asked for.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone_null;
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Rows of before get their first end, so that figures say what they said before. `motcua dossiers refold`
    /// reckons it for all of them; only those whose papers were asked for after the end then say something else.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = timestamp_with_time_zone_null("missed_at");
        let table = Table::alter()
            .table("dossiers")
            .add_column(column)
            .to_owned();
        manager.alter_table(table).await?;
        let missed = Query::update()
            .table("dossiers")
            .value("missed_at", Expr::col("first_due_at"))
            .and_where(Expr::col("flags").like("%,end_missed,%"))
            .to_owned();
        manager.execute(missed).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("dossiers")
            .drop_column("missed_at")
            .to_owned();
        manager.alter_table(table).await
    }
}
