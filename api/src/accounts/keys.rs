//! The keys that sign access tokens: kept in the database so that all servers share them, their
//! private part sealed; rotated with an overlap.

use std::sync::Arc;

use arc_swap::ArcSwap;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{DecodingKey, EncodingKey};
use mobile_contract::accounts::{Jwk, Jwks};
use uuid::Uuid;

use super::entity::signing_key::Model;
use super::store;
use super::token::LIFETIME;
use crate::error::{Error, Result};
use crate::kernel::clock::Clock;
use crate::kernel::vault::Vault;
use crate::storage::Database;

/// How long a new key is published before it signs: readers keep `/.well-known/jwks.json` that long.
pub const LEAD: Duration = Duration::minutes(5);
/// How long a server may go on with the keys it knows.
const FRESH: Duration = Duration::seconds(60);
/// A token of an unknown key makes a server look again, but not more often than this: strangers
/// can send any.
const AGAIN: Duration = Duration::seconds(5);
/// What private keys are sealed for.
const PURPOSE: &str = "signing_keys.private";

/// The keys of all servers, as this one knows them.
#[derive(Clone)]
pub(super) struct Keys {
    db: Database,
    vault: Vault,
    clock: Clock,
    ring: Arc<ArcSwap<Ring>>,
}

/// The keys at some time.
struct Ring {
    read_at: DateTime<Utc>,
    keys: Vec<Key>,
}

/// What signs access tokens.
pub(super) struct Signer {
    /// Id of the key.
    pub kid: String,
    /// Its private part.
    pub key: EncodingKey,
}

struct Key {
    kid: String,
    public: String,
    verifies: DecodingKey,
    signs: EncodingKey,
    signs_from: DateTime<Utc>,
    ends_at: Option<DateTime<Utc>>,
}

impl Key {
    fn holds(&self, now: DateTime<Utc>) -> bool {
        self.ends_at.is_none_or(|end| now < end)
    }
}

impl Keys {
    /// Reads the keys, and makes the first one.
    ///
    /// # Errors
    /// When the database fails, or a key was sealed with another key file.
    pub(super) async fn open(db: &Database, vault: &Vault, clock: &Clock) -> Result<Self> {
        let now = clock.now();
        if store::keys::holding(&**db, now).await?.is_empty() {
            let transaction = db.begin().await?;
            // Servers that start together may each make one; both are good.
            store::keys::insert(&*transaction, new_key(vault, now, now)?).await?;
            transaction.commit().await?;
        }
        let ring = Arc::new(ArcSwap::from_pointee(read(db, vault, now).await?));
        Ok(Self {
            db: db.clone(),
            vault: vault.clone(),
            clock: clock.clone(),
            ring,
        })
    }

    /// The key that signs now. Asked for before a transaction begins: it may have to be read.
    pub(super) async fn signer(&self) -> Result<Signer> {
        let now = self.clock.now();
        let ring = self.ring(FRESH).await?;
        let newest = ring
            .keys
            .iter()
            .filter(|key| key.holds(now) && key.signs_from <= now)
            .max_by_key(|key| key.signs_from);
        newest
            .map(|key| Signer {
                kid: key.kid.clone(),
                key: key.signs.clone(),
            })
            .ok_or_else(|| Error::internal("no key signs access tokens"))
    }

    /// The key with an id, when tokens of it are good.
    pub(super) async fn verifying(&self, kid: &str) -> Result<Option<DecodingKey>> {
        let now = self.clock.now();
        let find = |ring: &Ring| {
            let mut keys = ring.keys.iter();
            let key = keys.find(|key| key.kid == kid && key.holds(now));
            key.map(|key| key.verifies.clone())
        };
        match find(&*self.ring(FRESH).await?) {
            Some(key) => Ok(Some(key)),
            None => Ok(find(&*self.ring(AGAIN).await?)),
        }
    }

    /// The public keys, for whoever checks tokens.
    pub(super) async fn jwks(&self) -> Result<Jwks> {
        let now = self.clock.now();
        let ring = self.ring(FRESH).await?;
        let keys = ring.keys.iter().filter(|key| key.holds(now));
        Ok(Jwks {
            keys: keys
                .map(|key| Jwk {
                    kty: "OKP".to_owned(),
                    crv: "Ed25519".to_owned(),
                    alg: "EdDSA".to_owned(),
                    usage: "sig".to_owned(),
                    kid: key.kid.clone(),
                    x: key.public.clone(),
                })
                .collect(),
        })
    }

    /// The keys, read anew when what is known is older than this.
    async fn ring(&self, oldest: Duration) -> Result<Arc<Ring>> {
        let known = self.ring.load_full();
        let now = self.clock.now();
        let age = now - known.read_at;
        if age < oldest && age >= Duration::zero() {
            return Ok(known);
        }
        let read = Arc::new(read(&self.db, &self.vault, now).await?);
        self.ring.store(Arc::clone(&read));
        Ok(read)
    }
}

/// Makes a new key. It is published at once and signs after five minutes; the old ones verify for as
/// long as what they signed may be in use. `at_once` ends the old ones now, which signs everyone's
/// access token out: for when a key has become known.
///
/// # Errors
/// When the database fails.
pub async fn rotate(
    db: &Database,
    vault: &Vault,
    now: DateTime<Utc>,
    at_once: bool,
) -> Result<Uuid> {
    let signs_from = if at_once { now } else { now + LEAD };
    let ends_at = if at_once {
        now
    } else {
        // Servers learn of the change within FRESH and sign with the old key until then.
        signs_from + FRESH + LIFETIME
    };
    let key = new_key(vault, now, signs_from)?;
    let id = key.id;
    let transaction = db.begin().await?;
    store::keys::end_all(&*transaction, now, ends_at).await?;
    store::keys::insert(&*transaction, key).await?;
    transaction.commit().await?;
    Ok(id)
}

fn new_key(vault: &Vault, now: DateTime<Utc>, signs_from: DateTime<Utc>) -> Result<Model> {
    let random = SystemRandom::new();
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&random).map_err(Error::internal)?;
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(Error::internal)?;
    Ok(Model {
        id: Uuid::now_v7(),
        public: URL_SAFE_NO_PAD.encode(pair.public_key()),
        private: vault.seal(PURPOSE, pkcs8.as_ref())?,
        created_at: now,
        signs_from,
        ends_at: None,
    })
}

async fn read(db: &Database, vault: &Vault, now: DateTime<Utc>) -> Result<Ring> {
    let rows = store::keys::holding(&**db, now).await?;
    let keys = rows
        .into_iter()
        .map(|row| unsealed(vault, row))
        .collect::<Result<_>>()?;
    Ok(Ring { read_at: now, keys })
}

fn unsealed(vault: &Vault, row: Model) -> Result<Key> {
    let private = vault.open(PURPOSE, &row.private)?;
    Ok(Key {
        kid: row.id.simple().to_string(),
        verifies: DecodingKey::from_ed_components(&row.public).map_err(Error::internal)?,
        signs: EncodingKey::from_ed_der(&private),
        public: row.public,
        signs_from: row.signs_from,
        ends_at: row.ends_at,
    })
}
