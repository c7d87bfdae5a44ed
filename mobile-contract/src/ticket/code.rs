//! The code by which a ticket is named on the phone and on paper.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::CodeError;
use crate::code::base32;

/// Code of a ticket (mã phiếu): `P`, eight Crockford base32 symbols and a check symbol, said as
/// `P7K3M-9QWX-4`. It names a ticket and opens nothing. The canonical form has no hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, min_length = 10, max_length = 10, pattern = "^P[0-9A-HJKMNP-TV-Z]{8}[0-9A-HJKMNP-Z]$", example = "P7K3M9QWX4")]
pub struct TicketCode(String);

impl TicketCode {
    /// Symbols between the letter and the check symbol.
    const BODY: usize = 8;
    /// Bits that they carry.
    pub const BITS: u32 = 40;

    /// Makes a code of a number; only the lowest 40 bits count. `None` when its check symbol would be
    /// no letter or digit; the caller takes another number.
    #[must_use]
    pub fn from_number(number: u64) -> Option<Self> {
        let number = number & ((1 << Self::BITS) - 1);
        let body = base32::encode(number, Self::BODY)?;
        let check = base32::check_symbol(number)?;
        Some(Self(format!("P{body}{check}")))
    }

    /// The number of a code: see [`Self::from_number`].
    #[must_use]
    pub fn number(&self) -> u64 {
        let body = self.0.as_bytes().get(1..=Self::BODY);
        body.and_then(base32::decode).unwrap_or_default()
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups, to be read aloud and printed.
    #[must_use]
    pub fn printed(&self) -> String {
        let (head, rest) = self.0.split_at(5);
        let (middle, check) = rest.split_at(4);
        format!("{head}-{middle}-{check}")
    }
}

impl fmt::Display for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TicketCode {
    type Err = CodeError;

    /// Accepts lower case, hyphens and spaces, and the letters people mistake: I and L for 1, O for 0.
    fn from_str(s: &str) -> Result<Self, CodeError> {
        if s.len() > 32 {
            return Err(CodeError::TooLong);
        }
        let symbols = base32::symbols(s);
        let [b'P', body @ .., check] = symbols.as_slice() else {
            return Err(CodeError::Form);
        };
        if body.len() != Self::BODY {
            return Err(CodeError::Form);
        }
        let number = base32::decode(body).ok_or(CodeError::Form)?;
        let expected = Self::from_number(number).ok_or(CodeError::Check)?;
        if expected.0.as_bytes().last() == Some(check) {
            Ok(expected)
        } else {
            Err(CodeError::Check)
        }
    }
}

impl<'de> Deserialize<'de> for TicketCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|e| serde::de::Error::custom(format!("{text:?}: {e}")))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_read_as_it_is_said(number in 0_u64..1 << 40) {
            if let Some(code) = TicketCode::from_number(number) {
                prop_assert_eq!(code.printed().to_lowercase().parse::<TicketCode>(), Ok(code.clone()));
                prop_assert_eq!(code.as_str().len(), 10);
                prop_assert_eq!(code.number(), number);
            }
        }

        #[test]
        fn one_wrong_symbol_is_noticed(number in 0_u64..1 << 40, at in 1_usize..9, other in 0_u8..32) {
            if let Some(code) = TicketCode::from_number(number) {
                let mut bytes = code.as_str().as_bytes().to_vec();
                let symbol = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[usize::from(other)];
                if bytes[at] != symbol {
                    bytes[at] = symbol;
                    let typed = String::from_utf8(bytes).unwrap();
                    prop_assert!(typed.parse::<TicketCode>().is_err());
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = text.parse::<TicketCode>();
        }
    }
}
