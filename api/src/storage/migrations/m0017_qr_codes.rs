//! Codes with a target, a version and a successor; the keys that sign them; how often they are scanned.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, date, integer, string_len, string_len_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid_null,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const CODE: u32 = 20;
const SLUG: u32 = 80;

/// What was there are the boards of counters.
const CARRY_OVER: &str = "INSERT INTO qr_codes_next (code, target, counter, version, status, created_at) \
     SELECT code, 'board', counter, 1, status, CURRENT_TIMESTAMP FROM qr_codes";

/// A counter has one board in use: the one that its record names.
const ONE_IN_USE: &str = "UPDATE qr_codes_next SET status = 'superseded', changed_at = CURRENT_TIMESTAMP \
     WHERE status = 'active' AND NOT EXISTS (SELECT 1 FROM counters WHERE counters.id = qr_codes_next.counter \
     AND counters.body LIKE '%\"qr\":\"' || qr_codes_next.code || '\"%')";

/// Servers that mint at the same time agree by this.
const ONE_OF_A_PURPOSE: &str = "CREATE UNIQUE INDEX qr_codes_in_use ON qr_codes (counter, target) \
     WHERE status = 'active' AND target IN ('board', 'chat', 'rating')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // SQLite cannot make a column nullable: the table is built anew.
        manager.create_table(qr_codes("qr_codes_next")).await?;
        for statement in [CARRY_OVER, ONE_IN_USE] {
            db.execute_unprepared(statement).await?;
        }
        let old = Table::drop().table("qr_codes").to_owned();
        manager.drop_table(old).await?;
        let rename = Table::rename()
            .table("qr_codes_next", "qr_codes")
            .to_owned();
        manager.rename_table(rename).await?;
        db.execute_unprepared(ONE_OF_A_PURPOSE).await?;
        manager.create_table(qr_keys()).await?;
        manager.create_table(qr_scans()).await?;
        let mut by_day = Index::create();
        let by_day = by_day.name("qr_scans_by_day").table("qr_scans").col("day");
        manager.create_index(by_day.to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["qr_scans", "qr_keys"] {
            let drop = Table::drop().table(table).to_owned();
            manager.drop_table(drop).await?;
        }
        let old = Table::create()
            .table("qr_codes_old")
            .col(string_len("code", CODE).primary_key())
            .col(string_len("counter", SLUG))
            .col(string_len("status", CODE))
            .to_owned();
        manager.create_table(old).await?;
        let db = manager.get_connection();
        db.execute_unprepared(
            "INSERT INTO qr_codes_old (code, counter, status) \
             SELECT code, counter, status FROM qr_codes WHERE target = 'board'",
        )
        .await?;
        let new = Table::drop().table("qr_codes").to_owned();
        manager.drop_table(new).await?;
        let rename = Table::rename().table("qr_codes_old", "qr_codes").to_owned();
        manager.rename_table(rename).await
    }
}

fn qr_codes(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(string_len("code", CODE).primary_key())
        .col(string_len("target", CODE))
        .col(string_len_null("subject", SLUG))
        .col(string_len_null("counter", SLUG))
        .col(string_len_null("agency", SLUG))
        .col(integer("version"))
        .col(string_len("status", CODE))
        .col(string_len_null("successor", CODE))
        .col(text_null("reason"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone_null("changed_at"))
        .col(uuid_null("changed_by"))
        .foreign_key(
            ForeignKey::create()
                .from(name, "counter")
                .to("counters", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from(name, "agency")
                .to("agencies", "id"),
        )
        .to_owned()
}

/// The private part is sealed.
fn qr_keys() -> TableCreateStatement {
    Table::create()
        .table("qr_keys")
        .col(string_len("id", CODE).primary_key())
        .col(string_len("public", SLUG))
        .col(text("private"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("signs_from"))
        .col(timestamp_with_time_zone_null("ends_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .to_owned()
}

/// Counts, and nothing of who scanned.
fn qr_scans() -> TableCreateStatement {
    Table::create()
        .table("qr_scans")
        .col(string_len("code", CODE))
        .col(date("day"))
        .col(string_len("via", CODE))
        .col(string_len("found", CODE))
        .col(big_integer("count"))
        .primary_key(
            Index::create()
                .col("code")
                .col("day")
                .col("via")
                .col("found"),
        )
        .to_owned()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use sea_orm_migration::MigratorTrait;
    use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

    use crate::storage::migrations::Migrator;

    /// A database as it was before.
    const BEFORE: &str = "
        INSERT INTO places (id, body) VALUES ('p', '{}');
        INSERT INTO agencies (id, body, place) VALUES ('a', '{}', 'p');
        INSERT INTO counters (id, body, agency, place) VALUES ('c', '{\"qr\":\"JVQ4GCU\"}', 'a', 'p');
        INSERT INTO qr_codes (code, counter, status) VALUES
            ('JVQ4GCU', 'c', 'active'), ('WDSS2A6', 'c', 'active'), ('09RD0VH', 'c', 'revoked');";

    #[tokio::test]
    async fn what_was_printed_before_stays_and_one_board_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("old.db").display());
        let db = crate::storage::open(&url).await.unwrap();
        let before = Migrator::migrations()
            .iter()
            .position(|change| change.name() == "m0017_qr_codes")
            .unwrap();
        let steps = u32::try_from(before).unwrap();
        // As `migrate` does it: connections of a pool do not see each other's changes of tables at once.
        let transaction = db.begin().await.unwrap();
        Migrator::up(&*transaction, Some(steps)).await.unwrap();
        transaction.commit().await.unwrap();
        db.execute_unprepared(BEFORE).await.unwrap();
        crate::storage::migrate(&db).await.unwrap();
        let read = Statement::from_string(
            DbBackend::Sqlite,
            "SELECT code, status, target, version, created_at FROM qr_codes ORDER BY code",
        );
        let mut found = Vec::new();
        for row in db.query_all_raw(read).await.unwrap() {
            // What SQLite wrote by itself is read as a time like any other.
            let _made: DateTime<Utc> = row.try_get("", "created_at").unwrap();
            let version: i32 = row.try_get("", "version").unwrap();
            let target: String = row.try_get("", "target").unwrap();
            assert_eq!((version, target.as_str()), (1, "board"));
            let code: String = row.try_get("", "code").unwrap();
            let status: String = row.try_get("", "status").unwrap();
            found.push(format!("{code} {status}"));
        }
        let wanted = ["09RD0VH revoked", "JVQ4GCU active", "WDSS2A6 superseded"];
        assert_eq!(found, wanted);
    }
}
