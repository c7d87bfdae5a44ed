//! Codes and keys as this server knows them, and how it learns of changes.

use std::sync::Arc;

use actix_web::web::Data;
use tokio::sync::Mutex;

use super::{QrCodes, SigningKeys, store};
use crate::error::Result;
use crate::kernel::shared::Shared;
use crate::storage::{Database, meta};

/// The codes in memory. Read anew when another server, or this one, has changed them.
#[derive(Clone)]
pub struct Register {
    db: Database,
    /// The codes.
    pub codes: Data<Shared<QrCodes>>,
    /// The keys that sign them.
    pub keys: SigningKeys,
    /// The revision these were read at. One reads anew at a time, so that an older reading never replaces
    /// a newer one.
    revision: Arc<Mutex<String>>,
}

impl Register {
    /// Reads the codes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(db: &Database, keys: SigningKeys) -> Result<Self> {
        let revision = meta::codes_revision(&**db).await?;
        let codes = QrCodes::new(store::all(&**db).await?);
        Ok(Self {
            db: db.clone(),
            codes: Data::new(Shared::new(codes)),
            keys,
            revision: Arc::new(Mutex::new(revision)),
        })
    }

    /// Reads codes and keys anew when they have changed. Says whether they have.
    ///
    /// # Errors
    /// When the database fails; what was known stays.
    pub async fn refresh(&self) -> Result<bool> {
        let mut known = self.revision.lock().await;
        let revision = meta::codes_revision(&*self.db).await?;
        if *known == revision {
            return Ok(false);
        }
        self.keys.refresh().await?;
        let codes = QrCodes::new(store::all(&*self.db).await?);
        self.codes.replace(codes);
        *known = revision;
        Ok(true)
    }
}
