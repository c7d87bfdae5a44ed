//! How a person is reached: phone numbers and mail addresses, parsed once.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::limits::{MAIL_BYTES, PHONE_CHARS};

/// Why a contact was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// Longer than any of its kind.
    #[error("too long")]
    TooLong,
    /// Not of the form.
    #[error("not of the expected form")]
    Form,
}

/// A phone number of Vietnam (số điện thoại), kept as `+84` and the digits after the leading zero.
///
/// Read as people write it: `0912 345 678`, `84912345678`, `+84 (0)91.234.5678`. Source of the
/// lengths: the national numbering plan (Circular 22/2014/TT-BTTTT): mobile numbers have nine
/// digits after the zero and begin with 3, 5, 7, 8 or 9; fixed ones have ten and begin with 2.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, max_length = 24, example = "0912 345 678")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// With country code: `+84912345678`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can receive an SMS.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        !self.0.starts_with("+842")
    }

    /// For showing it back: only the last three digits are told.
    #[must_use]
    pub fn masked(&self) -> String {
        let known: String = self
            .0
            .chars()
            .skip(self.0.len().saturating_sub(3))
            .collect();
        format!("•••{known}")
    }
}

impl FromStr for PhoneNumber {
    type Err = ContactError;

    fn from_str(text: &str) -> Result<Self, ContactError> {
        if text.chars().count() > PHONE_CHARS {
            return Err(ContactError::TooLong);
        }
        let text = text.trim();
        let international = text.starts_with('+');
        let mut digits = String::new();
        for c in text.trim_start_matches('+').chars() {
            match c {
                '0'..='9' => digits.push(c),
                ' ' | '.' | '-' | '(' | ')' | '\u{a0}' => {}
                _ => return Err(ContactError::Form),
            }
        }
        let national = match digits
            .strip_prefix("0084")
            .or_else(|| digits.strip_prefix("84"))
        {
            // `+84 (0)91…` repeats the zero.
            Some(rest) => rest.strip_prefix('0').unwrap_or(rest),
            None if international => return Err(ContactError::Form),
            None => digits.strip_prefix('0').ok_or(ContactError::Form)?,
        };
        let right = match national.as_bytes() {
            [b'3' | b'5' | b'7' | b'8' | b'9', rest @ ..] => rest.len() == 8,
            [b'2', rest @ ..] => rest.len() == 9,
            _ => false,
        };
        if right {
            Ok(Self(format!("+84{national}")))
        } else {
            Err(ContactError::Form)
        }
    }
}

/// A mail address, in lower case: nobody tells two people by capitals.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, max_length = 254, example = "can.bo@hungyen.example")]
pub struct MailAddress(String);

impl MailAddress {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For showing it back: the first letter and the domain are told.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let first: String = local.chars().take(1).collect();
        format!("{first}•••@{domain}")
    }
}

impl FromStr for MailAddress {
    type Err = ContactError;

    /// Stricter than RFC 5322: no quoted names, comments or bare hosts. Nothing that it lets
    /// through can end a header or begin another.
    fn from_str(text: &str) -> Result<Self, ContactError> {
        let text = text.trim();
        if text.len() > MAIL_BYTES {
            return Err(ContactError::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(ContactError::Form)?;
        let local_fine = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b));
        let label_fine = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if local_fine && domain.contains('.') && domain.split('.').all(label_fine) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(ContactError::Form)
        }
    }
}

macro_rules! personal_text {
    ($name:ident) => {
        impl fmt::Debug for $name {
            /// Without what tells the person: this ends up in logs.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.masked())
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }
    };
}

personal_text!(PhoneNumber);
personal_text!(MailAddress);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_one_however_it_is_written() {
        for text in [
            "0912345678",
            " 0912 345 678 ",
            "091.234.5678",
            "84912345678",
            "+84912345678",
            "0084 912 345 678",
            "+84 (0)91-234-5678",
        ] {
            let number: PhoneNumber = text.parse().unwrap();
            assert_eq!(number.as_str(), "+84912345678", "{text}");
            assert!(number.is_mobile());
        }
        let fixed: PhoneNumber = "0221 3863 456".parse().unwrap();
        assert_eq!(fixed.as_str(), "+842213863456");
        assert!(!fixed.is_mobile());
    }

    #[test]
    fn what_is_no_number_of_vietnam_is_refused() {
        for text in [
            "",
            "1022",
            "115",
            "912345678",
            "0112345678",
            "091234567",
            "09123456789",
            "+12025550123",
            "0912345678x",
            "０９１２３４５６７８",
            "0912345678\r\nBcc: a@b.vn",
        ] {
            assert!(text.parse::<PhoneNumber>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_cannot_carry_a_header() {
        for text in [
            "",
            "a",
            "a@b",
            "@b.vn",
            "a@",
            "a b@c.vn",
            "a@b.vn\r\nBcc: x@y.vn",
            "\"a\"@b.vn",
            "a,b@c.vn",
            "a@-b.vn",
            "a@b..vn",
            ".a@b.vn",
            "a@b@c.vn",
            "ă@b.vn",
        ] {
            assert!(text.parse::<MailAddress>().is_err(), "{text:?}");
        }
        let mail: MailAddress = " Can.Bo+1022@HungYen.gov.VN ".parse().unwrap();
        assert_eq!(mail.as_str(), "can.bo+1022@hungyen.gov.vn");
    }

    #[test]
    fn debug_tells_nobody() {
        let number: PhoneNumber = "0912345678".parse().unwrap();
        let mail: MailAddress = "lan@b.vn".parse().unwrap();
        let shown = format!("{number:?} {mail:?}");
        assert!(
            !shown.contains("912345") && !shown.contains("lan"),
            "{shown}"
        );
    }

    proptest! {
        #[test]
        fn what_was_read_reads_as_itself(text in "[0-9 +().-]{0,26}", other in ".{0,80}") {
            if let Ok(number) = text.parse::<PhoneNumber>() {
                let again = number.as_str().parse::<PhoneNumber>();
                prop_assert_eq!(again, Ok(number));
            }
            if let Ok(mail) = other.parse::<MailAddress>() {
                prop_assert!(!mail.as_str().chars().any(|c| c.is_control() || c.is_whitespace()));
            }
        }
    }
}
