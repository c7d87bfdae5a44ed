//! Keys of other systems, which hand over what they know.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Slug;

/// The source of events that were made here, by staff.
pub const OWN_SOURCE: &str = "motcua";
/// The source of dossiers for trying out.
pub const DEMO_SOURCE: &str = "demo";
/// Sources of events of our own: no other system has one of these names.
pub const OWN_SOURCES: [&str; 2] = [OWN_SOURCE, DEMO_SOURCE];

/// Body of `POST /v1/staff/api-keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What it is for, in words.
    #[schema(min_length = 1, max_length = 120, example = "Một cửa điện tử tỉnh")]
    pub name: String,
    /// Name of the sending system. It is kept with every event, and ids of events are unique within it. Only one
    /// key that is not revoked has it; `motcua` and `demo` are ours.
    #[schema(max_length = 40, example = "mot-cua-tinh")]
    pub source: Slug,
    /// The agencies it may tell of, each with all below it; absent: the whole province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_items = 1, max_items = 50)]
    pub agencies: Option<Vec<Slug>>,
    /// Days for which it is good; absent: until it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 3650, example = 365)]
    pub days: Option<u32>,
}

/// Body of `POST /v1/staff/api-keys/{id}/rotate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotateApiKey {
    /// Days for which the secret of before is still good; 0: it ends at once. Where an older one is still good, it is
    /// that one, and the one made in between ends at once.
    #[schema(minimum = 0, maximum = 90, example = 7)]
    pub old_days: u32,
}

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiKey {
    /// Its id; the secret begins with it.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// Name of the sending system.
    pub source: Slug,
    /// The agencies it may tell of; `null`: the whole province.
    #[schema(required = true)]
    pub agencies: Option<Vec<Slug>>,
    /// Who made it; `null`: somebody at the command line.
    #[schema(required = true)]
    pub created_by: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it is good.
    #[schema(required = true)]
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    #[schema(required = true)]
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was used last, to the minute.
    #[schema(required = true)]
    pub last_used_at: Option<DateTime<Utc>>,
    /// Until when the secret of before its rotation is good.
    #[schema(required = true)]
    pub old_secret_until: Option<DateTime<Utc>>,
}

/// A key with its secret, which is shown this once.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct IssuedApiKey {
    /// The key.
    pub key: ApiKey,
    /// Sent as `Authorization: Bearer`.
    #[schema(
        example = "mck_0198c0de00007000800000000000000b_3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e"
    )]
    pub secret: String,
}
