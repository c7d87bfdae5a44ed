//! What proves in a mail whose ticket is meant: signed, good for one ticket, one purpose and one
//! agency, and for a time.
//!
//! 35 bytes in base32 without capitals: with `phieu+` before them, 62 of the 64 bytes that the local
//! part of an address may have, and unharmed by mail servers that change capitals.

use base32::Alphabet;
use chrono::{DateTime, Duration, Utc};
use mobile_contract::Slug;
use mobile_contract::ticket::TicketCode;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::Result;
use crate::kernel::vault::Vault;

/// Days for which a link in a letter to an agency is good.
pub const LINK_DAYS: i64 = 30;
/// Days for which a letter can be answered.
pub const REPLY_DAYS: i64 = 60;

const ALPHABET: Alphabet = Alphabet::Rfc4648Lower { padding: false };
/// The form of the bytes below.
const VERSION: u8 = 2;
/// Version and purpose, number of the code, hours of issue and end, the agency and its mailbox.
const BODY: usize = 1 + 5 + 3 + 3 + AGENCY + MAILBOX;
const AGENCY: usize = 4;
const MAILBOX: usize = 3;
/// Half of HMAC-SHA-256 (RFC 2104, 5).
const TAG: usize = 16;
/// What the vault's key is for.
const PURPOSE: &str = "ticket token 1";
const HOUR: i64 = 3600;

/// What a token lets its bearer do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An agency opens the ticket's page.
    Link,
    /// An agency answers by mail.
    Reply,
    /// The sender adds by mail.
    Sender,
}

impl Purpose {
    const fn number(self) -> u8 {
        match self {
            Self::Link => 1,
            Self::Reply => 2,
            Self::Sender => 3,
        }
    }

    fn of(number: u8) -> Option<Self> {
        let all = [Self::Link, Self::Reply, Self::Sender];
        all.into_iter().find(|purpose| purpose.number() == number)
    }

    const fn days(self) -> i64 {
        match self {
            Self::Link => LINK_DAYS,
            Self::Reply | Self::Sender => REPLY_DAYS,
        }
    }
}

/// Tells agencies, and the mailboxes that they have had, apart within a signed token. It is short
/// because nobody can choose it: what is signed was written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    agency: [u8; AGENCY],
    mailbox: [u8; MAILBOX],
}

impl Mark {
    /// Of senders, who have no agency.
    pub(super) const NONE: Self = Self {
        agency: [0; AGENCY],
        mailbox: [0; MAILBOX],
    };

    /// That of an agency with a mailbox.
    pub(super) fn of(agency: &Slug, mailbox: &str) -> Self {
        Self {
            agency: short(agency.as_str()),
            mailbox: short(&mailbox.to_ascii_lowercase()),
        }
    }

    /// Whether it is an agency's.
    pub(super) fn is_of(self, agency: &Slug) -> bool {
        self.agency == short(agency.as_str())
    }

    /// Whether the letter went to this mailbox.
    pub(super) fn went_to(self, mailbox: &str) -> bool {
        self.mailbox == short(&mailbox.to_ascii_lowercase())
    }
}

/// The first bytes of a text's digest.
fn short<const N: usize>(text: &str) -> [u8; N] {
    let mut short = [0; N];
    let digest = Sha256::digest(text.as_bytes());
    short
        .iter_mut()
        .zip(digest)
        .for_each(|(short, byte)| *short = byte);
    short
}

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) code: TicketCode,
    pub(super) purpose: Purpose,
    pub(super) mark: Mark,
    issued: u32,
    expires: u32,
}

/// Why a token opens nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BadToken {
    /// Ours never looked so.
    Forged,
    /// It was good once.
    Expired(Box<Token>),
}

impl Token {
    /// A new one.
    pub(super) fn new(code: TicketCode, purpose: Purpose, mark: Mark, now: DateTime<Utc>) -> Self {
        let end = now + Duration::days(purpose.days());
        Self {
            code,
            purpose,
            mark,
            issued: hour(now),
            // The hour that has begun counts whole.
            expires: hour(end) + 1,
        }
    }

    /// As it stands in a letter.
    ///
    /// # Errors
    /// When the vault gives no key.
    pub(super) fn sign(&self, vault: &Vault) -> Result<String> {
        let body = self.body();
        let tag = vault.sign(PURPOSE, &body)?;
        let tag = tag.get(..TAG).unwrap_or_default();
        Ok(base32::encode(ALPHABET, &[&body, tag].concat()))
    }

    /// Reads one; capitals do not matter.
    ///
    /// # Errors
    /// When the vault gives no key; what is wrong with the token comes inside.
    pub(super) fn read(
        vault: &Vault,
        text: &str,
        now: DateTime<Utc>,
    ) -> Result<Result<Self, BadToken>> {
        let bytes = base32::decode(ALPHABET, &text.trim().to_ascii_lowercase());
        let bytes = bytes.filter(|bytes| bytes.len() == BODY + TAG);
        let Some((body, tag)) = bytes.as_deref().and_then(|b| b.split_at_checked(BODY)) else {
            return Ok(Err(BadToken::Forged));
        };
        let right = vault.sign(PURPOSE, body)?;
        let right = right.get(..TAG).unwrap_or_default();
        if !bool::from(right.ct_eq(tag)) {
            return Ok(Err(BadToken::Forged));
        }
        Ok(match Self::of_body(body) {
            None => Err(BadToken::Forged),
            Some(token) if token.expires <= hour(now) => Err(BadToken::Expired(Box::new(token))),
            Some(token) => Ok(token),
        })
    }

