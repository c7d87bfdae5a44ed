//! Who is told of what happens to a dossier.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::DossierCode;

/// How somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NewsChannel {
    /// Mail (thư điện tử).
    Mail,
    /// Text message (tin nhắn).
    Sms,
    /// A notice on the phone, by the app: its device token.
    Push,
    /// A message in Zalo: the account's id.
    Zalo,
}

/// Body of `POST /v1/dossiers/subscriptions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDossierSubscription {
    /// The dossier.
    pub code: DossierCode,
    /// What opens it; see [`DossierLookup`](super::lookup::DossierLookup).
    #[schema(max_length = 700)]
    pub proof: String,
    /// How to tell.
    pub channel: NewsChannel,
    /// Whom: a mail address, a mobile number, a device token, or an account's id.
    #[schema(max_length = 512, example = "lan@example.vn")]
    pub address: String,
}

/// How a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DossierSubscriptionState {
    /// A code was sent to the address; nothing else goes there before it comes back.
    Pending,
    /// Changes are told.
    Active,
    /// Nothing is told any more.
    Ended,
}

/// A subscription, without the address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierSubscription {
    /// Its id.
    pub id: Uuid,
    /// The dossier.
    pub code: DossierCode,
    /// How is told.
    pub channel: NewsChannel,
    /// As much of the address as tells it from others: `•••678`.
    pub address: String,
    /// How it stands.
    pub state: DossierSubscriptionState,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// Until when the code that was sent is taken; absent unless pending.
    pub confirm_until: Option<DateTime<Utc>>,
}

/// Who is told of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierSubscriptions {
    /// Those who are told, the newest first; what waits for its code is not among them.
    pub items: Vec<DossierSubscription>,
}

/// Body of `POST /v1/dossiers/subscriptions/{id}/confirm`: the address is one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierSubscriptionCode {
    /// The six digits that were sent there.
    #[schema(max_length = 20, example = "402913")]
    pub code: String,
}

/// Body of `POST /v1/dossiers/subscriptions/end`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndDossierSubscription {
    /// What stands in the link at the end of each message.
    #[schema(max_length = 100)]
    pub token: String,
}
