//! `/verify`: what a typed code is.

use askama::Template;
use mobile_contract::qr::{QrSignature, QrStatus, ScannedCode};

use super::super::Chrome;
use super::seen;
use super::text::{self, Text};
use crate::qr::Untrusted;

/// What a typed code turned out to be.
#[derive(Debug)]
pub enum Checked {
    /// One of ours, and what is carried on of it: a receipt with its signature, if that came along.
    Ours(Box<ScannedCode>, String),
    /// None that exists, or a slip.
    Unknown,
    /// Its signature is not ours, or proves nothing any more.
    Fake(Untrusted),
    /// An address at our host without encryption: none of ours is printed so.
    Unencrypted,
    /// An address that leads to another site.
    OtherSite,
}

/// `/verify`: how a person tells a genuine code.
#[derive(Debug, Template)]
#[template(path = "scanned/verify.html")]
pub struct VerifyPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Where genuine codes lead: scheme and host.
    pub base: &'a str,
    /// What was typed.
    pub typed: &'a str,
    /// What it turned out to be; `None` while nothing was typed.
    pub checked: Option<&'a Checked>,
}

impl VerifyPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn words(&self, scanned: &ScannedCode) -> &'static str {
        if scanned.is_receipt() {
            return match scanned.is_trusted() {
                true => self.s().good_receipt,
                false => self.s().revoked_receipt,
            };
        }
        match (scanned.status, scanned.signature) {
            (QrStatus::Revoked, _) => self.s().revoked,
            (_, QrSignature::KeyEnded) | (QrStatus::Superseded, _) => self.s().old,
            (QrStatus::Active, QrSignature::Absent) => self.s().good_number,
            (QrStatus::Active, QrSignature::Valid) => self.s().good,
        }
    }

    /// What its signature tells. Nothing of a key whose time has ended: the words for the code say so already.
    fn signed(&self, scanned: &ScannedCode) -> Option<&'static str> {
        let valid = scanned.signature == QrSignature::Valid;
        valid.then(|| match self.hangs(scanned) {
            Some(_) => self.s().signed,
            None => self.s().signed_alone,
        })
    }

    /// Where its sign hangs, from the counter outwards; `None` where nobody can say, and of a receipt.
    fn hangs(&self, scanned: &ScannedCode) -> Option<String> {
        if scanned.is_receipt() {
            return None;
        }
        let names = [&scanned.counter, &scanned.agency, &scanned.place];
        let names = names.into_iter().flatten().map(|named| named.name.as_str());
        let names = names.collect::<Vec<_>>().join(" · ");
        Some(names).filter(|names| !names.is_empty())
    }

    fn is_receipt(&self, scanned: &ScannedCode) -> bool {
        scanned.is_receipt()
    }

    fn page(&self, carried: &str) -> String {
        seen(&self.chrome, carried)
    }

    /// The page of the code that is in use instead of a withdrawn one.
    fn successor(&self, scanned: &ScannedCode) -> Option<String> {
        Some(seen(&self.chrome, scanned.successor.as_ref()?.as_str()))
    }

    /// Only its characters were typed: nothing is known of the image beside them.
    fn number_only(&self, scanned: &ScannedCode) -> bool {
        scanned.signature == QrSignature::Absent
    }

    /// A false code, in words for what it stands on.
    fn fake(&self, untrusted: &Untrusted) -> &'static str {
        untrusted.words(self.chrome.locale)
    }
}
