//! Reading what was scanned or typed: a code, with its signature or without.

use mobile_contract::qr::{LinkError, QrLink, QrSignature, QrSigned};
use mobile_contract::{ErrorCode, QrCode};

use super::Resolver;
use super::keys::Proof;
use crate::error::{Error, Result};

impl Resolver {
    /// Whether the meaning has to be read from the database: a receipt, or a code that does not exist.
    /// Strangers can make up any number of them, so whoever asks is counted first.
    #[must_use]
    pub fn looks_up(&self, text: &str) -> bool {
        parse(text).is_ok_and(|(code, _)| self.codes.get().find(&code).is_none())
    }

    /// The code in what was scanned or typed, and what its signature tells.
    ///
    /// # Errors
    /// When it is no code, or the signature is not ours.
    pub fn read(&self, text: &str) -> Result<(QrCode, QrSignature)> {
        let (code, signed) = parse(text)?;
        let signature = match signed {
            None => QrSignature::Absent,
            Some(signed) => match self.keys.prove(&code, &signed, self.clock.now()) {
                Proof::Valid => QrSignature::Valid,
                Proof::KeyEnded => QrSignature::KeyEnded,
                Proof::KeyRevoked | Proof::Wrong => return Err(not_genuine()),
            },
        };
        Ok((code, signature))
    }
}

/// The signature is not ours, or made with a key that others may know.
fn not_genuine() -> Error {
    Error::new(ErrorCode::QrNotGenuine).detail(
        "Chữ ký trong mã không phải của Một Cửa. Xin đừng làm theo biển có mã này, và báo cho cán bộ tại quầy hoặc tổng đài.",
        "The signature in the code is not ours. Please do not follow the sign it is on, and tell the staff at the counter or the call centre.",
    )
}

/// Reads what was scanned or typed, telling a typing slip from an unknown code only in words. What follows
/// a code and is no signature makes it a false one; an address that was cut off is none.
///
/// # Errors
/// When it is no code.
pub(super) fn parse(text: &str) -> Result<(QrCode, Option<QrSigned>)> {
    QrLink::tail(text).map_err(|error| match error {
        LinkError::Signature => not_genuine(),
        LinkError::Incomplete => Error::new(ErrorCode::QrNotFound).detail(
            "Địa chỉ này bị cắt mất một phần. Bạn hãy quét lại, hoặc gõ 7 ký tự in dưới hình QR.",
            "A part of the address is missing. Please scan it again, or type the 7 characters below the QR image.",
        ),
        LinkError::TooLong | LinkError::Address | LinkError::Code(_) => Error::new(
            ErrorCode::QrNotFound,
        )
        .detail(
            "Mã gồm 7 ký tự in dưới hình QR. Vui lòng kiểm tra lại từng ký tự.",
            "The code has the 7 characters printed below the QR image. Please check each of them.",
        ),
    })
}
