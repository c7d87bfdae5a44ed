//! Keys of one purpose, derived once for whoever seals or marks many things in a row.

use aws_lc_rs::aead::{Aad, RandomizedNonceKey};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{BYTES, Vault, VaultError};
use crate::kernel::secret::hex;

/// Makes fingerprints for one purpose.
pub struct Marker(hmac::Key);

impl Marker {
    /// As [`Vault::fingerprint`].
    #[must_use]
    pub fn mark(&self, text: &str) -> String {
        hex(hmac::sign(&self.0, text.as_bytes()).as_ref())
    }

    /// The first twenty digits of it: enough to tell contents of one thing apart.
    #[must_use]
    pub fn short_mark(&self, text: &[u8]) -> String {
        const SHORT: usize = 10;
        let whole = hmac::sign(&self.0, text);
        hex(whole.as_ref().get(..SHORT).unwrap_or_default())
    }
}

/// Seals for one purpose.
pub struct Sealer {
    key: RandomizedNonceKey,
    purpose: String,
}

impl Sealer {
    /// As [`Vault::seal`].
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, plain: &[u8]) -> Result<String, VaultError> {
        Ok(URL_SAFE_NO_PAD.encode(self.seal_bytes(plain.to_vec())?))
    }

    pub(super) fn seal_bytes(&self, mut plain: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        let nonce = self
            .key
            .seal_in_place_append_tag(Aad::from(self.purpose.as_bytes()), &mut plain)
            .map_err(|_| VaultError::Random)?;
        Ok([nonce.as_ref().as_slice(), &plain].concat())
    }
}

impl Vault {
    /// A key for fingerprints of a purpose.
    #[must_use]
    pub fn marker(&self, purpose: &str) -> Marker {
        let mut key = [0; BYTES];
        // Cannot fail for this length; and a key of zeros would still match nothing of ours.
        let _ = self.derive(&format!("fingerprint {purpose}"), &mut key);
        Marker(hmac::Key::new(hmac::HMAC_SHA256, &key))
    }

    /// A key for sealing for a purpose.
    ///
    /// # Errors
    /// When no key can be derived.
    pub fn sealer(&self, purpose: &str) -> Result<Sealer, VaultError> {
        let key = self.sealing_key(purpose).map_err(|_| VaultError::Random)?;
        let purpose = purpose.to_owned();
        Ok(Sealer { key, purpose })
    }
}
