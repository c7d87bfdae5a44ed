//! The pages of QR codes.

mod list;
mod text;

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use mobile_contract::limits::{REASON_CHARS, REASON_LEAST_CHARS};
use mobile_contract::qr::{QrStale, QrStatus, QrTarget, StaffQrCode};

pub use self::list::QrCodesPage;
use self::text::Text;
use super::{Shell, moment};
use crate::error::Error;
use crate::kernel::words;

/// Where these pages lie.
const ROOM: &str = "/can-bo/ma-qr";

/// What was done just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QrDone {
    /// A code was made.
    Minted,
    /// A new version was made.
    Superseded,
    /// It was withdrawn.
    Revoked,
}

/// A code that somebody is about to make.
#[derive(Clone, Debug, Default)]
pub struct QrDraft {
    /// Kind of target.
    pub kind: String,
    /// Id of the counter.
    pub counter: String,
    /// Code of a procedure, or id of a field.
    pub subject: String,
}

/// `/can-bo/ma-qr/{code}`: one code.
#[derive(Debug, Template)]
#[template(path = "staff/qr_code.html")]
pub struct QrCodePage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The code.
    pub code: &'a StaffQrCode,
    /// They may make and change codes.
    pub keeps: bool,
    /// What was done just now.
    pub done: Option<QrDone>,
    /// The reason that was typed.
    pub reason: &'a str,
    /// Why it was not done.
    pub problem: Option<&'a Error>,
}

/// Words for a code, in the language of the page.
trait Words {
    fn d(&self) -> &'static Text;

    fn target(&self, code: &StaffQrCode) -> String {
        let d = self.d();
        let kind = match &code.target {
            QrTarget::Board {} => d.board,
            QrTarget::Chat {} => d.chat,
            QrTarget::Rating {} => d.rating,
            QrTarget::Procedure { .. } => d.procedure,
            QrTarget::Field { .. } => d.field,
            QrTarget::Dossier { .. } => d.dossier,
        };
        match code.target.subject() {
            Some(subject) => format!("{kind} {subject}"),
            None => kind.to_owned(),
        }
    }

    fn status(&self, code: &StaffQrCode) -> &'static str {
        match code.status {
            QrStatus::Active => self.d().active,
            QrStatus::Superseded => self.d().superseded,
            QrStatus::Revoked => self.d().revoked,
        }
    }

    /// What needs a look, as sentences.
    fn troubles(&self, code: &StaffQrCode) -> Vec<&'static str> {
        let d = self.d();
        let told = [
            code.silent_since.map(|_| match code.pasted_over {
                true => d.pasted_line,
                false => d.silent_line,
            }),
            code.stale.map(|stale| match stale {
                QrStale::Superseded => d.stale_superseded,
                QrStale::KeyRevoked => d.stale_revoked,
                QrStale::KeyEnded => d.stale_key,
                QrStale::NamesChanged => d.stale_names,
                QrStale::KeyEnding => d.stale_soon,
            }),
            code.revoked_scanned.then_some(d.revoked_line),
            code.not_genuine.then_some(d.not_genuine_line),
        ];
        told.into_iter().flatten().collect()
    }

    /// The counter or the agency; what it leads to, where it has neither.
    fn name(&self, code: &StaffQrCode) -> String {
        let named = code.counter.as_ref().or(code.agency.as_ref());
        named.map_or_else(|| self.target(code), |named| named.name.clone())
    }

    fn date(&self, day: &NaiveDate) -> String {
        words::date(*day)
    }
}

impl Words for QrCodePage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }
}

impl QrCodePage<'_> {
    fn told(&self) -> Option<&'static str> {
        let d = self.d();
        Some(match self.done? {
            QrDone::Minted => d.did_mint,
            QrDone::Superseded => d.did_supersede,
            QrDone::Revoked => d.did_revoke,
        })
    }

    fn action(&self, deed: &str) -> String {
        self.shell
            .href(&format!("{ROOM}/{}/{deed}", self.code.code))
    }

    fn in_use(&self) -> bool {
        self.code.status == QrStatus::Active
    }

    fn is_revoked(&self) -> bool {
        self.code.status == QrStatus::Revoked
    }

    fn when(&self, at: &DateTime<Utc>) -> String {
        moment(*at, self.shell.chrome.locale)
    }

    fn least(&self) -> usize {
        REASON_LEAST_CHARS
    }

    fn most(&self) -> usize {
        REASON_CHARS
    }
}
