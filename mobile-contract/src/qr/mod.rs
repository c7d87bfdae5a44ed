//! Codes on posters and papers: what they lead to, their printed address, and how a phone tells a
//! genuine one without asking a server.

mod keys;
mod link;
mod staff;
mod target;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::chat::ProcedureRef;
use crate::{QrCode, Slug};

pub use keys::{KeyIdError, QrKey, QrKeyId, QrKeys, QrPublicKey};
pub use link::{LinkError, QrLink, QrSigned, VerifyError, signed_message};
pub use staff::{
    NewQrCode, QrAttention, QrScanDay, QrScanFound, QrScanVia, QrScans, QrStale, RevokeQrCode,
    StaffQrCode, StaffQrFilter,
};
pub use target::{QrPurpose, QrTarget};

/// Whether a printed code is still good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QrStatus {
    /// In use.
    Active,
    /// A newer poster hangs, or should.
    Superseded,
    /// Withdrawn: do not trust the poster it is on.
    Revoked,
}

impl QrStatus {
    /// The status on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Superseded => "superseded",
            Self::Revoked => "revoked",
        }
    }
}

/// Names an agency, place or counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedRef {
    /// Stable id.
    pub id: Slug,
    /// Name.
    pub name: String,
}

/// What the signature of a scanned address tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QrSignature {
    /// There is none: somebody typed the short code.
    Absent,
    /// Ours, by the key that signs now or the one that did before.
    Valid,
    /// Ours, by a key whose time has ended: the poster is old, print it anew. It works as before; only receipts
    /// stop opening their dossiers.
    KeyEnded,
}

/// Where a scanned code leads, as addresses of pages; absent where it leads nowhere of that kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QrLinks {
    /// Look up procedures; dossiers, for the number of a receipt without its signature. A withdrawn code of a
    /// procedure or field still leads to its page, while there is one.
    #[schema(example = "https://motcua.example/q/7K3M9QK?seen=1#tra-cuu")]
    pub look_up: String,
    /// Ask a question.
    #[schema(example = "https://motcua.example/hoi?qr=7K3M9QK")]
    pub ask: String,
    /// Rate the counter's service; only codes of a counter that can be trusted have it, and those of a dossier
    /// whose signature was sent along. The links of such a dossier's code hold the signature: keep them as the
    /// receipt itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "https://motcua.example/danh-gia?qr=7K3M9QK")]
    pub rate: Option<String>,
}

/// Query of `GET /v1/qr/{code}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ScanParams {
    /// `true` when nobody scanned the code just now: a link was followed, or a page shown again. It is not counted
    /// then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<bool>,
}

/// Response of `GET /v1/qr/{code}`: what a scanned code means.
///
/// The number of a receipt without its signature is told to be that, and nothing else: its target is a dossier
/// without a code, and neither agency nor place is named. Scan the picture, or look the dossier up with its own
/// code and the last four digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScannedCode {
    /// The code in canonical form.
    pub code: QrCode,
    /// Whether it is still good.
    pub status: QrStatus,
    /// What it leads to.
    pub target: QrTarget,
    /// Version of the poster: 1 is the first.
    pub version: u32,
    /// The code that took its place; another code in use of its counter, where it has none or that one ended,
    /// too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<QrCode>,
    /// What the signature told, when the whole address was sent.
    pub signature: QrSignature,
    /// The counter it hangs at. Codes of a board, a chat or a rating form always have one, unless they are
    /// withdrawn: those pass on neither counter nor agency, place or procedures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<NamedRef>,
    /// The agency responsible on the day of the scan. Of a dossier's code only with its signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<NamedRef>,
    /// The place it serves on the day of the scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<NamedRef>,
    /// Procedures people mostly come for.
    pub procedures: Vec<ProcedureRef>,
    /// Where it leads.
    pub links: QrLinks,
    /// The page behind the code, as a person may type it.
    pub page_url: String,
    /// What a person should know, in the caller's language: the poster is out of date, the code is
    /// withdrawn, the body that opened the counter has ended, or what it led to is not there any more. Absent
    /// when there is nothing to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

impl ScannedCode {
    /// Whether something may be built on it: a withdrawn code stands for nothing any more.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        self.status != QrStatus::Revoked
    }

    /// Whether it stands on the receipt of a dossier.
    #[must_use]
    pub const fn is_receipt(&self) -> bool {
        matches!(self.target, QrTarget::Dossier { .. })
    }

    /// Whether it is the number of a receipt that nobody has proved to hold: it stands for no dossier.
    #[must_use]
    pub const fn is_bare_receipt(&self) -> bool {
        matches!(self.target, QrTarget::Dossier { code: None })
    }
}
