//! Other systems, by their keys.
//!
//! A secret is `mck_` with the key's id and 244 random bits, stored as a hash. Nobody guesses that; wrong ones are
//! slowed down by address all the same, and a right one is let in from any address.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::{ErrorCode, Slug};
use uuid::Uuid;

use super::entity::api_key::Model;
use super::throttle::ADDRESS;
use super::{Accounts, api_keys, store};
use crate::error::{Error, Result};
use crate::kernel::bearer::bearer;
use crate::kernel::rate::{Counted, Limiter};
use crate::kernel::secret::{Secret, opens};

/// What every secret of an API key begins with, so that it is known wherever it turns up.
const PREFIX: &str = "mck_";

/// Another system that was let in by its key. As an argument of a handler it lets nobody else in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// The key.
    pub key_id: Uuid,
    /// Name of the system.
    pub source: String,
    /// The agencies it may tell of, each with all below it; `None`: the whole province.
    pub agencies: Option<Vec<Slug>>,
}

/// The secret of a key, to hand to its owner, and what is stored of it.
pub(super) fn new_secret(id: Uuid) -> (String, String) {
    let secret = Secret::generate();
    let told = format!("{PREFIX}{}_{}", id.simple(), secret.reveal());
    (told, secret.hash())
}

/// The id and the secret part of what was presented.
fn parts(presented: &str) -> Option<(Uuid, &str)> {
    let (id, secret) = presented.strip_prefix(PREFIX)?.split_once('_')?;
    Some((Uuid::try_parse(id).ok()?, secret))
}

/// Whether a secret opens a key at a time.
fn opens_key(key: &Model, secret: &str, now: DateTime<Utc>) -> bool {
    let ended = key.revoked_at.is_some() || key.expires_at.is_some_and(|end| end <= now);
    let old = key
        .old_secret_hash
        .as_deref()
        .filter(|_| key.old_secret_until.is_some_and(|until| until > now));
    // Both are looked at, so that time does not tell which one it was.
    let current = opens(secret, &key.secret_hash);
    let old = old.is_some_and(|hash| opens(secret, hash));
    (current | old) && !ended
}

impl Accounts {
    /// Which system's key a secret is. A wrong one is counted for the address it comes from.
    ///
    /// # Errors
    /// 401 for whatever is wrong with it, 429 when too many were wrong.
    pub async fn integration(&self, presented: &str, address: &str) -> Result<Integration> {
        let now = self.clock.now();
        let refused = || Error::new(ErrorCode::Unauthorized);
        let (id, secret) = parts(presented).ok_or_else(refused)?;
        let key = store::api_keys::find(&*self.db, id).await?;
        let Some(key) = key.filter(|key| opens_key(key, secret, now)) else {
            let transaction = self.db.begin().await?;
            let who = self.vault.fingerprint("api key address", address);
            let charged = ADDRESS.charge(&*transaction, &who, now).await;
            transaction.commit().await?;
            charged?;
            return Err(refused());
        };
        // Most requests of a busy system write nothing here.
        let long_ago = |at| now - at >= TimeDelta::minutes(1);
        if key.last_used_at.is_none_or(long_ago) {
            let transaction = self.db.begin().await?;
            store::api_keys::used(&*transaction, key.id, now).await?;
            transaction.commit().await?;
        }
        Ok(Integration {
            key_id: key.id,
            agencies: api_keys::agencies_of(&key)?,
            source: key.source,
        })
    }
}

impl FromRequest for Integration {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let missing = || Error::internal("accounts or limits are not there");
            let accounts = request.app_data::<Data<Accounts>>().ok_or_else(missing)?;
            let limiter = request.app_data::<Data<Limiter>>().ok_or_else(missing)?;
            let keys = request
                .app_data::<Data<Counted<Uuid>>>()
                .ok_or_else(missing)?;
            let address = limiter.address(&request);
            let address = address.map(|a| a.to_string()).unwrap_or_default();
            let known = accounts.integration(bearer(&request)?, &address).await?;
            keys.check(&known.key_id)?;
            Ok(known)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(hash: &str) -> Model {
        Model {
            id: Uuid::nil(),
            name: "Một cửa tỉnh".to_owned(),
            source: "mot-cua".to_owned(),
            secret_hash: hash.to_owned(),
            old_secret_hash: None,
            old_secret_until: None,
            agencies: None,
            created_by: None,
            created_at: DateTime::UNIX_EPOCH,
            expires_at: None,
            revoked_at: None,
            last_used_at: None,
        }
    }

    #[test]
    fn a_secret_opens_its_key_until_it_ends() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let (told, hash) = new_secret(Uuid::nil());
        let (id, secret) = parts(&told).unwrap();
        assert_eq!(id, Uuid::nil());
        assert!(opens_key(&key(&hash), secret, now));
        assert!(!opens_key(&key(&hash), "", now));
        for ended in [
            Model {
                expires_at: Some(now),
                ..key(&hash)
            },
            Model {
                revoked_at: Some(now),
                ..key(&hash)
            },
        ] {
            assert!(!opens_key(&ended, secret, now));
        }
    }

    #[test]
    fn after_a_rotation_the_old_secret_is_good_for_its_days() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let ((old, old_hash), (new, hash)) = (new_secret(Uuid::nil()), new_secret(Uuid::nil()));
        let rotated = Model {
            old_secret_hash: Some(old_hash),
            old_secret_until: Some(now + TimeDelta::days(1)),
            ..key(&hash)
        };
        for (told, at, good) in [
            (&old, now, true),
            (&old, now + TimeDelta::days(1), false),
            (&new, now, true),
            (&new, now + TimeDelta::days(1), true),
        ] {
            assert_eq!(opens_key(&rotated, parts(told).unwrap().1, at), good);
        }
    }

    #[test]
    fn what_is_no_key_has_no_parts() {
        for text in ["", "mck_", "mck_x_y", "eyJ.a.b", "mck_00000000"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