    fn body(&self) -> Vec<u8> {
        let [.., a, b, c, d, e] = self.code.number().to_be_bytes();
        let [_, issued @ ..] = self.issued.to_be_bytes();
        let [_, expires @ ..] = self.expires.to_be_bytes();
        let mut body = vec![VERSION << 4 | self.purpose.number(), a, b, c, d, e];
        body.extend(issued);
        body.extend(expires);
        body.extend(self.mark.agency);
        body.extend(self.mark.mailbox);
        body
    }

    fn of_body(body: &[u8]) -> Option<Self> {
        let (first, rest) = body.split_first()?;
        let (code, rest) = rest.split_at_checked(5)?;
        let (issued, rest) = rest.split_at_checked(3)?;
        let (expires, rest) = rest.split_at_checked(3)?;
        let (agency, mailbox) = rest.split_at_checked(AGENCY)?;
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
        };
        if first >> 4 != VERSION {
            return None;
        }
        Some(Self {
            code: TicketCode::from_number(number(code))?,
            purpose: Purpose::of(first & 0x0f)?,
            mark: Mark {
                agency: agency.try_into().ok()?,
                mailbox: mailbox.try_into().ok()?,
            },
            issued: u32::try_from(number(issued)).ok()?,
            expires: u32::try_from(number(expires)).ok()?,
        })
    }
}

/// Whole hours since 1970: three bytes of them last until 3883.
fn hour(at: DateTime<Utc>) -> u32 {
    u32::try_from(at.timestamp() / HOUR).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: &str = "2026-11-23T02:20:00Z";

    fn vault(byte: u8) -> Vault {
        Vault::new([byte; 32])
    }

    fn now() -> DateTime<Utc> {
        NOW.parse().unwrap()
    }

    fn agency() -> Slug {
        "so-tu-phap".parse().unwrap()
    }

    fn token(number: u64, purpose: Purpose) -> Option<Token> {
        let code = TicketCode::from_number(number)?;
        let mark = match purpose {
            Purpose::Sender => Mark::NONE,
            _ => Mark::of(&agency(), "hop-thu@a.vn"),
        };
        Some(Token::new(code, purpose, mark, now()))
    }

    fn purposes() -> impl Strategy<Value = Purpose> {
        prop::sample::select(vec![Purpose::Link, Purpose::Reply, Purpose::Sender])
    }

    proptest! {
        #[test]
        fn what_was_signed_is_read_and_fits_an_address(number in 0_u64..1 << 40, purpose in purposes()) {
            if let Some(token) = token(number, purpose) {
                let text = token.sign(&vault(1)).unwrap();
                prop_assert!("phieu+".len() + text.len() <= 64, "{}", text.len());
                prop_assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
                let read = Token::read(&vault(1), &text.to_uppercase(), now()).unwrap();
                prop_assert_eq!(read, Ok(token));
                prop_assert_eq!(Token::read(&vault(2), &text, now()).unwrap(), Err(BadToken::Forged));
            }
        }

        #[test]
        fn one_changed_letter_is_noticed(number in 0_u64..1 << 40, at in 0_usize..56, other in 0_u8..32) {
            if let Some(token) = token(number, Purpose::Reply) {
                let mut text = token.sign(&vault(1)).unwrap().into_bytes();
                let letter = b"abcdefghijklmnopqrstuvwxyz234567"[usize::from(other)];
                if text[at] != letter {
                    text[at] = letter;
                    let text = String::from_utf8(text).unwrap();
                    prop_assert_eq!(Token::read(&vault(1), &text, now()).unwrap(), Err(BadToken::Forged));
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            prop_assert_eq!(Token::read(&vault(1), &text, now()).unwrap(), Err(BadToken::Forged));
        }
    }

    #[test]
    fn a_token_is_good_for_its_days_and_then_known_as_ours() {
        for (purpose, days) in [
            (Purpose::Link, LINK_DAYS),
            (Purpose::Reply, REPLY_DAYS),
            (Purpose::Sender, REPLY_DAYS),
        ] {
            let token = token(12_345, purpose).unwrap();
            let text = token.sign(&vault(1)).unwrap();
            let end = now() + Duration::days(days);
            let read = |at| Token::read(&vault(1), &text, at).unwrap();
            assert_eq!(read(end).unwrap().code, token.code);
            let late = read(end + Duration::hours(1));
            assert_eq!(late, Err(BadToken::Expired(Box::new(token))));
        }
    }

    #[test]
    fn agencies_and_their_mailboxes_are_told_apart() {
        let other: Slug = "so-y-te".parse().unwrap();
        let mark = Mark::of(&agency(), "Hop-Thu@a.vn");
        assert!(mark.is_of(&agency()) && mark.went_to("hop-thu@A.vn"));
        assert!(!mark.is_of(&other) && !mark.went_to("khac@a.vn"));
        assert!(!Mark::NONE.is_of(&agency()) && !Mark::NONE.went_to(""));
    }
}
