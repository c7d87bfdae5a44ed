//! The server's own secret, and what is made of it: sealing what must be read again, fingerprints
//! of what is only matched.
//!
//! One file holds 32 random bytes. A key of its own is derived for every purpose (HKDF), so that
//! what was sealed for one purpose cannot be passed off as another. Whoever has the database but
//! not the file reads no phone number, no authenticator's secret and no signing key.

mod derived;

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

pub use self::derived::{Marker, Sealer};
use crate::error::Error;

/// Bytes of the secret.
const BYTES: usize = 32;

/// Why the secret cannot be had. Each reads as one clear sentence.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The file is not there.
    #[error(
        "the key file {0} does not exist; make one with: (umask 077; head -c 32 /dev/urandom | base64 > {0})"
    )]
    Missing(PathBuf),
    /// The file cannot be read or written.
    #[error("cannot use the key file {0}: {1}")]
    File(PathBuf, std::io::Error),
    /// Others may read it.
    #[error("the key file {0} can be read by others; run: chmod 600 {0}")]
    Open(PathBuf),
    /// It holds something else.
    #[error("the key file {0} must hold 32 bytes in base64")]
    Form(PathBuf),
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
}

/// What was sealed does not open: it was changed, or sealed with another key or for another purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what was sealed does not open with this key file")]
pub struct Unsealable;

impl From<VaultError> for Error {
    fn from(error: VaultError) -> Self {
        Self::internal(error)
    }
}

impl From<Unsealable> for Error {
    fn from(error: Unsealable) -> Self {
        Self::internal(error)
    }
}

/// The server's own secret.
#[derive(Clone)]
pub struct Vault {
    secret: [u8; BYTES],
}

impl fmt::Debug for Vault {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// A vault with this secret.
    #[must_use]
    pub const fn new(secret: [u8; BYTES]) -> Self {
        Self { secret }
    }

    /// Reads the secret from a file that only its owner may read.
    ///
    /// # Errors
    /// When the file is not there, open to others, or holds something else.
    pub fn read(file: &Path) -> Result<Self, VaultError> {
        let text = std::fs::read_to_string(file).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => VaultError::Missing(file.to_owned()),
            _ => VaultError::File(file.to_owned(), e),
        })?;
        if is_open_to_others(file) {
            return Err(VaultError::Open(file.to_owned()));
        }
        let form = || VaultError::Form(file.to_owned());
        let bytes = STANDARD.decode(text.trim()).map_err(|_| form())?;
        Ok(Self::new(bytes.try_into().map_err(|_| form())?))
    }

    /// Reads the secret, and makes it when the file is not there yet. Of servers that start
    /// together, one makes it.
    ///
    /// # Errors
    /// When the file cannot be read or made.
    pub fn read_or_make(file: &Path) -> Result<Self, VaultError> {
        if let Err(VaultError::Missing(_)) = Self::read(file) {
            make(file)?;
        }
        Self::read(file)
    }

    /// Seals bytes for a purpose (AES-256-GCM under a random nonce). The text is base64url.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<String, VaultError> {
        Ok(URL_SAFE_NO_PAD.encode(self.seal_bytes(purpose, plain.to_vec())?))
    }

    /// Opens what was sealed for a purpose.
    ///
    /// # Errors
    /// When it was changed, or sealed otherwise.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<Vec<u8>, Unsealable> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| Unsealable)?;
        self.open_bytes(purpose, bytes)
    }

    /// Seals what is no text and may be large, as [`seal`](Self::seal) does.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal_bytes(&self, purpose: &str, plain: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        self.sealer(purpose)?.seal_bytes(plain)
    }

    /// Opens what [`seal_bytes`](Self::seal_bytes) sealed for a purpose.
    ///
    /// # Errors
    /// When it was changed, or sealed otherwise.
    pub fn open_bytes(&self, purpose: &str, mut sealed: Vec<u8>) -> Result<Vec<u8>, Unsealable> {
        let (nonce, rest) = sealed.split_at_mut_checked(NONCE_LEN).ok_or(Unsealable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unsealable)?;
        let key = self.sealing_key(purpose).map_err(|_| Unsealable)?;
        let plain = key
            .open_in_place(nonce, Aad::from(purpose.as_bytes()), rest)
            .map_err(|_| Unsealable)?;
        Ok(plain.to_vec())
    }

    /// A keyed hash (HMAC-SHA-256) for what is only matched, in hexadecimal digits. Without the key
    /// nobody can try all phone numbers against it.
    #[must_use]
    pub fn fingerprint(&self, purpose: &str, text: &str) -> String {
        self.marker(purpose).mark(text)
    }

    /// Signs bytes for a purpose (HMAC-SHA-256). Compare in constant time.
    ///
    /// # Errors
    /// When no key can be derived: nothing is ever signed with another.
    pub fn sign(&self, purpose: &str, bytes: &[u8]) -> Result<[u8; BYTES], VaultError> {
        let mut key = [0; BYTES];
        self.derive(&format!("sign {purpose}"), &mut key)
            .map_err(|_| VaultError::Random)?;
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), bytes);
        tag.as_ref().try_into().map_err(|_| VaultError::Random)
    }

    fn sealing_key(
        &self,
        purpose: &str,
    ) -> Result<RandomizedNonceKey, aws_lc_rs::error::Unspecified> {
        let mut key = [0; BYTES];
        self.derive(&format!("seal {purpose}"), &mut key)?;
        RandomizedNonceKey::new(&AES_256_GCM, &key)
    }

    fn derive(
        &self,
        info: &str,
        key: &mut [u8; BYTES],
    ) -> Result<(), aws_lc_rs::error::Unspecified> {
        hkdf::Salt::new(hkdf::HKDF_SHA256, b"motcua vault 1")
            .extract(&self.secret)
            .expand(&[info.as_bytes()], hkdf::HKDF_SHA256)?
            .fill(key)
    }
}

