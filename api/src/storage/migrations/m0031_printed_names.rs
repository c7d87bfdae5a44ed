//! What stands on a poster beside its code, so that a new name makes it an old poster; and the day of the last
//! scan of each code, so that nobody has to read a year of counts to tell that a code fell silent.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, string_len, text_null};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const CODE: u32 = 20;

/// What was counted before as good may have been typed; nobody can tell any more. It counts as scanned.
const LAST: &str = "INSERT INTO qr_last_scans (code, day) SELECT code, MAX(day) FROM qr_scans \
     WHERE found IN ('good', 'key_ending', 'superseded', 'key_ended') GROUP BY code";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Names of before are filled in at the next start, as they were on the day on which the code was made.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter()
            .table("qr_codes")
            .add_column(text_null("printed"))
            .to_owned();
        manager.alter_table(table).await?;
        let last = Table::create()
            .table("qr_last_scans")
            .col(string_len("code", CODE).primary_key())
            .col(date("day"))
            .to_owned();
        manager.create_table(last).await?;
        manager.get_connection().execute_unprepared(LAST).await?;
        // What needs a look is found seldom, and asked for by what was found.
        let mut by_found = Index::create();
        let by_found = by_found.name("qr_scans_by_found").table("qr_scans");
        let by_found = by_found.col("found").col("day");
        manager.create_index(by_found.to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::drop();
        let index = index.name("qr_scans_by_found").table("qr_scans");
        manager.drop_index(index.to_owned()).await?;
        let last = Table::drop().table("qr_last_scans").to_owned();
        manager.drop_table(last).await?;
        let table = Table::alter()
            .table("qr_codes")
            .drop_column("printed")
            .to_owned();
        manager.alter_table(table).await
    }
}
