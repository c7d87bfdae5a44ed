//! The address in a printed code, and how to tell a genuine one without asking a server.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use ed25519_compact::{PublicKey, Signature};

use super::keys::{QrKey, QrKeyId, QrKeys};
use crate::code::base32;
use crate::{CodeError, QrCode};

/// What stands before what is signed, so that a signature of ours for something else is none here.
const PREFIX: &str = "motcua-qr-v1";
/// The path before the code. In upper case with the rest, a QR image of it needs fewer modules.
const PATH: &str = "/Q/";
/// Between code, key and signature: allowed in a path, and in a QR code's alphanumeric mode.
const SEPARATOR: char = '.';
/// Bytes of an Ed25519 signature.
const SIGNATURE: usize = 64;
/// Symbols of a signature: five bits each.
const SIGNATURE_SYMBOLS: usize = (SIGNATURE * 8).div_ceil(5);
/// Longest address that is read, in bytes: the longest host, and 300 more.
const MOST_BYTES: usize = 553;

/// Why a text is no address of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Longer than any of ours.
    #[error("longer than any address of a code")]
    TooLong,
    /// Not `https://HOST/q/CODE`: another page, a user's name before the host, something behind it.
    #[error("not an address of a code")]
    Address,
    /// The code in it is none.
    #[error("the code in it: {0}")]
    Code(#[from] CodeError),
    /// What follows the code is no signature.
    #[error("what follows the code is no signature")]
    Signature,
    /// The address was cut off within its signature. It tells neither that it is genuine nor that it is false.
    #[error("the address is cut off")]
    Incomplete,
}

/// Why an address is not proved genuine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// It leads to another host. Do not open it.
    #[error("it leads to another host")]
    Host,
    /// It has no signature: somebody typed the short code.
    #[error("it has no signature")]
    Unsigned,
    /// The key is not on the list: the list may be old, read it anew. If it still is not, do not trust it.
    #[error("its key is not on the list")]
    UnknownKey,
    /// The key's time has ended: the poster is old.
    #[error("its key's time has ended")]
    KeyEnded,
    /// The signature does not fit. Do not trust it.
    #[error("the signature does not fit")]
    Signature,
}

/// A signature over a code, and the key that made it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct QrSigned {
    /// The key.
    pub key: QrKeyId,
    signature: [u8; SIGNATURE],
}

impl fmt::Debug for QrSigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "QrSigned({})", self.key)
    }
}

impl QrSigned {
    /// A signature (64 bytes) that a key made over [`signed_message`].
    #[must_use]
    pub const fn new(key: QrKeyId, signature: [u8; SIGNATURE]) -> Self {
        Self { key, signature }
    }

    /// Whether the signature is this key's over a code at a host.
    #[must_use]
    pub fn fits(&self, key: &QrKey, base: &str, code: &QrCode) -> bool {
        let fits = |bytes: [u8; 32]| {
            PublicKey::new(bytes)
                .verify(signed_message(base, code), &Signature::new(self.signature))
        };
        key.id == self.key
            && key
                .public_key
                .bytes()
                .is_some_and(|bytes| fits(bytes).is_ok())
    }
}

/// What a key signs: a prefix, where the code leads in lower case (scheme, host, port), and the code, a
/// line each.
#[must_use]
pub fn signed_message(base: &str, code: &QrCode) -> String {
    let base = base.trim_end_matches('/').to_ascii_lowercase();
    format!("{PREFIX}\n{base}\n{code}")
}

/// The address in a printed code: `HTTPS://MOTCUA.EXAMPLE/Q/7K3M9QK.K7Q2.…`, all upper case. Reads any case
/// and writes upper case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QrLink {
    /// Scheme, host and port, in upper case.
    base: String,
    code: QrCode,
    signed: Option<QrSigned>,
}

