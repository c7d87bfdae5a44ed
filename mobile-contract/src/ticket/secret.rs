//! The secret that is read out to a caller.

use std::fmt;
use std::str::FromStr;

use crate::CodeError;
use crate::code::base32;

/// Secret of a ticket that was written down for a caller (mã bí mật đọc qua điện thoại): twelve Crockford
/// base32 symbols in groups of four, said as `7KQ4-MX9T-R2HW`.
///
/// Its 60 bits are enough, because whoever tries must also know the code of the ticket (40 bits, no list
/// of them is open to strangers), and is slowed down: at the twenty questions a second that one network
/// address may ask, a thousand addresses together would need on average longer than 900,000 years for one
/// ticket. The server keeps a keyed hash of it, so that a stolen database cannot be tried at leisure.
#[derive(Clone, PartialEq, Eq)]
pub struct SpokenSecret(String);

impl SpokenSecret {
    /// Symbols.
    const SYMBOLS: usize = 12;
    /// Symbols that are said in one breath.
    const GROUP: usize = 4;
    /// Bits that they carry.
    pub const BITS: u32 = 60;
    /// Longest text that is read as one, in bytes.
    const MOST_BYTES: usize = 40;

    /// Makes a secret of random bits; only the lowest 60 count.
    #[must_use]
    pub fn from_bits(bits: u64) -> Option<Self> {
        base32::encode(bits, Self::SYMBOLS).map(Self)
    }

    /// The symbols without hyphens: what is hashed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups, to be read out group by group.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        let symbols = self.0.as_str();
        (0..Self::SYMBOLS)
            .step_by(Self::GROUP)
            .filter_map(move |at| symbols.get(at..at + Self::GROUP))
    }

    /// As it is read out and written down.
    #[must_use]
    pub fn printed(&self) -> String {
        self.groups().collect::<Vec<_>>().join("-")
    }
}

impl fmt::Debug for SpokenSecret {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SpokenSecret")
    }
}

impl FromStr for SpokenSecret {
    type Err = CodeError;

    /// Accepts lower case, hyphens and spaces, and the letters people mistake: I and L for 1, O for 0.
    fn from_str(s: &str) -> Result<Self, CodeError> {
        if s.len() > Self::MOST_BYTES {
            return Err(CodeError::TooLong);
        }
        let symbols = base32::symbols(s);
        if symbols.len() != Self::SYMBOLS {
            return Err(CodeError::Form);
        }
        let bits = base32::decode(&symbols).ok_or(CodeError::Form)?;
        Self::from_bits(bits).ok_or(CodeError::Form)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_secret_is_read_as_it_is_written_down(bits in 0_u64..1 << SpokenSecret::BITS) {
            let secret = SpokenSecret::from_bits(bits).unwrap();
            prop_assert_eq!(secret.printed().len(), 14);
            let mistaken = secret.printed().to_lowercase().replace('1', "l").replace('0', "o").replace('-', " ");
            for typed in [secret.as_str().to_owned(), secret.printed(), mistaken] {
                prop_assert_eq!(typed.parse::<SpokenSecret>(), Ok(secret.clone()));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            let _ = text.parse::<SpokenSecret>();
        }
    }

    #[test]
    fn a_long_secret_and_half_of_a_short_one_are_none() {
        for other in ["", "7KQ4-MX9T", "7KQ4-MX9T-R2HW-7KQ4", &"a1".repeat(32)] {
            assert!(other.parse::<SpokenSecret>().is_err(), "{other}");
        }
    }

    #[test]
    fn it_is_not_told_in_logs() {
        let secret: SpokenSecret = "7KQ4-MX9T-R2HW".parse().unwrap();
        assert_eq!(format!("{secret:?}"), "SpokenSecret");
    }
}
