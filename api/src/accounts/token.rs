//! Access tokens: JWTs signed with EdDSA, good for ten minutes (RFC 7519, RFC 8037).

use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header, encode};
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keys::{Keys, Signer};
use crate::error::{Error, Result};

/// How long an access token is good.
pub const LIFETIME: Duration = Duration::minutes(10);
/// Whom access tokens are for.
pub const AUDIENCE: &str = "motcua";
/// Longest token that is looked at, in bytes: ours have some 400.
const LONGEST: usize = 1_000;

/// What a token says. No personal data: tokens are seen by proxies and kept by phones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claims {
    /// Where it was made: the public address of this service.
    pub iss: String,
    /// Whom it is for: [`AUDIENCE`].
    pub aud: String,
    /// The user or citizen.
    pub sub: Uuid,
    /// The session.
    pub sid: Uuid,
    /// What the bearer may do.
    pub role: Role,
    /// When it was made, in seconds since the epoch.
    pub iat: i64,
    /// From when it is no longer good.
    pub exp: i64,
}

impl Claims {
    pub(super) fn new(issuer: &str, sub: Uuid, sid: Uuid, role: Role, now: DateTime<Utc>) -> Self {
        Self {
            iss: issuer.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub,
            sid,
            role,
            iat: now.timestamp(),
            exp: (now + LIFETIME).timestamp(),
        }
    }
}

/// Signs claims with the key of the day.
pub(super) fn sign(signer: &Signer, claims: &Claims) -> Result<String> {
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(signer.kid.clone());
    encode(&header, claims, &signer.key).map_err(Error::internal)
}

/// Reads a token that someone presents. Whatever is wrong with it, the caller learns only that it
/// is not good.
pub(super) async fn verify(
    keys: &Keys,
    issuer: &str,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Claims> {
    let refused = || Error::new(ErrorCode::Unauthorized);
    if token.len() > LONGEST {
        return Err(refused());
    }
    let header = decode_header(token).map_err(|_| refused())?;
    let kid = header.kid.ok_or_else(refused)?;
    let key = keys.verifying(&kid).await?.ok_or_else(refused)?;
    claims(token, &key, issuer, now).ok_or_else(refused)
}

/// The algorithm is ours, whatever the header says; the library compares with it before it checks
/// the signature.
fn claims(token: &str, key: &DecodingKey, issuer: &str, now: DateTime<Utc>) -> Option<Claims> {
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[issuer]);
    rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    // The library reads the system's clock; times are compared with the injected one below.
    rules.validate_exp = false;
    let claims = decode::<Claims>(token, key, &rules).ok()?.claims;
    (now.timestamp() < claims.exp).then_some(claims)
}
