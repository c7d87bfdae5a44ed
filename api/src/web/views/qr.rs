use askama::Template;
use mobile_contract::qr::{QrStatus, ScannedCode};

use super::Chrome;

/// `/q/{code}`: the page behind a scanned code. Must stay light: it is opened in a queue.
#[derive(Debug, Template)]
#[template(path = "qr.html")]
pub struct QrPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the question box.
    pub key: &'a str,
    /// What the code means.
    pub scanned: &'a ScannedCode,
}

impl QrPage<'_> {
    /// A withdrawn code stands for no counter any more: nothing of it is passed on.
    fn trusted(&self) -> bool {
        self.scanned.status != QrStatus::Revoked
    }

    /// The name of the counter, or of the agency where there is none.
    fn place_name(&self) -> &str {
        let named = self
            .scanned
            .counter
            .as_ref()
            .or(self.scanned.agency.as_ref());
        named.map_or("", |named| &named.name)
    }

    /// Where a ticket is written, from this counter when the code can be trusted.
    fn ticket_form(&self) -> String {
        match self.trusted() {
            true => self.chrome.href(&format!("/phieu?q={}", self.scanned.code)),
            false => self.chrome.href("/phieu"),
        }
    }

    fn status_words(&self) -> Option<&'static str> {
        match self.scanned.status {
            QrStatus::Active => None,
            QrStatus::Superseded => Some(self.chrome.t().qr_superseded),
            QrStatus::Revoked => Some(self.chrome.t().qr_revoked),
        }
    }
}
