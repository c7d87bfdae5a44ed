//! What is said to prove that a dossier is one's own.

use mobile_contract::limits::{DOSSIER_PROOF_CHARS, OTP_DIGITS};

use uuid::Uuid;

use super::pass;
use crate::error::{Error, Result};

/// Digits of a phone or identity number that prove something.
const LAST: usize = 4;

/// A proof by its form; whether it is right is another matter.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// The last digits of a phone or identity number.
    Last4(String),
    /// A code that was sent, and which one.
    Sent(Uuid, String),
    /// What stands behind `/q/` in a receipt's address.
    Receipt(String),
    /// What an earlier look-up gave.
    Pass(String),
}

impl Proof {
    /// Reads one, with the spaces and dots that people type; `challenge` names the code that was asked for.
    ///
    /// # Errors
    /// 422 when it is of no such form: it would prove nothing for any code.
    pub(super) fn read(text: &str, challenge: Option<Uuid>) -> Result<Self> {
        let text = text.trim();
        if text.len() > DOSSIER_PROOF_CHARS {
            return Err(no_such(challenge));
        }
        if pass::is_pass(text) {
            return Ok(Self::Pass(text.to_owned()));
        }
        let between = |c: char| c.is_whitespace() || matches!(c, '.' | '-');
        let bare: String = text.chars().filter(|c| !between(*c)).collect();
        if !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
            return match bare.len() {
                // Beside a code that was asked for, four digits are a slip of its six.
                LAST if challenge.is_none() => Ok(Self::Last4(bare)),
                OTP_DIGITS => {
                    let challenge = challenge.ok_or_else(no_challenge)?;
                    Ok(Self::Sent(challenge, bare))
                }
                _ => Err(no_such(challenge)),
            };
        }
        let receipt = receipt(text).map(Self::Receipt);
        receipt.ok_or_else(|| no_such(challenge))
    }
}

/// What stands behind `/q/` in an address, or what is of that form already; without the punctuation of the message
/// that it was copied from.
fn receipt(text: &str) -> Option<String> {
    let text = text.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let upper = text.to_ascii_uppercase();
    let tail = upper.split_once("/Q/").map_or(upper.as_str(), |(_, t)| t);
    let symbols = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let signed = tail.split('.').count() >= 3 && tail.chars().all(symbols);
    signed.then(|| tail.to_owned())
}

fn no_challenge() -> Error {
    Error::field(
        "body.challenge",
        "mã 6 số cần đi cùng lần xin mã; mời nhận mã mới",
        "six digits need the challenge that came with them; please ask for a new code",
    )
}

/// Whoever was sent six digits is told of those.
fn no_such(challenge: Option<Uuid>) -> Error {
    if challenge.is_none() {
        return no_proof();
    }
    Error::field(
        "body.proof",
        "cần đủ 6 số trong tin nhắn vừa nhận",
        "must be the 6 digits of the message that was sent",
    )
}

fn no_proof() -> Error {
    Error::field(
        "body.proof",
        "cần 4 số cuối điện thoại hoặc giấy tờ tùy thân của người nộp, mã 6 số đã gửi về điện thoại, hoặc mã QR trên giấy hẹn",
        "must be the last 4 digits of the applicant's phone or identity number, the 6 digits that were sent, or the receipt's QR code",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_known_by_its_form() {
        let asked = Uuid::from_u128(7);
        let read = |text: &str| Proof::read(text, Some(asked)).ok();
        assert!(Proof::read(" 56 78 ", None).ok() == Some(Proof::Last4("5678".to_owned())));
        assert!(Proof::read("5678", Some(asked)).is_err());
        assert!(read("402 913") == Some(Proof::Sent(asked, "402913".to_owned())));
        assert!(Proof::read("402913", None).is_err());
        let tail = "JVQ4GCU.K7Q2.ABC";
        for address in [
            tail,
            "https://motcua.example/q/jvq4gcu.k7q2.abc",
            "https://motcua.example/q/jvq4gcu.k7q2.abc).",
        ] {
            assert!(read(address) == Some(Proof::Receipt(tail.to_owned())));
        }
        for nothing in [
            "",
            "567",
            "56789",
            "0912345678",
            "JVQ4GCU",
            "Lan",
            "a.b.c d",
        ] {
            assert!(read(nothing).is_none(), "{nothing}");
        }
        assert!(read(&"1".repeat(100_000)).is_none());
    }
}
