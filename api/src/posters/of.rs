//! Whose posters someone asks for.

use std::fmt;
use std::str::FromStr;

use mobile_contract::{ErrorCode, Slug};

use crate::error::{Error, Result};

/// Whose posters: of one counter, of an agency and what is below it, or of a place, also of one that has
/// ended. Written `counter.ID`, `agency.ID`, `place.ID`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// One counter.
    Counter(Slug),
    /// All of an agency.
    Agency(Slug),
    /// All in a place.
    Place(Slug),
}

impl Of {
    /// The id of the counter, agency or place.
    #[must_use]
    pub const fn id(&self) -> &Slug {
        match self {
            Self::Counter(id) | Self::Agency(id) | Self::Place(id) => id,
        }
    }
}

impl fmt::Display for Of {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Counter(_) => "counter",
            Self::Agency(_) => "agency",
            Self::Place(_) => "place",
        };
        write!(out, "{kind}.{}", self.id())
    }
}

impl FromStr for Of {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let missing = || Error::new(ErrorCode::NotFound);
        let (kind, id) = text.split_once('.').ok_or_else(missing)?;
        let id = id.parse().map_err(|_| missing())?;
        match kind {
            "counter" => Ok(Self::Counter(id)),
            "agency" => Ok(Self::Agency(id)),
            "place" => Ok(Self::Place(id)),
            _ => Err(missing()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_posters_is_written_as_it_is_read() {
        for text in ["counter.quay-1", "agency.so-y-te", "place.huyen-yen-my"] {
            assert_eq!(text.parse::<Of>().unwrap().to_string(), text);
        }
        for wrong in ["", "quay-1", "counter.", "room.quay-1", "counter.Quầy"] {
            assert_eq!(wrong.parse::<Of>().unwrap_err().code(), ErrorCode::NotFound);
        }
    }
}
