//! The address in a printed code, and how to tell a genuine one without asking a server.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use ed25519_compact::{PublicKey, Signature};

use super::keys::{QrKey, QrKeyId, QrKeys};
use crate::code::base32;
use crate::{CodeError, QrCode};

/// What stands before what is signed, so that a signature of ours for something else is none here.
const PREFIX: &str = "motcua-qr-v1";
/// The path before the code. In upper case with the rest, a QR image of it needs fewer modules.
const PATH: &str = "/Q/";
/// Between code, key and signature: allowed in a path, and in a QR code's alphanumeric mode.
const SEPARATOR: char = '.';
/// Bytes of an Ed25519 signature.
const SIGNATURE: usize = 64;
/// Symbols of a signature: five bits each.
const SIGNATURE_SYMBOLS: usize = (SIGNATURE * 8).div_ceil(5);
/// What may follow an address in a message: no code and no signature ends with any of it.
const PUNCTUATION: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '\'', '…', '”', '’', '»',
];
/// Longest address that is read, in bytes: the longest host, and 300 more.
const MOST_BYTES: usize = 553;

/// Why a text is no address of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Longer than any of ours.
    #[error("longer than any address of a code")]
    TooLong,
    /// Not `https://HOST/q/CODE`: another page, a user's name before the host, a query that is none of ours.
    #[error("not an address of a code")]
    Address,
    /// The code in it is none.
    #[error("the code in it: {0}")]
    Code(#[from] CodeError),
    /// What follows the code is no signature.
    #[error("what follows the code is no signature")]
    Signature,
    /// The address was cut off within its signature. It tells neither that it is genuine nor that it is false.
    #[error("the address is cut off")]
    Incomplete,
}

/// Why an address is not proved genuine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// It leads to another host. Do not open it.
    #[error("it leads to another host")]
    Host,
    /// It has no signature: somebody typed the short code.
    #[error("it has no signature")]
    Unsigned,
    /// The key is not on the list: the list may be old, read it anew. If it still is not, do not trust it: keys
    /// whose time has ended stay on the list, those that others know do not.
    #[error("its key is not on the list")]
    UnknownKey,
    /// The key's time has ended: the poster is old, and not false. Open it, and say that it should be replaced.
    #[error("its key's time has ended")]
    KeyEnded,
    /// The signature does not fit. Do not trust it.
    #[error("the signature does not fit")]
    Signature,
}

/// A signature over a code, and the key that made it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct QrSigned {
    /// The key.
    pub key: QrKeyId,
    signature: [u8; SIGNATURE],
}

impl fmt::Debug for QrSigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "QrSigned({})", self.key)
    }
}

impl QrSigned {
    /// A signature (64 bytes) that a key made over [`signed_message`].
    #[must_use]
    pub const fn new(key: QrKeyId, signature: [u8; SIGNATURE]) -> Self {
        Self { key, signature }
    }

    /// Whether the signature is this key's over a code at a host.
    #[must_use]
    pub fn fits(&self, key: &QrKey, base: &str, code: &QrCode) -> bool {
        let fits = |bytes: [u8; 32]| {
            PublicKey::new(bytes)
                .verify(signed_message(base, code), &Signature::new(self.signature))
        };
        key.id == self.key
            && key
                .public_key
                .bytes()
                .is_some_and(|bytes| fits(bytes).is_ok())
    }
}

/// What a key signs: a prefix, where the code leads in lower case (scheme, host, port), and the code, a
/// line each.
#[must_use]
pub fn signed_message(base: &str, code: &QrCode) -> String {
    let base = base.trim_end_matches('/').to_ascii_lowercase();
    format!("{PREFIX}\n{base}\n{code}")
}

/// The address in a printed code: `HTTPS://MOTCUA.EXAMPLE/Q/7K3M9QK.K7Q2.…`, all upper case. Reads any case
/// and writes upper case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QrLink {
    /// Scheme, host and port, in upper case.
    base: String,
    code: QrCode,
    signed: Option<QrSigned>,
    /// It was read from one of our links, or from a page that was open.
    seen: bool,
}

impl QrLink {
    /// The address of a code at a host such as `https://motcua.example`.
    ///
    /// # Errors
    /// When that is no host, or has a path.
    pub fn new(base: &str, code: QrCode, signed: Option<QrSigned>) -> Result<Self, LinkError> {
        let base = base.trim_end_matches('/');
        if !is_base(base) {
            return Err(LinkError::Address);
        }
        Ok(Self {
            base: base.to_ascii_uppercase(),
            code,
            signed,
            seen: false,
        })
    }

    /// Where it leads: scheme, host and port, in lower case.
    #[must_use]
    pub fn base(&self) -> String {
        self.base.to_ascii_lowercase()
    }

    /// The code in it.
    #[must_use]
    pub const fn code(&self) -> &QrCode {
        &self.code
    }

    /// The signature in it.
    #[must_use]
    pub const fn signed(&self) -> Option<&QrSigned> {
        self.signed.as_ref()
    }

