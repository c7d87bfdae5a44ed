//! Codes as staff see them: how they stand, how often they are scanned, and what is wrong.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{NamedRef, QrStatus, QrTarget};
use crate::{QrCode, Slug};

/// Scans of one code, or of all of a counter, on one day (Vietnam's calendar). The counts do not overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QrScanDay {
    /// The day.
    pub day: NaiveDate,
    /// The printed image, opened in a browser. Whoever kept its address opens it as a camera does, and is counted
    /// here, too.
    pub page: u64,
    /// The printed image, read by the app.
    pub app: u64,
    /// The code without its signature: its characters were typed, or lead here from elsewhere. No proof that the
    /// poster hangs, so not among the scans.
    pub typed: u64,
    /// The signed address, opened from a page of another site, which the browser names: one that leads people on, or a
    /// link that was passed on. No proof that the poster hangs, so not among the scans.
    pub led: u64,
    /// Scans of a poster that a newer one took the place of.
    pub superseded: u64,
    /// Scans of a withdrawn code, and openings of it by its characters or from other sites.
    pub revoked: u64,
    /// Scans of a poster whose signing key has ended.
    pub key_ended: u64,
    /// Scans of a poster whose signing key was revoked, because others may know it.
    pub key_revoked: u64,
    /// Scans of this code with a signature that is not ours: perhaps somebody printed a copy of their own.
    pub not_genuine: u64,
}

/// How a code was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QrScanVia {
    /// By a browser, which opened the page.
    Page,
    /// By the app, which read the meaning.
    App,
}

impl QrScanVia {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::App => "app",
        }
    }
}

/// What was found when a code was scanned.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum QrScanFound {
    /// A code in use.
    Good,
    /// A code in use, on a poster whose signing key ends within a year.
    KeyEnding,
    /// A newer poster hangs, or should.
    Superseded,
    /// Withdrawn.
    Revoked,
    /// The signing key's time has ended.
    KeyEnded,
    /// The signing key was revoked: others may know it.
    KeyRevoked,
    /// A code that is not withdrawn, without a signature: typed, or opened by a link without one.
    Typed,
    /// A code that is not withdrawn, with its signature, opened from a page of another site.
    Led,
    /// The signature is not ours.
    NotGenuine,
}

impl QrScanFound {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::KeyEnding => "key_ending",
            Self::Superseded => "superseded",
            Self::Revoked => "revoked",
            Self::KeyEnded => "key_ended",
            Self::KeyRevoked => "key_revoked",
            Self::Typed => "typed",
            Self::Led => "led",
            Self::NotGenuine => "not_genuine",
        }
    }
}

/// Scans of one code, or of all codes of a counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QrScans {
    /// All scans of the last 30 days, today included; without openings by typing or from elsewhere.
    pub total: u64,
    /// How often the code was opened without its signature in the same days.
    pub typed: u64,
    /// How often its signed address was opened from a page of another site in the same days.
    pub led: u64,
    /// Each of these days since it was made, oldest first, also those without any scan.
    pub days: Vec<QrScanDay>,
}

/// Why a poster should be printed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QrStale {
    /// It is superseded, and was scanned in the last 28 days: the old poster hangs.
    Superseded,
    /// It is scanned with a signature whose key was revoked: whoever scans it is warned. Print it at once.
    KeyRevoked,
    /// It is scanned with a signature whose key has ended.
    KeyEnded,
    /// The counter, the agency or the place has another name today than the poster shows, or the agency on it
    /// has ended.
    NamesChanged,
    /// It is scanned with a signature whose key ends within a year.
    KeyEnding,
}

/// A code as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffQrCode {
    /// The code.
    pub code: QrCode,
    /// What it leads to.
    pub target: QrTarget,
    /// The counter it hangs at.
    pub counter: Option<NamedRef>,
    /// The agency responsible today.
    pub agency: Option<NamedRef>,
    /// The place today.
    pub place: Option<NamedRef>,
    /// Version of the poster: 1 is the first.
    pub version: u32,
    /// Whether it is still good.
    pub status: QrStatus,
    /// The code that took its place.
    pub successor: Option<QrCode>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it; null when the program did.
    pub created_by: Option<Uuid>,
    /// When it was superseded or withdrawn.
    pub changed_at: Option<DateTime<Utc>>,
    /// Who did that.
    pub changed_by: Option<Uuid>,
    /// The address to print, signed. Null for codes of dossiers: it opens the dossier, so it stands on the
    /// receipt alone (`GET /v1/staff/dossiers/{code}/receipt.pdf`, which keeps who printed it).
    pub link: Option<String>,
    /// How often it was scanned.
    pub scans: QrScans,
    /// That its image was scanned often and hardly is any more: three working days have a tenth of the usual scans
    /// or fewer. With the last day on which it was scanned as usual: look whether it was torn down or pasted over.
    /// Openings without a signature or from other sites do not count as scans here.
    pub silent_since: Option<NaiveDate>,
    /// That it fell silent while it goes on being opened without its signature, or from other sites: perhaps
    /// another image was pasted over it, which leads people on to our page. One that leads them on before it shows
    /// them anything may look like a scan, and is not noticed.
    pub pasted_over: bool,
    /// That it is withdrawn, and was scanned in the last 28 days.
    pub revoked_scanned: bool,
    /// That several scans of the last 28 days had a signature that is not ours: perhaps somebody printed a
    /// copy.
    pub not_genuine: bool,
    /// That its poster should be printed anew.
    pub stale: Option<QrStale>,
}

/// What needs a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QrAttention {
    /// Scanned often before, and hardly any more.
    Silent,
    /// Silent, while it is still opened without its signature or from other sites: perhaps pasted over.
    PastedOver,
    /// The poster should be printed anew.
    Stale,
    /// Withdrawn, and still scanned.
    RevokedScanned,
    /// Scanned several times with a signature that is not ours.
    NotGenuine,
}

/// Which codes to list; filters combine.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct StaffQrFilter {
    /// Only codes of this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub status: Option<QrStatus>,
    /// Only codes of this counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<String>, min_length = 1, max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub counter: Option<Slug>,
    /// Only codes of this agency and of those below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<String>, min_length = 1, max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub agency: Option<Slug>,
    /// Only codes with these words, or parts of them, in the code or in the name of the counter or the agency;
    /// marks and case do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 120)]
    pub q: Option<String>,
    /// Only codes that need a look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub attention: Option<QrAttention>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    pub cursor: Option<String>,
    /// Most rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u32>,
}

/// Body of `POST /v1/staff/qr-codes`: a new code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQrCode {
    /// What it leads to.
    pub target: QrTarget,
    /// The counter it hangs at. A board, a chat and a rating form need one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 80, example = "mot-cua-yen-my-dat-dai")]
    pub counter: Option<Slug>,
    /// The agency whose it is, where there is no counter. Officers' and leaders' own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 80)]
    pub agency: Option<Slug>,
}

/// Body of `POST /v1/staff/qr-codes/{code}/revoke`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeQrCode {
    /// Why it is withdrawn: shown to staff, and kept in the audit record. Name nobody in it.
    #[schema(
        min_length = 10,
        max_length = 500,
        example = "Có người dán mã khác lên biển này"
    )]
    pub reason: String,
}
