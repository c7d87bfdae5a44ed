//! Reading what was scanned or typed: a code, with its signature or without.

use mobile_contract::qr::{LinkError, QrLink, QrSignature, QrSigned};
use mobile_contract::{ErrorCode, Locale, QrCode};

use super::Resolver;
use super::keys::Proof;
use crate::error::{Error, Result};

/// What a signature that proves nothing tells all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untrusted {
    /// The code beside it, if it is one.
    pub code: Option<QrCode>,
    /// It fits, but others may know the key: what was printed may be genuine, and nobody can tell.
    pub key_revoked: bool,
    /// The code is one of those that hang somewhere. Else it stands on a paper, or nowhere.
    pub on_sign: bool,
}

impl Untrusted {
    /// What is wrong, and what to do.
    #[must_use]
    pub const fn words(&self, locale: Locale) -> &'static str {
        match (self.key_revoked, self.on_sign) {
            (false, true) => locale.pick(
                "Chữ ký trong mã không phải của Một Cửa. Xin đừng làm theo biển có mã này, và báo cho cán bộ tại quầy hoặc tổng đài.",
                "The signature in the code is not ours. Please do not follow the sign it is on, and tell the staff at the counter or the call centre.",
            ),
            (false, false) => locale.pick(
                "Chữ ký trong mã không phải của Một Cửa. Xin đừng làm theo biển hay giấy có mã này, và báo cho cán bộ tại quầy hoặc tổng đài.",
                "The signature in the code is not ours. Please do not follow the sign or paper it is on, and tell the staff at the counter or the call centre.",
            ),
            (true, true) => locale.pick(
                "Khóa ký mã này đã bị hủy vì có thể lộ ra ngoài, nên không ai biết chắc tấm biển có thật không. Xin đừng làm theo biển, và nhờ cán bộ tại quầy thay biển mới.",
                "The key that signed this code was revoked because others may know it, so nobody can tell whether the sign is genuine. Please do not follow it, and ask the staff at the counter for a new one.",
            ),
            (true, false) => locale.pick(
                "Khóa ký mã này đã bị hủy vì có thể lộ ra ngoài, nên mã không còn chứng minh được gì. Nếu mã in trên giấy hẹn, bạn tra hồ sơ bằng mã hồ sơ, hoặc xin cơ quan nhận hồ sơ in lại giấy.",
                "The key that signed this code was revoked because others may know it, so the code proves nothing any more. If it stands on a receipt, please look your dossier up by its own code, or ask the agency that took it for a new paper.",
            ),
        }
    }

    fn refusal(&self) -> Error {
        Error::new(ErrorCode::QrNotGenuine).detail(self.words(Locale::Vi), self.words(Locale::En))
    }
}

impl Resolver {
    /// What a signature that proves nothing tells all the same.
    #[must_use]
    pub fn untrusted(&self, text: &str) -> Untrusted {
        let proof = |(code, signed): (QrCode, Option<QrSigned>)| {
            signed.map(|signed| self.keys.prove(&code, &signed, self.clock.now()))
        };
        let key_revoked = parse(text).is_ok_and(|read| proof(read) == Some(Proof::KeyRevoked));
        let code: Option<QrCode> = text.split('.').next().and_then(|code| code.parse().ok());
        let codes = self.codes.get();
        Untrusted {
            on_sign: code.as_ref().is_some_and(|code| codes.find(code).is_some()),
            code,
            key_revoked,
        }
    }

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
        let (code, signed) = parse(text).map_err(|unread| match unread.code() {
            ErrorCode::QrNotGenuine => self.untrusted(text).refusal(),
            _ => unread,
        })?;
        let signature = match signed {
            None => QrSignature::Absent,
            Some(signed) => match self.keys.prove(&code, &signed, self.clock.now()) {
                Proof::Valid => QrSignature::Valid,
                Proof::KeyEnded => QrSignature::KeyEnded,
                Proof::KeyRevoked | Proof::Wrong => {
                    return Err(self.untrusted(text).refusal());
                }
            },
        };
        Ok((code, signature))
    }
}

/// Reads what was scanned or typed, telling a typing slip from an unknown code only in words. What follows
/// a code and is no signature makes it a false one; an address that was cut off is none.
///
/// # Errors
/// When it is no code.
pub(super) fn parse(text: &str) -> Result<(QrCode, Option<QrSigned>)> {
    QrLink::tail(text).map_err(|error| match error {
        LinkError::Signature => Error::new(ErrorCode::QrNotGenuine),
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
