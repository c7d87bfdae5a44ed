//! The token of a visit (lượt đánh giá): a scan gives it, one rating spends it.
//!
//! 44 bytes in base64url: version, end, a random nonce, the code that was scanned, and half of an
//! HMAC-SHA-256 over these under a key of the vault. Nothing of it is stored before it is spent; then a keyed
//! hash of the nonce is, in a column where every value can stand once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use mobile_contract::limits::VISIT_MINUTES;
use mobile_contract::{ErrorCode, QrCode};
use subtle::ConstantTimeEq;

use crate::error::{Error, Result};
use crate::kernel::secret::{fill, hex};
use crate::kernel::vault::Vault;

/// What the vault's key is for.
const PURPOSE: &str = "rating visit 1";
/// What nonces are hashed for.
const SPENT: &str = "ratings.visit";
/// The form of the bytes.
const VERSION: u8 = 1;
const NONCE: usize = 16;
/// Symbols of a code.
const CODE: usize = 7;
const BODY: usize = 1 + 4 + NONCE + CODE;
/// Half of HMAC-SHA-256 (RFC 2104, 5).
const TAG: usize = 16;
/// Longest text that is looked at.
const MOST_BYTES: usize = 100;

/// A visit that was not rated yet, or not seen to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Visit {
    /// The code that was scanned.
    pub(super) code: QrCode,
    /// Until when it may be rated.
    pub(super) expires_at: DateTime<Utc>,
    nonce: [u8; NONCE],
}

impl Visit {
    /// A new one.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub(super) fn begin(code: QrCode, now: DateTime<Utc>) -> Result<Self> {
        let mut nonce = [0; NONCE];
        fill(&mut nonce)?;
        // Whole seconds: that is what the token says.
        let end = (now + Duration::minutes(VISIT_MINUTES)).timestamp();
        Ok(Self {
            code,
            expires_at: DateTime::from_timestamp(end, 0).unwrap_or(now),
            nonce,
        })
    }

    /// As the phone keeps it.
    ///
    /// # Errors
    /// When the vault gives no key.
    pub(super) fn sign(&self, vault: &Vault) -> Result<String> {
        let body = self.body();
        let tag = vault.sign(PURPOSE, &body)?;
        let tag = tag.get(..TAG).unwrap_or_default();
        Ok(URL_SAFE_NO_PAD.encode([&body, tag].concat()))
    }

    /// Reads one, whether it is still good or not: who sends the same rating again is told what became of it,
    /// and not that their time has passed.
    ///
    /// # Errors
    /// When it is none of ours.
    pub(super) fn read(vault: &Vault, text: &str) -> Result<Self> {
        let text = text.trim();
        let bytes = (text.len() <= MOST_BYTES).then(|| URL_SAFE_NO_PAD.decode(text).ok());
        let bytes = bytes.flatten().filter(|bytes| bytes.len() == BODY + TAG);
        let Some((body, tag)) = bytes.as_deref().and_then(|b| b.split_at_checked(BODY)) else {
            return Err(wrong());
        };
        let right = vault.sign(PURPOSE, body)?;
        let right = right.get(..TAG).unwrap_or_default();
        if !bool::from(right.ct_eq(tag)) {
            return Err(wrong());
        }
        Self::of_body(body).ok_or_else(wrong)
    }

    /// Refuses one whose time has passed.
    ///
    /// # Errors
    /// When it has.
    pub(super) fn must_be_good(&self, now: DateTime<Utc>) -> Result<()> {
        if now < self.expires_at {
            return Ok(());
        }
        Err(Error::new(ErrorCode::VisitExpired).detail(
            format!("Mỗi lần quét mã đánh giá được trong {VISIT_MINUTES} phút. Mời bạn quét lại mã, hoặc gửi đánh giá không kèm lượt quét."),
            format!("After a scan there are {VISIT_MINUTES} minutes to rate. Please scan the code again, or send the rating without it."),
        ))
    }

    /// What is stored when it is spent.
    pub(super) fn spent(&self, vault: &Vault) -> String {
        vault.fingerprint(SPENT, &hex(&self.nonce))
    }

    fn body(&self) -> Vec<u8> {
        // Seconds fit until the year 2106.
        let end = u32::try_from(self.expires_at.timestamp()).unwrap_or(u32::MAX);
        let mut body = vec![VERSION];
        body.extend(end.to_be_bytes());
        body.extend(self.nonce);
        body.extend(self.code.as_str().as_bytes());
        body
    }

    fn of_body(body: &[u8]) -> Option<Self> {
        let (version, rest) = body.split_first()?;
        let (end, rest) = rest.split_first_chunk::<4>()?;
        let (nonce, code) = rest.split_first_chunk::<NONCE>()?;
        let end = u32::from_be_bytes(*end).into();
        (*version == VERSION).then_some(())?;
        Some(Self {
            code: std::str::from_utf8(code).ok()?.parse().ok()?,
            expires_at: DateTime::from_timestamp(end, 0)?,
            nonce: *nonce,
        })
    }
}

