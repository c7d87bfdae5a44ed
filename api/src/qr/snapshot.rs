//! Codes in memory.

use std::collections::HashMap;

use mobile_contract::qr::QrStatus;
use mobile_contract::{QrCode, Slug};

/// Every printed code.
#[derive(Debug, Default)]
pub struct QrCodes(HashMap<QrCode, (Slug, QrStatus)>);

impl QrCodes {
    /// Makes a snapshot.
    #[must_use]
    pub fn new(codes: Vec<(QrCode, Slug, QrStatus)>) -> Self {
        Self(
            codes
                .into_iter()
                .map(|(code, counter, status)| (code, (counter, status)))
                .collect(),
        )
    }

    /// The counter a code hangs at, and whether it is still good.
    #[must_use]
    pub fn find(&self, code: &QrCode) -> Option<(&Slug, QrStatus)> {
        self.0.get(code).map(|(counter, status)| (counter, *status))
    }
}
