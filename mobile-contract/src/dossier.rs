//! Dossier codes (mã hồ sơ), alone and in free text.

pub mod event;
pub mod lookup;
pub mod subscription;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::CodeError;

/// Code of a dossier, in upper case and without spaces: `H31.12.45-220715-0012`, or with the province
/// last. It can be guessed, so it never proves anything.
///
/// Source of the form: Circular 01/2018/TT-VPCP.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, max_length = 60, example = "H31.12.45-220715-0012")]
pub struct DossierCode(String);

impl DossierCode {
    /// Longest code that is read, in bytes.
    pub const MOST_BYTES: usize = 60;

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DossierCode {
    type Err = CodeError;

    /// Accepts lower case, and spaces around dots and hyphens.
    fn from_str(s: &str) -> Result<Self, CodeError> {
        if s.len() > Self::MOST_BYTES {
            return Err(CodeError::TooLong);
        }
        let code = tighten(s.trim()).to_ascii_uppercase();
        if is_code(&code) && !code.ends_with(['.', '-']) && !code.starts_with(['.', '-']) {
            Ok(Self(code))
        } else {
            Err(CodeError::Form)
        }
    }
}

impl<'de> Deserialize<'de> for DossierCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Whether a text contains something of the form of a dossier code: `H31.12.45-220715-0012`
/// (province first) or `000.00.12.H31-201125-0001` (province last), in any case, with spaces around
/// dots and hyphens.
///
/// Source of the form: Circular 01/2018/TT-VPCP.
#[must_use]
pub fn mentions_code(text: &str) -> bool {
    tighten(text)
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
        .any(is_code)
}

/// Drops spaces beside dots and hyphens.
fn tighten(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let joins = |c: &char| matches!(c, '.' | '-');
        let beside = out.chars().next_back().is_some_and(|last| joins(&last))
            || chars.peek().is_some_and(joins);
        if !(c == ' ' && beside) {
            out.push(c);
        }
    }
    out
}

fn is_code(word: &str) -> bool {
    let word = word.trim_matches(['.', '-']);
    let mut parts = word.split('-');
    let (Some(agency), Some(day), Some(sequence), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let digits = |t: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())
    };
    is_agency(agency) && digits(day, 6..=6) && digits(sequence, 3..=6)
}

/// Groups of digits and exactly one province: a letter and two digits.
fn is_agency(text: &str) -> bool {
    let mut provinces = 0;
    let groups_ok = text.split('.').all(|group| {
        let bytes = group.as_bytes();
        if let [letter, rest @ ..] = bytes
            && letter.is_ascii_alphabetic()
        {
            provinces += 1;
            return rest.len() == 2 && rest.iter().all(u8::is_ascii_digit);
        }
        (2..=3).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit)
    });
    groups_ok && provinces == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_orders_are_recognised_in_a_sentence() {
        for text in [
            "tra cuu ma ho so H29.15.27-241103-0087 gium em",
            "000.00.31.H17-250214-0031 sao quá hạn",
            "h31.12.45 - 220715 - 0012",
            "000. 00. 12. h31-201125-0001.",
        ] {
            assert!(mentions_code(text), "{text}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code: DossierCode = " h31.12.45 - 220715 - 0012 ".parse().unwrap();
        assert_eq!(code.as_str(), "H31.12.45-220715-0012");
        for wrong in [
            "",
            "H31.12.45-220715",
            "-H31.12.45-220715-0012",
            "H31.12.45-220715-0012 x",
        ] {
            assert!(wrong.parse::<DossierCode>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn other_numbers_are_not_dossier_codes() {
        for text in [
            "1.001193",
            "2025-07-01",
            "0912-345678-0001",
            "PAKN.20200812.0012",
            "a-b-c",
            "",
        ] {
            assert!(!mentions_code(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at(text in ".{0,80}") {
            let _ = mentions_code(&text);
        }
    }
}
