//! Accounts on the wire: signing in, sessions, and staff.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{MailAddress, PhoneNumber, Slug};

/// What someone may do. Rights of staff are a role and, for officers and leaders, an agency.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Người dân: has proved a phone number or a mail address.
    Citizen,
    /// Tổng đài viên 1022: takes calls, dispatches tickets of the whole province.
    Operator,
    /// Cán bộ: answers for one agency.
    Officer,
    /// Lãnh đạo: approves answers of one agency and keeps its officers.
    Leader,
    /// Quản trị: keeps users and settings.
    Administrator,
}

impl Role {
    /// Every role of staff.
    pub const STAFF: [Self; 4] = [
        Self::Operator,
        Self::Officer,
        Self::Leader,
        Self::Administrator,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Operator => "operator",
            Self::Officer => "officer",
            Self::Leader => "leader",
            Self::Administrator => "administrator",
        }
    }

    /// The staff role of a name.
    #[must_use]
    pub fn staff(name: &str) -> Option<Self> {
        Self::STAFF.into_iter().find(|role| role.as_str() == name)
    }

    /// Whether it only makes sense within an agency.
    #[must_use]
    pub const fn belongs_to_agency(self) -> bool {
        matches!(self, Self::Officer | Self::Leader)
    }
}

/// Body of `POST /v1/auth/login`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The mail address one signs in with.
    #[schema(max_length = 254, example = "can.bo@hungyen.example")]
    pub login: String,
    /// The password.
    #[schema(max_length = 128, format = Password)]
    pub password: String,
    /// Six digits of the authenticator, or a recovery code, when the account has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "492039")]
    pub code: Option<String>,
}

/// What one holds after signing in. Keep the refresh token where the phone keeps secrets.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Tokens {
    /// Sent as `Authorization: Bearer`. A JWT (EdDSA) that anyone can check with
    /// `/.well-known/jwks.json`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds for which the access token holds.
    #[schema(example = 600)]
    pub expires_in: u64,
    /// Gives the next pair at `POST /v1/auth/refresh`. Each is good once: used again, it ends the
    /// session.
    pub refresh_token: String,
    /// What the tokens allow.
    pub role: Role,
    /// The account must set up an authenticator before anything else is allowed.
    pub totp_enrolment_required: bool,
}

/// Body of `POST /v1/auth/refresh` and `POST /v1/auth/logout`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// The refresh token that came last.
    #[schema(max_length = 100)]
    pub refresh_token: String,
}

/// Body of `POST /v1/auth/password/forgot`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    /// The mail address one signs in with.
    #[schema(max_length = 254, example = "can.bo@hungyen.example")]
    pub login: String,
}

/// Body of `POST /v1/auth/password/reset`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// What came with the link.
    #[schema(max_length = 100)]
    pub token: String,
    /// The new password.
    #[schema(min_length = 12, max_length = 128, format = Password)]
    pub password: String,
}

/// Body of `POST /v1/staff/me/password`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password of before.
    #[schema(max_length = 128, format = Password)]
    pub current: String,
    /// The new password.
    #[schema(min_length = 12, max_length = 128, format = Password)]
    pub new: String,
}

/// Body of `POST /v1/auth/otp/request`: either a phone number or a mail address.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OtpRequest {
    /// A mobile number of Vietnam; the code comes by SMS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumber>,
    /// A mail address; the code comes by mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailAddress>,
}

/// Response of `POST /v1/auth/otp/request`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OtpChallenge {
    /// Names the code that was sent.
    pub challenge: Uuid,
    /// Until when the code is good.
    pub expires_at: DateTime<Utc>,
}

/// Body of `POST /v1/auth/otp/verify`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OtpProof {
    /// What `otp/request` answered.
    pub challenge: Uuid,
    /// The six digits.
    #[schema(max_length = 6, example = "402913")]
    pub code: String,
}

/// Response of `POST /v1/auth/totp/enrol`. Shown once.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct TotpEnrolment {
    /// The secret to type into an authenticator, base32.
    pub secret: String,
    /// The same as an address that authenticators read from a QR image (`otpauth://totp/…`).
    pub uri: String,
}

/// Body of `POST /v1/auth/totp/confirm` and `POST /v1/auth/totp/disable`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TotpCode {
    /// Six digits of the authenticator; to disable it, a recovery code also does.
    #[schema(max_length = 20, example = "492039")]
    pub code: String,
}

/// Response of `POST /v1/auth/totp/confirm`. Shown once.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    /// Each signs in once in the place of the authenticator.
    pub codes: Vec<String>,
}

/// Someone of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct User {
    /// Id.
    pub id: Uuid,
    /// The mail address one signs in with.
    pub login: String,
    /// Full name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their agency; officers and leaders have one.
    pub agency: Option<Slug>,
    /// Whether they may sign in.
    pub active: bool,
    /// Whether an authenticator is set up.
    pub totp: bool,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// Body of `POST /v1/staff/users`. A link to set the password is mailed to the new user.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// The mail address to sign in with.
    pub login: MailAddress,
    /// Full name.
    #[schema(max_length = 120, example = "Nguyễn Thị Lan")]
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their agency: given for officers and leaders, and only for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<Slug>,
}

/// Body of `PATCH /v1/staff/users/{id}`: what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 120)]
    pub name: Option<String>,
    /// What they may do. Whoever becomes operator or administrator leaves the agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Their agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<Slug>,
    /// Whether they may sign in. Taken away, all sessions end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// Body of `POST /v1/staff/users/{id}/reset`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    /// Whether the authenticator goes, too.
    #[serde(default)]
    pub totp: bool,
}

/// Where one is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Id.
    pub id: Uuid,
    /// What the device calls itself.
    pub device: Option<String>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When tokens were taken last.
    pub last_used_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The keys that access tokens are checked with (RFC 7517).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Jwks {
    /// The keys.
    pub keys: Vec<Jwk>,
}

/// One public key (RFC 8037).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Jwk {
    /// Always `OKP`.
    pub kty: String,
    /// Always `Ed25519`.
    pub crv: String,
    /// Always `EdDSA`.
    pub alg: String,
    /// Always `sig`.
    #[serde(rename = "use")]
    pub usage: String,
    /// Id of the key, as in the header of a token.
    pub kid: String,
    /// The public key, base64url.
    pub x: String,
}

macro_rules! secret_debug {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            /// Without its secrets: this ends up in logs.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

secret_debug!(
    Login,
    Tokens,
    Refresh,
    PasswordReset,
    PasswordChange,
    TotpEnrolment,
    RecoveryCodes
);
