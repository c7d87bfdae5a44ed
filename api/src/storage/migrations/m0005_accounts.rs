//! Staff, citizens who proved a contact, their sessions, and what slows down guessing.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, boolean, integer, string_len, string_len_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            users(),
            citizens(),
            sessions(),
            refresh_tokens(),
            recovery_codes(),
            password_links(),
            otp_challenges(),
            auth_throttles(),
            signing_keys(),
        ] {
            manager.create_table(table).await?;
        }
        for (name, table, column) in [
            ("users_of_agency", "users", "agency"),
            ("sessions_of_user", "sessions", "user_id"),
            ("sessions_of_citizen", "sessions", "citizen_id"),
            ("sessions_by_end", "sessions", "expires_at"),
            ("refresh_tokens_of_session", "refresh_tokens", "session_id"),
            ("recovery_codes_of_user", "recovery_codes", "user_id"),
            ("password_links_of_user", "password_links", "user_id"),
            ("otp_challenges_by_end", "otp_challenges", "expires_at"),
            ("auth_throttles_by_age", "auth_throttles", "updated_at"),
        ] {
            let mut index = Index::create();
            manager
                .create_index(index.name(name).table(table).col(column).to_owned())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "signing_keys",
            "auth_throttles",
            "otp_challenges",
            "password_links",
            "recovery_codes",
            "refresh_tokens",
            "sessions",
            "citizens",
            "users",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn users() -> TableCreateStatement {
    Table::create()
        .table("users")
        .col(uuid("id").primary_key())
        .col(string_len("login", 254).unique_key())
        .col(string_len("name", 120))
        .col(string_len("role", 20))
        .col(string_len_null("agency", 80))
        .col(boolean("active"))
        .col(text_null("password_hash"))
        .col(text_null("totp_secret"))
        .col(boolean("totp_confirmed"))
        .col(big_integer_null("totp_step"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

/// The contact is sealed; its fingerprint finds it.
fn citizens() -> TableCreateStatement {
    Table::create()
        .table("citizens")
        .col(uuid("id").primary_key())
        .col(string_len("contact_fingerprint", 64).unique_key())
        .col(text("contact"))
        .col(string_len("channel", 10))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}

/// Of a user or of a citizen. A session is a family of refresh tokens.
fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(uuid("id").primary_key())
        .col(uuid_null("user_id"))
        .col(uuid_null("citizen_id"))
        .col(string_len_null("device", 160))
        .col(string_len("address_fingerprint", 64))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_used_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut cascade("sessions", "user_id", "users"))
        .foreign_key(&mut cascade("sessions", "citizen_id", "citizens"))
        .to_owned()
}

fn refresh_tokens() -> TableCreateStatement {
    Table::create()
        .table("refresh_tokens")
        .col(string_len("hash", 64).primary_key())
        .col(uuid("session_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut cascade("refresh_tokens", "session_id", "sessions"))
        .to_owned()
}

fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("recovery_codes")
        .col(string_len("hash", 64).primary_key())
        .col(uuid("user_id"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut cascade("recovery_codes", "user_id", "users"))
        .to_owned()
}

/// Links that set a password: good once.
fn password_links() -> TableCreateStatement {
    Table::create()
        .table("password_links")
        .col(string_len("hash", 64).primary_key())
        .col(uuid("user_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut cascade("password_links", "user_id", "users"))
        .to_owned()
}

fn otp_challenges() -> TableCreateStatement {
    Table::create()
        .table("otp_challenges")
        .col(uuid("id").primary_key())
        .col(string_len("contact_fingerprint", 64))
        .col(text("contact"))
        .col(string_len("channel", 10))
        .col(string_len("code_fingerprint", 64))
        .col(integer("tries"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .to_owned()
}

/// How often something was tried, by a keyed hash of who or where.
fn auth_throttles() -> TableCreateStatement {
    Table::create()
        .table("auth_throttles")
        .col(string_len("key", 64).primary_key())
        .col(integer("count"))
        .col(timestamp_with_time_zone("since"))
        .col(timestamp_with_time_zone("blocked_until"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

/// Keys that sign access tokens; the private part is sealed.
fn signing_keys() -> TableCreateStatement {
    Table::create()
        .table("signing_keys")
        .col(uuid("id").primary_key())
        .col(string_len("public", 60))
        .col(text("private"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("signs_from"))
        .col(timestamp_with_time_zone_null("ends_at"))
        .to_owned()
}

fn cascade(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}
