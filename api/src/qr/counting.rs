//! Counting what is scanned.

use mobile_contract::qr::{QrScanFound, QrScanVia, QrSignature, QrStatus, QrTarget, ScannedCode};
use mobile_contract::{ErrorCode, Locale};

use super::Resolver;
use super::reading::{Untrusted, parse};
use crate::error::Result;

/// How somebody came to a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// By a camera, as far as anybody can tell.
    Scan,
    /// From a page of another site, which the browser names: one that leads people on, or a link that was passed on.
    Led,
}

impl Resolver {
    /// Reads a code that was scanned, and counts the scan.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub async fn scan(&self, text: &str, via: QrScanVia, locale: Locale) -> Result<ScannedCode> {
        let found = self.find(text, locale).await;
        match &found {
            Ok(scanned) => self.count(text, scanned, via, Opening::Scan),
            Err(error) if error.code() == ErrorCode::QrNotGenuine => {
                self.count_false(text, via, Opening::Scan);
            }
            Err(_) => {}
        }
        found
    }

    /// Counts a scan of what was read as this. Those of dossiers are not counted: each has one reader.
    pub fn count(&self, text: &str, scanned: &ScannedCode, via: QrScanVia, opening: Opening) {
        if matches!(scanned.target, QrTarget::Dossier { .. }) {
            return;
        }
        let found = match (scanned.status, scanned.signature) {
            (QrStatus::Revoked, _) => QrScanFound::Revoked,
            // No proof that the image hangs: a sticker over it may lead on to us, and so do bookmarks.
            (_, QrSignature::Absent) => QrScanFound::Typed,
            // Neither is a signed address that a page leads on to: whoever photographs the image has it.
            _ if opening == Opening::Led => QrScanFound::Led,
            (QrStatus::Superseded, _) => QrScanFound::Superseded,
            (QrStatus::Active, QrSignature::KeyEnded) => QrScanFound::KeyEnded,
            (QrStatus::Active, QrSignature::Valid) if self.key_ends_soon(text) => {
                QrScanFound::KeyEnding
            }
            (QrStatus::Active, QrSignature::Valid) => QrScanFound::Good,
        };
        self.scans.count(&scanned.code, via, found);
    }

    fn key_ends_soon(&self, text: &str) -> bool {
        let signed = parse(text).ok().and_then(|(_, signed)| signed);
        signed.is_some_and(|signed| self.keys.ends_soon(&signed.key, self.clock.now()))
    }

    /// Counts a scan whose signature proves nothing, when the code itself is ours.
    pub fn count_false(&self, text: &str, via: QrScanVia, opening: Opening) {
        let codes = self.codes.get();
        let Untrusted {
            code, key_revoked, ..
        } = self.untrusted(text);
        let Some(code) = code.as_ref().and_then(|code| codes.find(code)) else {
            return;
        };
        let found = match code.status {
            _ if !key_revoked => QrScanFound::NotGenuine,
            QrStatus::Revoked => QrScanFound::Revoked,
            _ if opening == Opening::Led => QrScanFound::Led,
            QrStatus::Active => QrScanFound::KeyRevoked,
            QrStatus::Superseded => QrScanFound::Superseded,
        };
        self.scans.count(&code.code, via, found);
    }
}