fn wrong() -> Error {
    Error::new(ErrorCode::VisitWrong).detail(
        "Mã lượt đánh giá này không phải do hệ thống cấp. Mời bạn quét lại mã tại quầy, hoặc gửi đánh giá không kèm lượt quét.",
        "This visit was not given out by us. Please scan the code at the counter again, or send the rating without it.",
    )
}

/// Refuses a visit that was spent.
pub(super) fn used() -> Error {
    Error::new(ErrorCode::VisitUsed).detail(
        "Mỗi lần quét mã gửi được một đánh giá, và đánh giá gửi trước đã được nhận. Nội dung lần này chưa được gửi: mời bạn quét lại mã, hoặc gửi không kèm lượt quét.",
        "Each scan is good for one rating, and one was received before. What you sent now was not: please scan the code again, or send it without the scan.",
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vault(byte: u8) -> Vault {
        Vault::new([byte; 32])
    }

    fn now() -> DateTime<Utc> {
        "2026-11-23T02:00:00Z".parse().unwrap()
    }

    fn visit() -> Visit {
        Visit::begin("JVQ4GCU".parse().unwrap(), now()).unwrap()
    }

    #[test]
    fn it_is_good_for_half_an_hour_and_two_are_never_alike() {
        let (one, other) = (visit(), visit());
        assert!(one.must_be_good(now() + Duration::minutes(29)).is_ok());
        let late = one.must_be_good(now() + Duration::minutes(30)).unwrap_err();
        assert_eq!(late.code(), ErrorCode::VisitExpired);
        assert_ne!(one.spent(&vault(1)), other.spent(&vault(1)));
    }

    #[test]
    fn it_is_read_as_it_was_signed_under_its_key_only() {
        let one = visit();
        let token = one.sign(&vault(1)).unwrap();
        assert_eq!(Visit::read(&vault(1), &token).unwrap(), one);
        let forged = Visit::read(&vault(2), &token).unwrap_err();
        assert_eq!(forged.code(), ErrorCode::VisitWrong);
    }

    proptest! {
        #[test]
        fn no_changed_bit_is_let_through(at in 0_usize..(BODY + TAG), bit in 0_u8..8) {
            let token = visit().sign(&vault(1)).unwrap();
            let mut bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
            bytes[at] ^= 1 << bit;
            let changed = URL_SAFE_NO_PAD.encode(bytes);
            prop_assert!(Visit::read(&vault(1), &changed).is_err());
        }

        #[test]
        fn no_changed_symbol_is_let_through(at in 0_usize..59, symbol in "[A-Za-z0-9_-]") {
            let token = visit().sign(&vault(1)).unwrap();
            let mut changed = token.clone();
            changed.replace_range(at..=at, &symbol);
            prop_assert_eq!(Visit::read(&vault(1), &changed).is_ok(), changed == token);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,120}") {
            prop_assert!(Visit::read(&vault(1), &text).is_err());
        }

        #[test]
        fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(Visit::read(&vault(1), &URL_SAFE_NO_PAD.encode(bytes)).is_err());
        }
    }
}
