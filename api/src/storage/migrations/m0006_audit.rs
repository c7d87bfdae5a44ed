//! The audit record: numbered entries, each sealed over the one before it, and where it ends.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, small_integer, string_len, string_len_null, text_null, timestamp_with_time_zone,
    uuid_null,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, DbErr};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// What the first entry is sealed over.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(audit_entries()).await?;
        manager.create_table(audit_head()).await?;
        let empty = Query::insert()
            .into_table("audit_head")
            .columns(["id", "number", "hash"])
            .values_panic([1.into(), 0.into(), GENESIS.into()])
            .to_owned();
        manager.execute(empty).await?;
        let db = manager.get_connection();
        for statement in append_only(db.get_database_backend()) {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["audit_head", "audit_entries"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        let db = manager.get_connection();
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("DROP FUNCTION audit_entries_stay()")
                .await?;
        }
        Ok(())
    }
}

fn audit_entries() -> TableCreateStatement {
    Table::create()
        .table("audit_entries")
        .col(big_integer("number").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("actor"))
        .col(string_len("action", 60))
        .col(string_len("subject_kind", 40))
        .col(string_len("subject_id", 100))
        .col(string_len_null("agency", 80))
        .col(text_null("detail"))
        .col(string_len("hash", 64))
        .to_owned()
}

/// One row: the newest entry's number and hash. Writers take turns at it.
fn audit_head() -> TableCreateStatement {
    Table::create()
        .table("audit_head")
        .col(small_integer("id").primary_key())
        .col(big_integer("number"))
        .col(string_len("hash", 64))
        .to_owned()
}

/// Refuses to change or delete an entry: no mistake of ours, and nobody in passing, does so. Who
/// owns the database can take this away; the chain is for them.
fn append_only(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Postgres => &[
            "CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the audit record is append-only'; END $$",
            "CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_stay()",
        ],
        _ => &[
            "CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE ON audit_entries \
             BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END",
            "CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries \
             BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END",
        ],
    }
}
