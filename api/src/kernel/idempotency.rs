//! Requests that a phone sends twice on a bad network are carried out once.
//!
//! The response is saved in the transaction that did the work, under a key of the phone's choice,
//! and replayed for a day.

use actix_web::HttpRequest;
use actix_web::web::Data;
use chrono::{DateTime, Duration, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::limits::IDEMPOTENCY_KEY_BYTES;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::vault::Vault;
use crate::error::Error;

/// What the vault hashes requests for. They hold names and numbers: against a bare hash whoever reads the table
/// could try all numbers there are.
const PURPOSE: &str = "idempotency request";
/// How long a response is kept.
const KEPT: Duration = Duration::hours(24);

/// A saved response.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Whose keys: a conversation, an account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope: String,
    /// The caller's key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Keyed hash that tells another request under the same key.
    pub request_hash: String,
    /// HTTP status.
    pub status: i32,
    /// The body, JSON.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When it was saved.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The `Idempotency-Key` of a request; `None` when the caller sent none. What is no text is empty,
/// and refused as such by [`Attempt::new`].
#[must_use]
pub fn key(request: &HttpRequest) -> Option<&str> {
    let header = request.headers().get("idempotency-key")?;
    Some(header.to_str().unwrap_or_default())
}

/// One request under a key.
#[derive(Clone, Debug)]
pub struct Attempt {
    scope: String,
    key: String,
    request_hash: String,
}

impl Attempt {
    /// Reads the `Idempotency-Key` header; `None` when the caller sent none.
    ///
    /// # Errors
    /// When the key is empty, too long or not printable ASCII.
    pub fn from_request(
        request: &HttpRequest,
        scope: impl Into<String>,
        body: &impl serde::Serialize,
    ) -> Result<Option<Self>, Error> {
        let Some(key) = key(request) else {
            return Ok(None);
        };
        let vault = request.app_data::<Data<Vault>>();
        let vault = vault.ok_or_else(|| Error::internal("the routes have no vault"))?;
        Self::new(vault, key, scope, body).map(Some)
    }

    /// A request under a key that came by another way, as a hidden field of a form.
    ///
    /// # Errors
    /// When the key is empty, too long or not printable ASCII.
    pub fn new(
        vault: &Vault,
        key: &str,
        scope: impl Into<String>,
        body: &impl serde::Serialize,
    ) -> Result<Self, Error> {
        let printable = key.bytes().all(|b| b.is_ascii_graphic());
        if key.is_empty() || key.len() > IDEMPOTENCY_KEY_BYTES || !printable {
            return Err(Error::field(
                "header.idempotency-key",
                format!("cần 1 đến {IDEMPOTENCY_KEY_BYTES} ký tự ASCII"),
                format!("must be 1 to {IDEMPOTENCY_KEY_BYTES} ASCII characters"),
            ));
        }
        Ok(Self {
            scope: scope.into(),
            key: key.to_owned(),
            request_hash: vault.fingerprint(PURPOSE, &serde_json::to_string(body)?),
        })
    }

    /// Names the request: whose key, and which.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.scope, self.key)
    }

    /// How long the key is.
    #[must_use]
    pub const fn key_bytes(&self) -> usize {
        self.key.len()
    }

    /// The response saved for this request, when it was carried out before.
    ///
    /// # Errors
    /// When the key was used for another request, or the database fails.
    pub async fn saved(&self, db: &impl ConnectionTrait) -> Result<Option<Model>, Error> {
        let id = (self.scope.clone(), self.key.clone());
        match Entity::find_by_id(id).one(db).await? {
            Some(row) if row.request_hash == self.request_hash => Ok(Some(row)),
            Some(_) => Err(Error::new(ErrorCode::IdempotencyConflict)),
            None => Ok(None),
        }
    }

    /// Saves the response, in the transaction that did the work.
    ///
    /// # Errors
    /// When the same request is being carried out at the same time, or the database fails.
    pub async fn save(
        &self,
        db: &impl ConnectionTrait,
        status: u16,
        body: &impl serde::Serialize,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let row = ActiveModel {
            scope: Set(self.scope.clone()),
            key: Set(self.key.clone()),
            request_hash: Set(self.request_hash.clone()),
            status: Set(i32::from(status)),
            body: Set(serde_json::to_string(body)?),
            created_at: Set(now),
        };
        match Entity::insert(row).exec_without_returning(db).await {
            Ok(_) => Ok(()),
            Err(e) if matches!(e.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                Err(Error::new(ErrorCode::IdempotencyConflict))
            }
            Err(e) => Err(e.into()),
        }
    }
}

/// Deletes what is older than a day.
///
/// # Errors
/// When the database fails.
pub async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let old = Entity::delete_many()
        .filter(Column::CreatedAt.lt(now - KEPT))
        .exec(db)
        .await?;
    Ok(old.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::secret::sha256_hex;

    #[test]
    fn requests_are_told_apart_by_the_servers_key_only() {
        let hash = |key: u8, phone: &str| {
            let vault = Vault::new([key; 32]);
            Attempt::new(&vault, "k", "tickets", &phone)
                .unwrap()
                .request_hash
        };
        let one = hash(1, "0912345678");
        assert_eq!(one, hash(1, "0912345678"));
        assert_ne!(one, hash(1, "0912345679"));
        assert_ne!(one, hash(2, "0912345678"));
        assert_ne!(one, sha256_hex(b"\"0912345678\""));
    }
}