/// Makes the file with a new secret. A file that is there already stays.
fn make(file: &Path) -> Result<(), VaultError> {
    let mut secret = [0; BYTES];
    crate::kernel::secret::fill(&mut secret)?;
    let failed = |e| VaultError::File(file.to_owned(), e);
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    // Written beside it and linked: nobody reads half a file, and nobody's key is overwritten.
    let draft = file.with_extension(format!("{}.new", uuid::Uuid::new_v4().simple()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&draft).map_err(failed)?;
    let written = writeln!(open, "{}", STANDARD.encode(secret)).and_then(|()| open.sync_all());
    let linked = written.and_then(|()| std::fs::hard_link(&draft, file));
    let _ = std::fs::remove_file(&draft);
    match linked {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(failed(e)),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(file).is_ok_and(|m| m.mode() & 0o077 != 0)
}

#[cfg(not(unix))]
const fn is_open_to_others(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vault(byte: u8) -> Vault {
        Vault::new([byte; BYTES])
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens_for_its_purpose_and_key_only(plain in prop::collection::vec(any::<u8>(), 0..80)) {
            let sealed = vault(1).seal("totp", &plain).unwrap();
            prop_assert_eq!(vault(1).open("totp", &sealed), Ok(plain.clone()));
            prop_assert_eq!(vault(1).open("contact", &sealed), Err(Unsealable));
            prop_assert_eq!(vault(2).open("totp", &sealed), Err(Unsealable));
            prop_assert_ne!(vault(1).seal("totp", &plain).unwrap(), sealed);
        }

        #[test]
        fn any_text_is_tried(text in ".{0,60}") {
            prop_assert_eq!(vault(1).open("totp", &text), Err(Unsealable));
        }

        #[test]
        fn one_changed_byte_is_noticed(at in 0usize..40) {
            let sealed = vault(1).seal("totp", b"secret of twenty byt").unwrap();
            let mut bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
            bytes[at] ^= 1;
            prop_assert_eq!(vault(1).open("totp", &URL_SAFE_NO_PAD.encode(bytes)), Err(Unsealable));
        }
    }

    #[test]
    fn fingerprints_tell_purposes_and_keys_apart() {
        let one = vault(1).fingerprint("contact", "+84912345678");
        assert_eq!(one.len(), 64);
        assert_eq!(one, vault(1).fingerprint("contact", "+84912345678"));
        assert_ne!(one, vault(1).fingerprint("otp", "+84912345678"));
        assert_ne!(one, vault(2).fingerprint("contact", "+84912345678"));
    }
}
