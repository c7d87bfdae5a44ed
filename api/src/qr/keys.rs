//! The keys that sign codes: kept in the database so that all servers share them, their private part
//! sealed; rotated with an overlap of years, because posters hang that long.

use std::sync::Arc;

use arc_swap::ArcSwap;
use aws_lc_rs::signature::Ed25519KeyPair;
use chrono::{DateTime, Duration, Utc};
use mobile_contract::QrCode;
use mobile_contract::qr::{QrKey, QrKeyId, QrKeys, QrSigned, signed_message};

use quick_cache::sync::Cache;

use super::entity::key::Model;
use super::key_store;
use crate::error::{Error, Result};
use crate::kernel::vault::Vault;
use crate::storage::{Database, meta};

/// What private keys are sealed for.
pub(super) const PURPOSE: &str = "qr_keys.private";

/// How long before the end of a key its posters are told to be printed anew: time for a whole province.
const REPRINT: Duration = Duration::days(365);

/// Most signatures that are remembered as good. Only ours are, so strangers cannot fill it.
const PROVED: usize = 20_000;

/// What a signature turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Ours, by a key that holds.
    Valid,
    /// Ours, by a key whose time has ended.
    KeyEnded,
    /// Made with a key that others may know.
    KeyRevoked,
    /// Not ours.
    Wrong,
}

/// The keys of all servers, as this one knows them.
#[derive(Clone)]
pub struct SigningKeys {
    db: Database,
    vault: Vault,
    /// Where codes lead: scheme, host and port. Signed with each code.
    base: Arc<str>,
    ring: Arc<ArcSwap<Vec<Key>>>,
    /// Signatures that fit their codes: the same few are scanned all day, and each costs some ten
    /// thousandths of a second to prove.
    proved: Arc<Cache<(QrCode, QrSigned), ()>>,
}

struct Key {
    public: QrKey,
    pair: Ed25519KeyPair,
    revoked: bool,
}

impl Key {
    fn signs(&self, now: DateTime<Utc>) -> bool {
        !self.revoked && self.public.from <= now && self.public.holds(now)
    }
}

/// The newest key that signs.
fn newest(ring: &[Key], now: DateTime<Utc>) -> Option<&Key> {
    let signing = ring.iter().filter(|key| key.signs(now));
    signing.max_by_key(|key| (key.public.from, key.public.id.clone()))
}

impl SigningKeys {
    /// Reads the keys, and makes the first one.
    ///
    /// # Errors
    /// When the database fails, or a key was sealed with another key file.
    pub async fn open(
        db: &Database,
        vault: &Vault,
        base: &str,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        if !key_store::all(&**db)
            .await?
            .iter()
            .any(|row| row.revoked_at.is_none() && row.ends_at.is_none_or(|end| now < end))
        {
            let transaction = db.begin().await?;
            // Servers that start together may each make one; both are good.
            key_store::insert(&*transaction, vault, now, now).await?;
            meta::bump_codes(&*transaction).await?;
            transaction.commit().await?;
        }
        let keys = Self {
            db: db.clone(),
            vault: vault.clone(),
            base: base.trim_end_matches('/').into(),
            ring: Arc::new(ArcSwap::from_pointee(Vec::new())),
            proved: Arc::new(Cache::new(PROVED)),
        };
        keys.refresh().await?;
        Ok(keys)
    }

    /// Reads the keys anew.
    ///
    /// # Errors
    /// When the database fails, or a key was sealed with another key file.
    pub async fn refresh(&self) -> Result<()> {
        let rows = key_store::all(&*self.db).await?;
        let keys = rows.iter().map(|row| self.unsealed(row));
        self.ring.store(Arc::new(keys.collect::<Result<_>>()?));
        Ok(())
    }

    /// Where codes lead: scheme, host and port.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Signs a code with the newest key that signs.
    ///
    /// # Errors
    /// When no key signs.
    pub fn sign(&self, code: &QrCode, now: DateTime<Utc>) -> Result<QrSigned> {
        let ring = self.ring.load();
        // A clock that was put back must not stop the printing.
        let key = newest(&ring, now).or_else(|| ring.iter().find(|key| !key.revoked));
        let key = key.ok_or_else(|| Error::internal("no key signs codes"))?;
        let signature = key.pair.sign(signed_message(&self.base, code).as_bytes());
        let signature = signature.as_ref().try_into().map_err(Error::internal)?;
        Ok(QrSigned::new(key.public.id.clone(), signature))
    }

    /// What the signature of a code is.
    #[must_use]
    pub fn prove(&self, code: &QrCode, signed: &QrSigned, now: DateTime<Utc>) -> Proof {
        let ring = self.ring.load();
        let Some(key) = ring.iter().find(|key| key.public.id == signed.key) else {
            return Proof::Wrong;
        };
        if !self.fits(key, code, signed) {
            Proof::Wrong
        } else if key.revoked {
            Proof::KeyRevoked
        } else if key.public.holds(now) {
            Proof::Valid
        } else {
            Proof::KeyEnded
        }
    }

    /// Whether a key is not the newest, and what it signed is good for a year at most.
    #[must_use]
    pub fn ends_soon(&self, id: &QrKeyId, now: DateTime<Utc>) -> bool {
        let ring = self.ring.load();
        let soon = |end: DateTime<Utc>| end <= now + REPRINT;
        let signs = newest(&ring, now).is_some_and(|key| key.public.id == *id);
        let key = ring.iter().find(|key| key.public.id == *id);
        !signs && key.is_some_and(|key| key.public.until.is_some_and(soon))
    }

    /// A keyed hash of a dossier's code: whoever has the dossier can tell that a record is about it, and
    /// nobody else.
    #[must_use]
    pub fn mark(&self, dossier: &str) -> String {
        let mut mark = self.vault.fingerprint("qr dossier", dossier);
        mark.truncate(16);
        mark
    }

    fn fits(&self, key: &Key, code: &QrCode, signed: &QrSigned) -> bool {
        let known = (code.clone(), signed.clone());
        if self.proved.get(&known).is_some() {
            return true;
        }
        let fits = signed.fits(&key.public, &self.base, code);
        if fits {
            self.proved.insert(known, ());
        }
        fits
    }

    /// The public keys, for phones: the one that signs, the next one, and all that did before. One that has ended
    /// stays on the list: without it an old poster would look like a false one.
    #[must_use]
    pub fn public(&self) -> QrKeys {
        let ring = self.ring.load();
        let listed = ring.iter().filter(|key| !key.revoked);
        QrKeys {
            base: self.base.to_string(),
            keys: listed.map(|key| key.public.clone()).collect(),
        }
    }

    /// Until when an answer made of the keys holds by itself: when the next one begins or ends.
    #[must_use]
    pub fn next_change(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let ring = self.ring.load();
        let times = ring
            .iter()
            .flat_map(|key| [Some(key.public.from), key.public.until]);
        let later = times.flatten().filter(|time| *time > now);
        later.min().unwrap_or(now + Duration::days(1))
    }

    fn unsealed(&self, row: &Model) -> Result<Key> {
        let private = self.vault.open(PURPOSE, &row.private)?;
        let id: QrKeyId = row.id.parse().map_err(Error::internal)?;
        Ok(Key {
            public: QrKey {
                id,
                public_key: row.public.parse().map_err(Error::internal)?,
                from: row.signs_from,
                until: row.ends_at,
            },
            pair: Ed25519KeyPair::from_pkcs8(&private).map_err(Error::internal)?,
            revoked: row.revoked_at.is_some(),
        })
    }
}
