//! The pages behind a scanned code. They must stay light: they are opened in a queue, on a bad network.

mod text;
mod verify;

use askama::Template;
use mobile_contract::qr::{QrTarget, ScannedCode};
use mobile_contract::{DossierCode, QrCode};

use self::text::Text;
pub use self::verify::{Checked, VerifyPage};
use super::{Chrome, at_counter, with_param};
use crate::qr::{SEEN, Untrusted};

/// `/q/{code}`: the counter's board, or what little is said of a withdrawn code.
#[derive(Debug, Template)]
#[template(path = "scanned/board.html")]
pub struct BoardPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What the code means.
    pub scanned: &'a ScannedCode,
    /// What is carried on: the code, or what stands behind `/q/` in a receipt's signed address: it opens the dossier.
    pub carried: &'a str,
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

    /// The number of a receipt, without what proves that somebody holds it.
    const fn bare(&self) -> bool {
        self.scanned.is_bare_receipt()
    }

    const fn is_receipt(&self) -> bool {
        self.scanned.is_receipt()
    }

    /// The code where it is carried on to procedures: a receipt has nothing to do with them.
    fn at(&self) -> Option<&QrCode> {
        Some(&self.scanned.code).filter(|_| !self.is_receipt())
    }

    /// The page of what a withdrawn code named, while that is there: it is as true as it was.
    fn subject(&self) -> Option<(String, &'static str)> {
        let s = self.s();
        let (path, words) = match &self.scanned.target {
            QrTarget::Procedure { .. } | QrTarget::Field { .. } if self.gone => return None,
            QrTarget::Procedure { code } => (format!("/thu-tuc/{code}"), s.revoked_procedure),
            QrTarget::Field { slug } => (format!("/thu-tuc?field={slug}"), s.revoked_field),
            QrTarget::Dossier { .. } => ("/ho-so".to_owned(), self.chrome.t().way_dossier),
            QrTarget::Board {} | QrTarget::Chat {} | QrTarget::Rating {} => return None,
        };
        Some((self.chrome.href(&path), words))
    }

    /// The page of the code that is in use instead.
    fn successor(&self) -> Option<String> {
        let next = self.scanned.successor.as_ref()?;
        Some(seen(&self.chrome, next.as_str()))
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
        self.carried_to("/hoi", "qr")
    }

    /// A page that what was scanned is carried on to; a number alone is not.
    fn carried_to(&self, path: &str, name: &str) -> String {
        if self.bare() {
            return self.chrome.href(path);
        }
        self.chrome.href(&with_param(path, name, self.carried))
    }

    /// Where the service is rated, when there is somebody to rate.
    fn rate(&self) -> Option<String> {
        self.scanned.links.rate.as_ref()?;
        Some(self.carried_to("/danh-gia", "qr"))
    }

    fn procedure(&self, code: &str) -> String {
        self.chrome
            .href(&format!("/thu-tuc/{code}?qr={}", self.scanned.code))
    }

    fn code_label(&self) -> &'static str {
        code_label(self.scanned, self.s())
    }

    /// The dossier of a receipt whose signature came along.
    fn dossier(&self) -> Option<&str> {
        match &self.scanned.target {
            QrTarget::Dossier { code } => code.as_ref().map(DossierCode::as_str),
            _ => None,
        }
    }

    /// All procedures, still at this counter.
    fn all(&self) -> String {
        self.chrome.href(&at_counter("/thu-tuc", self.at()))
    }

    fn ticket_form(&self) -> String {
        self.carried_to("/phieu", "q")
    }
}

/// The page of what is carried on, opened by a link of ours: that is no scan.
fn seen(chrome: &Chrome<'_>, carried: &str) -> String {
    chrome.href(&format!("/q/{carried}?{SEEN}"))
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

/// Why a question belongs to no counter although something was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Withdrawn.
    NotInUse,
    /// There is no such code.
    NotFound,
    /// Its signature is not ours, or proves nothing any more: what is said of that.
    NotGenuine(&'static str),
    /// The number of a receipt without its signature.
    BareReceipt,
}

/// `/hoi`: the question box, at a counter when its code was scanned.
#[derive(Debug, Template)]
#[template(path = "scanned/ask.html")]
pub struct AskPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the question box.
    pub key: &'a str,
    /// What was scanned, when it can be trusted, and what is carried on of it.
    pub scanned: Option<(&'a ScannedCode, &'a str)>,
    /// Why what was scanned is left out.
    pub doubt: Option<Doubt>,
    /// What was wrong with the words just sent.
    pub problem: Option<&'a str>,
}

impl AskPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn doubt(&self) -> Option<String> {
        let s = self.s();
        Some(match self.doubt? {
            Doubt::NotInUse => s.ask_untrusted.to_owned(),
            Doubt::NotFound => s.ask_unknown.to_owned(),
            Doubt::NotGenuine(words) => format!("{words} {}", s.ask_apart),
            Doubt::BareReceipt => s.ask_receipt.to_owned(),
        })
    }

    fn at(&self) -> Option<&str> {
        let (scanned, _) = self.scanned?;
        let named = scanned.counter.as_ref().or(scanned.agency.as_ref());
        named.map(|named| named.name.as_str())
    }

    fn notice(&self) -> Option<&str> {
        self.scanned?.0.notice.as_deref()
    }

    /// As it is printed, to be compared.
    fn code(&self) -> Option<String> {
        Some(self.scanned?.0.code.printed())
    }

    /// The board of what was scanned.
    fn board(&self, carried: &str) -> String {
        seen(&self.chrome, carried)
    }

    fn code_label(&self) -> &'static str {
        let s = self.s();
        self.scanned
            .map_or(s.code, |(scanned, _)| code_label(scanned, s))
    }
}

/// What a code is called on the paper it stands on.
const fn code_label(scanned: &ScannedCode, s: &'static Text) -> &'static str {
    if scanned.is_receipt() {
        s.code_receipt
    } else {
        s.code
    }
}
