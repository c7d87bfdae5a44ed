//! The open database, and transactions that write.

use std::ops::Deref;
use std::sync::Arc;

use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// The open database. Reads go to it directly; writes [`begin`](Self::begin) a transaction.
#[derive(Clone, Debug)]
pub struct Database {
    pub(super) connection: DatabaseConnection,
    /// SQLite has one writer. Ours queue up here, in order, instead of polling its lock; other
    /// processes are still waited for there. PostgreSQL needs no turns.
    pub(super) turn: Option<Arc<Mutex<()>>>,
}

impl Database {
    /// Begins a transaction that will write.
    ///
    /// On SQLite it takes the write lock at once: a transaction that reads first and writes later
    /// would fail, without waiting, when another writer came between.
    ///
    /// # Errors
    /// When no connection or lock is had in time.
    pub async fn begin(&self) -> Result<WriteTransaction, DbErr> {
        let turn = match &self.turn {
            Some(turn) => Some(Arc::clone(turn).lock_owned().await),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let transaction = self.connection.begin_with_options(options).await?;
        Ok(WriteTransaction {
            transaction,
            _turn: turn,
        })
    }

    /// Begins a transaction that reads, and sees one state of the database from its first query on: what several
    /// queries read of it fits together. Dropped, it ends.
    ///
    /// # Errors
    /// When no connection is had in time.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        // On SQLite each transaction is like that.
        let options = match self.connection.get_database_backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..Default::default()
            },
            _ => TransactionOptions::default(),
        };
        self.connection.begin_with_options(options).await
    }

    /// Closes every connection.
    ///
    /// # Errors
    /// When the database fails at it.
    pub async fn close(self) -> Result<(), DbErr> {
        self.connection.close().await
    }
}

impl Deref for Database {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        &self.connection
    }
}

/// A transaction that writes. Dropped without [`commit`](Self::commit), it is undone.
#[derive(Debug)]
pub struct WriteTransaction {
    transaction: DatabaseTransaction,
    /// Given up after the transaction has ended: fields are dropped in order.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl WriteTransaction {
    /// Makes what was written last.
    ///
    /// # Errors
    /// When the database fails; then nothing was written.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.transaction.commit().await
    }
}

impl Deref for WriteTransaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
