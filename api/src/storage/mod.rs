//! The database: opening it, its schema, and transactions.
//!
//! SQLite out of the box, PostgreSQL for a province, both through the same sea-orm code.

mod database;
pub mod meta;
mod migrations;

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, RuntimeErr};
use sea_orm_migration::MigratorTrait;

pub use self::database::{Database, WriteTransaction};
use self::migrations::Migrator;

/// How long a writer waits for another process's on SQLite.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a caller waits for a connection: longer, so that a lock is reported as what it is.
const CONNECTION_PATIENCE: Duration = Duration::from_secs(8);

/// Why the database cannot be used. Each reads as one clear sentence.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The address is neither SQLite nor PostgreSQL.
    #[error("the database address must begin with sqlite: or postgres:")]
    UnknownScheme,
    /// SQLite would make a database that is gone with its connection.
    #[error("the database address names no file, as in sqlite:motcua.db")]
    NoFile,
    /// It does not answer, does not exist, or refuses us.
    #[error("cannot open the database: {0}")]
    Connect(String),
    /// Another process holds the lock for longer than we wait.
    #[error("the database is locked by another process; stop it or try again later")]
    Locked,
    /// It was made by a newer version of this program.
    #[error(
        "the database is of a newer version than this program (it knows the change {0:?}); \
         run the newer program, or restore a copy of before"
    )]
    NewerSchema(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Other(DbErr),
}

impl StorageError {
    /// Whether SQLite gave up waiting for another writer. Only its words tell.
    #[must_use]
    pub fn is_locked(error: &DbErr) -> bool {
        let text = error.to_string();
        text.contains("database is locked") || text.contains("database table is locked")
    }

    /// Whether PostgreSQL ended a transaction that waited for another one, which waited for it: again, it goes.
    #[must_use]
    pub fn is_deadlock(error: &DbErr) -> bool {
        let (DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
        else {
            return false;
        };
        let database = cause.as_database_error();
        let code = database.and_then(|error| error.code());
        code.as_deref() == Some("40P01")
    }
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        if Self::is_locked(&error) {
            Self::Locked
        } else {
            Self::Other(error)
        }
    }
}

/// Opens the database at `url` and makes sure that it answers.
///
/// # Errors
/// When the address is unknown, or nothing answers there.
pub async fn open(url: &str) -> Result<Database, StorageError> {
    let mut options = ConnectOptions::new(url);
    options
        .acquire_timeout(CONNECTION_PATIENCE)
        .connect_timeout(CONNECTION_PATIENCE)
        .max_connections(10)
        .sqlx_logging(false);
    if let Some(path) = url.strip_prefix("sqlite:") {
        if path.trim_start_matches('/').is_empty() {
            return Err(StorageError::NoFile);
        }
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(PATIENCE)
                .foreign_keys(true)
        });
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        // Queries here take a tenth of a second at most: compiling one takes longer than that.
        options.map_sqlx_postgres_opts(|postgres| postgres.options([("jit", "off")]));
    } else {
        return Err(StorageError::UnknownScheme);
    }
    let connection = sea_orm::Database::connect(options)
        .await
        .map_err(connect_error)?;
    connection.ping().await.map_err(connect_error)?;
    let one_writer = connection.get_database_backend() == DbBackend::Sqlite;
    Ok(Database {
        connection,
        turn: one_writer.then(Arc::default),
    })
}

fn connect_error(error: DbErr) -> StorageError {
    match StorageError::from(error) {
        StorageError::Other(DbErr::ConnectionAcquire(_)) => StorageError::Connect(
            "it does not answer; is the address right, and is it running?".to_owned(),
        ),
        StorageError::Other(error) => StorageError::Connect(plain(&error)),
        clear => clear,
    }
}

/// The innermost cause: the layers above it only repeat that something failed.
fn plain(error: &DbErr) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// Key of PostgreSQL's advisory lock around schema changes: any number, as long as it is ours alone.
const MIGRATION_LOCK: i64 = 0x6d6f_7463_7561;

/// Brings the schema up to date, all changes or none. Servers that start together take turns.
///
/// # Errors
/// When the database is of a newer version, or a change fails.
pub async fn migrate(db: &Database) -> Result<(), StorageError> {
    let transaction = db.begin().await?;
    // On SQLite the transaction itself is the lock.
    if db.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
        transaction.execute_unprepared(&lock).await?;
    }
    refuse_newer(&transaction).await?;
    Migrator::up(&*transaction, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// A database that knows changes which this program does not must not be written to.
async fn refuse_newer(db: &DatabaseTransaction) -> Result<(), StorageError> {
    let known: Vec<String> = Migrator::migrations()
        .iter()
        .map(|m| m.name().to_owned())
        .collect();
    let applied = Migrator::get_migration_models(db).await?;
    match applied.into_iter().find(|m| !known.contains(&m.version)) {
        Some(unknown) => Err(StorageError::NewerSchema(unknown.version)),
        None => Ok(()),
    }
}