impl QrLink {
    /// The address of a code at a host such as `https://motcua.example`.
    ///
    /// # Errors
    /// When that is no host, or has a path.
    pub fn new(base: &str, code: QrCode, signed: Option<QrSigned>) -> Result<Self, LinkError> {
        let base = base.trim_end_matches('/');
        if !is_base(base) {
            return Err(LinkError::Address);
        }
        Ok(Self {
            base: base.to_ascii_uppercase(),
            code,
            signed,
        })
    }

    /// Where it leads: scheme, host and port, in lower case.
    #[must_use]
    pub fn base(&self) -> String {
        self.base.to_ascii_lowercase()
    }

    /// The code in it.
    #[must_use]
    pub const fn code(&self) -> &QrCode {
        &self.code
    }

    /// The signature in it.
    #[must_use]
    pub const fn signed(&self) -> Option<&QrSigned> {
        self.signed.as_ref()
    }

    /// Proves it genuine without asking a server. `hosts` are those that the app trusts, such as
    /// `https://motcua.example`; `keys` is what the host listed, of whatever age.
    ///
    /// It proves who printed the code, not that the code is still in use: `GET /v1/qr/{code}` says that.
    ///
    /// # Errors
    /// When it is not proved; see [`VerifyError`] for what to do.
    pub fn verify<'k>(
        &self,
        keys: &'k QrKeys,
        hosts: &[&str],
        now: DateTime<Utc>,
    ) -> Result<&'k QrKey, VerifyError> {
        let same = |host: &str| host.trim_end_matches('/').eq_ignore_ascii_case(&self.base);
        if !hosts.iter().any(|host| same(host)) || !same(&keys.base) {
            return Err(VerifyError::Host);
        }
        let signed = self.signed.as_ref().ok_or(VerifyError::Unsigned)?;
        let key = keys.find(&signed.key).ok_or(VerifyError::UnknownKey)?;
        if !signed.fits(key, &self.base, &self.code) {
            return Err(VerifyError::Signature);
        }
        if key.holds(now) {
            Ok(key)
        } else {
            Err(VerifyError::KeyEnded)
        }
    }

    /// Reads what stands behind `/q/`: a code, or a code with its key and signature. A code alone may be
    /// typed as people do; the rest is a machine's, and nothing in it is forgiven but case. The full stop of a
    /// sentence that the address stood in is no part of it.
    ///
    /// # Errors
    /// When it is neither.
    pub fn tail(text: &str) -> Result<(QrCode, Option<QrSigned>), LinkError> {
        if text.len() > MOST_BYTES {
            return Err(LinkError::TooLong);
        }
        let text = text.trim_end_matches(SEPARATOR);
        let Some((code, rest)) = text.split_once(SEPARATOR) else {
            return Ok((text.parse()?, None));
        };
        let code = code.parse()?;
        let (key, signature) = rest.split_once(SEPARATOR).unwrap_or((rest, rest));
        if signature.len() < SIGNATURE_SYMBOLS {
            return Err(LinkError::Incomplete);
        }
        let key = key.parse().map_err(|_| LinkError::Signature)?;
        let signature = base32::decode_bytes(signature).ok_or(LinkError::Signature)?;
        Ok((code, Some(QrSigned { key, signature })))
    }
}

impl fmt::Display for QrLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{PATH}{}", self.base, self.code)?;
        if let Some(QrSigned { key, signature }) = &self.signed {
            let signature = base32::encode_bytes(signature);
            write!(f, "{SEPARATOR}{key}{SEPARATOR}{signature}")?;
        }
        Ok(())
    }
}

impl FromStr for QrLink {
    type Err = LinkError;

    /// Accepts any case, and white space around it.
    fn from_str(s: &str) -> Result<Self, LinkError> {
        let s = s.trim();
        if s.len() > MOST_BYTES {
            return Err(LinkError::TooLong);
        }
        let upper = s.to_ascii_uppercase();
        let (base, tail) = upper.split_once(PATH).ok_or(LinkError::Address)?;
        let symbols = |c: char| c.is_ascii_alphanumeric() || c == SEPARATOR || c == '-';
        if !tail.chars().all(symbols) {
            return Err(LinkError::Address);
        }
        let (code, signed) = Self::tail(tail)?;
        Self::new(base, code, signed)
    }
}

