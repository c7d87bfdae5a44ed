//! Bearer secrets: made at random, stored hashed, compared in constant time.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::vault::VaultError;

/// Random bytes that open something. Shown once, stored only as a hash.
pub struct Secret(String);

impl Secret {
    /// A new secret of 244 random bits.
    #[must_use]
    pub fn generate() -> Self {
        Self(format!(
            "{}{}",
            Uuid::new_v4().simple(),
            Uuid::new_v4().simple()
        ))
    }

    /// The secret, to hand to its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    #[must_use]
    pub fn hash(&self) -> String {
        sha256_hex(self.0.as_bytes())
    }
}

/// Whether `presented` is the secret behind `hash`, in time that does not depend on where they differ.
#[must_use]
pub fn opens(presented: &str, hash: &str) -> bool {
    sha256_hex(presented.as_bytes())
        .as_bytes()
        .ct_eq(hash.as_bytes())
        .into()
}

/// SHA-256 in lower-case hexadecimal digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        hex.push(digit(byte >> 4));
        hex.push(digit(byte & 0xf));
    }
    hex
}

/// Fills with random bytes of the system.
///
/// # Errors
/// When the system gives none.
pub fn fill(bytes: &mut [u8]) -> Result<(), VaultError> {
    aws_lc_rs::rand::fill(bytes).map_err(|_| VaultError::Random)
}

/// A number below `bound`, each as likely as the others.
///
/// # Errors
/// When the system gives no random bytes.
pub fn number_below(bound: u32) -> Result<u32, VaultError> {
    let bound = bound.max(1);
    // What lies above the last whole multiple would favour small numbers.
    let fair = u32::MAX - u32::MAX % bound;
    loop {
        let mut bytes = [0; 4];
        fill(&mut bytes)?;
        let number = u32::from_le_bytes(bytes);
        if number < fair {
            return Ok(number % bound);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_itself_opens() {
        let secret = Secret::generate();
        assert!(opens(secret.reveal(), &secret.hash()));
        assert!(!opens(Secret::generate().reveal(), &secret.hash()));
        assert!(!opens("", &secret.hash()));
    }
}
