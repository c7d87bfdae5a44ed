//! The keys that sign codes, as `/.well-known/motcua-qr-keys.json` lists them.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::code::base32;

/// Why a key or its id was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyIdError {
    /// Not four Crockford base32 symbols.
    #[error("a key's id has four symbols")]
    Form,
    /// Not the 32 bytes of an Ed25519 key, in Crockford base32.
    #[error("not an Ed25519 key")]
    Key,
}

/// Id of a signing key: four Crockford base32 symbols, so that it takes little room in a code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, min_length = 4, max_length = 4, pattern = "^[0-9A-HJKMNP-TV-Z]{4}$", example = "K7Q2")]
pub struct QrKeyId(String);

impl QrKeyId {
    /// Symbols.
    const SYMBOLS: usize = 4;

    /// Makes an id of random bits; only the lowest 20 count.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Self> {
        base32::encode(u64::from(number & 0xF_FFFF), Self::SYMBOLS).map(Self)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QrKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for QrKeyId {
    type Err = KeyIdError;

    /// Accepts lower case. Nobody types it, so nothing else is forgiven.
    fn from_str(s: &str) -> Result<Self, KeyIdError> {
        let upper = s.to_ascii_uppercase();
        let symbols = upper.bytes().all(|b| base32::SYMBOLS.contains(&b));
        if symbols && upper.len() == Self::SYMBOLS {
            Ok(Self(upper))
        } else {
            Err(KeyIdError::Form)
        }
    }
}

impl<'de> Deserialize<'de> for QrKeyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The public part of a signing key (Ed25519, RFC 8032): 32 bytes, written in Crockford base32.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[schema(value_type = String, min_length = 52, max_length = 52, pattern = "^[0-9A-HJKMNP-TV-Z]{52}$")]
pub struct QrPublicKey(String);

impl QrPublicKey {
    /// Bytes of a key.
    pub const BYTES: usize = 32;

    /// Writes a key's bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        Self(base32::encode_bytes(bytes))
    }

    /// The key's bytes.
    #[must_use]
    pub fn bytes(&self) -> Option<[u8; Self::BYTES]> {
        base32::decode_bytes(&self.0)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for QrPublicKey {
    type Err = KeyIdError;

    fn from_str(s: &str) -> Result<Self, KeyIdError> {
        let bytes = base32::decode_bytes(s).ok_or(KeyIdError::Key)?;
        Ok(Self::from_bytes(&bytes))
    }
}

impl<'de> Deserialize<'de> for QrPublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A key that signs codes, or did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QrKey {
    /// Its id, as it stands in the printed address.
    pub id: QrKeyId,
    /// Its public part.
    pub public_key: QrPublicKey,
    /// From when on it signs. It is listed earlier, so that phones know it in time.
    pub from: DateTime<Utc>,
    /// Until when what it signed is good; absent while it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

impl QrKey {
    /// Whether what it signed is good at a time.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// Response of `GET /.well-known/motcua-qr-keys.json`: the key that signs, the one that will, and all that did
/// before. One whose time has ended stays, with its end, so that an old poster is told from a false one. Only a
/// key that became known to others is on the list no more.
///
/// The app keeps the list and reads it anew at least weekly, and when it meets a key that it does not
/// know; see [`QrLink::verify`](super::QrLink::verify).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QrKeys {
    /// Where genuine codes lead: scheme, host and port.
    #[schema(example = "https://motcua.example")]
    pub base: String,
    /// The keys, oldest first.
    pub keys: Vec<QrKey>,
}

impl QrKeys {
    /// The key with an id.
    #[must_use]
    pub fn find(&self, id: &QrKeyId) -> Option<&QrKey> {
        self.keys.iter().find(|key| key.id == *id)
    }
}