/// Scheme, host and perhaps port; no user's name, path or query.
fn is_base(base: &str) -> bool {
    let upper = base.to_ascii_uppercase();
    let host = upper
        .strip_prefix("HTTPS://")
        .or_else(|| upper.strip_prefix("HTTP://"));
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    host.is_some_and(|host| {
        host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            && host.chars().all(allowed)
    })
}

#[cfg(test)]
mod tests {
    use ed25519_compact::{KeyPair, Seed};
    use proptest::prelude::*;

    use super::super::QrPublicKey;
    use super::*;

    const BASE: &str = "https://motcua.example";

    fn pair() -> KeyPair {
        KeyPair::from_seed(Seed::new([7; 32]))
    }

    fn keys(until: Option<&str>) -> QrKeys {
        let public: [u8; 32] = *pair().pk;
        QrKeys {
            base: BASE.to_owned(),
            keys: vec![QrKey {
                id: "K7Q2".parse().unwrap(),
                public_key: QrPublicKey::from_bytes(&public),
                from: "2026-01-01T00:00:00Z".parse().unwrap(),
                until: until.map(|until| until.parse().unwrap()),
            }],
        }
    }

    fn now() -> DateTime<Utc> {
        "2026-11-29T00:00:00Z".parse().unwrap()
    }

    fn signed(code: &QrCode) -> String {
        let signature = pair().sk.sign(signed_message(BASE, code), None);
        let signed = QrSigned::new("K7Q2".parse().unwrap(), *signature);
        QrLink::new(BASE, code.clone(), Some(signed))
            .unwrap()
            .to_string()
    }

    fn check(text: &str) -> Result<(), VerifyError> {
        let link: QrLink = text.parse().unwrap();
        link.verify(&keys(None), &[BASE], now()).map(drop)
    }

    fn code() -> QrCode {
        "JVQ4GCU".parse().unwrap()
    }

    #[test]
    fn a_printed_address_fits_the_alphanumeric_mode() {
        let text = signed(&code());
        let fits =
            |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "$%*+-./: ".contains(c);
        assert!(text.chars().all(fits), "{text}");
        assert!(
            text.starts_with("HTTPS://MOTCUA.EXAMPLE/Q/JVQ4GCU.K7Q2."),
            "{text}"
        );
    }

    #[test]
    fn a_genuine_address_is_proved_in_any_case() {
        let text = signed(&code());
        assert_eq!(check(&text), Ok(()));
        assert_eq!(check(&format!(" {}\n", text.to_lowercase())), Ok(()));
    }

