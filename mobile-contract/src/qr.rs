//! Scanned codes, on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::chat::ProcedureRef;
use crate::{QrCode, Slug};

/// Whether a printed code is still good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QrStatus {
    /// In use.
    Active,
    /// A newer poster hangs, or should.
    Superseded,
    /// Withdrawn: do not trust the poster it is on.
    Revoked,
}

/// Names an agency, place or counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedRef {
    /// Stable id.
    pub id: Slug,
    /// Name.
    pub name: String,
}

/// Response of `GET /v1/qr/{code}`: what a scanned code means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScannedCode {
    /// The code in canonical form.
    pub code: QrCode,
    /// Whether it is still good.
    pub status: QrStatus,
    /// The counter it hangs at.
    pub counter: NamedRef,
    /// The agency responsible for the counter on the day of the scan.
    pub agency: NamedRef,
    /// The place the counter serves on the day of the scan.
    pub place: NamedRef,
    /// Procedures people mostly come for.
    pub procedures: Vec<ProcedureRef>,
    /// The page behind the code.
    pub page_url: String,
    /// That the body which opened the counter has ended, in the caller's language; absent while it
    /// stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}