    /// Whether it was read from one of our own links, or from the address of a page that was open (`?seen=1`,
    /// `?lang=en`): then nobody scanned it just now. It is written without that.
    #[must_use]
    pub const fn was_seen(&self) -> bool {
        self.seen
    }

    /// Proves it genuine without asking a server. `hosts` are those that the app trusts, such as
    /// `https://motcua.example`; `keys` is what the host listed, of whatever age.
    ///
    /// It proves who printed the code, not that the code is still in use: `GET /v1/qr/{code}` says that.
    ///
    /// # Errors
    /// When it is not proved; see [`VerifyError`] for what to do.
    pub fn verify<'k>(
        &self,
        keys: &'k QrKeys,
        hosts: &[&str],
        now: DateTime<Utc>,
    ) -> Result<&'k QrKey, VerifyError> {
        let same = |host: &str| host.trim_end_matches('/').eq_ignore_ascii_case(&self.base);
        if !hosts.iter().any(|host| same(host)) || !same(&keys.base) {
            return Err(VerifyError::Host);
        }
        let signed = self.signed.as_ref().ok_or(VerifyError::Unsigned)?;
        let key = keys.find(&signed.key).ok_or(VerifyError::UnknownKey)?;
        if !signed.fits(key, &self.base, &self.code) {
            return Err(VerifyError::Signature);
        }
        if key.holds(now) {
            Ok(key)
        } else {
            Err(VerifyError::KeyEnded)
        }
    }

    /// Reads what stands behind `/q/`: a code, or a code with its key and signature. A code alone may be
    /// typed as people do; the rest is a machine's, and nothing in it is forgiven but case. The punctuation of a
    /// message that the address stood in is no part of it.
    ///
    /// # Errors
    /// When it is neither.
    pub fn tail(text: &str) -> Result<(QrCode, Option<QrSigned>), LinkError> {
        if text.len() > MOST_BYTES {
            return Err(LinkError::TooLong);
        }
        let text = text.trim_end_matches(PUNCTUATION);
        let Some((code, rest)) = text.split_once(SEPARATOR) else {
            return Ok((text.parse()?, None));
        };
        let code = code.parse()?;
        let (key, signature) = rest.split_once(SEPARATOR).unwrap_or((rest, rest));
        if signature.len() < SIGNATURE_SYMBOLS {
            return Err(LinkError::Incomplete);
        }
        let key = key.parse().map_err(|_| LinkError::Signature)?;
        let signature = base32::decode_bytes(signature).ok_or(LinkError::Signature)?;
        Ok((code, Some(QrSigned { key, signature })))
    }

    /// Writes what stands behind `/q/`, as [`tail`](Self::tail) reads it: a code, with its key and signature if
    /// there are any.
    #[must_use]
    pub fn write_tail(code: &QrCode, signed: Option<&QrSigned>) -> String {
        match signed {
            None => code.to_string(),
            Some(QrSigned { key, signature }) => {
                let signature = base32::encode_bytes(signature);
                format!("{code}{SEPARATOR}{key}{SEPARATOR}{signature}")
            }
        }
    }
}

impl fmt::Display for QrLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tail = Self::write_tail(&self.code, self.signed.as_ref());
        write!(f, "{}{PATH}{tail}", self.base)
    }
}

impl FromStr for QrLink {
    type Err = LinkError;

    /// Accepts any case, white space around it, the punctuation of a message behind it, and what our own links have
    /// behind the code: `?seen=1`, `?lang=en`, a fragment. Any other query is refused.
    fn from_str(s: &str) -> Result<Self, LinkError> {
        let s = s.trim().trim_end_matches(PUNCTUATION);
        if s.len() > MOST_BYTES {
            return Err(LinkError::TooLong);
        }
        let (address, _fragment) = s.split_once('#').unwrap_or((s, ""));
        let (address, query) = address.split_once('?').unwrap_or((address, ""));
        if !query.is_empty() && !query.split('&').all(is_ours) {
            return Err(LinkError::Address);
        }
        let upper = address.to_ascii_uppercase();
        let (base, tail) = upper.split_once(PATH).ok_or(LinkError::Address)?;
        let symbols = |c: char| c.is_ascii_alphanumeric() || c == SEPARATOR || c == '-';
        if !tail.chars().all(symbols) {
            return Err(LinkError::Address);
        }
        let (code, signed) = Self::tail(tail)?;
        let link = Self::new(base, code, signed)?;
        Ok(Self {
            seen: !query.is_empty(),
            ..link
        })
    }
}

/// A part of a query that our own links have.
fn is_ours(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or_default();
    let language = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphabetic());
    (name.eq_ignore_ascii_case("seen") && value == "1")
        || (name.eq_ignore_ascii_case("lang") && language)
}

/// Scheme, host and perhaps port; no user's name, path or query.
fn is_base(base: &str) -> bool {
    let upper = base.to_ascii_uppercase();
    let host = upper
        .strip_prefix("HTTPS://")
        .or_else(|| upper.strip_prefix("HTTP://"));
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    host.is_some_and(|host| {
        host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            && host.chars().all(allowed)
    })
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