    #[test]
    fn what_is_not_proved_says_why() {
        let text = signed(&code());
        let other_host = text.replace("MOTCUA.EXAMPLE", "MOTCUA.EXAMPLE.EVIL.VN");
        assert_eq!(check(&other_host), Err(VerifyError::Host));
        assert_eq!(
            check(&text.replace("HTTPS:", "HTTP:")),
            Err(VerifyError::Host)
        );
        assert_eq!(
            check(&text.replace("K7Q2", "K7Q3")),
            Err(VerifyError::UnknownKey)
        );
        assert_eq!(
            check("https://motcua.example/q/jvq4gcu"),
            Err(VerifyError::Unsigned)
        );
        let other_code = text.replace("JVQ4GCU", "WDSS2A6");
        assert_eq!(check(&other_code), Err(VerifyError::Signature));
        let link: QrLink = text.parse().unwrap();
        let ended = keys(Some("2026-11-01T00:00:00Z"));
        assert_eq!(
            link.verify(&ended, &[BASE], now()),
            Err(VerifyError::KeyEnded)
        );
        // A signature for another host of ours is none for this one.
        let elsewhere = QrKeys {
            base: "https://other.example".to_owned(),
            ..keys(None)
        };
        let moved: QrLink = text
            .replace("MOTCUA.EXAMPLE", "OTHER.EXAMPLE")
            .parse()
            .unwrap();
        let both = [BASE, "https://other.example"];
        assert_eq!(
            moved.verify(&elsewhere, &both, now()),
            Err(VerifyError::Signature)
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let text = signed(&code());
        for wrong in [
            "",
            "JVQ4GCU",
            "https://motcua.example/",
            "https://motcua.example/q/",
            "https://motcua.example/q/jvq4gcv",
            "ftp://motcua.example/q/jvq4gcu",
            "https:///q/jvq4gcu",
            "https://motcua.example@evil.vn/q/jvq4gcu",
            "https://motcua.example/x/q/jvq4gcu",
            "https://motcua.example/q/jvq4gcu?x=1",
            "https://motcua.example/q/jvq4gcu#x",
            "https://motcua.example/q/jvq4gcu/",
            "https://mọtcua.example/q/jvq4gcu",
            "https://motcua.example/q/jvq4gcu.k7q2",
            &format!("{text}0"),
            &text.replace('.', "-"),
        ] {
            assert!(wrong.parse::<QrLink>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_full_stop_after_an_address_is_no_part_of_it() {
        let text = signed(&code());
        let read = text.parse::<QrLink>().unwrap();
        assert_eq!(format!("{text}.").parse::<QrLink>().unwrap(), read);
        let unsigned: QrLink = "https://motcua.example/q/jvq4gcu..".parse().unwrap();
        assert_eq!(
            unsigned,
            "https://motcua.example/q/jvq4gcu".parse().unwrap()
        );
    }

    #[test]
    fn bits_that_nobody_needs_must_be_zero() {
        let text = signed(&code());
        let (rest, last) = text.split_at(text.len() - 1);
        let at = base32::SYMBOLS
            .iter()
            .position(|b| *b == last.as_bytes()[0])
            .unwrap();
        // The last of 103 symbols carries two bits of the signature; three more are free.
        assert_eq!(at % 8, 0, "{last}");
        for more in 1..8 {
            let changed = format!("{rest}{}", char::from(base32::SYMBOLS[at + more]));
            assert_eq!(
                changed.parse::<QrLink>(),
                Err(LinkError::Signature),
                "{changed}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_code_is_proved_and_reads_back(number in 0_u32..1 << 30) {
            if let Some(code) = QrCode::from_number(number) {
                let text = signed(&code);
                prop_assert_eq!(check(&text), Ok(()));
                prop_assert_eq!(text.parse::<QrLink>().unwrap().to_string(), text);
            }
        }

        #[test]
        fn one_other_character_is_noticed(at in 0_usize..103, other in 0_usize..32) {
            let text = signed(&code());
            let at = text.len() - 103 + at;
            let mut bytes = text.into_bytes();
            prop_assume!(bytes[at] != base32::SYMBOLS[other]);
            bytes[at] = base32::SYMBOLS[other];
            let changed = String::from_utf8(bytes).unwrap();
            let proved = changed.parse::<QrLink>().map(|link| link.verify(&keys(None), &[BASE], now()).is_ok());
            prop_assert!(proved != Ok(true), "{}", changed);
        }

        #[test]
        fn any_bytes_are_written_one_way(bytes in proptest::array::uniform32(any::<u8>())) {
            let text = base32::encode_bytes(&bytes);
            prop_assert_eq!(text.len(), 52);
            prop_assert_eq!(base32::decode_bytes::<32>(&text), Some(bytes));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,200}", tail in "[0-9A-Za-z.-]{0,130}") {
            let _ = text.parse::<QrLink>();
            let _ = format!("https://a.vn/q/{tail}").parse::<QrLink>();
            let _ = QrLink::tail(&tail);
        }
    }
}
