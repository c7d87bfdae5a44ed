//! Newtypes of the field's codes: parsed once, right from then on.

pub(crate) mod base32;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// Why a code was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Longer than any code of its kind.
    #[error("too long")]
    TooLong,
    /// Not of the form.
    #[error("not of the expected form")]
    Form,
    /// The check symbol does not fit: a typing slip.
    #[error("the check symbol does not fit")]
    Check,
}

macro_rules! string_newtype {
    ($name:ident) => {
        impl $name {
            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<&str> for $name {
            type Error = CodeError;
            fn try_from(value: &str) -> Result<Self, CodeError> {
                value.parse()
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse()
                    .map_err(|e| serde::de::Error::custom(format!("{text:?}: {e}")))
            }
        }
    };
}

/// Code of a procedure (mã thủ tục): `1.001193`, optionally with the code of the agency that
/// published its own version: `1.000948.H38`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, pattern = r"^[0-9]\.[0-9]{6}(\.[A-Z][0-9]{2})?$", example = "1.001193")]
pub struct ProcedureCode(String);
string_newtype!(ProcedureCode);

impl ProcedureCode {
    /// The national part, without the agency's suffix.
    #[must_use]
    pub fn national(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

impl FromStr for ProcedureCode {
    type Err = CodeError;

    /// Accepts surrounding spaces and a lower-case suffix.
    fn from_str(s: &str) -> Result<Self, CodeError> {
        let s = s.trim();
        if s.len() > 12 {
            return Err(CodeError::TooLong);
        }
        let mut parts = s.split('.');
        let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
        let head = parts.next().is_some_and(|t| digits(t, 1));
        let number = parts.next().is_some_and(|t| digits(t, 6));
        let suffix = match parts.next() {
            None => true,
            Some(t) => {
                let mut chars = t.chars();
                chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && digits(chars.as_str(), 2)
            }
        };
        if head && number && suffix && parts.next().is_none() {
            Ok(Self(s.to_ascii_uppercase()))
        } else {
            Err(CodeError::Form)
        }
    }
}

/// Stable id of a place, agency, counter or field: lower-case letters, digits and single hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80, example = "huyen-yen-my")]
pub struct Slug(String);
string_newtype!(Slug);

impl Slug {
    /// The longest slug.
    pub const MAX_LEN: usize = 80;

    /// Folds a Vietnamese name into a slug: "Hộ tịch" → `ho-tich`.
    /// `None` when nothing of it can be kept.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = crate::text::fold(name)
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        slug.truncate(Self::MAX_LEN);
        slug.trim_end_matches('-').parse().ok()
    }
}

impl FromStr for Slug {
    type Err = CodeError;
    fn from_str(s: &str) -> Result<Self, CodeError> {
        if s.len() > Self::MAX_LEN {
            return Err(CodeError::TooLong);
        }
        let part_ok = |p: &str| {
            !p.is_empty()
                && p.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if s.split('-').all(part_ok) {
            Ok(Self(s.to_owned()))
        } else {
            Err(CodeError::Form)
        }
    }
}

/// Id of a frequently asked question: a slug.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80, example = "khai-sinh-mat-tien-khong")]
pub struct FaqId(String);
string_newtype!(FaqId);

impl FromStr for FaqId {
    type Err = CodeError;
    fn from_str(s: &str) -> Result<Self, CodeError> {
        Slug::from_str(s).map(|slug| Self(slug.0))
    }
}

/// Short code on a poster: six Crockford base32 symbols and a check symbol, as `7K3M9Q-K`.
/// The canonical form has no hyphen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, min_length = 7, max_length = 7, pattern = "^[0-9A-HJKMNP-TV-Z]{6}[0-9A-HJKMNP-Z]$", example = "7K3M9QK")]
pub struct QrCode(String);
string_newtype!(QrCode);

impl QrCode {
    /// Symbols before the check symbol.
    const BODY: usize = 6;

    /// Makes a code of a number. `None` when its check symbol would not be a letter or a digit;
    /// the caller takes the next number. Only the lowest 30 bits count.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Self> {
        let number = u64::from(number & 0x3FFF_FFFF);
        let body = base32::encode(number, Self::BODY)?;
        let check = base32::check_symbol(number)?;
        Some(Self(format!("{body}{check}")))
    }

    /// With a hyphen before the check symbol, as printed.
    #[must_use]
    pub fn printed(&self) -> String {
        let (body, check) = self.0.split_at(Self::BODY);
        format!("{body}-{check}")
    }
}

impl FromStr for QrCode {
    type Err = CodeError;

    /// Accepts lower case, hyphens and spaces, and the letters people mistake: I and L for 1, O for 0.
    fn from_str(s: &str) -> Result<Self, CodeError> {
        if s.len() > 32 {
            return Err(CodeError::TooLong);
        }
        let symbols = base32::symbols(s);
        let Some((&check, body)) = symbols.split_last() else {
            return Err(CodeError::Form);
        };
        if body.len() != Self::BODY {
            return Err(CodeError::Form);
        }
        let number = base32::decode(body).ok_or(CodeError::Form)?;
        let number = u32::try_from(number).map_err(|_| CodeError::Form)?;
        let expected = Self::from_number(number).ok_or(CodeError::Check)?;
        if expected.0.as_bytes().last() == Some(&check) {
            Ok(expected)
        } else {
            Err(CodeError::Check)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_procedure_code_may_carry_an_agency_suffix() {
        let code: ProcedureCode = " 1.000948.h38 ".parse().unwrap();
        assert_eq!(code.as_str(), "1.000948.H38");
        assert_eq!(code.national(), "1.000948");
    }

    #[test]
    fn what_is_no_procedure_code_is_refused() {
        for bad in [
            "",
            "1.00119",
            "a.001193",
            "1.001193.",
            "1.001193.H3",
            "1.001193.H38.x",
            "１.001193",
        ] {
            assert!(bad.parse::<ProcedureCode>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_name_becomes_a_slug() {
        assert_eq!(
            Slug::from_name("Đăng ký, quản lý cư trú").unwrap().as_str(),
            "dang-ky-quan-ly-cu-tru"
        );
        assert!(Slug::from_name("—").is_none());
    }

    #[test]
    fn letters_people_mistake_are_read_right() {
        let code = (1..).find_map(|n| QrCode::from_number(n << 20)).unwrap();
        let sloppy = code.printed().replace('0', "o").to_lowercase();
        assert_eq!(sloppy.parse::<QrCode>().unwrap(), code);
    }

    proptest! {
        #[test]
        fn every_minted_code_reads_back(number in 0u32..1 << 30) {
            if let Some(code) = QrCode::from_number(number) {
                prop_assert_eq!(code.printed().parse::<QrCode>().unwrap(), code);
            }
        }

        #[test]
        fn one_wrong_symbol_is_noticed(number in 0u32..1 << 30, at in 0usize..6, other in 0usize..32) {
            if let Some(code) = QrCode::from_number(number) {
                let mut symbols = code.as_str().as_bytes().to_vec();
                prop_assume!(symbols[at] != base32::SYMBOLS[other]);
                symbols[at] = base32::SYMBOLS[other];
                prop_assert!(String::from_utf8(symbols).unwrap().parse::<QrCode>().is_err());
            }
        }

        #[test]
        fn any_text_is_parsed_or_refused(text in ".{0,60}") {
            let _ = text.parse::<ProcedureCode>();
            let _ = text.parse::<Slug>();
            let _ = text.parse::<QrCode>();
            let _ = Slug::from_name(&text);
        }
    }
}
