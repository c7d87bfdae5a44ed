//! Keeping, rotating and revoking of signing keys.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::{DateTime, Duration, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::qr::{QrKeyId, QrPublicKey};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::entity::key::{Column, Entity, Model};
use super::keys::PURPOSE;
use crate::error::{Error, Result};
use crate::kernel::vault::Vault;
use crate::storage::{Database, meta};

/// How long a new key is published before it signs: the app reads the list at least weekly.
pub const LEAD: Duration = Duration::days(7);
/// How long what a key signed stays good after the next one has begun: a poster hangs for years, and staff
/// see long before which ones are printed with an old key.
pub const OVERLAP: Duration = Duration::days(3 * 365);

/// Every key, oldest first.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .order_by_asc(Column::SignsFrom)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// Makes a key that signs from a time on.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    vault: &Vault,
    now: DateTime<Utc>,
    signs_from: DateTime<Utc>,
) -> Result<QrKeyId> {
    let random = SystemRandom::new();
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&random).map_err(Error::internal)?;
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(Error::internal)?;
    let public = pair
        .public_key()
        .as_ref()
        .try_into()
        .map_err(Error::internal)?;
    let mut number = [0; 4];
    random.fill(&mut number).map_err(Error::internal)?;
    let id = QrKeyId::from_number(u32::from_be_bytes(number))
        .ok_or_else(|| Error::internal("no id of a key"))?;
    let row = Model {
        id: id.to_string(),
        public: QrPublicKey::from_bytes(public).as_str().to_owned(),
        private: vault.seal(PURPOSE, pkcs8.as_ref())?,
        created_at: now,
        signs_from,
        ends_at: None,
        revoked_at: None,
    };
    Entity::insert(row.into_active_model())
        .exec_without_returning(db)
        .await?;
    Ok(id)
}

/// Makes the next key. It is published at once and signs after [`LEAD`]; what the others signed stays good
/// for [`OVERLAP`] from then on.
///
/// # Errors
/// When the database fails.
pub async fn rotate(db: &Database, vault: &Vault, now: DateTime<Utc>) -> Result<QrKeyId> {
    let transaction = db.begin().await?;
    let signs_from = now + LEAD;
    Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(signs_from + OVERLAP))
        .filter(Column::EndsAt.is_null())
        .exec(&*transaction)
        .await?;
    let id = insert(&*transaction, vault, now, signs_from).await?;
    meta::bump_codes(&*transaction).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Ends a key that others may know: nothing it signed is genuine any more. Where no other key signs, the
/// next one begins at once, or a new one is made. Where it was the newest, the one before it loses its end.
/// Tells which key signs then.
///
/// # Errors
/// When there is no such key, it is revoked already, or the database fails.
pub async fn revoke(
    db: &Database,
    vault: &Vault,
    id: &QrKeyId,
    now: DateTime<Utc>,
) -> Result<QrKeyId> {
    let transaction = db.begin().await?;
    let ended = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::Id.eq(id.as_str()))
        .filter(Column::RevokedAt.is_null())
        .exec(&*transaction)
        .await?;
    if ended.rows_affected != 1 {
        return Err(Error::new(ErrorCode::NotFound).detail(
            format!("Không có khóa {id}, hoặc khóa đã bị thu hồi."),
            format!("There is no key {id}, or it is revoked already."),
        ));
    }
    let good: Vec<Model> = all(&*transaction)
        .await?
        .into_iter()
        .filter(|key| key.revoked_at.is_none() && key.ends_at.is_none_or(|end| now < end))
        .collect();
    // The newest of those that are left has no end any more: another one follows when it is made.
    if let Some(newest) = good.last()
        && good.iter().all(|key| key.ends_at.is_some())
    {
        go_on(&*transaction, &newest.id).await?;
    }
    let signs = good.iter().rfind(|key| key.signs_from <= now);
    let signing = match (signs, good.first()) {
        (Some(key), _) => key.id.parse().map_err(Error::internal)?,
        (None, Some(next)) => {
            begin(&*transaction, &next.id, now).await?;
            next.id.parse().map_err(Error::internal)?
        }
        (None, None) => insert(&*transaction, vault, now, now).await?,
    };
    meta::bump_codes(&*transaction).await?;
    transaction.commit().await?;
    Ok(signing)
}

async fn begin(db: &impl ConnectionTrait, id: &str, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SignsFrom, Expr::value(now))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

async fn go_on(db: &impl ConnectionTrait, id: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(None::<DateTime<Utc>>))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// A key as the command line shows it.
#[derive(Clone, Debug)]
pub struct KeyRow {
    /// Its id.
    pub id: String,
    /// From when on it signs.
    pub from: DateTime<Utc>,
    /// Until when what it signed is good.
    pub until: Option<DateTime<Utc>>,
    /// Since when others may know it.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Every key, for the command line.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<KeyRow>> {
    let rows = all(db).await?.into_iter();
    let shown = rows.map(|row| KeyRow {
        id: row.id,
        from: row.signs_from,
        until: row.ends_at,
        revoked_at: row.revoked_at,
    });
    Ok(shown.collect())
}
