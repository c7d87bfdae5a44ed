//! Time-based codes of an authenticator (RFC 6238), and the recovery codes that stand in for it.

use mobile_contract::limits::CODE_CHARS;
use totp_rs::{Builder, Secret, Totp};

use crate::error::{Error, Result};
use crate::kernel::secret::fill;

/// Bytes of a secret (RFC 4226, section 4, requirement 6).
pub(super) const SECRET_BYTES: usize = 20;
/// Who asks, as authenticators show it.
const ISSUER: &str = "Một Cửa";
/// Recovery codes handed out at once.
pub(super) const RECOVERY_CODES: usize = 10;
/// No letters that look like digits or like each other.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// A new secret.
pub(super) fn new_secret() -> Result<[u8; SECRET_BYTES]> {
    let mut secret = [0; SECRET_BYTES];
    fill(&mut secret)?;
    Ok(secret)
}

/// The authenticator that holds a secret: SHA-1, six digits, 30 seconds, one step of skew, which is
/// what every app understands.
pub(super) fn authenticator(secret: &[u8], login: &str) -> Result<Totp> {
    Builder::new()
        .with_secret(secret)
        .with_issuer(Some(ISSUER))
        .with_account_name(login)
        .build()
        .map_err(Error::internal)
}

/// A secret as one types it into an authenticator.
pub(super) fn base32(secret: &[u8]) -> String {
    Secret::from(secret).to_base32()
}

/// The step that a code belongs to, when it is good at a time (seconds since the epoch).
pub(super) fn step(totp: &Totp, code: &str, at: i64) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let step = totp.check(&digits, u64::try_from(at).ok()?)?;
    i64::try_from(step).ok()
}

/// Recovery codes of 50 random bits each, as `abcde-fghjk`.
pub(super) fn new_recovery_codes() -> Result<Vec<String>> {
    (0..RECOVERY_CODES).map(|_| new_recovery_code()).collect()
}

fn new_recovery_code() -> Result<String> {
    let mut bytes = [0; 10];
    fill(&mut bytes)?;
    let letters: Vec<char> = bytes
        .iter()
        .filter_map(|b| ALPHABET.get(usize::from(b % 32)))
        .map(|b| char::from(*b))
        .collect();
    let (left, right) = letters.split_at(5);
    Ok(left.iter().chain(&['-']).chain(right).collect())
}

/// A recovery code as it is hashed, however it was typed; `None` when it cannot be one.
pub(super) fn recovery_code(typed: &str) -> Option<String> {
    if typed.chars().count() > CODE_CHARS {
        return None;
    }
    let letters: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let known = letters.bytes().all(|b| ALPHABET.contains(&b));
    (letters.len() == 10 && known).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of eight digits.
        let totp = authenticator(b"12345678901234567890", "a@b.vn").unwrap();
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step(&totp, code, at), Some(at / 30), "{at}");
        }
        assert_eq!(step(&totp, "287 082", 59), Some(1));
        assert_eq!(step(&totp, "287082", 59 + 30), Some(1));
        for (code, at) in [
            ("287082", 59 + 60),
            ("287083", 59),
            ("28708", 59),
            ("", 59),
            ("２８７０８２", 59),
        ] {
            assert_eq!(step(&totp, code, at), None, "{code} at {at}");
        }
    }

    #[test]
    fn the_address_names_us_and_the_account() {
        let totp = authenticator(&[7; SECRET_BYTES], "lan@b.vn").unwrap();
        let uri = totp.to_url().unwrap();
        assert!(uri.starts_with("otpauth://totp/"), "{uri}");
        assert!(
            uri.contains("secret=") && uri.contains("lan%40b.vn"),
            "{uri}"
        );
    }

    #[test]
    fn recovery_codes_are_read_as_people_type_them() {
        let codes = new_recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        for code in codes {
            let typed = format!(" {} ", code.to_uppercase().replace('-', " "));
            assert_eq!(recovery_code(&typed), recovery_code(&code));
            assert!(recovery_code(&code).is_some(), "{code}");
        }
        for bad in ["", "abcde-fghj", "abcde-fghji", "abcde-fghjk-mnpqr-stuvw"] {
            assert_eq!(recovery_code(bad), None, "{bad}");
        }
    }
}
