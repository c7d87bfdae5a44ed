//! Counting what is scanned.

use mobile_contract::qr::{QrScanFound, QrScanVia, QrSignature, QrStatus, QrTarget, ScannedCode};
use mobile_contract::{ErrorCode, Locale};

use super::Resolver;
use super::reading::parse;
use crate::error::Result;

impl Resolver {
    /// Reads a code that was scanned, and counts the scan.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub async fn scan(&self, text: &str, via: QrScanVia, locale: Locale) -> Result<ScannedCode> {
        let found = self.find(text, locale).await;
        match &found {
            Ok(scanned) => self.count(text, scanned, via),
            Err(error) if error.code() == ErrorCode::QrNotGenuine => self.count_false(text, via),
            Err(_) => {}
        }
        found
    }

    /// Counts a scan of what was read as this. Those of dossiers are not counted: each has one reader.
    pub fn count(&self, text: &str, scanned: &ScannedCode, via: QrScanVia) {
        if matches!(scanned.target, QrTarget::Dossier { .. }) {
            return;
        }
        let found = match (scanned.status, scanned.signature) {
            (QrStatus::Revoked, _) => QrScanFound::Revoked,
            (QrStatus::Superseded, _) => QrScanFound::Superseded,
            (QrStatus::Active, QrSignature::KeyEnded) => QrScanFound::KeyEnded,
            (QrStatus::Active, QrSignature::Valid) if self.key_ends_soon(text) => {
                QrScanFound::KeyEnding
            }
            (QrStatus::Active, QrSignature::Absent | QrSignature::Valid) => QrScanFound::Good,
        };
        self.scans.count(&scanned.code, via, found);
    }

    fn key_ends_soon(&self, text: &str) -> bool {
        let signed = parse(text).ok().and_then(|(_, signed)| signed);
        signed.is_some_and(|signed| self.keys.ends_soon(&signed.key, self.clock.now()))
    }

    /// Counts a scan whose signature is not ours, when the code itself is.
    pub fn count_false(&self, text: &str, via: QrScanVia) {
        let code = text.split('.').next().and_then(|code| code.parse().ok());
        if let Some(code) = code.filter(|code| self.codes.get().find(code).is_some()) {
            self.scans.count(&code, via, QrScanFound::NotGenuine);
        }
    }
}
