//! Which knowledge an index holds.

use std::fmt;
use std::str::FromStr;

/// Raised when documents or settings change their form: older indexes are built anew.
const FORMAT: u32 = 1;

/// The form of an index and the revision of the knowledge in it. The later one is the greater: the
/// form counts first, and revisions are named by the time at which they came.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    format: u32,
    revision: String,
}

impl Version {
    /// As this program writes it.
    pub(super) fn of(revision: &str) -> Self {
        let safe = revision.chars().filter(char::is_ascii_alphanumeric);
        Self {
            format: FORMAT,
            revision: safe.take(64).collect(),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.format, self.revision)
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (format, revision) = text.split_once('-').ok_or(())?;
        let format = format.parse().map_err(|_| ())?;
        if !revision.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(());
        }
        Ok(Self {
            format,
            revision: revision.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_back_and_the_later_is_the_greater() {
        let one = Version::of("0197a0");
        assert_eq!(one.to_string().parse(), Ok(one.clone()));
        assert!(one < Version::of("0197a1"));
        assert!(one < "2-0100".parse().unwrap());
        assert!("9-0197".parse::<Version>().unwrap() < "10-0197".parse().unwrap());
        for text in ["", "1", "x-1", "1-a/b"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
