//! The pages behind a scanned code. They must stay light: they are opened in a queue, on a bad network.

mod text;

use askama::Template;
use mobile_contract::QrCode;
use mobile_contract::qr::{QrSignature, QrStatus, QrTarget, ScannedCode};

use self::text::Text;
use super::{Chrome, at_counter};
use crate::qr::{SEEN, Untrusted};

/// `/q/{code}`: the counter's board, or what little is said of a withdrawn code.
#[derive(Debug, Template)]
#[template(path = "scanned/board.html")]
pub struct BoardPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What the code means.
    pub scanned: &'a ScannedCode,
    /// What stands behind `/q/` in a receipt's signed address: it opens the dossier.
    pub proof: Option<&'a str>,
    /// What it led to is not there any more.
    pub gone: bool,
}

impl BoardPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    /// A withdrawn code stands for no counter any more: nothing of it is passed on.
    fn trusted(&self) -> bool {
        self.scanned.is_trusted()
    }

    /// The name of the counter, or of the agency where there is none.
    fn place_name(&self) -> &str {
        let named = self
            .scanned
            .counter
            .as_ref()
            .or(self.scanned.agency.as_ref());
        named.map_or(self.chrome.t().brand, |named| &named.name)
    }

    /// The page of the code that is in use instead.
    fn successor(&self) -> Option<String> {
        let next = self.scanned.successor.as_ref()?;
        Some(seen(&self.chrome, next))
    }

    fn look_up(&self) -> String {
        let code = &self.scanned.code;
        match &self.scanned.target {
            _ if self.gone => "#tra-cuu".to_owned(),
            QrTarget::Procedure { code: procedure } => {
                self.chrome.href(&format!("/thu-tuc/{procedure}?qr={code}"))
            }
            QrTarget::Field { slug } => self
                .chrome
                .href(&format!("/thu-tuc?field={slug}&qr={code}")),
            _ => "#tra-cuu".to_owned(),
        }
    }

    fn ask(&self) -> String {
        self.chrome.href(&format!("/hoi?qr={}", self.scanned.code))
    }

    /// Where the service is rated, when there is somebody to rate.
    fn rate(&self) -> Option<String> {
        self.scanned.links.rate.as_ref()?;
        Some(
            self.chrome
                .href(&format!("/danh-gia?qr={}", self.scanned.code)),
        )
    }

    fn procedure(&self, code: &str) -> String {
        self.chrome
            .href(&format!("/thu-tuc/{code}?qr={}", self.scanned.code))
    }

    fn code_label(&self) -> &'static str {
        code_label(self.scanned, self.s())
    }

    fn dossier(&self) -> Option<&str> {
        match &self.scanned.target {
            QrTarget::Dossier { code } => Some(code.as_str()),
            _ => None,
        }
    }

    /// All procedures, still at this counter.
    fn all(&self) -> String {
        self.chrome
            .href(&at_counter("/thu-tuc", Some(&self.scanned.code)))
    }

    fn ticket_form(&self) -> String {
        self.chrome.href(&format!("/phieu?q={}", self.scanned.code))
    }
}

/// The page of a code, opened by a link of ours: that is no scan.
fn seen(chrome: &Chrome<'_>, code: &QrCode) -> String {
    chrome.href(&format!("/q/{code}?{SEEN}"))
}

/// A code whose signature is not ours, or proves nothing any more.
#[derive(Debug, Template)]
#[template(path = "scanned/false.html")]
pub struct FalseCodePage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What the signature tells all the same.
    pub untrusted: &'a Untrusted,
}

impl FalseCodePage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn title(&self) -> &'static str {
        match self.untrusted.key_revoked {
            true => self.s().doubted_title,
            false => self.s().false_title,
        }
    }

    /// What happened, in words for what the code stands on.
    fn line(&self) -> &'static str {
        match self.untrusted {
            Untrusted {
                key_revoked: false,
                on_sign: true,
                ..
            } => self.s().false_line,
            other => other.words(self.chrome.locale),
        }
    }
}

/// `/hoi`: the question box, at a counter when its code was scanned.
#[derive(Debug, Template)]
#[template(path = "scanned/ask.html")]
pub struct AskPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the question box.
    pub key: &'a str,
    /// What was scanned, when it can be trusted.
    pub scanned: Option<&'a ScannedCode>,
    /// A code was scanned that cannot be trusted.
    pub untrusted: bool,
    /// What was wrong with the words just sent.
    pub problem: Option<&'a str>,
}

impl AskPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn at(&self) -> Option<&str> {
        let scanned = self.scanned?;
        let named = scanned.counter.as_ref().or(scanned.agency.as_ref());
        named.map(|named| named.name.as_str())
    }

    fn notice(&self) -> Option<&str> {
        self.scanned?.notice.as_deref()
    }

    /// As it is printed, to be compared.
    fn code(&self) -> Option<String> {
        Some(self.scanned?.code.printed())
    }

    /// The board of what was scanned.
    fn board(&self, scanned: &ScannedCode) -> String {
        seen(&self.chrome, &scanned.code)
    }

    fn code_label(&self) -> &'static str {
        let s = self.s();
        self.scanned
            .map_or(s.code, |scanned| code_label(scanned, s))
    }
}

/// What a typed code turned out to be.
#[derive(Debug)]
pub enum Checked {
    /// One of ours.
    Ours(Box<ScannedCode>),
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
        if is_receipt(scanned) {
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

    /// Where its sign hangs, from the counter outwards; `None` where nobody can say, and of a receipt.
    fn hangs(&self, scanned: &ScannedCode) -> Option<String> {
        if is_receipt(scanned) {
            return None;
        }
        let names = [&scanned.counter, &scanned.agency, &scanned.place];
        let names = names.into_iter().flatten().map(|named| named.name.as_str());
        let names = names.collect::<Vec<_>>().join(" · ");
        Some(names).filter(|names| !names.is_empty())
    }

    fn is_receipt(&self, scanned: &ScannedCode) -> bool {
        is_receipt(scanned)
    }

    fn page(&self, scanned: &ScannedCode) -> String {
        seen(&self.chrome, &scanned.code)
    }

    /// The page of the code that is in use instead of a withdrawn one.
    fn successor(&self, scanned: &ScannedCode) -> Option<String> {
        Some(seen(&self.chrome, scanned.successor.as_ref()?))
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

/// A code on the papers of a dossier, which hang nowhere.
const fn is_receipt(scanned: &ScannedCode) -> bool {
    matches!(scanned.target, QrTarget::Dossier { .. })
}

/// What a code is called on the paper it stands on.
const fn code_label(scanned: &ScannedCode, s: &'static Text) -> &'static str {
    if is_receipt(scanned) {
        s.code_receipt
    } else {
        s.code
    }
}
