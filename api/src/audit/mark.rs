//! A point of the record that can be noted outside of it.

use std::fmt;
use std::str::FromStr;

/// An entry's number and hash, written `12:9f86…`. Noted elsewhere, it proves later that everything
/// up to that entry is still what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Number of the entry; 0 before the first one.
    pub number: i64,
    /// Its hash: 64 lower-case hexadecimal digits.
    pub hash: String,
}

/// A text is no [`Mark`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be a number from 1 on, a colon, and 64 hexadecimal digits, as `motcua audit verify` prints it"
)]
pub struct MarkError;

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl FromStr for Mark {
    type Err = MarkError;

    fn from_str(text: &str) -> Result<Self, MarkError> {
        let (number, hash) = text.trim().split_once(':').ok_or(MarkError)?;
        let number = number.parse().map_err(|_| MarkError)?;
        let hash = hash.to_ascii_lowercase();
        let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
        if number >= 1 && is_hash {
            Ok(Self { number, hash })
        } else {
            Err(MarkError)
        }
    }
}
