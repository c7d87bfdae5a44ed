//! What a scanned code means on the day of the scan.

use actix_web::web::Data;
use mobile_contract::qr::{QrLink, QrSignature, QrStatus, QrTarget, ScannedCode};
use mobile_contract::{ErrorCode, Locale, QrCode};
use url::Url;

use super::meaning::carried;
use super::reading::parse;
use super::record::Code;
use super::{QrCodes, Scans, SigningKeys, store};
use crate::agencies::Agencies;
use crate::error::{Error, Result};
use crate::kernel::clock::Clock;
use crate::kernel::shared::Shared;
use crate::places::Places;
use crate::procedures::Procedures;
use crate::storage::Database;

/// Resolves codes over the present snapshots.
#[derive(Clone)]
pub struct Resolver {
    /// Where codes of dossiers are looked up.
    pub db: Database,
    /// Printed codes.
    pub codes: Data<Shared<QrCodes>>,
    /// The keys that sign them.
    pub keys: SigningKeys,
    /// How often they are scanned.
    pub scans: Scans,
    /// Agencies and counters.
    pub agencies: Data<Shared<Agencies>>,
    /// Places.
    pub places: Data<Shared<Places>>,
    /// Procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// The clock.
    pub clock: Clock,
    /// Where citizens reach this server.
    pub public_url: Url,
}

impl Resolver {
    /// Reads a code as scanned or typed, with its signature or without. Codes of dossiers are not found
    /// here; see [`find`](Self::find).
    ///
    /// # Errors
    /// When it is no code, none of ours, or the signature is not ours.
    pub fn resolve(&self, text: &str, locale: Locale) -> Result<ScannedCode> {
        let (code, signature) = self.read(text)?;
        let codes = self.codes.get();
        let code = codes.find(&code).ok_or_else(missing)?;
        self.told(code, signature, locale)
    }

    /// Reads a code as scanned or typed, of whatever target. The links of a receipt carry its signature on.
    ///
    /// # Errors
    /// When it is no code, none of ours, the signature is not ours, or the database fails.
    pub async fn find(&self, text: &str, locale: Locale) -> Result<ScannedCode> {
        let (code, signature) = self.read(text)?;
        let mut scanned = self.meaning(&code, signature, locale).await?;
        if scanned.is_receipt() {
            scanned.links = self.links(&scanned, &carried(text, &scanned));
        }
        Ok(scanned)
    }

    /// What a code means whose signature was looked at already.
    ///
    /// # Errors
    /// When it is none of ours, or the database fails.
    pub async fn meaning(
        &self,
        code: &QrCode,
        signature: QrSignature,
        locale: Locale,
    ) -> Result<ScannedCode> {
        let found = self.stored(code).await?;
        let mut scanned = self.told(&found, signature, locale)?;
        // Codes of dossiers are not in memory, so neither is what took their place.
        if let (QrTarget::Dossier { code: Some(of) }, QrStatus::Superseded) =
            (&scanned.target, scanned.status)
        {
            let newest = store::of_dossier(&*self.db, of).await?;
            scanned.successor = newest.map(|newest| newest.code);
        }
        Ok(scanned)
    }

    /// What a code means that was proved when it was noted down, as in a conversation or the token of a visit:
    /// nothing of it is withheld, whatever became of it since. Never ask this of a code that somebody sent.
    ///
    /// # Errors
    /// When there is none, or the database fails.
    pub async fn noted(&self, code: &QrCode, locale: Locale) -> Result<ScannedCode> {
        let found = self.stored(code).await?;
        self.whole(&found, QrSignature::Valid, locale)
    }

    /// The same of a code that is still to be trusted; a page goes on without any other.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn noted_if_any(
        &self,
        code: Option<&str>,
        locale: Locale,
    ) -> Result<Option<ScannedCode>> {
        let Some(code) = code.and_then(|code| code.parse().ok()) else {
            return Ok(None);
        };
        match self.noted(&code, locale).await {
            Ok(scanned) => Ok(Some(scanned).filter(ScannedCode::is_trusted)),
            Err(error) if error.code().status() >= 500 => Err(error),
            Err(_) => Ok(None),
        }
    }

    async fn stored(&self, code: &QrCode) -> Result<Code> {
        let known = self.codes.get().find(code).cloned();
        let found = match known {
            Some(found) => Some(found),
            None => store::find(&*self.db, code).await?,
        };
        found.ok_or_else(missing)
    }

    /// Reads a code that something shall be built on, of whatever target: it must be ours and not withdrawn, and
    /// more than the bare number of a receipt.
    ///
    /// # Errors
    /// When it is not, or the database fails.
    pub async fn trusted(&self, text: &str, locale: Locale) -> Result<ScannedCode> {
        let refused = || {
            Error::field(
                "body.qr",
                "không phải mã QR đang dùng của Một Cửa",
                "not one of our QR codes in use",
            )
        };
        match self.find(text, locale).await {
            Ok(scanned) if !scanned.is_trusted() => Err(refused()),
            Ok(scanned) if scanned.is_bare_receipt() => Err(bare_receipt()),
            Ok(scanned) => Ok(scanned),
            Err(error) if error.code().status() >= 500 => Err(error),
            Err(_) => Err(refused()),
        }
    }

    /// The same for a page, which goes on without a code that is not to be trusted, or with none at all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trusted_if_any(
        &self,
        text: Option<&str>,
        locale: Locale,
    ) -> Result<Option<ScannedCode>> {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        match self.trusted(text, locale).await {
            Ok(scanned) => Ok(Some(scanned)),
            Err(error) if error.code().status() >= 500 => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// The page behind a code, as a person may type it.
    #[must_use]
    pub fn page_url(&self, code: &QrCode) -> String {
        format!("{}/q/{code}", self.keys.base())
    }

    /// The address to print: signed, in upper case.
    ///
    /// # Errors
    /// When no key signs.
    pub fn signed_link(&self, code: &QrCode) -> Result<String> {
        let signed = self.keys.sign(code, self.clock.now())?;
        let link = QrLink::new(self.keys.base(), code.clone(), Some(signed));
        Ok(link.map_err(Error::internal)?.to_string())
    }

    /// The address that was scanned, to be drawn again: with the signature that came along, not with a new one,
    /// which would outlive it.
    ///
    /// # Errors
    /// When it is no code.
    pub fn given_link(&self, text: &str) -> Result<String> {
        let (code, signed) = parse(text)?;
        let link = QrLink::new(self.keys.base(), code, signed);
        Ok(link.map_err(Error::internal)?.to_string())
    }
}

/// Refuses the number of a receipt that came without its signature: whoever typed it has proved nothing.
#[must_use]
pub fn bare_receipt() -> Error {
    Error::field(
        "body.qr",
        "đây là số in trên giấy hẹn; mời bạn quét hình QR trên giấy",
        "this is the number on a receipt; please scan the picture on it",
    )
    .detail(
        "Đây là số in trên giấy hẹn. Mời bạn quét hình QR trên giấy.",
        "This is the number on a receipt. Please scan the picture on it.",
    )
}

pub(super) fn missing() -> Error {
    Error::new(ErrorCode::QrNotFound)
}
