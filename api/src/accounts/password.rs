//! Passwords: what is accepted, and how they are kept.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use mobile_contract::limits::{PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};
use crate::kernel::secret::fill;

/// Argon2id with 19 MiB, two passes, one lane. Source: OWASP Password Storage Cheat Sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Bytes of a hash. Named, because a hash that is read back names it too, and is compared.
const OUTPUT_BYTES: usize = Params::DEFAULT_OUTPUT_LEN;
/// Most hashes at once, whatever the machine: each takes a core and [`MEMORY_KIB`].
const MOST_AT_ONCE: usize = 4;

/// A password as it is hashed. Vietnamese keyboards write one letter in several ways; all of them
/// are the same password (NFKC, as NIST SP 800-63B advises).
#[derive(Clone)]
pub(super) struct Password(String);

impl Password {
    /// Reads a password that someone presents. Of what is too long, nothing is hashed.
    pub(super) fn presented(text: &str, loc: &str) -> Result<Self> {
        if text.chars().count() > PASSWORD_MAX_CHARS {
            return Err(length(loc));
        }
        Ok(Self(text.nfkc().collect()))
    }

    /// Reads a new password of someone who signs in with `login`.
    pub(super) fn chosen(text: &str, login: &str, loc: &str) -> Result<Self> {
        let password = Self::presented(text, loc)?;
        if text.chars().count() < PASSWORD_MIN_CHARS {
            return Err(length(loc));
        }
        let lower = password.0.to_lowercase();
        let name = login.split('@').next().unwrap_or(login);
        let one_letter = lower.chars().all(|c| lower.starts_with(c));
        if lower == login || lower == name || one_letter {
            return Err(Error::field(
                loc,
                "không được trùng với tên đăng nhập hay chỉ gồm một ký tự lặp lại",
                "must be neither the login nor one character repeated",
            ));
        }
        Ok(password)
    }
}

fn length(loc: &str) -> Error {
    Error::field(
        loc,
        format!("cần {PASSWORD_MIN_CHARS} đến {PASSWORD_MAX_CHARS} ký tự"),
        format!("must have {PASSWORD_MIN_CHARS} to {PASSWORD_MAX_CHARS} characters"),
    )
}

/// What comes of comparing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// It is the one.
    pub right: bool,
    /// It was hashed under other parameters than today's: hash it anew.
    pub stale: bool,
}

/// Hashes off the threads that answer requests, and not too many at once.
#[derive(Clone)]
pub(super) struct Hasher {
    argon: Argon2<'static>,
    turns: Arc<Semaphore>,
    /// Compared with where there is no such user, so that both take the same time.
    dummy: Arc<str>,
}

impl Hasher {
    /// # Errors
    /// When the system gives no random bytes.
    pub(super) fn new() -> Result<Self> {
        Self::with(MEMORY_KIB)
    }

    fn with(memory: u32) -> Result<Self> {
        let params =
            Params::new(memory, PASSES, LANES, Some(OUTPUT_BYTES)).map_err(Error::internal)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut nobody = [0; 32];
        fill(&mut nobody)?;
        let dummy = hash(&argon, &nobody)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            argon,
            turns: Arc::new(Semaphore::new(cores.min(MOST_AT_ONCE))),
            dummy: dummy.into(),
        })
    }

    /// Hashes a password under a new salt, as a PHC string.
    pub(super) async fn hash(&self, password: Password) -> Result<String> {
        let argon = self.argon.clone();
        self.aside(move || hash(&argon, password.0.as_bytes()))
            .await?
    }

    /// Compares a password. Without a hash it takes as long, and is never right.
    pub(super) async fn verify(&self, password: Password, hash: Option<String>) -> Result<Verdict> {
        let argon = self.argon.clone();
        let dummy = Arc::clone(&self.dummy);
        self.aside(move || {
            let phc =
                PasswordHash::new(hash.as_deref().unwrap_or(&dummy)).map_err(Error::internal)?;
            let same = argon.verify_password(password.0.as_bytes(), &phc).is_ok();
            let todays = Params::try_from(&phc).is_ok_and(|p| &p == argon.params());
            Ok(Verdict {
                right: same && hash.is_some(),
                stale: !todays,
            })
        })
        .await?
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(Error::internal)
    }
}

fn hash(argon: &Argon2<'_>, password: &[u8]) -> Result<String> {
    let mut salt = [0; 16];
    fill(&mut salt)?;
    let phc: PasswordHash = argon
        .hash_password_with_salt(password, &salt)
        .map_err(Error::internal)?;
    Ok(phc.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str) -> Result<Password> {
        Password::chosen(text, "lan.nguyen@hungyen.example", "body.password")
    }

    #[test]
    fn passwords_are_long_and_not_the_login() {
        for bad in [
            "",
            "ngắn quá",
            "lan.nguyen@hungyen.example",
            "LAN.NGUYEN@hungyen.example",
            "aaaaaaaaaaaaaaaa",
            &"dài ".repeat(40),
        ] {
            assert!(chosen(bad).is_err(), "{bad}");
        }
        for good in [
            "bốn mùa hoa nhãn",
            "correct horse battery",
            &"x1".repeat(64),
        ] {
            assert!(chosen(good).is_ok(), "{good}");
        }
    }

    #[tokio::test]
    async fn a_password_fits_itself_however_its_letters_are_composed() {
        let hasher = Hasher::with(64).unwrap();
        let hash = hasher
            .hash(chosen("b\u{1ed1}n mùa hoa nhãn").unwrap())
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=2,p=1$"), "{hash}");
        for (text, right) in [
            ("bo\u{302}\u{301}n mùa hoa nhãn", true),
            ("bon mua hoa nhan", false),
            ("", false),
        ] {
            let presented = Password::presented(text, "body.password").unwrap();
            let verdict = hasher.verify(presented, Some(hash.clone())).await.unwrap();
            assert_eq!(
                verdict,
                Verdict {
                    right,
                    stale: false
                },
                "{text}"
            );
        }
    }

    #[tokio::test]
    async fn other_parameters_are_told_and_nobody_has_no_right_password() {
        let (old, new) = (Hasher::with(32).unwrap(), Hasher::with(64).unwrap());
        let password = chosen("bốn mùa hoa nhãn").unwrap();
        let hash = old.hash(password.clone()).await.unwrap();
        let verdict = new.verify(password.clone(), Some(hash)).await.unwrap();
        assert_eq!(
            verdict,
            Verdict {
                right: true,
                stale: true
            }
        );
        assert!(!new.verify(password, None).await.unwrap().right);
    }

    #[test]
    fn what_runs_in_production_is_what_owasp_advises() {
        let hasher = Hasher::new().unwrap();
        assert!(hasher.dummy.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }
}
